"""Time expressions in English: the days that parts of a text name."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.questions.time_expressions.lookalikes import HIDDEN
from bot.questions.time_expressions.months import MONTH, month_number
from bot.questions.time_expressions.period import (
    Calendar,
    Named,
    days_of_month,
    half_of_month,
    third_of_month,
)

_CENTURY = 2000
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_NUMBER = {word: number for number, word in enumerate(_ORDINALS, 1)}
_NUMBER |= {f"twenty-{word}": 20 + number for number, word in enumerate(_ORDINALS[:9], 1)}
_NUMBER |= {"thirtieth": 30, "thirty-first": 31}
_SPELT_DAY = "|".join(sorted(_NUMBER, key=len, reverse=True)).replace("-", "[ -]")
_NUMBER |= {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "last": 0, "final": 0, "latter": 2}
_CARDINALS = "one two three four five six seven eight nine ten eleven twelve".split()
_NUMBER |= {word: number for number, word in enumerate(_CARDINALS, 1)}
_NUMBER |= {"a": 1, "an": 1, "couple of": 2, "a couple of": 2}

_YEAR = r"(?:1\d\d\d|20\d\d)"
_EARLY_YEAR = re.compile(r"(?<!\d)1(?:[0-8]\d|9[0-4])\d(?!\d)")
"""Years before 1950: numbers of something else (the 1922 hotline) where no event is as old."""
_NOT_MORE = r"(?![\d,.]*\d|\s*%)"
_OF_YEAR = (
    rf"(?:(?:\s*,?\s*(?:(?:of|in)\s+)?|\s*[-/.']\s*)(?P<y>{_YEAR}){_NOT_MORE}"
    r"|\s*'(?P<yy>\d\d)(?!\w))?"
)
_YEAR_BEFORE = rf"(?:(?P<y0>{_YEAR})['s]*[\s,-]*)?"
_WHICH = r"(?:this|the|last|next|past|previous|current|coming)"
_NTH = r"(?:first|second|third|fourth|last|final|1st|2nd|3rd|4th)"
_N = rf"(?:\d{{1,2}}|(?:a\s+)?couple\s+of|{'|'.join(_CARDINALS)})"
_M = rf"(?P<m>{MONTH})\.?(?:'s)?"
_SUCH_MONTH = rf"(?P<m>{MONTH}|{_WHICH}\s+month)\.?(?:'s)?"
_END = r"(?![a-z_])"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_TH = r"(?:st|nd|rd|th)?"
_SOME_DAY = rf"(?P<d>{_DAY}|{_SPELT_DAY}){_TH}"
_DASH = r"\s*(?:-|–|—|~|/|to|until|till|til|through|thru)\s*(?:the\s+)?"
_COMMAS = rf"(?:,\s*{_DAY}{_TH}){{0,4}},?\s*(?:and|or|&)\s*(?:the\s+)?"
_DAYS = rf"(?P<d1>{_DAY}){_TH}(?:{_DASH}|{_COMMAS})(?P<d2>{_DAY}){_TH}"
_NOT_COUNTED = (
    r"(?!\s+(?:place|prize|half|week|quarter|time|round|edition|phase|two|three|[1-9]\d?\b)"
    r"|\d|[.:/]\d|\s*%)"
)

_DAYS_MONTH = re.compile(rf"\b(?:the\s+)?{_DAYS}\s+(?:of\s+)?{_SUCH_MONTH}{_OF_YEAR}{_END}")
_MONTH_DAYS = re.compile(rf"\b{_M}\s+(?:the\s+)?{_DAYS}{_NOT_COUNTED}{_OF_YEAR}{_END}")
_A_DAY_MONTH = rf"{_SOME_DAY}\s*(?:of\s+)?{_SUCH_MONTH}{_OF_YEAR}{_END}"
_A_MONTH_DAY = rf"{_M}\s*(?:the\s+)?{_SOME_DAY}{_NOT_COUNTED}{_OF_YEAR}{_END}"
_DAY_MONTH = re.compile(rf"(?<![\d.,/-])\b{_A_DAY_MONTH}")
_MONTH_DAY = re.compile(rf"\b{_A_MONTH_DAY}")
_WEEK_OF = r"\bweek\s+(?:of|beginning|starting|commencing)\s+(?:the\s+)?"
_WEEK_OF_DAY_MONTH = re.compile(_WEEK_OF + _A_DAY_MONTH)
_WEEK_OF_MONTH_DAY = re.compile(_WEEK_OF + _A_MONTH_DAY)
_DASHED_DAY = re.compile(
    rf"\b(?:(?P<d>{_DAY})[-/. ]{_M}[-/. ](?P<y>{_YEAR}|\d\d)"
    rf"|{_M.replace('<m>', '<m2>')}[-/](?P<d3>{_DAY})[-/](?P<y2>{_YEAR})"
    rf"|(?P<y0>{_YEAR})[-/., ]+{_M.replace('<m>', '<m4>')}[-/. ](?P<d5>{_DAY}){_TH})(?![\w/-])"
)
_MONTH_ONLY = re.compile(rf"\b{_YEAR_BEFORE}{_M}{_OF_YEAR}{_END}")
_LAST_MONTH = re.compile(rf"\b(?:last|next|this|this\s+past|coming)\s+{_M}{_END}(?!\s+\d)")
_DAYS_OF_MONTH = re.compile(
    rf"\b(?:the\s+)?(?P<which>{_NTH}|5th|fifth)\s+(?:(?P<n>{_N})\s+)?(?P<unit>week|day)s?\s+"
    rf"(?:of|in)\s+{_SUCH_MONTH}{_OF_YEAR}{_END}"
)
_MONTH_WEEK = re.compile(rf"\b{_M}\s+(?P<which>{_NTH})\s+(?P<unit>week){_OF_YEAR}{_END}")
_HALF_MONTH = re.compile(
    rf"\b(?:the\s+)?(?P<which>first|second|latter|last|1st|2nd)\s+half\s+of\s+{_SUCH_MONTH}{_OF_YEAR}{_END}"
)
_PARTS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}
_PART = (
    r"(?:(?P<from>early|mid)[\s-]*(?:to|or|and|-)[\s-]*)?"
    r"(?P<part>early(?: in)?|mid(?:dle)?(?: of| in)?|late(?: in)?|end(?=-)|(?:the )?(?:very )?"
    r"(?:beginning|start|end|middle) of)[\s-]+(?:the\s+(?!month))?"
)
_PART_MONTH = re.compile(rf"\b{_PART}{_SUCH_MONTH}{_OF_YEAR}{_END}")
_QUARTER = re.compile(
    rf"\b(?:the\s+)?{_YEAR_BEFORE}(?:q\s?(?P<q>[1-4])|(?P<q2>[1-4])q|(?P<nth>{_NTH})\s+quarter)"
    rf"(?:\s+of\s+the\s+year)?{_OF_YEAR}\b"
)
_HALF = re.compile(
    rf"\b(?:the\s+)?{_YEAR_BEFORE}(?:h(?P<q>[12])|(?P<q2>[12])h(?=\s*(?:{_YEAR}|'\d\d))|(?P<nth>first|second|latter|last|1st|2nd)\s+half)"
    rf"(?:\s+of\s+the\s+year)?{_OF_YEAR}\b"
)
_SUCH_YEAR = rf"(?:(?P<y>{_YEAR})|(?:(?P<ry>{_WHICH})\s+)?year\b)"
_PARTS_OF_YEAR = re.compile(
    rf"\b(?:the\s+)?(?P<which>first|last|final)\s+(?P<n>{_N})\s+(?P<unit>month|quarter)s"
    rf"(?:\s+(?:of|in)\s+{_SUCH_YEAR})?\b"
)
_SEASON = re.compile(
    rf"\b(?P<lead>(?:(?:in|during|last|this|next|over|since|before|after|by|until|through|throughout)\s+)?"
    rf"(?:the\s+)?)(?:(?P<part>early|mid|late)[\s-]+)?{_YEAR_BEFORE}"
    rf"(?P<s>spring|summer|autumn|fall|winter)(?:time)?(?:'s)?{_OF_YEAR}(?:[/-]\d\d)?\b"
)
_PART_YEAR = re.compile(rf"\b(?:{_PART}{_SUCH_YEAR}\b|(?P<ye>year(?:'s)?[\s-]end))")
_DECADE = re.compile(
    r"\b(?:the\s+)?(?P<y>(?:19|20)\d0)'?s\b|(?:\bthe\s+'?|(?<!\w)')(?P<yy>[5-9]0)'?s\b"
)
_YEARS = re.compile(
    rf"(?<![\d.,/#-])\b(?P<y>{_YEAR})\s?[-–/]\s?(?P<y2>{_YEAR}|1[3-9]|[2-9]\d)\b(?![,.]\d|\s*%|[-/]\d)"
)
_YEAR_ONLY = re.compile(
    rf"(?<![\d.,/#-])\b(?:the\s+year\s+)?(?P<y>{_YEAR})\b(?:'s)?(?![,.]\d|\s*%|[-/]\d)|(?<!\w)'(?P<yy>[0-4]\d)\b"
)
_WHOLE_YEAR = re.compile(
    r"\b(?:all\s+(?:through\s+)?(?:the\s+)?year|(?:the|a)\s+(?:whole|entire|full)\s+year"
    r"|(?:throughout|during|over|across)\s+the\s+year)(?:\s+(?:long|round))?"
    rf"\b(?!\s+(?:of\s+)?{_YEAR})"
)
_NEAR_DAY = re.compile(
    r"\b(?:on\s+)?(?:(?P<before>the\s+day\s+before\s+yesterday)|(?P<after>the\s+day\s+after\s+tomorrow)"
    r"|(?P<today>today|this\s+(?:very\s+)?(?:day|date|morning|afternoon|evening)|tonight)"
    r"|(?P<yesterday>yesterday|last\s+night)|(?P<tomorrow>tomorrow))(?:'?s)?\b"
)
_SHIFT = {"before": -2, "yesterday": -1, "today": 0, "tomorrow": 1, "after": 2}
_WAY = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}
_NEAR_TIME = re.compile(
    r"\b(?:(?:so\s+far|earlier|later)\s+(?:in\s+)?)?(?:the\s+)?"
    r"(?:(?P<w>this|last|next|current)\s+(?P<u>weekend|week|month|quarter|year)(?:'?s)?"
    r"|(?P<w2>past|previous|coming)\s+(?P<u2>weekend|week|month|quarter|year)(?:'s)?)\b"
)
_NEAR_TIMES = re.compile(
    rf"\b(?:the\s+)?(?P<w>last|past|previous|next|coming)\s+(?P<n>{_N})\s+(?P<u>day|week|month|quarter|year)s?\b"
)
_AGO = re.compile(
    rf"\b(?P<n>\d{{1,3}}|an?|{_N})\s+(?P<u>day|week|month|year)s?\s+(?:ago\b|(?P<on>from\s+(?:now|today))\b)"
)
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


def named_in(text: str, calendar: Calendar) -> Iterator[Named]:
    """Every part of a text (casefolded, months marked) that names days, longest kinds first."""
    text = _EARLY_YEAR.sub(lambda found: _covered_year(found, calendar), text)
    for gate, rows in _READERS:
        if not gate.search(text):
            continue
        for pattern, read in rows:
            for found in pattern.finditer(text):
                if span := read(found, calendar):
                    yield span


def _covered_year(found: re.Match[str], calendar: Calendar) -> str:
    is_covered = calendar.first_year <= int(found.group()) <= calendar.last_year
    return found.group() if is_covered else HIDDEN * len(found.group())


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBER[" ".join(word.split())]


def _day_number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBER[word.replace(" ", "-")]


def _year(found: re.Match[str]) -> int | None:
    groups = found.groupdict()
    if short := groups.get("yy"):
        return _CENTURY + int(short)
    year = groups.get("y") or groups.get("y0")
    return int(year) if year else None


def _such_year(found: re.Match[str], calendar: Calendar) -> int | None:
    """The year by its number, or counted from today's; None for "the year"."""
    if found["ry"] and found["ry"] != "the":
        return calendar.today.year + _WAY.get(found["ry"], 0)
    return _year(found)


