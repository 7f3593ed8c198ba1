"""Lines put together: paragraphs over several lines, items of lists, headings."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.events.importing.dates import AGAIN, fold, read_date
from bot.events.importing.page import Line, Role

_BULLET = re.compile(r"(?:[-–—*+]\s+|[•‧·・●○◦▪■□◆◇►▶▸‣⁃※✓✔➢→◎☆★▣△▲▽▼◉✦❖⊙]\s*|o\s+)(?=\S)")
_ENUMERATOR = re.compile(
    r"(?:\(?\d{1,2}[)、．]\s*|\d{1,2}\.(?!\d)\s*|[(（]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[)）]\s*"
    r"|[一二三四五六七八九十]{1,3}[、.．]\s*|\(?[a-hA-H]\)\s*|[a-hA-H]\.\s+|\(?[ivx]{1,4}\)\s*|[ivx]{1,4}\.\s+)(?=\S)"
)
_COUNTERS = (
    (re.compile(r"\d+"), "1"),
    (re.compile(r"[一二三四五六七八九十]+"), "一"),
    (re.compile(r"[ivx]+"), "i"),
    (re.compile(r"\b[A-Ha-h]\b"), "a"),
)
"""What counts, and what stands for all that counts like it."""
_ENDS = re.compile(r"[.。!！?？;；:：]['\"”’」』)）\]]*$")
_GOES_ON = re.compile(
    r"(?:,|，|、|\b(?:the|a|an|of|and|or|to|in|on|at|for|by|with|from|as|its|their|that|which))$"
)
_DAY = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{1,2}(?:st|nd|rd|th)?)?\s+[A-Z\"“]"
    r"|(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})\s*[日號]"
)
_WIDEST = 120
_RAGGED = 14
_USUAL = 0.3
"""The share of a page's lines that begin with a date where each of them begins an event."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, an item or a heading.

    Attributes:
        number: the line of the file that it begins on.
        marker: the bullet or enumerator before it, "" for none; it is not in the text.
        gap: whether it is parted from what stands above.
        hangs: whether its further lines stand in deeper than its first.
    """

    number: int
    text: str
    role: Role = Role.TEXT
    indent: int = 0
    marker: str = ""
    gap: bool = True
    hangs: bool = False

    @property
    def is_item(self) -> bool:
        """Whether it is one of a list."""
        return self.role is Role.ITEM or bool(self.marker)

    @property
    def ends(self) -> bool:
        """Whether it ends like a sentence."""
        return bool(_ENDS.search(self.text))

    @property
    def kind(self) -> str:
        """The marker's kind: one for all that counts alike, one for each bullet."""
        kind = self.marker
        for pattern, one in _COUNTERS:
            kind = pattern.sub(one, kind)
        return kind

    @property
    def count(self) -> int:
        """The number that its marker is, 0 where it is none."""
        figures = re.search(r"\d+", self.marker)
        return int(figures.group()) if figures else 0

    @property
    def is_numbered(self) -> bool:
        """Whether its marker is a number, which may be a day."""
        return bool(re.match(r"\(?\d", self.marker))


def read_blocks(lines: Sequence[Line]) -> list[Block]:
    """The blocks of a page, in order; no word of it is left out."""
    hanging = _hanging(lines)
    width, dated = _width(lines), _dated(lines) - hanging
    blocks: list[Block] = []
    last = ""
    for line in lines:
        block = _block(line)
        is_new = line.number in dated or not blocks
        hangs_on = line.number in hanging and not block.marker
        if not is_new and (hangs_on or _is_wrapped(line, block, last, blocks[-1], width)):
            before = blocks[-1]
            hangs = before.hangs or line.indent > before.indent
            blocks[-1] = replace(before, text=join((before.text, line.text)), hangs=hangs)
        else:
            blocks.append(block)
        last = line.text
    return blocks


def join(texts: Iterable[str]) -> str:
    """Texts in one line: no blank where Chinese meets or a word was parted by a hyphen."""
    joined = ""
    for text in filter(None, texts):
        if joined and not _meets(joined[-1], text[0]):
            joined += " "
        joined += text
    return joined


