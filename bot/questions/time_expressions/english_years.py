"""Quarters, seasons, years and times near today in English: q3, last summer, a week ago."""

import re
from dataclasses import replace

from bot.questions.time_expressions.english_words import (
    COUNT,
    NTH,
    NTH_OF_TWELVE,
    NUMBER,
    OF_YEAR,
    PART,
    PARTS,
    WAY,
    WHICH,
    YEAR,
    YEAR_BEFORE,
    number_of,
    part_of,
    such_year,
    year_of,
)
from bot.questions.time_expressions.period import Calendar, Named
from bot.questions.time_expressions.rows import Row

_QUARTER = re.compile(
    rf"\b(?:the\s+)?{YEAR_BEFORE}(?:q\s?(?P<q>[1-4])|(?P<q2>[1-4])q|(?P<nth>{NTH})\s+quarter)"
    rf"(?:\s+of\s+the\s+year)?{OF_YEAR}\b"
)
_HALF = re.compile(
    rf"\b(?:the\s+)?{YEAR_BEFORE}(?:h(?P<q>[12])|(?P<q2>[12])h(?=\s*(?:{YEAR}|'\d\d))|(?P<nth>first|second|latter|last|1st|2nd)\s+half)"
    rf"(?:\s+of\s+the\s+year)?{OF_YEAR}\b"
)
_SUCH_YEAR = rf"(?:(?P<y>{YEAR})|(?:(?P<ry>{WHICH})\s+)?year\b)"
_PARTS_OF_YEAR = re.compile(
    rf"\b(?:the\s+)?(?P<which>first|last|final)\s+(?P<n>{COUNT})\s+(?P<unit>month|quarter)s"
    rf"(?:\s+(?:of|in)\s+{_SUCH_YEAR})?\b"
)
_NTH_MONTH = re.compile(
    rf"\b(?:month\s+(?P<n>1[0-2]|[1-9])(?![\d.,/-]*\d)"
    rf"|(?:the\s+)?(?P<nth>{NTH_OF_TWELVE})\s+month(?P<of>\s+of\s+the\s+year)?){OF_YEAR}\b"
)
_SEASON = re.compile(
    rf"\b(?P<lead>(?:(?:in|during|last|this|next|over|since|before|after|by|until|through|throughout)\s+)?"
    rf"(?:the\s+)?)(?:(?P<part>early|mid|late)[\s-]+)?{YEAR_BEFORE}"
    rf"(?P<s>spring|summer|autumn|fall|winter)(?:time)?(?:'s)?{OF_YEAR}(?:[/-]\d\d)?\b"
)
_PART_YEAR = re.compile(rf"\b(?:{PART}{_SUCH_YEAR}\b|(?P<ye>year(?:'s)?[\s-]end))")
_DECADE = re.compile(
    r"\b(?:the\s+)?(?P<y>(?:19|20)\d0)'?s\b|(?:\bthe\s+'?|(?<!\w)')(?P<yy>[5-9]0)'?s\b"
)
_YEARS = re.compile(
    rf"(?<![\d.,/#-])\b(?P<y>{YEAR})\s?[-–/]\s?(?P<y2>{YEAR}|1[3-9]|[2-9]\d)\b(?![,.]\d|\s*%|[-/]\d)"
)
_YEAR_ONLY = re.compile(
    rf"(?<![\d.,/#-])\b(?:the\s+year\s+)?(?P<y>{YEAR})\b(?:'s)?(?![,.]\d|\s*%|[-/]\d)|(?<!\w)'(?P<yy>[0-4]\d)\b"
)
_WHOLE_YEAR = re.compile(
    r"\b(?:all\s+(?:through\s+)?(?:the\s+)?year|(?:the|a)\s+(?:whole|entire|full)\s+year"
    r"|(?:throughout|during|over|across)\s+the\s+year)(?:\s+(?:long|round))?"
    rf"\b(?!\s+(?:of\s+)?{YEAR})"
)
_NEAR_DAY = re.compile(
    r"\b(?:on\s+)?(?:(?P<before>the\s+day\s+before\s+yesterday)|(?P<after>the\s+day\s+after\s+tomorrow)"
    r"|(?P<today>today|this\s+(?:very\s+)?(?:day|date|morning|afternoon|evening)|tonight)"
    r"|(?P<yesterday>yesterday|last\s+night)|(?P<tomorrow>tomorrow))(?:'?s)?\b"
)
_SHIFT = {"before": -2, "yesterday": -1, "today": 0, "tomorrow": 1, "after": 2}
_NEAR_TIME = re.compile(
    r"\b(?:(?:so\s+far|earlier|later)\s+(?:in\s+)?)?(?:the\s+)?"
    r"(?:(?P<w>this|last|next|current)\s+(?P<u>weekend|week|month|quarter|year)(?:'?s)?"
    r"|(?P<w2>past|previous|coming)\s+(?P<u2>weekend|week|month|quarter|year)(?:'s)?)\b"
)
_NEAR_TIMES = re.compile(
    rf"\b(?:the\s+)?(?P<w>last|past|previous|next|coming)\s+(?P<n>{COUNT})\s+(?P<u>day|week|month|quarter|year)s?\b"
)
_AGO = re.compile(
    rf"\b(?P<n>\d{{1,3}}|an?|{COUNT})\s+(?P<u>day|week|month|year)s?\s+(?:ago\b|(?P<on>from\s+(?:now|today))\b)"
)
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


def _read_quarter(found: re.Match[str], calendar: Calendar) -> Named | None:
    if found.group() == "last quarter":
        # As "last month" is; "the last quarter" is the year's.
        return calendar.name_relative(found.span(), "quarter", -1)
    figure = found["q"] or found["q2"]
    number = int(figure) if figure else NUMBER[found["nth"]] or 4
    return calendar.name_months(found.span(), year_of(found), 3 * number - 2, 3 * number)