def _such_month(found: re.Match[str], calendar: Calendar) -> Named:
    """The month by its name, or counted from today's."""
    if found["m"].endswith("month"):
        way = _WAY.get(found["m"].split()[0], 0)
        number = (calendar.today.month - 1 + way) % 12 + 1
    else:
        number = month_number(found["m"])
    return calendar.name_months(found.span(), _year(found), number, number)


def _read_days(found: re.Match[str], calendar: Calendar) -> Named | None:
    month = _such_month(found, calendar).first.month
    days = (month, int(found["d1"])), (month, int(found["d2"]))
    named = calendar.name_days(found.span(), _year(found), *days)
    return replace(named, is_range=True) if named else None


def _read_day(found: re.Match[str], calendar: Calendar) -> Named | None:
    day = _such_month(found, calendar).first.month, _day_number(found["d"])
    return calendar.name_days(found.span(), _year(found), day, day)


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
    return calendar.name_days(found.span(), year + (_CENTURY if year < 100 else 0), day, day)


def _read_month(found: re.Match[str], calendar: Calendar) -> Named | None:
    return _such_month(found, calendar)


def _read_last_month(found: re.Match[str], calendar: Calendar) -> Named | None:
    """March in each year covered for "last March", as "last summer" is summer."""
    number = month_number(found["m"])
    return calendar.name_months(found.span(), None, number, number)


