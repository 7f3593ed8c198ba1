"""Tables of events: which column holds the date, and each row as lines, its date first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.events.importing.dates import fold, read_date
from bot.events.importing.page import Line, Role

_NUMBERED = re.compile(r"[\W_]*\d{1,3}[.)、]?")
_SMALL = re.compile(r"\d{1,2}(?:\s*[-~–—]\s*\d{1,2})?")
_MOST_COLUMNS = 50
"""Of which it is guessed what they hold."""
_LONGEST_DATE = 80
_HEADS = {
    Role.YEAR: "year|年|年度|年份",
    Role.MONTH: "month|月|月份",
    Role.DAY: "day|日",
    Role.TERM: "date|dates|when|time|period|日期|時間|年月日|年月|from|start|starts|start date"
    "|begin|begins|起|起日|開始|開始日期|開始時間|起始日期",
    Role.UNTIL: "to|until|end|ends|end date|迄|迄日|訖|結束|結束日期|結束時間|截止日期|終止日期",
    Role.ASIDE: "no|no.|#|項次|編號|序號|nr|nr.",
    Role.TEXT: "event|events|what|description|content|事項|內容|大事|事件",
}
"""What stands at the head of a column, by what the column holds."""
_ROLES = {name: role for role, names in _HEADS.items() for name in names.split("|")}


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines of one cell; several where it holds paragraphs or a list."""

    lines: tuple[Line, ...] = ()
    is_head: bool = False

    @property
    def text(self) -> str:
        """All that the cell says."""
        return " ".join(line.text for line in self.lines)


def read_table(rows: Sequence[Sequence[Cell]]) -> list[Line]:
    """The lines of a table: per row its dates as headings, then what happened as an item."""
    if not rows:
        return []
    roles = _heads(rows[0])
    lines = [_aside(line) for cell in rows[0] for line in cell.lines] if roles else []
    body = rows[1:] if roles else rows
    roles = {at: role for at, role in roles.items() if _may_hold(role, body, at)}
    roles = roles or _guessed(body)
    for row in body:
        lines += _row(row, roles)
    return lines


def _heads(row: Sequence[Cell]) -> dict[int, Role]:
    """What each column holds by the table's head; empty where the row is no head."""
    found = {
        at: _ROLES[name]
        for at, cell in enumerate(row)
        for name in [fold(text).strip(" :*") for text in _texts(cell)]
        if name in _ROLES
    }
    if len(found) > 1 or (found and all(cell.is_head for cell in row if cell.lines)):
        return found
    return {}


def _texts(cell: Cell) -> list[str]:
    """What a cell says as a whole, else in each of its lines, which may be two languages."""
    return [*(line.text for line in cell.lines), cell.text]


def _may_hold(role: Role, rows: Sequence[Sequence[Cell]], at: int) -> bool:
    """Whether a column holds what its head says: under "from" and "to" places may stand, too."""
    if role not in (Role.TERM, Role.UNTIL):
        return True
    return any(at < len(row) and _begins_date(row[at].text) for row in rows)


def _begins_date(text: str) -> bool:
    return read_date(fold(text[:_LONGEST_DATE]), bare=True) is not None


def _guessed(rows: Sequence[Sequence[Cell]]) -> dict[int, Role]:
    """What each column of a table without a head holds, by what stands in it."""
    roles: dict[int, Role] = {}
    width = min(max((len(row) for row in rows), default=0), _MOST_COLUMNS)
    is_dated = any(_is_date(cell.text) for row in rows for cell in row)
    for at in range(width):
        role = _guess(rows, at, is_dated, Role.MONTH in roles.values())
        if role:
            roles[at] = role
    return roles