def _read_half(found: re.Match[str], calendar: Calendar) -> Named | None:
    figure = found["q"] or found["q2"]
    number = int(figure) if figure else NUMBER[found["nth"]] or 2
    return calendar.name_months(found.span(), year_of(found), 6 * number - 5, 6 * number)


def _read_parts_of_year(found: re.Match[str], calendar: Calendar) -> Named | None:
    """The first or last few months or quarters of a year; "the last two months" are others."""
    is_of_year = found["y"] or found.group().endswith("year")
    count = number_of(found["n"]) * (3 if found["unit"] == "quarter" else 1)
    is_first = found["which"] == "first"
    if count > 12 or not (is_of_year or is_first):
        return None
    months = (1, count) if is_first else (13 - count, 12)
    return calendar.name_months(found.span(), such_year(found, calendar), *months)


def _read_nth_month(found: re.Match[str], calendar: Calendar) -> Named | None:
    """A month by its number; "the first month" without a year is of something else."""
    number = int(found["n"]) if found["n"] else NUMBER[found["nth"]]
    is_of_year = found["n"] or found["of"] or year_of(found)
    if number <= 2 and not is_of_year:
        return None
    return calendar.name_months(found.span(), year_of(found), number, number)


def _read_season(found: re.Match[str], calendar: Calendar) -> Named | None:
    lead = found["lead"].split()
    if found["s"] == "fall" and not lead and not year_of(found):
        return None
    first, last = _SEASONS[found["s"]], (_SEASONS[found["s"]] + 1) % 12 + 1
    if found["part"]:
        first = last = (_SEASONS[found["s"]] + PARTS[found["part"]] - 1) % 12 + 1
    season = calendar.name_months(found.span(), year_of(found), first, last)
    opens = lead[:1] and lead[0] in {"since", "before", "after", "by", "until", "through"}
    return replace(season, start=found.end("lead")) if opens else season


def _read_part_year(found: re.Match[str], calendar: Calendar) -> Named | None:
    """The start of a year is its first month, its end the last; early, mid and late are thirds."""
    months = {
        "early": (1, 4),
        "beginning": (1, 1),
        "start": (1, 1),
        "mid": (5, 8),
        "middle": (5, 8),
        "late": (9, 12),
        "end": (12, 12),
    }
    part = "end" if found["ye"] else part_of(found)
    year = such_year(found, calendar)
    return calendar.name_months(found.span(), year, *months[part], is_end=part == "end")


def _read_decade(found: re.Match[str], calendar: Calendar) -> Named | None:
    year = int(found["y"] or f"19{found['yy']}")
    return _from_year_to_year(found, calendar, year, year + 9)


def _read_years(found: re.Match[str], calendar: Calendar) -> Named | None:
    first, last = int(found["y"]), int(found["y2"])
    last += first // 100 * 100 if last < 100 else 0
    return _from_year_to_year(found, calendar, first, last) if first < last else None


def _from_year_to_year(found: re.Match[str], calendar: Calendar, first: int, last: int) -> Named:
    days = calendar.months(first, 1, 12)[0], calendar.months(last, 1, 12)[1]
    return Named(*found.span(), *days, True)


def _read_year(found: re.Match[str], calendar: Calendar) -> Named | None:
    return calendar.name_months(found.span(), year_of(found), 1, 12)


def _read_whole_year(found: re.Match[str], calendar: Calendar) -> Named | None:
    return calendar.name_months(found.span(), None, 1, 12)


def _read_near_day(found: re.Match[str], calendar: Calendar) -> Named | None:
    shift = _SHIFT[found.lastgroup or "today"]
    return calendar.name_relative(found.span(), "day", shift)


def _read_near_time(found: re.Match[str], calendar: Calendar) -> Named | None:
    """The one before, this or the next; "past years" are several, "last years" lacks a sign."""
    unit, way = found["u"] or found["u2"], found["w"] or found["w2"]
    return calendar.name_relative(found.span(), unit, WAY.get(way, 0))


def _read_near_times(found: re.Match[str], calendar: Calendar) -> Named | None:
    """Whole days, weeks, months before or after this one, as "last month" is."""
    count = number_of(found["n"])
    shift = -count if WAY[found["w"]] < 0 else 1
    return calendar.name_relative(found.span(), found["u"], shift, count) if count else None


def _read_ago(found: re.Match[str], calendar: Calendar) -> Named | None:
    way = 1 if found["on"] else -1
    return calendar.name_relative(found.span(), found["u"], way * number_of(found["n"]))


PART_ROWS: tuple[Row, ...] = (
    (_QUARTER, _read_quarter),
    (_HALF, _read_half),
    (_PARTS_OF_YEAR, _read_parts_of_year),
    (_NTH_MONTH, _read_nth_month),
)
SEASON_ROWS: tuple[Row, ...] = ((_SEASON, _read_season),)
NEAR_DAY_ROWS: tuple[Row, ...] = ((_NEAR_DAY, _read_near_day),)
NEAR_ROWS: tuple[Row, ...] = (
    (_NEAR_TIME, _read_near_time),
    (_NEAR_TIMES, _read_near_times),
    (_AGO, _read_ago),
    (_PART_YEAR, _read_part_year),
    (_WHOLE_YEAR, _read_whole_year),
)
YEAR_ROWS: tuple[Row, ...] = (
    (_DECADE, _read_decade),
    (_YEARS, _read_years),
    (_PART_YEAR, _read_part_year),
    (_YEAR_ONLY, _read_year),
)
