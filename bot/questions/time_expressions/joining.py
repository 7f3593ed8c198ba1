"""The words between and around the days that a text names: ranges, lists, open sides."""

import re
from dataclasses import replace
from datetime import date
from enum import Enum, auto
from itertools import pairwise

from bot.questions.time_expressions.period import (
    Calendar,
    Named,
    Period,
    TimeExpression,
    end_in_year,
)

_ONE_DAY = date.resolution
_NEAR = 48
"""Signs before a time in which the words that open it stand."""
_WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:mon|tues?|wed|thur?s?|fri|sat|sun)\b\.?)"
)
_THE = r"\s+(?:the\s+)?"
_TO = re.compile(
    r"\s*(?:-|–|—|~|to|until|till|til|through|thru|up to|(?:起|開始)?(?:一直)?[到至])\s*(?:the\s+)?"
)
_AND = re.compile(
    r"\s*(?:,?\s*\b(?:and|or)\b|,|/|&|\+|、|和|與|及|以及|跟|或|或是)\s*(?:(?:in|of|the)\s+)*"
)
_BETWEEN = re.compile(rf"\bbetween{_THE}$")
_BETWEEN_AND = re.compile(r"\s*(?:and|&)\s*(?:the\s+)?")
# Words that only lead to a time, or repeat its kind; they tell nothing more.
_LEADING = (
    r"from|between|in|during|of|on|for|throughout|within|over|sometime|(?:all|most) (?:of|through)"
    r"|(?:the\s+)?(?:whole|entire|full)(?:\s+(?:of|month of|year))?|(?:months?|days?|date)\s+of"
)
_LEAD = re.compile(rf"(?:\b(?:{_LEADING}|{_WEEKDAY},?){_THE}){{1,4}}$|(?:一?整個|從|自|在|於)\s*$")
_TAIL = re.compile(
    rf"(?:\s*,?\s*\(?\b{_WEEKDAY}\)?(?!\w)|\s*\((?:星期|禮拜|[週周])?[一二三四五六日天]\)"
    r"|\s*(?:星期|禮拜|[週周])[一二三四五六日天])?"
    r"(?:\s*(?:一?整年|全年|一?整個[年月]|一?整天|當中|裡面|裡頭|期間|[間裡內]|這段))?"
    r"(?:的?(?:時候|時間|期間|[這那]一?[天年]|[這那]個月|當[天日月年]|那時候?|這段時間))?"
    r"(?:早上|上午|中午|下午|傍晚|晚上)?"
)
_BEFORE = re.compile(
    rf"\b(?:(?<!or )(?<!not )before|prior to|(?<!no )earlier than|ahead of){_THE}$"
)
_AFTER = re.compile(rf"\b(?:(?<!or )after|(?<!no )(?<!not )later than|following|past){_THE}$")
# "news from May" is May's news; "from May on" and "From May, …" are all that came after too.
_SINCE = re.compile(
    r"(?:\b(?:since|starting(?: from| in| on)?|beginning (?:in|on)|as of|on or after|not before"
    rf"|no earlier than)|^from){_THE}$|^[從自]\s*$"
)
_UNTIL = re.compile(
    r"\b(?:until|till|til|up (?:to|until)|through|by|on or before|(?:no|not) later than)"
    rf"{_THE}(?:end\s+of\s+)?(?:the\s+)?$|(?:截至|截止|直到|到|至)\s*$"
)
_ONWARDS = re.compile(
    r"\s*(?:on(?:wards?)?\b|and (?:after|later|beyond)\b"
    r"|(?:to|until|till|til|up to) (?:now|date|the present|present)\b)"
)
_FROM = re.compile(rf"\bfrom{_THE}$")
_OPENS_ALONE = re.compile(r"\s*(?:onwards?|and|to|until|till|til|up)\b")
_SUFFIX_BEFORE = re.compile(r"\s*(?:以前|之前|前(?!\s*[兩一二三]))")
_SUFFIX_AFTER = re.compile(r"\s*(?:以後|之後(?!起)|以后|之后|過後|後(?!半))")
_SUFFIX_SINCE = re.compile(
    r"\s*(?:以來|開始|之後起|起?(?:至今|迄今|[到至]現在|[到至]目前|以降|往後)|起)"
)
_SUFFIX_UNTIL = re.compile(r"\s*(?:為止|止)")


def join(text: str, named: list[Named], calendar: Calendar) -> TimeExpression:
    """The period that days named in a text, in order, make with the words between and around them.

    It is what is named first, in the year that is named elsewhere in the text.
    """
    joined = _linked(text, named)
    days = next((n for n in joined if not n.has_year), joined[0])
    year = next((n for n in joined if n.is_years and not n.is_range), None)
    rest: tuple[tuple[int, int], ...] = ()
    found = joined[0]
    if year and not days.has_year:
        found, rest = days.in_year(year.first.year), ((year.start, year.end),)
    found = _opened(text, found, calendar)
    period = Period(found.first, found.last, not found.has_year, found.parts)
    return TimeExpression(period, ((found.start, found.end), *rest))


