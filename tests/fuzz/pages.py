"""Pages of events in any state: a draft comes of them that can be read again, or nothing."""

import random
from functools import cache
from pathlib import Path

from bot.events.importing.drafts import draft_pack
from bot.events.importing.writing import write_pack
from bot.events.knowledge import read_draft
from tests.fuzz.packs import vocabulary
from tests.fuzz.target import Target
from tests.fuzz.texts import damaged, noise

_PAGES = Path(__file__).parents[1] / "events/pages"
_MARKUP = (
    *("<td rowspan=" + "9" * 5000 + ">", "&#" + "1" * 5000 + ";", "7" * 5000 + ". March 5"),
    *("<table>", "</table>", "<tr><td>", "</td>", "<ul><li>", "</li>", "<h1>", "<!--", "-->", "<p"),
    *(
        "<script>",
        "</html>",
        '<meta charset="x">',
        "&nbsp;",
        "&#x110000;",
        "&#0;",
        "<td rowspan=9>",
    ),
    *(
        '<td rowspan="99999999" colspan="99999999">',
        "<title>",
        "<br>" * 50,
        "<div>" * 300,
        "<![CDATA[",
    ),
)


@cache
def _pages() -> tuple[bytes, ...]:
    kept = (path for path in sorted(_PAGES.iterdir()) if path.suffix in (".txt", ".html"))
    return tuple(path.read_bytes() for path in kept)


def make(chance: random.Random) -> bytes:
    """A page that was saved badly."""
    content = chance.choice(_pages())
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(0, len(content))
        kind = chance.random()
        if kind < 0.3:
            put = bytes(chance.randint(0, 255) for _ in range(chance.randint(1, 4)))
        elif kind < 0.5:
            put = chance.choice(_MARKUP).encode()
        elif kind < 0.7:
            put = damaged("16-17 March 2021", chance, ("一月", "民國110年")).encode(
                "utf-8", "replace"
            )
        elif kind < 0.8:
            put = noise(chance).encode("utf-8", "replace")
        else:
            content, put = content[: at + chance.randint(0, 3000)], b"\n"
        content = content[:at] + put + content[at + chance.randint(0, 8) :]
    return content


def put(content: bytes) -> None:
    """What is drafted is a pack in its form; what is missing in it is named with its line."""
    text = write_pack(draft_pack(content, vocabulary()))
    if not text.strip():
        return
    for fault in read_draft(text.encode(), "draft.yaml", vocabulary())[1]:
        assert "YAML" not in fault.wrong, str(fault)
        assert "UTF-8" not in fault.wrong, str(fault)


PAGES = Target("pages", make, put, 20_000)
