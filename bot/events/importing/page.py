"""A page as lines: its bytes decoded, its markup read, each line's place known."""

import codecs
import re
from dataclasses import dataclass
from enum import StrEnum

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_MARKUP = re.compile(
    rb"<!doctype\s+html|<(?:html|body|h[1-6]|p|ul|ol|li|dl|dt|table|tr|div)\b[^>]*>", re.IGNORECASE
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Role(StrEnum):
    """What the markup says of a line; plain text says it of none."""

    TEXT = "text"
    HEADING = "heading"
    TERM = "term"
    ITEM = "item"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    UNTIL = "until"
    ASIDE = "aside"
    """Navigation, a footer, a table's head: no event stands there."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page.

    Attributes:
        number: where it stands in the file, from 1.
        text: as written, its blanks made one.
        indent: how far it stands in, in signs or in levels of lists.
        gap: whether something parts it from the line before: a blank line, a new element.
        wraps: whether a line's end may be no more than the page's width.
    """

    number: int
    text: str
    role: Role = Role.TEXT
    indent: int = 0
    gap: bool = False
    wraps: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines and the title that its markup gives it, "" where it has none."""

    lines: tuple[Line, ...]
    title: str = ""


def read_page(content: bytes) -> Page:
    """Read a page saved as text or as HTML, whichever it is, in whatever encoding."""
    from bot.events.importing.markup import read_markup
    from bot.events.importing.text import read_text

    text = _decode(content)
    return read_markup(text) if _MARKUP.search(content[:100_000]) else read_text(text)


def clean(text: str) -> str:
    """A line with its blanks made one and without signs that nobody sees."""
    shown = "".join(sign for sign in text if sign.isprintable() or sign.isspace())
    return " ".join(shown.replace("\u200b", "").split())


def _decode(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    declared = _DECLARED.search(content[:2048])
    named = [declared[1].decode("ascii")] if declared else []
    for encoding in ("utf-8", *named, "cp950", "gb18030", "cp1252"):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("utf-8", "replace")