def _read_days_of_month(found: re.Match[str], calendar: Calendar) -> Named | None:
    month, nth = _such_month(found, calendar), _NUMBER[found["which"]]
    count = _number(found.groupdict().get("n") or "1")
    size = count * (7 if found["unit"] == "week" else 1)
    if size == 1 and nth:
        return None
    days = days_of_month(month.first, size, nth)
    return replace(month, first=days[0], last=days[1]) if days else None


def _read_half_month(found: re.Match[str], calendar: Calendar) -> Named | None:
    month = _such_month(found, calendar)
    first, last = half_of_month(month.first, _NUMBER[found["which"]] or 2)
    return replace(month, first=first, last=last)


def _part(found: re.Match[str]) -> str:
    return next(word for word in found["part"].split() if word in _PARTS)


def _read_part_month(found: re.Match[str], calendar: Calendar) -> Named | None:
    month, part = _such_month(found, calendar), _part(found)
    first, last = third_of_month(month.first, _PARTS[part])
    if found["from"]:
        first, _ = third_of_month(month.first, _PARTS[found["from"]])
    return replace(month, first=first, last=last, is_end=part == "end")


def _read_quarter(found: re.Match[str], calendar: Calendar) -> Named | None:
    figure = found["q"] or found["q2"]
    number = int(figure) if figure else _NUMBER[found["nth"]] or 4
    return calendar.name_months(found.span(), _year(found), 3 * number - 2, 3 * number)


