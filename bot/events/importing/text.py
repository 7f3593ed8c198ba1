"""A page saved as text: its lines, with tables of tabs or bars read as tables."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.events.importing.dates import fold, read_date
from bot.events.importing.page import Line, Page, Role, clean
from bot.events.importing.tables import Cell, read_table

_TAB = 8
_HASHES = re.compile(r"#{1,6}\s+")
_RULE = re.compile(r"[\s|+:=_*~–—-]*")
_BULLET = re.compile(r"[^\w\t]{1,2}\t|\s+\S.*[.。]\t*$")
_EMPHASIS = re.compile(r"\*\*|__")
_COLUMNS = re.compile(r"(\S[^\t]{2,30}?)\s{2,}(\S.*)")
_REST_OF_RANGE = re.compile(r"((?:to|until|till|[-–—~至到])\s*[\w. ]*\d[\w. ]*?)\s{2,}(\S.*)")
_BARS = re.compile(r"\s*\|.*\|\s*")


def read_text(text: str) -> Page:
    """The lines of a text; an empty line parts what stands above from what stands below."""
    lines: list[Line] = []
    gap = True
    table: list[list[Cell]] = []
    for number, raw in enumerate(_dates_joined(text.splitlines()), 1):
        cells = _cells(raw, number)
        if cells:
            table.append(cells)
            continue
        if _RULE.fullmatch(raw) and table and "|" in raw:
            continue
        lines += read_table(table)
        gap, table = gap or bool(table), []
        shown = clean(_EMPHASIS.sub("", raw))
        if _RULE.fullmatch(shown):
            gap = True
            continue
        hashes = _HASHES.match(shown)
        role = Role.HEADING if hashes else Role.TEXT
        shown = shown[hashes.end() :] if hashes else shown
        lines.append(Line(number, shown, role, _indent(raw), gap or bool(hashes)))
        gap = bool(hashes)
    return Page((*lines, *read_table(table)))


def _dates_joined(raws: Sequence[str]) -> list[str]:
    """The lines, each range that a column of dates parts over two put together on the first."""
    joined = list(raws)
    for at, (above, below) in enumerate(pairwise(raws)):
        upper, lower = _COLUMNS.match(above), _REST_OF_RANGE.match(below)
        if upper and lower and upper.start(2) == lower.start(2) and read_date(fold(upper[1])):
            joined[at] = f"{upper[1]} {lower[1].strip()}   {upper[2]}"
            joined[at + 1] = " " * lower.start(2) + lower[2]
    return joined


def _cells(raw: str, number: int) -> list[Cell]:
    """The cells of a table's row, none where the line is no row."""
    if _RULE.fullmatch(raw):
        return []
    if _BARS.fullmatch(raw):
        parts = raw.strip().strip("|").split("|")
    elif "\t" in raw.strip() and not _BULLET.match(raw):
        parts = raw.strip("\r\n").split("\t")
    else:
        return []
    return [Cell(tuple(_line(part, number))) for part in parts]


def _line(part: str, number: int) -> Iterator[Line]:
    shown = clean(part)
    if shown:
        yield Line(number, shown, gap=True, wraps=False)


def _indent(raw: str) -> int:
    raw = raw.lstrip("\ufeff\u200b").expandtabs(_TAB)
    return len(raw) - len(raw.lstrip())
