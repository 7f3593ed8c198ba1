"""Time expressions in Chinese: the days that parts of a text name."""

import re
from collections.abc import Iterator
from datetime import timedelta

from bot.questions.time_expressions.english import relative
from bot.questions.time_expressions.period import Calendar, Named, day_of, third_of_month

_DIGITS = {sign: n for n, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "兩": 2}
_DIGITS |= {"元": 1}
_N = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_REPUBLIC_OFFSET = 1911
_YEAR = (
    r"(?:(?:西元)?(?P<y>(?:19|20)\d\d|[一二][〇零○一二三四五六七八九]{3})\s*年?"
    r"|(?:民國|民)\s*(?P<roc>\d{1,3}|[一二三四五六七八九十百零〇]{1,5})\s*年?"
    r"|(?<!\d)(?P<bare>1[0-4]\d|[89]\d|一百[一二三四五六七八九零〇十]{0,4})\s*年"
    r"|(?P<rel>去年|今年|明年|前年))\s*的?\s*"
)
_M = rf"(?<![\d一二三四五六七八九十個第]){_N}"

_FULL_DAY = re.compile(
    rf"(?:{_YEAR})?(?P<m>{_N})\s*月\s*(?P<d>{_N})\s*[日號号]?\s*"
    rf"(?:(?:到|至|-|–|~|、|和|與)\s*(?P<d2>{_N})\s*[日號号])?(?![\d月家個名人項位次條])"
)
_MONTH = re.compile(
    rf"(?:{_YEAR})?(?<![\d個第])(?P<m>{_N})\s*月(?![天亮球台臺])(?!\s*\d{{1,2}}\s*[日號])(?:份)?"
    r"(?P<part>初|中旬|中|底|末|上旬|下旬|上半月|下半月|第一週|第一周|前兩週|前兩周)?"
)
_MONTHS = re.compile(rf"(?:{_YEAR})?(?P<a>{_N})\s*(?:-|–|~|到|至)\s*(?P<b>{_N})\s*月份?")
_QUARTER = re.compile(rf"(?:{_YEAR})?(?:第\s*(?P<q>[1-4一二三四])\s*季度?|[qQ](?P<q2>[1-4]))")
_HALF = re.compile(rf"(?:{_YEAR})?(?P<h>上|下|前|後)半年")
_SEASON = re.compile(rf"(?:{_YEAR})?(?P<s>[春夏秋冬])(?:天|季|日(?!本))")
_HOLIDAY = re.compile(rf"(?:{_YEAR})?(?P<s>暑假|暑期|寒假)")
_PART_YEAR = re.compile(rf"(?:{_YEAR})?(?P<p>年初|年中|年底|年末|年終|歲末)")
_YEAR_ONLY = re.compile(
    rf"{_YEAR}(?<=[年的\s])|(?<!\d)(?P<plain>20\d\d)(?!\d|\s*[家個名人項位次元])"
)
_RELATIVE_DAY = re.compile(r"(?P<t>今天|今日|本日)|(?P<y>昨天|昨日)|(?P<b>前天)|(?P<m>明天|明日)")
_RELATIVE = re.compile(
    r"(?P<w>上上|上|本|這|这|下|今)\s*(?:一?\s*個)?\s*(?P<u>星期|禮拜|週|周|月|季)(?!\s*[一二三四五六七八九十\d]|[初中底])"
)
_SEASONS = {"春": 3, "夏": 6, "秋": 9, "冬": 12}
_HOLIDAYS = {"暑假": (7, 8), "暑期": (7, 8), "寒假": (1, 2)}
_PARTS_OF_YEAR = {"年初": (1, 1), "年中": (5, 8)}
_UNITS = {"月": "month", "季": "quarter"}


def named_in(text: str, calendar: Calendar) -> Iterator[Named]:
    """Every part of a text that names days, longest kinds first."""
    for pattern, read in _READERS:
        for found in pattern.finditer(text):
            span = read(found, calendar)
            if span:
                yield span


def number(text: str) -> int:
    """A number below 1,000 in figures or Chinese (十一, 廿三, 一百一十, 一一〇); 0 for none."""
    if text.isdecimal():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    if not any(sign in text for sign in "十百"):
        return int("".join(str(_DIGITS.get(sign, 0)) for sign in text) or 0)
    total, digit = 0, 0
    for sign in text:
        if sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS.get(sign, 0)
    return total + digit


