"""Building much at once without Python's search for garbage in it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Within it nothing is searched for reference cycles.

    The collector would walk again and again over all that was built until then, and all of it
    stays: a third of the time of building.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def lasting() -> Iterator[None]:
    """As `uncollected`, for what stays to the end: it is not searched afterwards either."""
    with uncollected():
        yield
        gc.freeze()
