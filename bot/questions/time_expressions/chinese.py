"""Time expressions in Chinese: the days that parts of a text name."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.events.dates import REPUBLIC_OFFSET
from bot.languages.numbers import number
from bot.questions.time_expressions.period import (
    Calendar,
    Named,
    days_of_month,
    half_of_month,
    third_of_month,
)
from bot.questions.time_expressions.rows import Row, named_by

_ORDINARY = 10
"""Numbers in Chinese up to which they count things, but for 日 after them."""
_LAST_YEAR = 2150
_LOOKALIKES = str.maketrans({"ㄧ": "一", "ー": "一", "号": "號", "周": "週", "这": "這"})
"""Signs typed for another one."""

_HAN_YEAR = r"[一二][〇零○o0一二三四五六七八九]{3}"
_BARE = (
    r"1[0-4]\d|[89]\d|一百[一二三四五六七八九零〇十]{0,4}|一[〇零○一二三][〇零○一二三四五六七八九]"
)
_YEAR_NUMBER = (
    rf"(?:西元|公元)?(?P<y>(?:19|20)\d\d|{_HAN_YEAR})"
    r"|(?:民國|(?<![市居人公選農漁難移全])民(?=\d))\s*(?P<roc>\d{1,3}|[一二三四五六七八九十百零〇]{1,5}|元(?=年))"
)
_NO_DIGIT = r"(?<![\d一二三四五六七八九十百])"
_REL = (
    r"(?P<rel>(?<!過)去年|今年|明年|(?<!日)本年|大前年|(?<![以之])前年|大後年|(?<![以之最])後年)"
    r"(?![初中底末終])"
)
_YEAR = (
    rf"(?:(?:{_YEAR_NUMBER})\s*(?:年度?)?|{_NO_DIGIT}(?P<bare>{_BARE})\s*年度?|{_REL}度?)\s*的?\s*"
)
_SHIFTS = {"大前": -3, "前": -2, "去": -1, "今": 0, "本": 0, "明": 1, "後": 2, "大後": 3}
_NO_COUNT = r"(?<![\d一二三四五六七八九十.第每統單逐同任某哪另唯萬近隔逢])"
_MN = r"(?:1[0-2]|0?[1-9]|元|十[一二]?|[一二三四五六七八九])"
_DN = (
    r"(?:3[01]|[12]\d|0?[1-9]|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?"
    r"|[一二三四五六七八九])"
)
# What is counted after a month: 5月3件.
_COUNTED = "家個個名人項位次條件份座場則支款套組棟隊篇屆筆輛間所部張本萬億千百倍%月點分集歲句梯"
_TO = r"\s*(?:-|–|~|到|至)\s*"
_AND = r"\s*(?:、|,|/|和|與|及|跟|或|&)\s*"
_MONTH = rf"{_NO_COUNT}(?P<m>{_MN})\s*月"
_THIS_MONTH = r"(?<![線網馬晚早])(?P<near>上上|上|本|這|下下|下)\s*(?:一?個)?\s*月"
_SUCH_MONTH = rf"(?:(?:{_YEAR})?{_MONTH}|{_THIS_MONTH})"
_NEAR = {"大前": -3, "上上": -2, "上": -1, "這": 0, "本": 0, "今": 0, "下": 1, "下下": 2}

_DAY_ENDS = rf"(?:[日號]|(?!\s*[\d{_COUNTED}/]))"
_DAY = re.compile(
    rf"{_SUCH_MONTH}\s*(?P<d>{_DN})\s*{_DAY_ENDS}"
    rf"(?P<more>(?:(?:{_TO}|{_AND}){_DN}\s*{_DAY_ENDS}){{0,4}})"
)
_MIDDLE = "[秋央國心山正午華文小部間期壢和興油研鋼職共港東英獎選了市]"
"""What makes another word of 中 after a month: 中秋, 中國, 中獎."""
_DAY_NUMBER = re.compile(_DN)
_MONTH_PART = re.compile(
    rf"{_SUCH_MONTH}(?:份|分(?![之數組鐘類析局手享工散店]))?(?:的\s*)?(?!\s*\d{{1,2}}\s*[日號])"
    rf"(?:月(?=[初中底末]))?(?P<part>初|中旬|中(?!{_MIDDLE})|底(?!特律|薪|片|層)|末(?!班|端|節)|[上下]旬|[上下前後]半(?:個?月)?(?!年))?"
)
_DAYS_OF_MONTH = re.compile(
    rf"{_SUCH_MONTH}份?的?\s*(?:(?P<which>第|前|頭|最後)\s*(?P<n>\d{{1,2}}|[一兩二三四五六七八九十]{{1,2}})?)\s*"
    r"個?(?P<unit>天|日|週|星期|禮拜)"
)
_MONTHS = re.compile(
    rf"(?:{_YEAR})?{_NO_COUNT}(?P<all>(?P<a>{_MN})(?:(?:{_TO}|{_AND}){_MN}){{1,4}})\s*月份?"
)
_MONTH_NUMBER = re.compile(_MN)
_NEXT_MONTHS = re.compile(
    rf"(?:{_YEAR})?{_NO_COUNT}(?P<a>一二|二三|三四|四五|五六|六七|七八|八九|九十|十一二)月份?"
)
_Q = r"[1-4一二三四]"
_QUARTER = re.compile(
    rf"(?:{_YEAR})?(?:第\s*(?P<a>{_Q})(?:(?:{_TO}|{_AND})?(?:第\s*)?(?P<b>{_Q}))?\s*季度?"
    rf"|前\s*(?P<first>[23兩二三])\s*季度?|後\s*(?P<last>[23兩二三])\s*季度?|(?P<end>首|末|最後一?|最末一?)季"
    r"|(?<![a-z])q(?P<q>[1-4])(?![a-z\d])(?:季)?)"
)
_HALF = re.compile(rf"(?:{_YEAR})?(?P<h>[上下前後])半年度?")
_YEAR_MONTHS = re.compile(
    rf"{_YEAR}(?P<which>前|頭|最後|後)\s*(?P<n>\d\d?|[兩二三四五六七八九十])\s*個月"
)
_SEASON = re.compile(
    rf"(?:{_YEAR})?(?:[今初仲盛深晚暮](?=[春夏秋冬]))?(?P<s>[春夏秋冬])(?:天|季|日(?!本|部)|(?<=[今初仲盛深晚暮].))"
)
_HOLIDAY = re.compile(rf"(?:{_YEAR})?(?P<s>暑假|暑期|寒假)")
_PART_YEAR = re.compile(
    rf"(?:{_YEAR_NUMBER}|(?P<bare>{_BARE})|(?P<rel>去|今|明))?\s*"
    rf"(?P<p>年初|年中(?!{_MIDDLE})|年底|年末|年終|歲末)"
)
_DECADE = re.compile(
    r"(?P<century>19|20)?(?P<tens>[1-9一二三四五六七八九])[0〇零]年代|(?P<han>[五六七八九])十年代"
)
_YEARS = re.compile(
    rf"(?:民國)?(?<!\d)(?P<a>\d{{2,4}})\s*年?(?:{_TO}|{_AND})(?:民國)?(?P<b>\d{{2,4}})\s*年度?(?!代)"
)
_WHOLE_YEAR = re.compile("一?整年度?|全年度?")
_YEAR_ONLY = re.compile(
    rf"(?:(?:{_YEAR_NUMBER}|{_NO_DIGIT}(?P<bare>{_BARE}))\s*年度?(?!代)|民國\s*(?P<roc2>\d{{2,3}})(?![\d./-])"
    rf"|{_REL}度?|(?<![\d./:-])(?P<plain>20\d\d)(?![\d./:%-]|\s*[{_COUNTED}元]))\s*的?"
)
_DAY_SHIFTS = {"大前": -3, "前": -2, "昨": -1, "今": 0, "本": 0, "明": 1, "後": 2, "大後": 3}
_NEAR_DAY = re.compile(
    r"(?:(?P<t>大前天|前天|昨[天日]|今[天日](?!本)|(?<!日)本日(?!本)|明[天日]|大後天|後天)(?:早上|上午|下午|晚上)?"
    r"|(?P<n>[昨今明])[晚早夜])"
)
_UNITS = {"天": "day", "日": "day", "月": "month", "季": "quarter", "年": "year"}
_UNIT = r"(?:週|星期|禮拜)"
_NEAR_TIME = re.compile(
    rf"(?P<near>上上|上|本|這|下下|下|今)\s*(?:一?\s*個)?\s*(?:一\s*)?(?:(?P<end>{_UNIT}末|週休)|(?P<u>{_UNIT}|季))"
    rf"(?:(?P<day>[一二三四五六日天])(?!{_UNIT}|[{_COUNTED}共些下般起直十百千]))?"
)
_WEEKDAYS = {sign: n for n, sign in enumerate("一二三四五六日")} | {"天": 6}
_N = r"(?:\d{1,2}|十[一二三四五六七八九]?|[一兩二三四五六七八九])"
_LAST_TIMES = re.compile(
    rf"(?:(?:過去|最近|近)(?:的|這)?\s*(?P<n>{_N})|(?P<half>過去|最近|近)半)\s*(?:個\s*(?P<u>月|星期|禮拜)|(?P<u2>天|週|季|年))(?![級半代])"
)
_AGO = re.compile(
    rf"(?<![\d.一二三四五六七八九十始展幕動賽會行考期之])(?P<n>{_N})\s*(?:個\s*(?P<u>月|星期|禮拜)|(?P<u2>天|週|年))[以之]?前(?![\d一兩二三四五六七八九十半])"
)
_SEASONS = {"春": 3, "夏": 6, "秋": 9, "冬": 12}
_HOLIDAYS = {"暑假": (7, 8), "暑期": (7, 8), "寒假": (1, 2)}
_PARTS_OF_YEAR = {"年初": (1, 1), "年中": (5, 8)}
_THIRDS = {"初": 0, "上旬": 0, "中": 1, "中旬": 1, "底": 2, "末": 2, "下旬": 2}
_ENDS = frozenset("底末")


def named_in(text: str, calendar: Calendar) -> Iterator[Named]:
    """Every part of a folded text that names days, longest kinds first."""
    text = text.translate(_LOOKALIKES)
    for signs, rows in _GATED:
        if any(sign in text for sign in signs):
            yield from named_by(rows, text, calendar)


def _year(found: re.Match[str], calendar: Calendar) -> int | None:
    groups = found.groupdict()
    if year := groups.get("y") or groups.get("plain"):
        return number(year)
    if republic := groups.get("roc") or groups.get("roc2") or groups.get("bare"):
        return number(republic) + REPUBLIC_OFFSET
    if relative := groups.get("rel"):
        return calendar.today.year + _SHIFTS[relative.split("年")[0]]
    return None


def _named_months(found: re.Match[str], calendar: Calendar, first: int, last: int) -> Named:
    return calendar.name_months(found.span(), _year(found, calendar), first, last)


def _such_month(found: re.Match[str], calendar: Calendar) -> Named | None:
    """The month by its number, or counted from today's."""
    if found["near"]:
        return calendar.name_relative(found.span(), "month", _NEAR[found["near"]])
    month = number(found["m"])
    return _named_months(found, calendar, month, month)