def _meets(before: str, after: str) -> bool:
    return _is_wide(before) and _is_wide(after)


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


def _block(line: Line) -> Block:
    text, marker = line.text, ""
    if line.role in (Role.TEXT, Role.ITEM):
        found = _BULLET.match(text) or _ENUMERATOR.match(text)
        if found and not _is_figure_date(text, found):
            marker, text = found.group().strip(), text[found.end() :]
    return Block(line.number, text, line.role, line.indent, marker, line.gap)


def _is_figure_date(text: str, found: re.Match[str]) -> bool:
    """Whether what looks like an enumerator begins a date (5. March 2020)."""
    written = read_date(fold(text))
    return found.group()[:1].isdecimal() and written is not None and written.end > found.end()


def _width(lines: Sequence[Line]) -> int:
    """How wide a text is that ends its lines by width; 0 where it does not.

    Such a text has lines about as wide as the widest that end in the middle of a sentence.
    """
    widest = max((_columns(line.text) for line in lines if line.wraps), default=0)
    if widest > _WIDEST:
        return 0
    cut = any(
        before.wraps
        and not line.gap
        and not _ENDS.search(before.text)
        and _columns(before.text) > widest - _RAGGED
        for before, line in pairwise(lines)
    )
    return widest if cut else 0


def _dated(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of lines that begin with a date, where that is the page's way to begin events.

    Where dates begin lines by chance only, the lines before them end in the middle of a sentence.
    """
    width, last = _width(lines), ""
    begun, chances = set(), 0
    for line in lines:
        written = read_date(fold(line.text.lstrip("[(（【〔<")))
        if written and written.names_month and not line.gap:
            is_cut = not _ENDS.search(last) and _columns(last) > width - _RAGGED
            chances += bool(_GOES_ON.search(last)) or is_cut
            begun.add(line.number)
        last = line.text
    is_habit = len(begun) > 2 and len(begun) > _USUAL * len(lines)
    is_habit = is_habit or (len(begun) > 1 and chances * 2 < len(begun))
    return frozenset(begun) if is_habit else frozenset()


def _hanging(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of dated lines that stand in below a dated one whose sentence they go on with."""
    found, head = set(), None
    for above, line in pairwise(lines):
        is_dated = read_date(fold(line.text)) is not None and line.role is Role.TEXT
        if line.gap or line.role is not Role.TEXT or (head and line.indent <= head.indent):
            head = None
        if head and is_dated and not _ENDS.search(above.text):
            found.add(line.number)
        elif is_dated and head is None and not _is_date_alone(line.text):
            head = line
    return frozenset(found)


def _is_date_alone(text: str) -> bool:
    written = read_date(fold(text))
    return written is not None and not re.search(r"\w", text[written.end :])


def _columns(text: str) -> int:
    return sum(1 + _is_wide(sign) for sign in text)


def _is_cut(line: Line, last: str, width: int) -> bool:
    """Whether the line before ends at the page's width in the middle of a sentence."""
    is_full = width - _columns(last) - line.indent < _RAGGED
    return bool(width and line.wraps and is_full and not _ENDS.search(last))


def _is_wrapped(line: Line, block: Block, last: str, before: Block, width: int) -> bool:
    """Whether a line only goes on with the block before it."""
    if line.gap or line.role is not Role.TEXT:
        return False
    if block.marker:
        counts_on = block.count == before.count + 1 > 1
        return block.is_numbered and not counts_on and _is_cut(line, last, width)
    if before.role not in (Role.TEXT, Role.ITEM):
        return False
    if line.text[:1].islower() or _GOES_ON.search(last):
        return True
    if AGAIN.match(line.text) or (_ENDS.search(last) and _DAY.match(line.text)):
        return False
    if not (line.wraps and width):
        return False
    first = line.text[0] if _is_wide(line.text[0]) else line.text.split()[0]
    free = width - line.indent - _columns(last) - _columns(first) - 1
    return free < (0 if _ENDS.search(last) else _RAGGED)