def _year(found: re.Match[str], calendar: Calendar) -> int | None:
    groups = found.groupdict()
    if groups.get("y"):
        return number(groups["y"])
    if groups.get("plain"):
        return int(groups["plain"])
    republic = groups.get("roc") or groups.get("bare")
    if republic:
        year = number(republic)
        return year + _REPUBLIC_OFFSET if year else None
    shift = {"去年": -1, "今年": 0, "明年": 1, "前年": -2}.get(groups.get("rel") or "")
    return None if shift is None else calendar.today.year + shift


def _months(found: re.Match[str], calendar: Calendar, first: int, last: int) -> Named:
    year = _year(found, calendar)
    return Named(*found.span(), *calendar.months(year, first, last), year is not None)


def _read_day(found: re.Match[str], calendar: Calendar) -> Named | None:
    year = _year(found, calendar)
    month, first = number(found["m"]), number(found["d"])
    if not found["d2"] and found.group().rstrip()[-1] not in "日號号" and first > 31:
        return None
    last = number(found["d2"]) if found["d2"] else first
    shown = year or calendar.last_year
    days = day_of(shown, month, first), day_of(shown, month, last)
    if not days[0] or not days[1] or days[1] < days[0]:
        return None
    return Named(*found.span(), days[0], days[1], year is not None)


def _read_month(found: re.Match[str], calendar: Calendar) -> Named | None:
    month = number(found["m"])
    if not 1 <= month <= 12:
        return None
    named = _months(found, calendar, month, month)
    part = found["part"]
    if not part:
        return named
    first, last = named.first, named.last
    if part in ("初", "上旬"):
        first, last = third_of_month(first, 0)
    elif part in ("中", "中旬"):
        first, last = third_of_month(first, 1)
    elif part in ("底", "末", "下旬"):
        first, last = third_of_month(first, 2)
    elif part == "上半月":
        last = first.replace(day=15)
    elif part == "下半月":
        first = first.replace(day=16)
    else:
        weeks = 2 if "兩" in part else 1
        last = first + timedelta(days=7 * weeks - 1)
    return Named(*found.span(), first, last, named.has_year)


def _read_months(found: re.Match[str], calendar: Calendar) -> Named | None:
    first, last = number(found["a"]), number(found["b"])
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    return _months(found, calendar, first, last)


def _read_quarter(found: re.Match[str], calendar: Calendar) -> Named | None:
    quarter = number(found["q"] or found["q2"])
    return _months(found, calendar, 3 * quarter - 2, 3 * quarter)


def _read_half(found: re.Match[str], calendar: Calendar) -> Named | None:
    return _months(found, calendar, *((1, 6) if found["h"] in "上前" else (7, 12)))


def _read_season(found: re.Match[str], calendar: Calendar) -> Named | None:
    first = _SEASONS[found["s"]]
    return _months(found, calendar, first, (first + 1) % 12 + 1)


def _read_holiday(found: re.Match[str], calendar: Calendar) -> Named | None:
    return _months(found, calendar, *_HOLIDAYS[found["s"]])


def _read_part_year(found: re.Match[str], calendar: Calendar) -> Named | None:
    return _months(found, calendar, *_PARTS_OF_YEAR.get(found["p"], (12, 12)))


def _read_year(found: re.Match[str], calendar: Calendar) -> Named | None:
    year = _year(found, calendar)
    names_year = found["plain"] or found["roc"] or found["rel"] or "年" in found.group()
    if year is None or year > 9998 or not names_year:
        return None
    return _months(found, calendar, 1, 12)


def _read_relative_day(found: re.Match[str], calendar: Calendar) -> Named | None:
    shift = -1 if found["y"] else -2 if found["b"] else 1 if found["m"] else 0
    return relative(*found.span(), "day", shift, calendar)


def _read_relative(found: re.Match[str], calendar: Calendar) -> Named | None:
    shift = {"上上": -2, "上": -1, "下": 1}.get(found["w"], 0)
    return relative(*found.span(), _UNITS.get(found["u"], "week"), shift, calendar)


_READERS = (
    (_FULL_DAY, _read_day),
    (_MONTHS, _read_months),
    (_MONTH, _read_month),
    (_QUARTER, _read_quarter),
    (_HALF, _read_half),
    (_SEASON, _read_season),
    (_HOLIDAY, _read_holiday),
    (_PART_YEAR, _read_part_year),
    (_RELATIVE_DAY, _read_relative_day),
    (_RELATIVE, _read_relative),
    (_YEAR_ONLY, _read_year),
)