def _read_day(found: re.Match[str], calendar: Calendar) -> Named | None:
    month = _such_month(found, calendar)
    numbers = [number(n) for n in _DAY_NUMBER.findall(found["d"] + " " + found["more"])]
    has_sign = any(sign in found.group() for sign in "日號")
    if not month or not (has_sign or found["d"].isdecimal() or numbers[0] > _ORDINARY):
        return None
    of = month.first.month
    year = month.first.year if month.has_year else None
    return calendar.name_days(found.span(), year, (of, numbers[0]), (of, numbers[-1]))


def _read_month(found: re.Match[str], calendar: Calendar) -> Named | None:
    month, part = _such_month(found, calendar), found["part"]
    if not month or not part:
        return month
    if "半" in part:
        days = half_of_month(month.first, 1 if part[0] in "上前" else 2)
    else:
        days = third_of_month(month.first, _THIRDS[part])
    return replace(month, first=days[0], last=days[1], is_end=part in _ENDS)


def _read_days_of_month(found: re.Match[str], calendar: Calendar) -> Named | None:
    month = _such_month(found, calendar)
    size = 1 if found["unit"] in "天日" else 7
    count = number(found["n"] or "1")
    if not month:
        return None
    if found["which"] == "第":
        days = days_of_month(month.first, size, count) if size > 1 else None
    else:
        days = days_of_month(month.first, size * count, 0 if found["which"] == "最後" else 1)
    return replace(month, first=days[0], last=days[1]) if days else None


