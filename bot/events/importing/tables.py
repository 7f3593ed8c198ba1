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
    Role.YEAR: ("year", "年", "年度", "年份"),
    Role.MONTH: ("month", "月", "月份"),
    Role.DAY: ("day", "日"),
    Role.TERM: (
        *("date", "dates", "when", "time", "period", "日期", "時間", "年月日", "年月"),
        *(
            "from",
            "start",
            "starts",
            "start date",
            "begin",
            "begins",
            "起",
            "起日",
            "開始",
            "開始日期",
        ),
        *("開始時間", "起始日期"),
    ),
    Role.UNTIL: (
        *(
            "to",
            "until",
            "end",
            "ends",
            "end date",
            "迄",
            "迄日",
            "訖",
            "結束",
            "結束日期",
            "結束時間",
        ),
        *("截止日期", "終止日期"),
    ),
    Role.ASIDE: ("no", "no.", "#", "項次", "編號", "序號", "nr", "nr."),
    Role.TEXT: (
        "event",
        "events",
        "what",
        "description",
        "content",
        "事項",
        "內容",
        "大事",
        "事件",
    ),
}


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
    known = {name: role for role, names in _HEADS.items() for name in names}
    found = {
        at: known[name]
        for at, cell in enumerate(row)
        if (name := fold(cell.text).strip(" :*")) in known
    }
    if len(found) > 1 or (found and all(cell.is_head for cell in row if cell.lines)):
        return found
    return {}


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
        texts = [row[at].text for row in rows if at < len(row) and row[at].lines]
        numbers = [int(re.sub(r"\D", "", text)) for text in texts if _NUMBERED.fullmatch(text)]
        runs = len(numbers) == len(texts) > 1 and numbers == list(range(1, len(numbers) + 1))
        if runs and is_dated:
            roles[at] = Role.ASIDE
        elif texts and all(map(_is_date, texts)):
            roles[at] = Role.TERM
        elif texts and all(map(_SMALL.fullmatch, texts)):
            before = Role.MONTH in roles.values() or _follows_month(rows, at)
            roles[at] = Role.DAY if before or at + 1 >= width else Role.MONTH
            if roles[at] is Role.MONTH and not _small_column(rows, at + 1):
                roles[at] = Role.DAY
    return roles


def _follows_month(rows: Sequence[Sequence[Cell]], at: int) -> bool:
    return at > 0 and any(len(r) > at - 1 and _is_date(r[at - 1].text) for r in rows)


def _small_column(rows: Sequence[Sequence[Cell]], at: int) -> bool:
    texts = [row[at].text for row in rows if at < len(row) and row[at].lines]
    return bool(texts) and all(map(_SMALL.fullmatch, texts))


def _is_date(text: str) -> bool:
    if len(text) > _LONGEST_DATE:
        return False
    folded = fold(text)
    written = read_date(folded)
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
    lines = [replace(line, role=role, gap=True, wraps=False) for line in cell.lines]
    if len(lines) > 1 and all(_is_date(line.text) for line in lines):
        return [replace(lines[0], text="、".join(line.text for line in lines))]
    return lines


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
