"""What one block of a page says of its date: a heading, a date before its text, one behind it."""

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.events.dates import REPUBLIC_OFFSET
from bot.events.importing.blocks import Block
from bot.events.importing.dates import AGAIN, Order, Written, fold, read_date
from bot.events.importing.page import Role
from bot.events.importing.when import Part, When

_LEAST_OF_COMMON_ERA = 1000
"""A lower year is one of the Republic of China."""
_EDGES = " \t#*=_~>-–—•■◆●▲※◎○☆★▣△▼▽◉✦❖⊙◇□▪[]【】()（）《》「」<>:：.,，、|/'\"“”"
_COUNT = re.compile(r"\(?\d+\)?\s*(?:則|件|項|筆)?")
"""How many events stand under a heading."""
_LABEL = re.compile(r"(?:date|dates|when|time|日期|時間|發布日期)\s*[:：]\s*", re.IGNORECASE)
_OPENING = re.compile(r"[\s#*=_~>\[(（【〔《「『<]*")
_PREPOSITION = re.compile(
    r"(?:on|in|from|since|during|between|starting|as of|by|throughout)\s+|[於在自從]\s*",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"\b(?:events?|major|important|key|main|big|highlights?|news|activities|chronicle|chronology|"
    r"timeline|milestones?|history|calendar|month|year|in|of|the|for|what|happened|continued|cont)\b"
    r"|\[edit\]|大事[紀記]?要?|重[要大]|[紀記][事要]|活動|事件|事項|要聞|大事|紀錄|年度|\(續\)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\s*[*_]*\s*[)\]】》」>]*\s*[*_]*\s*(?:[:：,，、;；|]|[-–—]+(?!\w)|\.(?!\d))?\s*"
)
_REFUSED_AFTER = re.compile(r"\s*(?:前|以前|以後|之後|後|起|以來|間|為止|止|%|％)")
_STRICT_AFTER = re.compile(r"\s*(?:[A-ZÀ-Þ\"“‘「『《(（\[【]|\d{4}\b|[\u3400-\u9fff]|the\b|$)")
_WITHOUT_DATE = re.compile(
    r"unknown dates?|dates? unknown|undated|without (?:a )?dates?|(?:日期|時間)(?:不詳|不明|未詳)",
    re.IGNORECASE,
)
_DATE_BEFORE = re.compile(r"(?:[A-Za-z]{3}\.?\s+\d{1,2}(?:st|nd|rd|th)?\s*,|\d{4}\s*[-–—]+)\s*$")
"""Before a year that is only the last part of a date: "by May 15, 2017", "2015–2017"."""
_WHOLE_MONTH = re.compile(r"全月|整月|(?:the )?(?:whole|entire) month|all month", re.IGNORECASE)
_LONGEST_PREAMBLE = 1000
"""Signs of a paragraph above the events in which their year is looked for."""
_LETTERS = re.compile(r"[A-Za-z0-9À-ɏ]+")
_BEHIND = re.compile(r"[(\[（【〔]([^()\[\]（）【】〔〕]{2,50})[)\]）】〕]\s*[.。]?\s*$")
_BEHIND_DASH = re.compile(
    r"(?:\s[-–—|]+\s*|[,，;；]\s*|[—–]{1,2}\s*|\.\s+)([^,，;；—–|]{3,40}?)\s*[.。]?\s*$"
)


class Again(StrEnum):
    """Which date above is meant."""

    DAY = "day"
    MONTH = "month"


class Kind(StrEnum):
    """Where a block tells its date."""

    HEADING = "heading"
    LEAD = "lead"
    BEHIND = "behind"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Reading:
    """A block's date and the text that is left without it.

    Attributes:
        written: the date's own text.
        keeps_date: whether the date is left in the text, as a part of its sentence.
        is_framed: whether a heading has words around its date ("Major events of 2021").
    """

    kind: Kind
    date: Written | None = None
    written: str = ""
    rest: str = ""
    is_framed: bool = False
    keeps_date: bool = False

    @property
    def when(self) -> When:
        """What the date tells, not yet completed; asked only of what has one."""
        if self.date is None:
            raise ValueError("no date was read")
        return self.date.when