def _read_months(found: re.Match[str], calendar: Calendar) -> Named | None:
    numbers = [number(n) for n in _MONTH_NUMBER.findall(found["all"])]
    return _named_months(found, calendar, numbers[0], numbers[-1])


def _read_next_months(found: re.Match[str], calendar: Calendar) -> Named | None:
    last = number(found["a"][-1])
    last += 10 * (len(found["a"]) - 2)
    return _named_months(found, calendar, last - 1, last)


def _read_quarter(found: re.Match[str], calendar: Calendar) -> Named | None:
    end = found["end"] and (1 if found["end"] == "首" else 4)
    first = end or number(found["a"] or found["q"] or "1")
    last = number(found["b"] or found["first"] or "0") or first
    if found["last"]:
        first, last = 5 - number(found["last"]), 4
    return _named_months(found, calendar, 3 * first - 2, 3 * last) if first <= last else None


def _read_half(found: re.Match[str], calendar: Calendar) -> Named | None:
    return _named_months(found, calendar, *((1, 6) if found["h"] in "上前" else (7, 12)))


def _read_year_months(found: re.Match[str], calendar: Calendar) -> Named | None:
    count = number(found["n"])
    if not 1 <= count <= 12:
        return None
    months = (1, count) if found["which"] in "前頭" else (13 - count, 12)
    return _named_months(found, calendar, *months)


