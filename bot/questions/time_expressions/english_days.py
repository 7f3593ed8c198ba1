"""Days and months in English: 24 March, the first week of May, late June."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.questions.time_expressions.english_words import (
    A_MONTH,
    COUNT,
    DAY,
    DAYS,
    END,
    NOT_COUNTED,
    NTH,
    NUMBER,
    OF_YEAR,
    PART,
    PARTS,
    SOME_DAY,
    SUCH_MONTH,
    TH,
    YEAR,
    YEAR_BEFORE,
    day_number,
    number_of,
    part_of,
    such_month,
    year_of,
)
from bot.questions.time_expressions.months import month_number
from bot.questions.time_expressions.period import (
    CENTURY,
    Calendar,
    Named,
    days_of_month,
    half_of_month,
    third_of_month,
)
from bot.questions.time_expressions.rows import Row

_DAYS_MONTH = re.compile(rf"\b(?:the\s+)?{DAYS}\s+(?:of\s+)?{SUCH_MONTH}{OF_YEAR}{END}")
_MONTH_DAYS = re.compile(rf"\b{A_MONTH}\s+(?:the\s+)?{DAYS}{NOT_COUNTED}{OF_YEAR}{END}")
_A_DAY_MONTH = rf"{SOME_DAY}\s*(?:of\s+)?{SUCH_MONTH}{OF_YEAR}{END}"
_A_MONTH_DAY = rf"{A_MONTH}\s*(?:the\s+)?{SOME_DAY}{NOT_COUNTED}{OF_YEAR}{END}"
_DAY_MONTH = re.compile(rf"(?<![\d.,/-])\b{_A_DAY_MONTH}")
_MONTH_DAY = re.compile(rf"\b{_A_MONTH_DAY}")
_WEEK_OF = r"\bweek\s+(?:of|beginning|starting|commencing)\s+(?:the\s+)?"
_WEEK_OF_DAY_MONTH = re.compile(_WEEK_OF + _A_DAY_MONTH)
_WEEK_OF_MONTH_DAY = re.compile(_WEEK_OF + _A_MONTH_DAY)
_DASHED_DAY = re.compile(
    rf"\b(?:(?P<d>{DAY})[-/. ]{A_MONTH}[-/. ](?P<y>{YEAR}|\d\d)"
    rf"|{A_MONTH.replace('<m>', '<m2>')}[-/](?P<d3>{DAY})[-/](?P<y2>{YEAR})"
    rf"|(?P<y0>{YEAR})[-/., ]+{A_MONTH.replace('<m>', '<m4>')}[-/. ](?P<d5>{DAY}){TH})(?![\w/-])"
)
_MONTH_ONLY = re.compile(rf"\b{YEAR_BEFORE}{A_MONTH}{OF_YEAR}{END}")
_LAST_MONTH = re.compile(rf"\b(?:last|next|this|this\s+past|coming)\s+{A_MONTH}{END}(?!\s+\d)")
_DAYS_OF_MONTH = re.compile(
    rf"\b(?:the\s+)?(?P<which>{NTH}|5th|fifth)\s+(?:(?P<n>{COUNT})\s+)?(?P<unit>week|day)s?\s+"
    rf"(?:of|in)\s+{SUCH_MONTH}{OF_YEAR}{END}"
)
_MONTH_WEEK = re.compile(rf"\b{A_MONTH}\s+(?P<which>{NTH})\s+(?P<unit>week){OF_YEAR}{END}")
_HALF_MONTH = re.compile(
    rf"\b(?:the\s+)?(?P<which>first|second|latter|last|1st|2nd)\s+half\s+of\s+{SUCH_MONTH}{OF_YEAR}{END}"
)
_PART_MONTH = re.compile(rf"\b{PART}{SUCH_MONTH}{OF_YEAR}{END}")


def _read_days(found: re.Match[str], calendar: Calendar) -> Named | None:
    month = such_month(found, calendar).first.month
    days = (month, int(found["d1"])), (month, int(found["d2"]))
    named = calendar.name_days(found.span(), year_of(found), *days)
    return replace(named, is_range=True) if named else None


def _read_day(found: re.Match[str], calendar: Calendar) -> Named | None:
    day = such_month(found, calendar).first.month, day_number(found["d"])
    return calendar.name_days(found.span(), year_of(found), day, day)


def _read_week_of(found: re.Match[str], calendar: Calendar) -> Named | None:
    """The week, from Monday, that holds a day."""
    named = _read_day(found, calendar)
    if not named:
        return None
    monday = named.first - timedelta(days=named.first.weekday())
    return replace(named, first=monday, last=monday + timedelta(days=6))


def _read_dashed_day(found: re.Match[str], calendar: Calendar) -> Named | None:
    month = month_number(found["m"] or found["m2"] or found["m4"])
    day = month, int(found["d"] or found["d3"] or found["d5"])
    year = int(found["y"] or found["y2"] or found["y0"])
    return calendar.name_days(found.span(), year + (CENTURY if year < 100 else 0), day, day)


def _read_month(found: re.Match[str], calendar: Calendar) -> Named | None:
    return such_month(found, calendar)


def _read_last_month(found: re.Match[str], calendar: Calendar) -> Named | None:
    """March in each year covered for "last March", as "last summer" is summer."""
    number = month_number(found["m"])
    return calendar.name_months(found.span(), None, number, number)


def _read_days_of_month(found: re.Match[str], calendar: Calendar) -> Named | None:
    month, nth = such_month(found, calendar), NUMBER[found["which"]]
    count = number_of(found.groupdict().get("n") or "1")
    size = count * (7 if found["unit"] == "week" else 1)
    if size == 1 and nth:
        return None
    days = days_of_month(month.first, size, nth)
    return replace(month, first=days[0], last=days[1]) if days else None


def _read_half_month(found: re.Match[str], calendar: Calendar) -> Named | None:
    month = such_month(found, calendar)
    first, last = half_of_month(month.first, NUMBER[found["which"]] or 2)
    return replace(month, first=first, last=last)


def _read_part_month(found: re.Match[str], calendar: Calendar) -> Named | None:
    month, part = such_month(found, calendar), part_of(found)
    first, last = third_of_month(month.first, PARTS[part])
    if found["from"]:
        first, _ = third_of_month(month.first, PARTS[found["from"]])
    return replace(month, first=first, last=last, is_end=part == "end")


DAY_ROWS: tuple[Row, ...] = (
    (_DAYS_MONTH, _read_days),
    (_MONTH_DAYS, _read_days),
    (_DASHED_DAY, _read_dashed_day),
    (_DAYS_OF_MONTH, _read_days_of_month),
    (_MONTH_WEEK, _read_days_of_month),
    (_HALF_MONTH, _read_half_month),
    (_DAY_MONTH, _read_day),
    (_MONTH_DAY, _read_day),
    (_WEEK_OF_DAY_MONTH, _read_week_of),
    (_WEEK_OF_MONTH_DAY, _read_week_of),
    (_PART_MONTH, _read_part_month),
    (_LAST_MONTH, _read_last_month),
    (_MONTH_ONLY, _read_month),
)
"""Where a text names a month, or says the word."""
