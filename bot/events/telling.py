"""Telling how far a long work is, while it goes on."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Tell = Callable[[str, int, int], None]
"""Told what is done, how much of it, and of how much."""
_EVERY = 100
"""Of how many items the first is told of; a bar drawn for each would take its own time."""
_Item = TypeVar("_Item")


def untold(_what: str, _done: int, _total: int) -> None:
    """A `Tell` that nobody hears."""


def each(what: str, items: Sequence[_Item], tell: Tell) -> Iterator[_Item]:
    """The items, with `what` is done with them told on the way."""
    for number, item in enumerate(items):
        if number % _EVERY == 0:
            tell(what, number, len(items))
        yield item