def _read_half(found: re.Match[str], calendar: Calendar) -> Named | None:
    figure = found["q"] or found["q2"]
    number = int(figure) if figure else _NUMBER[found["nth"]] or 2
    return calendar.name_months(found.span(), _year(found), 6 * number - 5, 6 * number)


def _read_parts_of_year(found: re.Match[str], calendar: Calendar) -> Named | None:
    """The first or last few months or quarters of a year; "the last two months" are others."""
    is_of_year = found["y"] or found.group().endswith("year")
    count = _number(found["n"]) * (3 if found["unit"] == "quarter" else 1)
    is_first = found["which"] == "first"
    if count > 12 or not (is_of_year or is_first):
        return None
    months = (1, count) if is_first else (13 - count, 12)
    return calendar.name_months(found.span(), _such_year(found, calendar), *months)


def _read_season(found: re.Match[str], calendar: Calendar) -> Named | None:
    lead = found["lead"].split()
    if found["s"] == "fall" and not lead and not _year(found):
        return None
    first, last = _SEASONS[found["s"]], (_SEASONS[found["s"]] + 1) % 12 + 1
    if found["part"]:
        first = last = (_SEASONS[found["s"]] + _PARTS[found["part"]] - 1) % 12 + 1
    season = calendar.name_months(found.span(), _year(found), first, last)
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
    part = "end" if found["ye"] else _part(found)
    year = _such_year(found, calendar)
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
    return calendar.name_months(found.span(), _year(found), 1, 12)


def _read_whole_year(found: re.Match[str], calendar: Calendar) -> Named | None:
    return calendar.name_months(found.span(), None, 1, 12)


def _read_near_day(found: re.Match[str], calendar: Calendar) -> Named | None:
    shift = _SHIFT[found.lastgroup or "today"]
    return calendar.name_relative(found.span(), "day", shift)


def _read_near_time(found: re.Match[str], calendar: Calendar) -> Named | None:
    """The one before, this or the next; "past years" are several, "last years" lacks a sign."""
    unit, way = found["u"] or found["u2"], found["w"] or found["w2"]
    return calendar.name_relative(found.span(), unit, _WAY.get(way, 0))


def _read_near_times(found: re.Match[str], calendar: Calendar) -> Named | None:
    """Whole days, weeks, months before or after this one, as "last month" is."""
    count = _number(found["n"])
    shift = -count if _WAY[found["w"]] < 0 else 1
    return calendar.name_relative(found.span(), found["u"], shift, count) if count else None


def _read_ago(found: re.Match[str], calendar: Calendar) -> Named | None:
    way = 1 if found["on"] else -1
    return calendar.name_relative(found.span(), found["u"], way * _number(found["n"]))


# What a text has to hold before the rows below it are tried at all.
_READERS = (
    (
        re.compile(rf"(?<![a-z]){MONTH}(?![a-z])|month"),
        (
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
        ),
    ),
    (
        re.compile(r"quarter|half|q\s?[1-4]|[1-4]q|h[12]|[12]h|months"),
        ((_QUARTER, _read_quarter), (_HALF, _read_half), (_PARTS_OF_YEAR, _read_parts_of_year)),
    ),
    (re.compile("spring|summer|autumn|fall|winter"), ((_SEASON, _read_season),)),
    (
        re.compile("today|tonight|this|yesterday|tomorrow|last night"),
        ((_NEAR_DAY, _read_near_day),),
    ),
    (
        re.compile("day|week|month|quarter|year"),
        (
            (_NEAR_TIME, _read_near_time),
            (_NEAR_TIMES, _read_near_times),
            (_AGO, _read_ago),
            (_PART_YEAR, _read_part_year),
            (_WHOLE_YEAR, _read_whole_year),
        ),
    ),
    (
        re.compile(r"\d\d"),
        (
            (_DECADE, _read_decade),
            (_YEARS, _read_years),
            (_PART_YEAR, _read_part_year),
            (_YEAR_ONLY, _read_year),
        ),
    ),
)