@dataclass(frozen=True, slots=True)
class Habits:
    """How the page at hand writes.

    Attributes:
        counted: the kinds of markers of which "5." is the fifth of a list and not a day.
        months_lead: whether a month's name alone may begin an event ("March The …").
        years_lead: the same for a year ("2015 The …").
        hangs: whether an event's further lines stand in deeper than its first.
        months_hold_undated: whether events without a day stand right under a month's heading.
        tells_months: whether any date of the page names a month.
        parts_by_gaps: whether each paragraph is an event of its own, most led by their dates.
        is_prose: whether dates stand in sentences only ("On 3 March 2019, …").
    """

    order: Order = field(default_factory=Order)
    counted: frozenset[str] = frozenset()
    months_lead: bool = False
    years_lead: bool = False
    tells_months: bool = False
    is_prose: bool = False
    hangs: bool = False
    months_hold_undated: bool = False
    parts_by_gaps: bool = False


def read_heading(block: Block, habits: Habits, under_month: bool) -> Reading | None:
    """A block that says nothing but a date, with words like "Major events in" around it."""
    text = _LABEL.sub("", block.text, count=1)
    if block.marker and block.is_numbered and not under_month and not _AROUND.search(text):
        text = block.text
    bare = _bare_role(block, text)
    if bare:
        return Reading(Kind.HEADING, bare, block.text)
    stripped = _AROUND.sub(" ", text).lstrip(_EDGES)
    folded = fold(stripped)
    written = read_date(folded, 0, habits.order, under_month)
    if written is None or not is_capital(stripped, written):
        return None
    rest = folded[written.end :]
    if "(" in folded:
        rest = _COUNT.sub("", rest)
    if rest.strip(_EDGES) and not _is_again(folded[written.end :], written, habits):
        return None
    is_framed = bool(_AROUND.search(text))
    return Reading(Kind.HEADING, written, block.text, is_framed=is_framed)


def read_lead(block: Block, habits: Habits, under_month: bool) -> Reading | None:
    """A date at a block's beginning."""
    text = block.text
    if block.is_numbered and under_month and block.kind not in habits.counted:
        found = read_lead(replace(block, text=_unmarked(block), marker=""), habits, under_month)
        if found:
            return found
    label = _LABEL.match(text)
    start = label.end() if label else _OPENING.match(text).end()  # type: ignore[union-attr]
    preposition = _PREPOSITION.match(text, start)
    if preposition and not label:
        written = _date_at(text, preposition.end(), habits, bare=True)
        told = text[preposition.end() : written.end] if written else ""
        is_told = written and (written.names_month or (under_month and _tells_day(told)))
        if written and is_told and not _REFUSED_AFTER.match(text, written.end):
            return Reading(Kind.LEAD, written, text[start : written.end], text, keeps_date=True)
        return None
    written = _date_at(text, start, habits, under_month)
    if written is None or not _may_lead(text, written, habits):
        return None
    if _REFUSED_AFTER.match(text, written.end):
        return Reading(Kind.LEAD, written, text[: written.end], text, keeps_date=True)
    closing = _CLOSING.match(text, written.end)
    end = closing.end() if closing else written.end
    return Reading(Kind.LEAD, written, text[: end + _glued(text, end)].strip(), text[end:])


def disowns_date(block: Block) -> bool:
    """Whether a block says of what stands below it that only the year is known."""
    return _WITHOUT_DATE.fullmatch(block.text.removesuffix("[edit]").strip(_EDGES)) is not None


def tells_whole_month(block: Block) -> bool:
    """Whether a block says of what stands below it that no day of the month is its own."""
    return _WHOLE_MONTH.fullmatch(block.text.strip(_EDGES)) is not None


def read_again(block: Block) -> tuple[Again, str, str] | None:
    """What date above a block takes up ("同日", "in the same month"), how it says so, its text."""
    found = AGAIN.match(block.text)
    if not found or not block.text[found.end() :]:
        return None
    again = Again.DAY if found["day"] else Again.MONTH
    return again, found.group().strip(), block.text[found.end() :]


