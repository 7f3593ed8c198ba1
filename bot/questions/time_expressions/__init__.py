"""Time expressions in English and Chinese: the period that a question names, and where.

Three steps: find every part of the text that names days (`english`, `chinese`), keep the longest
of those that overlap, then join them by the words around: *between … and …*, *before*, *since*,
以前, 起. A grammar of our own, as kept libraries read questions too literally: of 171
cases in `tests/evaluation` dateparser reads 40 % exactly (11月 becomes "11 months ago") and
Microsoft's recognizers 47 %, at 5 ms each; both miss ranges, and neither mends a misspelt month.
"""

import re
from datetime import date

from bot.questions.time_expressions import chinese, english
from bot.questions.time_expressions.months import mark_months
from bot.questions.time_expressions.period import (
    Calendar,
    Named,
    Period,
    TimeExpression,
    in_year,
)

__all__ = ["SHORT_MONTHS", "TIME_WORDS", "Period", "TimeExpression", "find_time"]

TIME_WORDS = frozenset(
    (
        "january february march april may june july august september october november december "
        "spring summer autumn fall winter quarter quarters half first second third fourth last "
        "next this previous past current coming day days week weeks month months year years today "
        "yesterday tomorrow before prior after following since until till between from during "
        "through early late middle beginning start end ago onwards later"
    ).split()
)
"""The English words that time expressions are made of."""
SHORT_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())

_DAY_BEFORE = date.resolution
_SHORTEST_MONTH = 28
_LINK = re.compile(
    r"\s*(?:-|–|—|~|to|and|until|till|through|thru|up to|&|到|至|和|與)\s*(?:the\s+)?"
)
_LEAD = re.compile(r"\b(?:from|between|in|during|of|on|for)\s+(?:the\s+)?$|[從自在於]\s*$")
_BEFORE = re.compile(r"\b(?:before|prior to|earlier than|ahead of)\s+(?:the\s+)?$")
_AFTER = re.compile(r"\b(?:after|later than|following|past)\s+(?:the\s+)?$")
# "news from May" is May's news; "from May on" and "From May, …" are all that came after too.
_SINCE = re.compile(
    r"(?:\b(?:since|starting(?: from| in)?|as of)|^from)\s+(?:the\s+)?$|^[從自]\s*$"
)
_UNTIL = re.compile(
    r"\b(?:until|till|til|up to|through|by|no later than)\s+(?:the\s+)?(?:end\s+of\s+)?(?:the\s+)?$"
    r"|(?:截至|截止|直到|到|至)\s*$"
)
_ONWARDS = re.compile(r"\s*(?:on(?:wards?)?\b|and after\b|and later\b)")
_FROM_OR_ONWARDS = re.compile(r"\bfrom\s+(?:the\s+)?\||\|\s*onwards?")
_SUFFIX_BEFORE = re.compile(r"\s*(?:以前|之前|前(?!\s*[兩一二三]))")
_SUFFIX_AFTER = re.compile(r"\s*(?:以後|之後|以后|之后|過後|後(?!半))")
_SUFFIX_SINCE = re.compile(r"\s*(?:起|以來|開始|之後起)")
_SUFFIX_UNTIL = re.compile(r"\s*(?:為止|止)")
_BETWEEN = re.compile(r"\s*(?:之間|期間|間)")


def find_time(text: str, today: date, years: tuple[int, int]) -> TimeExpression | None:
    """The period that a text names, None where it names none.

    Args:
        text: one line, NFKC, Chinese as Traditional, in any case.
        today: the day that "this month" is counted from.
        years: the first and last calendar year covered; a period without a year is shown in the
            last, and an open side ends where they do.
    """
    calendar = Calendar(today, *years)
    folded = text.lower()
    if len(folded) != len(text):
        return None
    marked = mark_months(folded)
    try:
        found = [*english.named_in(marked, calendar), *chinese.named_in(marked, calendar)]
        named = _without_overlaps(found)
        return _join(marked, named, calendar) if named else None
    except (ValueError, OverflowError):
        # Days before the year 1 or after 9999.
        return None


def _without_overlaps(found: list[Named]) -> list[Named]:
    kept: list[Named] = []
    for span in sorted(found, key=lambda n: (n.start - n.end, n.start)):
        if all(span.end <= other.start or span.start >= other.end for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda n: n.start)


def _join(text: str, named: list[Named], calendar: Calendar) -> TimeExpression:
    first = named[0]
    if len(named) > 1:
        second = named[1]
        between = text[first.end : second.start]
        if _LINK.fullmatch(between) and _is_range(text, first):
            return _ranged(text, first, second)
        with_year = _with_year(named)
        if with_year:
            return _opened(text, with_year[0], with_year[1], calendar)
    return _opened(text, first, ((first.start, first.end),), calendar)


