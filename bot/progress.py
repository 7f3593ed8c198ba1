"""A bar on the terminal while a person waits."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bot.events.telling import Tell, untold


@contextmanager
def progress_bar() -> Iterator[Tell]:
    """Within it, what is told shows as a bar on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield untold
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        tasks = {}

        def tell(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done)

        yield tell