def _guess(rows: Sequence[Sequence[Cell]], at: int, is_dated: bool, has_month: bool) -> Role | None:
    """What a column holds; None for texts.

    Args:
        is_dated: whether any cell of the table is a date, so that numbers may count the rows.
        has_month: whether a column before it holds the month.
    """
    texts = _column(rows, at)
    if is_dated and _counts(texts):
        return Role.ASIDE
    if texts and all(map(_is_date, texts)):
        return Role.TERM
    if not _are_small(texts):
        are_days = texts and all(map(_is_day, texts))
        return Role.TERM if are_days else None
    follows_month = has_month or any(map(_is_date, _column(rows, at - 1) if at else ()))
    return Role.DAY if follows_month or not _are_small(_column(rows, at + 1)) else Role.MONTH


def _column(rows: Sequence[Sequence[Cell]], at: int) -> list[str]:
    return [row[at].text for row in rows if at < len(row) and row[at].lines]


def _counts(texts: Sequence[str]) -> bool:
    """Whether a column counts its rows: 1, 2, 3."""
    if len(texts) < 2 or not all(map(_NUMBERED.fullmatch, texts)):
        return False
    return [int(re.sub(r"\D", "", text)) for text in texts] == list(range(1, len(texts) + 1))


def _are_small(texts: Sequence[str]) -> bool:
    return bool(texts) and all(map(_SMALL.fullmatch, texts))


def _is_date(text: str) -> bool:
    if len(text) > _LONGEST_DATE:
        return False
    folded = fold(text)
    written = read_date(folded)
    return written is not None and not folded[written.end :].strip(" .:()")


def _is_day(text: str) -> bool:
    """Whether a cell tells a day of the month above the table: "Wed 18", "Sat 26 – Sun 27"."""
    folded = fold(text[:_LONGEST_DATE])
    written = read_date(folded, bare=True)
    return written is not None and not folded[written.end :].strip(" .:()")


def _row(row: Sequence[Cell], roles: dict[int, Role]) -> list[Line]:
    if sum(bool(cell.lines) for cell in row) == 1 and len(row) == 1:
        return list(row[0].lines)
    dates: list[Line] = []
    texts, numbers = [], []
    for at, cell in enumerate(row):
        role = roles.get(at, Role.TEXT)
        if role is Role.ASIDE:
            numbers += [_aside(line) for line in cell.lines]
        elif role is Role.UNTIL and cell.lines and dates:
            dates[-1] = replace(dates[-1], text=f"{dates[-1].text} - {cell.text}")
        elif role is not Role.TEXT or (_is_date(cell.text) and Role.TERM not in roles.values()):
            dates += _dates(cell, Role.TERM if role is Role.UNTIL else role)
        else:
            texts.append(cell)
    return [*numbers, *dates, *_items(texts)]


def _dates(cell: Cell, role: Role) -> list[Line]:
    """The lines of a date; of several dates in one cell, each on a line, one list of them."""
    if not any(map(str.isalnum, cell.text)):
        return [_aside(line) for line in cell.lines]  # A dash: no day is known.
    lines = [replace(line, role=role, gap=True, wraps=False) for line in cell.lines]
    if len(lines) < 2 or not all(_is_date(line.text) for line in lines):
        return lines
    told = [read_date(fold(line.text)) for line in lines]
    if all(date and told[0] and date.when == told[0].when for date in told):
        return [lines[0], *map(_aside, lines[1:])]  # The same in two languages.
    return [replace(lines[0], text="、".join(line.text for line in lines))]


def _items(cells: Sequence[Cell]) -> list[Line]:
    """The cells that tell what happened: the first begins the event, the others belong to it."""
    lines: list[Line] = []
    for cell in cells:
        for line in cell.lines:
            is_first = not lines
            role = Role.ITEM if is_first or line.role is Role.ITEM else Role.TEXT
            indent = line.indent if is_first or line.role is Role.ITEM else line.indent + 1
            lines.append(replace(line, role=role, indent=indent, gap=True, wraps=False))
    return lines


def _aside(line: Line) -> Line:
    return replace(line, role=Role.ASIDE, gap=True)
