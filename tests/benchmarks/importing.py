"""`python -m tests.benchmarks.importing`: the time of hostile pages, and of twice as large ones."""

import time

import click

from bot.events.importing.drafts import draft_pack
from bot.events.importing.writing import write_pack
from tests.packs import vocabulary

_HTML = "<html><body><h1>Events of 2021</h1>"
_TEXT = "Events of 2021\n\n"
SHAPES = {
    "events, a line each": (_TEXT, "March 5: The park was opened to all.\n", ""),
    "events on one line": (_TEXT, "March 5, 2021: The park was opened. ", "\n"),
    "words on one line": (f"{_TEXT}March 5 ", "the garden was opened and ", "\n"),
    "Chinese on one line": ("2021年大事記\n3月5日", "園區啟用並舉辦活動", "\n"),
    "cells of one row": (_TEXT, "a\tb\t", "\n"),
    "rows of a table": (f"{_HTML}<table>", "<tr><td>March 5<td>The park", ""),
    "<": (_HTML, "<", ""),
    "< and a blank": (_HTML, "< ", ""),
    "tags not ended": (_HTML, "<a", ""),
    "ends not ended": (_HTML, "</", ""),
    "declarations not ended": (_HTML, "<!", ""),
    "comments not ended": (_HTML, "<!--a>", ""),
    "sections not ended": (_HTML, "<![if a>", ""),
    "attributes not ended": (_HTML, '<p a="', ""),
    "elements in elements": (_HTML, "<div>a", ""),
    "items in items": (f"{_HTML}<ul>", "<li>March 5 a", ""),
    "tables in tables": (_HTML, "<table><tr><td>a", ""),
    "table after table": (_HTML, "<table><tr><td>March 5<td>a</table>", ""),
    "cells over all rows": (f"{_HTML}<table>", "<tr><td rowspan=1000>a<td>b", ""),
}
"""How a page begins, what comes again and again, how it ends."""


def page(shape: str, size: int) -> bytes:
    """A page of a shape, of about `size` characters."""
    begins, repeated, ends = SHAPES[shape]
    return (begins + repeated * (size // len(repeated)) + ends).encode()


def seconds(content: bytes) -> float:
    """The CPU time of drafting a pack from a page."""
    words = vocabulary()
    begun = time.process_time()
    write_pack(draft_pack(content, words))
    return time.process_time() - begun


@click.command()
@click.argument("size", type=int, default=200_000)
def main(size: int) -> None:
    """Draft packs from pages of SIZE characters and of twice as many, in every shape.

    What is linear takes twice the time; four times would be each sign with each other.
    """
    draft_pack(page("events on one line", 1000), vocabulary())  # What is read once by all.
    for shape in SHAPES:
        once, twice = seconds(page(shape, size)), seconds(page(shape, 2 * size))
        print(f"{shape:24} {once:6.2f} s {twice:6.2f} s  ratio {twice / once:.1f}", flush=True)


if __name__ == "__main__":
    main()
