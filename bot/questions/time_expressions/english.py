"""Time expressions in English: the days that parts of a text name."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.questions.time_expressions.months import MONTH, month_number
from bot.questions.time_expressions.period import Calendar, Named, day_of, third_of_month

_YEAR = r"(?:19[5-9]\d|20\d\d)"
_OF_YEAR = rf"(?:(?:\s*,?\s*(?:of|in)?\s*|')(?P<y>{_YEAR})(?![\d,.]*\d|\s*%))?"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_TH = r"(?:st|nd|rd|th)?"
_SPELT = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
        "twentieth".split(),
        1,
    )
}
_SPELT |= {f"twenty-{word}": 20 + number for word, number in _SPELT.items() if number < 10}
_SPELT |= {"thirtieth": 30, "thirty-first": 31}
_SPELT_DAY = "|".join(sorted(_SPELT, key=len, reverse=True))
_DASH = r"\s*(?:-|–|—|~|to|until|till|through|and|&)\s*(?:the\s+)?"
_M = rf"(?P<m>{MONTH})\.?(?:'s)?"
_ORDINAL = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3}
_ORDINAL |= {"fourth": 4, "4th": 4, "last": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_NTH = "first|second|third|fourth|last|1st|2nd|3rd|4th"
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_WORDS_FOR = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "a": 1, "an": 1, "one": 1}

_PARTS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}
_PART = (
    r"(?P<part>early(?: in)?|mid(?:dle)?(?: of| in)?|late(?: in)?|(?:the )?"
    r"(?:beginning|start|end|middle) of)[\s-]+(?:the\s+)?"
)

_ISO = re.compile(
    r"(?<![\d./-])(?P<y>(?:19|20)\d\d)([-/.])(?P<mo>0?[1-9]|1[0-2])(?:\2(?P<d>\d{1,2}))?(?![\d/-])"
)
_SLASHED = re.compile(r"(?<![\d./-])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:/(?P<y>\d{4}))?(?![\d/])")
_DAYS_MONTH = re.compile(
    rf"\b(?:the\s+)?(?P<d1>{_DAY}){_TH}{_DASH}(?P<d2>{_DAY}){_TH}\s+(?:of\s+)?{_M}{_OF_YEAR}(?![a-z])"
)
_MONTH_DAYS = re.compile(
    rf"\b{_M}\s+(?:the\s+)?(?P<d1>{_DAY}){_TH}{_DASH}(?P<d2>{_DAY}){_TH}(?![\d.]|\s*%|/){_OF_YEAR}(?![a-z])"
)
_DAY_MONTH = re.compile(
    rf"(?<![\d.,/-])\b(?P<d>{_DAY}|{_SPELT_DAY}){_TH}\s+(?:of\s+)?{_M}{_OF_YEAR}(?![a-z_])"
)
_MONTH_DAY = re.compile(
    rf"\b{_M}\s*(?:the\s+)?(?P<d>{_DAY})(?:{_TH})(?![\d.:/]|\s*%){_OF_YEAR}(?![a-z_])"
)
_WEEKS = re.compile(
    rf"\b(?:the\s+)?(?P<which>first|last|second|third|fourth|1st|2nd|3rd|4th)\s+"
    rf"(?:(?P<n>two|three|2|3)\s+)?weeks?\s+(?:of|in)\s+{_M}{_OF_YEAR}(?![a-z_])"
)
_HALF_MONTH = re.compile(
    rf"\b(?:the\s+)?(?P<which>first|second|1st|2nd)\s+half\s+of\s+{_M}{_OF_YEAR}(?![a-z_])"
)
_PART_MONTH = re.compile(rf"\b{_PART}{_M}{_OF_YEAR}(?![a-z_])")
_MONTH_ONLY = re.compile(rf"\b{_M}{_OF_YEAR}(?![a-z_])")
_QUARTER = re.compile(
    rf"\b(?:the\s+)?(?:(?P<y0>{_YEAR})\s+)?(?:q\s?(?P<q>[1-4])|(?P<nth>{_NTH})\s+quarter)"
    rf"(?:\s+of\s+the\s+year)?{_OF_YEAR}\b"
)
_HALF = re.compile(
    rf"\b(?:the\s+)?(?:(?P<y0>{_YEAR})\s+)?(?:h(?P<q>[12])|(?P<nth>first|second|last|1st|2nd)\s+half)"
    rf"(?:\s+of\s+the\s+year)?{_OF_YEAR}\b"
)
_SEASON = re.compile(
    rf"\b(?P<lead>(?:in\s+|during\s+|last\s+|this\s+|over\s+|since\s+|before\s+|after\s+)?(?:the\s+)?)"
    rf"(?P<s>spring(?!\s+(?:from|into|onion|roll|water))|summer|autumn|fall|winter)"
    rf"(?:time)?{_OF_YEAR}\b"
)
_PART_YEAR = re.compile(rf"\b(?:{_PART}(?:(?P<y>{_YEAR})|(?:the\s+)?year)\b|(?P<ye>year[\s-]end))")
_YEAR_ONLY = re.compile(
    rf"(?<![\d.,/#-])\b(?:the\s+year\s+)?(?P<y>{_YEAR})\b(?![,.]\d|\s*%|[-/]\d)"
)
_RELATIVE_DAY = re.compile(
    r"\b(?:on\s+)?(?:(?P<t>today|this (?:very )?day|tonight)|(?P<y>yesterday)|(?P<m>tomorrow))\b"
)
_RELATIVE = re.compile(
    r"\b(?:the\s+)?(?P<w>this|last|past|previous|next|current|coming)\s+(?P<u>week|month|quarter|year)\b(?:'s)?"
)
_AGO = re.compile(
    r"\b(?P<n>\d{1,3}|a|an|one|two|three|four|five|six)\s+(?P<u>day|week|month|year)s?\s+ago\b"
)

_MODAL_BEFORE = re.compile(
    r"\b(?:i|you|we|it|he|she|they|who|that|which|there|one|how|what|how\s+\w+)\s+$"
)
_MODAL_AFTER = re.compile(
    r"\s+(?:i|we|you|he|she|it|they|be|have|not|also|well|need|want|use|help|come|apply|the|"
    r"somebody|someone|anyone|one|a|my|your)\b"
)
_PREPOSED = re.compile(
    r"\b(?:in|of|for|by|since|until|till|from|before|after|during|last|next|early|mid|late|"
    r"between|through|to|on|about|and|end|this)[\s-]+$"
)
_MARCHING = re.compile(r"\s+(?:on|into|against|with|forward|towards?|past|for)\b(?!\s*\d)")


def named_in(text: str, calendar: Calendar) -> Iterator[Named]:
    """Every part of a text (casefolded, months marked) that names days, longest kinds first."""
    for pattern, read in _READERS:
        for found in pattern.finditer(text):
            names_month = "m" in pattern.groupindex and pattern is not _RELATIVE_DAY
            if names_month and not _is_month(text, found):
                continue
            span = read(found, calendar)
            if span:
                yield span


def _is_month(text: str, found: re.Match[str]) -> bool:
    """Whether "may" and "march" are months here and not a verb."""
    start, end = found.span("m")
    name = text[start:end].rstrip("_")
    if found.start() != start or found.end() > end + 2:
        return True
    if text[start:end] == "may":
        if _PREPOSED.search(text, 0, start):
            return True
        return not (_MODAL_AFTER.match(text, end) or _MODAL_BEFORE.search(text, 0, start))
    if name == "mar" and end - start == 5:
        preposed = _PREPOSED.search(text, 0, start)
        is_verb = not preposed or preposed.group().startswith("to")
        return not (is_verb and _MARCHING.match(text, end))
    return True


def _year(found: re.Match[str]) -> int | None:
    groups = found.groupdict()
    year = groups.get("y") or groups.get("y0")
    return int(year) if year else None


def _days(
    found: re.Match[str], calendar: Calendar, month: int, first: int, last: int
) -> Named | None:
    year = _year(found)
    shown = year or calendar.last_year
    start, end = day_of(shown, month, first), day_of(shown, month, last)
    if not start or not end or end < start:
        return None
    return Named(*found.span(), start, end, year is not None)


def _read_iso(found: re.Match[str], calendar: Calendar) -> Named | None:
    month = int(found["mo"])
    if found["d"]:
        return _days(found, calendar, month, int(found["d"]), int(found["d"]))
    if found[2] == ".":
        return None
    return Named(*found.span(), *calendar.months(_year(found), month, month), True)


def _read_slashed(found: re.Match[str], calendar: Calendar) -> Named | None:
    first, second = int(found["a"]), int(found["b"])
    if (first, second) == (24, 7) and not found["y"]:
        return None
    month, day = (first, second) if first <= 12 else (second, first)
    if not 1 <= month <= 12:
        return None
    return _days(found, calendar, month, day, day)


def _read_days(found: re.Match[str], calendar: Calendar) -> Named | None:
    return _days(found, calendar, month_number(found["m"]), int(found["d1"]), int(found["d2"]))


def _read_day(found: re.Match[str], calendar: Calendar) -> Named | None:
    day = _SPELT.get(found["d"]) or int(found["d"])
    return _days(found, calendar, month_number(found["m"]), day, day)


def _read_weeks(found: re.Match[str], calendar: Calendar) -> Named | None:
    first, last = _month(found, calendar)
    weeks = {"two": 2, "2": 2, "three": 3, "3": 3}.get(found["n"] or "", 1)
    if found["which"] == "last":
        first = last - timedelta(days=7 * weeks - 1)
    else:
        first += timedelta(days=7 * (_ORDINAL[found["which"]] - 1))
        last = min(last, first + timedelta(days=7 * weeks - 1))
    return Named(*found.span(), first, last, _year(found) is not None)


def _read_half_month(found: re.Match[str], calendar: Calendar) -> Named | None:
    first, last = _month(found, calendar)
    if _ORDINAL[found["which"]] == 1:
        last = first.replace(day=15)
    else:
        first = first.replace(day=16)
    return Named(*found.span(), first, last, _year(found) is not None)


def _read_part_month(found: re.Match[str], calendar: Calendar) -> Named | None:
    first, _ = _month(found, calendar)
    return Named(*found.span(), *third_of_month(first, _part(found)), _year(found) is not None)


def _read_month(found: re.Match[str], calendar: Calendar) -> Named | None:
    return Named(*found.span(), *_month(found, calendar), _year(found) is not None)


def _month(found: re.Match[str], calendar: Calendar) -> tuple[date, date]:
    number = month_number(found["m"])
    return calendar.months(_year(found), number, number)


def _part(found: re.Match[str]) -> int:
    words = found["part"].removeprefix("the ").split()
    return _PARTS[words[0]]


def _read_quarter(found: re.Match[str], calendar: Calendar) -> Named | None:
    number = int(found["q"]) if found["q"] else _ORDINAL[found["nth"]]
    months = calendar.months(_year(found), 3 * number - 2, 3 * number)
    return Named(*found.span(), *months, _year(found) is not None)


def _read_half(found: re.Match[str], calendar: Calendar) -> Named | None:
    number = int(found["q"]) if found["q"] else min(2, _ORDINAL[found["nth"]])
    months = calendar.months(_year(found), 6 * number - 5, 6 * number)
    return Named(*found.span(), *months, _year(found) is not None)


def _read_season(found: re.Match[str], calendar: Calendar) -> Named | None:
    if found["s"] == "fall" and not found["lead"].strip() and not found["y"]:
        return None
    first = _SEASONS[found["s"]]
    year, has_year = _year(found), _year(found) is not None
    lead = found["lead"].split()
    if lead[:1] == ["last"] and not year:
        year, has_year = None, False
    months = calendar.months(year, first, (first + 1) % 12 + 1)
    start = found.start("s") if lead[:1] in (["since"], ["before"], ["after"]) else found.start()
    return Named(start, found.end(), *months, has_year)


def _read_part_year(found: re.Match[str], calendar: Calendar) -> Named | None:
    """The start of a year is its first two months, its middle May to August, its end the last two.

    Early, mid and late are thirds.
    """
    year, has_year = _year(found), _year(found) is not None
    part = "end" if found["ye"] else found["part"].removeprefix("the ").split()[0]
    months = {
        "early": (1, 4),
        "beginning": (1, 1),
        "start": (1, 1),
        "mid": (5, 8),
        "middle": (5, 8),
        "late": (9, 12),
        "end": (12, 12),
    }[part]
    return Named(*found.span(), *calendar.months(year, *months), has_year)


def _read_year(found: re.Match[str], calendar: Calendar) -> Named | None:
    return Named(*found.span(), *calendar.months(_year(found), 1, 12), True)


def _read_relative_day(found: re.Match[str], calendar: Calendar) -> Named | None:
    shift = -1 if found["y"] else 1 if found["m"] else 0
    day = calendar.today + timedelta(days=shift)
    return calendar.anniversary(*found.span(), day, day)


def _read_relative(found: re.Match[str], calendar: Calendar) -> Named | None:
    way = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(found["w"], 0)
    return relative(*found.span(), found["u"], way, calendar)


def relative(start: int, end: int, unit: str, shift: int, calendar: Calendar) -> Named | None:
    """The day, week, month, quarter or year that lies `shift` of them from today's."""
    today = calendar.today
    if unit == "day":
        day = today + timedelta(days=shift)
        return calendar.anniversary(start, end, day, day)
    if unit == "week":
        monday = today + timedelta(days=7 * shift - today.weekday())
        return calendar.anniversary(start, end, monday, monday + timedelta(days=6))
    if unit == "year":
        if not 1 <= today.year + shift <= 9998:
            return None
        return Named(start, end, *calendar.months(today.year + shift, 1, 12), True)
    if unit == "quarter":
        first = 3 * (((today.month - 1) // 3 + shift) % 4) + 1
        return Named(start, end, *calendar.months(None, first, first + 2), False)
    month = (today.month - 1 + shift) % 12 + 1
    return Named(start, end, *calendar.months(None, month, month), False)


def _read_ago(found: re.Match[str], calendar: Calendar) -> Named | None:
    number = int(found["n"]) if found["n"].isdecimal() else _WORDS_FOR[found["n"]]
    return relative(*found.span(), found["u"], -number, calendar)


_READERS = (
    (_ISO, _read_iso),
    (_SLASHED, _read_slashed),
    (_DAYS_MONTH, _read_days),
    (_MONTH_DAYS, _read_days),
    (_WEEKS, _read_weeks),
    (_HALF_MONTH, _read_half_month),
    (_DAY_MONTH, _read_day),
    (_MONTH_DAY, _read_day),
    (_PART_MONTH, _read_part_month),
    (_MONTH_ONLY, _read_month),
    (_QUARTER, _read_quarter),
    (_HALF, _read_half),
    (_SEASON, _read_season),
    (_PART_YEAR, _read_part_year),
    (_RELATIVE_DAY, _read_relative_day),
    (_RELATIVE, _read_relative),
    (_AGO, _read_ago),
    (_YEAR_ONLY, _read_year),
)