def _is_range(text: str, first: Named) -> bool:
    linked = text[first.end :].lstrip()
    return not linked.startswith("and") or bool(
        re.search(r"\bbetween\s+(?:the\s+)?$", text[: first.start])
    )


def _with_year(
    named: list[Named],
) -> tuple[Named, tuple[tuple[int, int], ...]] | None:
    """Days without a year and a whole year elsewhere in the text, made one."""
    for days in named:
        for year in named:
            is_year = year.has_year and (year.last - year.first).days >= 364
            if is_year and not days.has_year:
                over = days.last.year - days.first.year
                shown = Named(
                    days.start,
                    days.end,
                    in_year(days.first, year.first.year),
                    _end_in_year(days.last, year.first.year + over),
                    True,
                )
                return shown, ((days.start, days.end), (year.start, year.end))
    return None


def _end_in_year(day: date, year: int) -> date:
    """The day in another year; the end of February stays its end."""
    if (day + _DAY_BEFORE).month == 3 and day.month == 2:
        return date(year, 3, 1) - _DAY_BEFORE
    return in_year(day, year)


def _ranged(text: str, first: Named, second: Named) -> TimeExpression:
    has_year = first.has_year or second.has_year
    start, end = first.first, second.last
    if has_year and not first.has_year:
        start = in_year(start, second.first.year)
    if has_year and not second.has_year:
        end = _end_in_year(end, first.last.year)
    if end < start:
        if has_year and first.has_year and second.has_year:
            start, end = end, start
        elif has_year and not first.has_year:
            start = in_year(start, start.year - 1)
        else:
            end = _end_in_year(end, end.year + 1)
    lead = _LEAD.search(text, 0, first.start)
    begin = lead.start() if lead else first.start
    tail = _BETWEEN.match(text, second.end)
    span = (begin, tail.end() if tail else second.end)
    return TimeExpression(Period(start, end, not has_year), (span,))


def _opened(
    text: str, days: Named, spans: tuple[tuple[int, int], ...], calendar: Calendar
) -> TimeExpression:
    """The days, or all before or after them where the words around say so."""
    low, high = _bounds(days, calendar)
    start, end = days.start, days.end
    first, last = days.first, days.last
    before, after = text[:start], text[end:]
    if found := (_SUFFIX_BEFORE.match(after)):
        first, last, end = low, first - _DAY_BEFORE, end + found.end()
    elif found := _SUFFIX_AFTER.match(after):
        first, last, end = last + _DAY_BEFORE, high, end + found.end()
    elif found := _SUFFIX_SINCE.match(after):
        last, end = high, end + found.end()
        if lead := _LEAD.search(before):
            start = lead.start()
    elif found := _SUFFIX_UNTIL.match(after):
        first, end = low, end + found.end()
        if lead := _UNTIL.search(before):
            start = lead.start()
    elif found := _BEFORE.search(before):
        first, last, start = low, first - _DAY_BEFORE, found.start()
    elif found := _AFTER.search(before):
        first, last, start = last + _DAY_BEFORE, high, found.start()
    elif found := _UNTIL.search(before):
        first, start = low, found.start()
    elif (found := _SINCE.search(before)) and not _is_day_to_day(text, days):
        last, start = high, found.start()
        if tail := _ONWARDS.match(after):
            end += tail.end()
    elif tail := _ONWARDS.match(after) if _FROM_OR_ONWARDS.search(before + "|" + after) else None:
        last, end = high, end + tail.end()
        if lead := _LEAD.search(before):
            start = lead.start()
    elif lead := _LEAD.search(before):
        start = lead.start()
    if last < first:
        first = last = min(max(first, low), high)
    rest = tuple(span for span in spans if span[0] != days.start)
    return TimeExpression(Period(first, last, not days.has_year), ((start, end), *rest))


def _is_day_to_day(text: str, days: Named) -> bool:
    """Whether the days were named from–to themselves: "march 23 to 26"."""
    few = 0 < (days.last - days.first).days < _SHORTEST_MONTH - 1
    return few and bool(_LINK.search(text, days.start + 1, days.end))


def _bounds(days: Named, calendar: Calendar) -> tuple[date, date]:
    """Where open sides end: the years covered, or the year shown where none was named."""
    if not days.has_year:
        return date(days.first.year, 1, 1), date(max(days.first.year, days.last.year), 12, 31)
    first = min(calendar.first_year, days.first.year)
    return date(first, 1, 1), date(max(calendar.last_year, days.last.year), 12, 31)