def _read_season(found: re.Match[str], calendar: Calendar) -> Named | None:
    first = _SEASONS[found["s"]]
    return _named_months(found, calendar, first, (first + 1) % 12 + 1)


def _read_holiday(found: re.Match[str], calendar: Calendar) -> Named | None:
    return _named_months(found, calendar, *_HOLIDAYS[found["s"]])


def _read_part_year(found: re.Match[str], calendar: Calendar) -> Named | None:
    """The beginning of a year is its first month, its middle May to August, its end December."""
    months = _PARTS_OF_YEAR.get(found["p"], (12, 12))
    return replace(_named_months(found, calendar, *months), is_end=months[0] == 12)


def _read_decade(found: re.Match[str], calendar: Calendar) -> Named | None:
    century = int(found["century"] or "19")
    first = 100 * century + 10 * number(found["tens"] or found["han"])
    months = calendar.months(first, 1, 12)[0], calendar.months(first + 9, 1, 12)[1]
    return Named(*found.span(), *months, True)


def _read_years(found: re.Match[str], calendar: Calendar) -> Named | None:
    """Years joined with one 年: 2019-2020年, 109、110年; both of the common era or neither."""
    written = found["a"], found["b"]
    if {len(year) for year in written} not in ({4}, {3}, {2, 3}):
        return None
    years = [int(year) + (0 if len(year) == 4 else REPUBLIC_OFFSET) for year in written]
    if not years[0] < years[1] < _LAST_YEAR:
        return None
    return Named(
        *found.span(),
        calendar.months(years[0], 1, 12)[0],
        calendar.months(years[1], 1, 12)[1],
        True,
    )


def _read_year(found: re.Match[str], calendar: Calendar) -> Named | None:
    year = _year(found, calendar)
    if year is None or not 1 <= year <= 9998:
        return None
    return _named_months(found, calendar, 1, 12)


def _read_whole_year(found: re.Match[str], calendar: Calendar) -> Named | None:
    return calendar.name_months(found.span(), None, 1, 12)


def _read_near_day(found: re.Match[str], calendar: Calendar) -> Named | None:
    return calendar.name_relative(found.span(), "day", _DAY_SHIFTS[found["n"] or found["t"][:-1]])


def _read_near_time(found: re.Match[str], calendar: Calendar) -> Named | None:
    shift = _NEAR[found["near"]]
    if found["day"] and found["u"] != "季":
        return calendar.name_weekday(found.span(), _WEEKDAYS[found["day"]], shift)
    unit = "weekend" if found["end"] else _UNITS.get(found["u"], "week")
    return calendar.name_relative(found.span(), unit, shift)


def _read_last_times(found: re.Match[str], calendar: Calendar) -> Named | None:
    """Whole weeks, months, quarters or years before this one, as "last month" is."""
    unit = _UNITS.get(found["u"] or found["u2"], "week")
    if found["half"]:
        return calendar.name_relative(found.span(), "month", -6, 6) if unit == "year" else None
    count = number(found["n"])
    return calendar.name_relative(found.span(), unit, -count, count)


def _read_ago(found: re.Match[str], calendar: Calendar) -> Named | None:
    unit = _UNITS.get(found["u"] or found["u2"], "week")
    return calendar.name_relative(found.span(), unit, -number(found["n"]))


_GATED: tuple[tuple[str, tuple[Row, ...]], ...] = (
    (
        "月",
        (
            (_DAY, _read_day),
            (_MONTHS, _read_months),
            (_NEXT_MONTHS, _read_next_months),
            (_DAYS_OF_MONTH, _read_days_of_month),
            (_MONTH_PART, _read_month),
            (_YEAR_MONTHS, _read_year_months),
            (_LAST_TIMES, _read_last_times),
            (_AGO, _read_ago),
        ),
    ),
    ("季q", ((_QUARTER, _read_quarter),)),
    ("春夏秋冬", ((_SEASON, _read_season),)),
    ("暑寒", ((_HOLIDAY, _read_holiday),)),
    (
        "年歲",
        (
            (_HALF, _read_half),
            (_PART_YEAR, _read_part_year),
            (_DECADE, _read_decade),
            (_YEARS, _read_years),
            (_WHOLE_YEAR, _read_whole_year),
            (_LAST_TIMES, _read_last_times),
            (_AGO, _read_ago),
        ),
    ),
    (
        "天日晚早夜",
        ((_NEAR_DAY, _read_near_day), (_LAST_TIMES, _read_last_times), (_AGO, _read_ago)),
    ),
    (
        "週星禮季",
        ((_NEAR_TIME, _read_near_time), (_LAST_TIMES, _read_last_times), (_AGO, _read_ago)),
    ),
    ("年國0123456789", ((_YEAR_ONLY, _read_year),)),
)
"""The signs of which a text has to hold one before the rows beside them are tried at all."""