def read_behind(text: str, habits: Habits) -> Reading | None:
    """A date at a block's end: in brackets, or behind a dash or a comma."""
    for pattern, is_bracket in ((_BEHIND, True), (_BEHIND_DASH, False)):
        found = pattern.search(text)
        if not found:
            continue
        start = found.start(1)
        written = _date_at(text, start, habits, bare=True)
        if written is None or (written.is_bare and not is_bracket):
            continue
        if fold(text)[written.end : found.end(1)].strip(_EDGES):
            continue
        if (
            not is_bracket
            and written.when.first.month is None
            and _DATE_BEFORE.search(text, 0, start)
        ):
            continue
        if written.is_bare and not _tells_day(text[start : found.end(1)]):
            continue
        if not is_bracket and written.when.first.day is None:
            told = text[start : written.end]
            return Reading(Kind.BEHIND, written, told, text, keeps_date=True)
        rest = text[: found.start()].rstrip(" ,，-–—|")
        return Reading(Kind.BEHIND, written, text[found.start() :].strip(), rest)
    return None


def year_told(text: str) -> int | None:
    """The year in a title or the like; None where it tells none, or several."""
    folded = fold(text[:_LONGEST_PREAMBLE])
    years = {int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", folded)}
    if years:
        return years.pop() if len(years) == 1 else None
    republic = (d.when.first.year for at in range(len(folded)) if (d := read_date(folded, at)))
    return next(filter(None, republic), None)


def _bare_role(block: Block, text: str) -> Written | None:
    """A number alone in a column of years, months or days."""
    folded = fold(text).strip(_EDGES)
    figures = re.fullmatch(r"(\d{1,4})(?:\s*[-~]\s*(\d{1,4}))?", folded)
    if not figures or block.role not in (Role.YEAR, Role.MONTH, Role.DAY):
        return None
    first, last = int(figures[1]), int(figures[2] or figures[1])
    if block.role is Role.YEAR:
        offset = REPUBLIC_OFFSET if first < _LEAST_OF_COMMON_ERA else 0
        when = When(Part(first + offset), Part(last + offset))
    elif block.role is Role.MONTH:
        when = When(Part(month=first), Part(month=last))
    else:
        when = When(Part(day=first), Part(day=last))
    is_possible = first <= {Role.MONTH: 12, Role.DAY: 31}.get(block.role, 9999)
    return Written(0, len(text), when, block.role is Role.DAY) if is_possible else None


def _is_again(folded: str, told: Written, habits: Habits) -> bool:
    """Whether a text is nothing but a date told already, as in another language."""
    folded = folded.lstrip(_EDGES)
    again = read_date(folded, 0, habits.order)
    if again is None or not again.names_month or folded[again.end :].strip(_EDGES):
        return False
    first = told.when.within(Part()).first
    return again.when.within(first) == told.when.within(Part())


def _date_at(text: str, start: int, habits: Habits, bare: bool) -> Written | None:
    written = read_date(fold(text), start, habits.order, bare)
    return written if written and is_capital(text, written) else None


def is_capital(text: str, written: Written) -> bool:
    """Whether a month's English name is written as one ("may" is a verb)."""
    letter = re.search(r"[A-Za-z]{3}", text[written.start : written.end])
    return letter is None or letter.group()[0].isupper() or written.when.first.day is not None


def _may_lead(text: str, written: Written, habits: Habits) -> bool:
    """Whether a date before a text is the event's, and no part of a name or a count."""
    when, after = written.when, text[written.end :]
    separated = re.match(r"\s*(?:[)\]】）〕]|[:：|]|[-–—]+\s|$)", after) is not None
    if written.is_bare:
        sure = (
            separated
            or re.match(r"\s*[)\]】.,、，]\s*\D", after)
            or _tells_day(text[written.start : written.end])
        )
        return bool(sure) or (bool(_STRICT_AFTER.match(after)) and not after.startswith("%"))
    if when.last.day:
        return True
    if not when.first.month:
        strict = _STRICT_AFTER.match(after) and habits.years_lead
        return separated or bool(strict) or (text[written.end - 1] == "年" and habits.years_lead)
    is_plain = text[written.end - 1] in "月份" or bool(when.first.year) or habits.months_lead
    comma = re.match(r"\s*[,，、.]", after)
    return separated or bool(comma) or (is_plain and bool(_STRICT_AFTER.match(after)))


def _tells_day(text: str) -> bool:
    return bool(re.search(r"\d(?:st|nd|rd|th)\b|[日號号]|\b0\d|[-–~]", text))


def _glued(text: str, end: int) -> int:
    """The length of a word that stands right behind a date, which alone would be cut in two."""
    glued = _LETTERS.match(text, end)
    return glued.end() - end if glued and text[end - 1].isalnum() else 0


def _unmarked(block: Block) -> str:
    return f"{block.marker} {block.text}"