def _linked(text: str, named: list[Named]) -> list[Named]:
    """Neighbours made one where the words between say "to" or "and"."""
    joined = named[:1]
    for second in named[1:]:
        first = joined[-1]
        between = text[first.end : second.start]
        is_list = first.is_years == second.is_years and _AND.fullmatch(between)
        is_range = _TO.fullmatch(between) or (
            _BETWEEN_AND.fullmatch(between) and _BETWEEN.search(text, 0, first.start)
        )
        if is_range or is_list:
            joined[-1] = _from_to(first, second, is_apart=not is_range)
        else:
            joined.append(second)
    return joined


def _from_to(first: Named, second: Named, is_apart: bool) -> Named:
    """From the first day of one to the last of the other; a year named once holds for both.

    Args:
        is_apart: whether what lies between them is left out.
    """
    if second.has_year and not first.has_year:
        first = first.in_year(second.first.year)
        if first.first > second.last:
            first = first.in_year(second.first.year - 1)
    elif first.has_year and not second.has_year:
        second = second.in_year(first.last.year)
    start, end = first.first, second.last
    if end < start and first.has_year and second.has_year and first.is_years:
        start, end = second.first, first.last
    elif end < start:
        end = end_in_year(end, end.year + 1)
        second = second.in_year(second.first.year + 1)
    parts = (*first.ranges, *second.ranges)
    has_gap = any(later[0] - earlier[1] > _ONE_DAY for earlier, later in pairwise(sorted(parts)))
    return Named(
        first.start,
        second.end,
        start,
        end,
        first.has_year,
        is_range=True,
        parts=tuple(sorted(parts)) if is_apart and has_gap else (),
    )


class _Side(Enum):
    BEFORE = auto()
    AFTER = auto()
    SINCE = auto()
    UNTIL = auto()


_SUFFIXES = (
    (_Side.BEFORE, _SUFFIX_BEFORE),
    (_Side.AFTER, _SUFFIX_AFTER),
    (_Side.SINCE, _SUFFIX_SINCE),
    (_Side.UNTIL, _SUFFIX_UNTIL),
)
_PREFIXES = (
    (_Side.BEFORE, _BEFORE),
    (_Side.AFTER, _AFTER),
    (_Side.UNTIL, _UNTIL),
    (_Side.SINCE, _SINCE),
)


def _opened(text: str, days: Named, calendar: Calendar) -> Named:
    """The days, or all before or after them where the words around say so, with those words."""
    side, lead, tail = _open_side(text, days)
    if days.is_range and side in (_Side.SINCE, _Side.UNTIL):
        side = None
    if side is None:
        lead, tail = _LEAD.search(*_before(text, days)), _TAIL.match(text, days.end)
    first, last = _on_side(side, days, calendar)
    start = lead.start() if lead else days.start
    return replace(
        days,
        first=first,
        last=last,
        start=start,
        end=tail.end() if tail else days.end,
        parts=() if side else days.parts,
    )


def _open_side(
    text: str, days: Named
) -> tuple[_Side | None, re.Match[str] | None, re.Match[str] | None]:
    """The side that is open, and the words before and after that say so."""
    before = _before(text, days)
    for side, pattern in _SUFFIXES:
        if tail := pattern.match(text, days.end):
            lead = _UNTIL.search(*before) if side is _Side.UNTIL else None
            return side, lead or _LEAD.search(*before), tail
    onwards = _ONWARDS.match(text, days.end)
    for side, pattern in _PREFIXES:
        if lead := pattern.search(*before):
            return side, lead, onwards if side is _Side.SINCE else None
    if onwards and (_OPENS_ALONE.match(onwards.group()) or _FROM.search(*before)):
        return _Side.SINCE, _LEAD.search(*before), onwards
    return None, None, None


def _before(text: str, days: Named) -> tuple[str, int, int]:
    """What a pattern that ends before the days is searched in."""
    return text, max(0, days.start - _NEAR), days.start


def _on_side(side: _Side | None, days: Named, calendar: Calendar) -> tuple[date, date]:
    """The days themselves, or those on a side of them; "before the end of June" takes June in."""
    low, high = _bounds(days, calendar)
    first, last = {
        None: (days.first, days.last),
        _Side.BEFORE: (low, days.last if days.is_end else days.first - _ONE_DAY),
        _Side.AFTER: (days.last + _ONE_DAY, high),
        _Side.SINCE: (days.first, high),
        _Side.UNTIL: (low, days.last),
    }[side]
    if last < first:
        first = last = min(max(first, low), high)
    return first, last


def _bounds(days: Named, calendar: Calendar) -> tuple[date, date]:
    """Where open sides end: the years covered, or the year shown where none was named."""
    if not days.has_year:
        return date(days.first.year, 1, 1), date(max(days.first.year, days.last.year), 12, 31)
    first = min(calendar.first_year, days.first.year)
    return date(first, 1, 1), date(max(calendar.last_year, days.last.year), 12, 31)
