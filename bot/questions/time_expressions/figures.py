"""Dates in figures: 2021-03-24, 24.3.2021, 3/24, 08/2021, 110/3/24, 20210324."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.events.dates import REPUBLIC_OFFSET
from bot.questions.time_expressions.period import CENTURY, Calendar, MonthDay, Named
from bot.questions.time_expressions.rows import Row, named_by

_MO = r"0?[1-9]|1[0-2]"
_D = r"3[01]|[12]\d|0?[1-9]"
_YEAR = r"(?:19|20)\d\d|1[0-3]\d"
_ALONE = r"(?<![\d./-])(?<!\d:)"
_TO = r"\s*(?:-|–|—|~|、|到|至|to)\s*"
_UP_TO = (
    rf"(?:{_TO}(?:(?:(?P<y2>{_YEAR})[-/.])?(?P<mo2>{_MO})[-/.])?(?P<d2>{_D}))?"
    r"(?![\d/%]|:\d|[-.]\d)"
)

_FIGURE = re.compile(r"\d[-/.]\d|\d{8}")
_YEAR_FIRST = re.compile(rf"{_ALONE}(?P<y>{_YEAR})([-/.])(?P<mo>{_MO})\2(?P<d>{_D}){_UP_TO}")
_YEAR_LAST = re.compile(
    rf"{_ALONE}(?P<a>\d\d?)([-/.])(?P<b>\d\d?)\2(?P<y>(?:19|20)\d\d|[0-4]\d)(?![\d/%]|[-.:]\d)"
)
_COMPACT = re.compile(
    rf"{_ALONE}(?P<y>20\d\d)(?P<mo>0[1-9]|1[0-2])(?P<d>[0-2]\d|3[01])(?![\d%]|[-.:]\d)"
)
_YEAR_MONTH = re.compile(
    rf"{_ALONE}(?:(?P<y>(?:19|20)\d\d|1[0-3]\d(?=/))(?:[-/](?P<mo>{_MO})|\.(?P<mo2>0[1-9]|1[0-2]))"
    rf"|(?P<mo3>{_MO})[-/.](?P<y2>(?:19|20)\d\d))(?![\d/%]|:\d|[-.]\d)"
)
_MONTH_DAY = re.compile(rf"{_ALONE}(?P<a>\d\d?)/(?P<b>\d\d?)" + _UP_TO)
_DAYS_MONTH = re.compile(
    rf"{_ALONE}(?P<d>{_D})\s*[-–~]\s*(?P<d2>3[01]|2\d|1[3-9])/(?P<mo>{_MO})(?![\d/%]|:\d)"
)


def named_in(text: str, calendar: Calendar) -> Iterator[Named]:
    """Every part of a text that names days in figures alone."""
    if _FIGURE.search(text):
        yield from named_by(_ROWS, text, calendar)


def _year(written: str) -> int:
    """A year of four figures, of two (after 2000), or of the Republic in three."""
    year = int(written)
    return year + {2: CENTURY, 3: REPUBLIC_OFFSET}.get(len(written), 0)


def _read_year_first(found: re.Match[str], calendar: Calendar) -> Named | None:
    return _up_to(found, calendar, _year(found["y"]), (int(found["mo"]), int(found["d"])))


def _up_to(
    found: re.Match[str], calendar: Calendar, year: int | None, first: MonthDay
) -> Named | None:
    """A day, or from it to the last one, whose year and month are its own where none is given."""
    if not found["d2"]:
        return calendar.name_days(found.span(), year, first, first)
    last = int(found["mo2"] or first[0]), int(found["d2"])
    start = calendar.name_days(found.span(), year, first, first)
    end = calendar.name_days(found.span(), _year(found["y2"]) if found["y2"] else year, last, last)
    if not start or not end or end.last < start.first:
        return None
    return replace(start, last=end.last, is_range=True)


def _read_year_last(found: re.Match[str], calendar: Calendar) -> Named | None:
    """Dotted dates begin with the day; of others a first figure up to 12 is the month."""
    first, second = int(found["a"]), int(found["b"])
    is_slashed = found[2] == "/"
    if len(found["y"]) == 2 and not is_slashed and first <= 12:
        return None
    month, day = (second, first) if found[2] == "." or first > 12 else (first, second)
    return calendar.name_days(found.span(), _year(found["y"]), (month, day), (month, day))


def _read_compact(found: re.Match[str], calendar: Calendar) -> Named | None:
    day = int(found["mo"]), int(found["d"])
    return calendar.name_days(found.span(), int(found["y"]), day, day)


def _read_year_month(found: re.Match[str], calendar: Calendar) -> Named | None:
    month = int(found["mo"] or found["mo2"] or found["mo3"])
    return calendar.name_months(found.span(), _year(found["y"] or found["y2"]), month, month)


def _read_month_day(found: re.Match[str], calendar: Calendar) -> Named | None:
    """A first figure up to 12 is the month: 3/24 and 24/3 are one day."""
    first, second = int(found["a"]), int(found["b"])
    return _up_to(found, calendar, None, (first, second) if first <= 12 else (second, first))


def _read_days_month(found: re.Match[str], calendar: Calendar) -> Named | None:
    month = int(found["mo"])
    days = (month, int(found["d"])), (month, int(found["d2"]))
    return calendar.name_days(found.span(), None, *days)


_ROWS: tuple[Row, ...] = (
    (_YEAR_FIRST, _read_year_first),
    (_YEAR_LAST, _read_year_last),
    (_COMPACT, _read_compact),
    (_YEAR_MONTH, _read_year_month),
    (_MONTH_DAY, _read_month_day),
    (_DAYS_MONTH, _read_days_month),
)
