"""How pages write dates: English, Chinese and figures, with the Republic of China's years."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from bot.events.dates import REPUBLIC_OFFSET
from bot.events.importing.when import Part, When
from bot.languages.numbers import number

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MON = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_D = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)(?:st|nd|rd|th)?"
_Y = r"(?:1[6-9]|20)\d\d(?!\d)"
_ZH = "元正一二三四五六七八九十廿卅〇零○百"
_ZH_NUMBER = rf"(?:\d{{1,2}}|[{_ZH}]{{1,4}})"
_ZH_YEAR = (
    rf"(?:(?:西元|公元)\s*)?(?:(?P<y>{_Y}|[一二][〇零○一二三四五六七八九]{{3}})|(?:中華)?民國\s*"
    rf"(?P<roc>\d{{1,3}}|[{_ZH}]{{1,6}})|(?<![\d.,])(?P<bare>\d{{2,3}}|[{_ZH}]{{2,6}}))\s*年"
    rf"\s*度?(?:\s*\((?:西元)?\s*{_Y}年?\))?"
)
_NTH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "春": 3, "夏": 6, "秋": 9}
_WEEKDAY = r"(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
_BEFORE = re.compile(rf"{_WEEKDAY},?\s+|(?:星期|週|周|禮拜)[一二三四五六日天]\s*")
_AFTER = re.compile(
    rf"\s*,?\s*(?:\(\s*(?:{_WEEKDAY}|(?:星期|週|周|禮拜)?[一二三四五六日天])\s*\)"
    rf"|(?:星期|週|周|禮拜)[一二三四五六日天]|{_WEEKDAY})"
)
_TO = re.compile(r"\s*(?:-{1,2}|~|to\b|until\b|till\b|through\b|至|到|迄)\s*(?:the\s+)?")
_AND = re.compile(r"\s*(?:&|and\b|/|、|和|及|與|,)\s*(?:the\s+)?")
_HAN_AND = frozenset("、和及與")
_SLASH = re.compile(r"\s*/\s*(?=\d{4}-\d\d-\d\d)")
_YEAR_AFTER = re.compile(rf"\s*,?\s*(?:of\s+)?(?P<y>{_Y})(?![-/.]?\d|[\u3400-\u9fff])")
_BARE_DAY = re.compile(
    rf"(?:the\s+)?(?P<d>{_D}|{_ZH_NUMBER}(?=\s*[日號]))(?![/%]|[:.,]\d)\s*[日號]?"
)
_DOTTED = re.compile(r"\d{2,4}\.\d{1,2}\.\d{1,2}")
_DOTTED_DAY = re.compile(r"(?P<m>\d{1,2})\.(?P<d>\d{1,2})(?![.\d])")
_IN_MONTH = re.compile(r"\s*(?:上旬|中旬|下旬|初|中(?!旬)|底|末)")
AGAIN = re.compile(
    r"(?:(?P<day>(?:on\s+the\s+)?same day\s*[:,-]|[同是當]日[\s:：,，]|同一天[\s:：,，])"
    r"|(?:in\s+the\s+)?same month\s*[:,-]|(?:[同是當]月|[上中下]旬|月[初中底])[\s:：,，])\s*",
    re.IGNORECASE,
)
"""Before a text: the day, or only the month, of the date above it."""
_SIGNS = {
    "–": "-",
    "—": "-",
    "―": "-",
    "−": "-",
    "‐": "-",
    "‑": "-",
    "〜": "~",
    "～": "~",
    "∼": "~",
    "【": "[",
    "】": "]",
    "〔": "[",
    "〕": "]",
    "号": "號",
    "\u3000": " ",
}


class _Folded(dict[int, str]):
    """What each sign is read as, found when it is met first."""

    def __missing__(self, code: int) -> str:
        sign = _SIGNS.get(chr(code), chr(code))
        plain = unicodedata.normalize("NFKC", sign).lower()
        self[code] = plain if len(plain) == 1 else sign
        return self[code]


_FOLDED = _Folded()


@dataclass(frozen=True, slots=True)
class Written:
    """A date as a text writes it: where it stands, what it tells, and what to look at.

    Attributes:
        is_bare: only days are told, so that a month has to stand above.
        note: what the date leaves open ("early", days that do not follow on each other).
    """

    start: int
    end: int
    when: When
    is_bare: bool = False
    note: str = ""

    @property
    def names_month(self) -> bool:
        """Whether it tells a month and not a year or days alone."""
        return bool(self.when.first.month or self.when.last.month)


@dataclass(frozen=True, slots=True)
class Order:
    """What a page's figures mean: whether 5/3 is the third of May or the fifth of March."""

    day_first: bool = False


def fold(text: str) -> str:
    """The text in one form for reading, sign for sign as long as it was."""
    return text.translate(_FOLDED)


def read_date(
    text: str, start: int = 0, order: Order = Order(), bare: bool = False
) -> Written | None:
    """The longest date that begins at `start` of a folded text, None where none does.

    Args:
        bare: whether days alone ("16-17") are a date, as they are under a month's heading.
    """
    position = _skip(_BEFORE, text, start)
    first = _atom(text, position, order) or _bare(text, position)
    written = _ranged(text, first, order) if first else None
    if written is None or (written.is_bare and not bare):
        return None
    end = _skip(_AFTER, text, written.end)
    return Written(start, end, written.when, written.is_bare, written.note)


def find_dates(text: str, order: Order = Order()) -> list[Written]:
    """Every date with a month that stands anywhere in a folded text."""
    found, position = [], 0
    while position < len(text):
        before = text[position - 1 : position]
        is_apart = not before.isalnum() or before in "於在自" or not text[position].isascii()
        written = read_date(text, position, order, bare=True) if is_apart else None
        if written and written.names_month:
            found.append(written)
            position = written.end
        else:
            position += 1
    return found


def _number(text: str) -> int:
    """A number in figures, with or without an ordinal's ending, or in Chinese; 0 for none."""
    figures = re.match(r"\d+", text)
    return int(figures.group()) if figures else number(text)


def _skip(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position


def _year(found: re.Match[str]) -> int | None:
    groups = found.groupdict()
    if groups.get("y"):
        return _number(groups["y"])
    republic = groups.get("roc") or groups.get("bare")
    return _number(republic) + REPUBLIC_OFFSET if republic and _number(republic) else None


def _month(text: str) -> int:
    return _MONTHS.index(text[:3]) + 1 if text[:3] in _MONTHS else _number(text)


def _day(found: re.Match[str], _: Order) -> When | None:
    groups = found.groupdict()
    day = _number(groups["d"]) if groups.get("d") else None
    month = _month(groups["m"]) if groups.get("m") else None
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    part = Part(_year(found), month, day)
    return When(part, part)


def _figures(found: re.Match[str], order: Order) -> When | None:
    """Two figures of which one is the month: which, the page's order tells."""
    first, second = int(found["a"]), int(found["b"])
    if first > 12 or (order.day_first and second <= 12):
        first, second = second, first
    if not (1 <= first <= 12 and 1 <= second <= 31):
        return None
    part = Part(_year(found), first, second)
    return When(part, part)


def _months(found: re.Match[str], first: int, count: int) -> When:
    year = _year(found)
    return When(Part(year, first), Part(year, first + count - 1))


def _quarter(found: re.Match[str], _: Order) -> When | None:
    nth = found["q"]
    quarter = _NTH.get(nth) or _number(nth)
    return _months(found, 3 * quarter - 2, 3) if 1 <= quarter <= 4 else None


def _quarter_named(found: re.Match[str], _: Order) -> When | None:
    quarter = _NTH.get(found["nth"] or "") or _number(found["q"] or "")
    return _months(found, 3 * quarter - 2, 3) if 1 <= quarter <= 4 else None


def _half(found: re.Match[str], _: Order) -> When:
    return _months(found, 1 if found["h"] in ("first", "1st", "上") else 7, 6)


def _season(found: re.Match[str], _: Order) -> When:
    return _months(found, _SEASONS[found["s"]], 3)


_Reader = Callable[[re.Match[str], Order], When | None]
_YEAR_AFTER_EN = rf"(?:\s*,?\s*(?:of\s+)?(?P<y>{_Y})(?![-/.]\d))?"
_ATOMS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (
            rf"(?:{_ZH_YEAR}\s*)?(?P<m>{_ZH_NUMBER})\s*月\s*(?P<d>{_ZH_NUMBER})"
            r"(?:\s*[日號]|(?=\s*[-~至到、,:()\[\]\s])|$)(?!\s*[家個名人項位次條座])",
            _day,
        ),
        (rf"(?:{_ZH_YEAR}\s*)?第?\s*(?P<q>[1-4一二三四])\s*季度?", _quarter),
        (rf"(?:{_ZH_YEAR}\s*)?(?P<h>[上下])半年", _half),
        (rf"(?:{_ZH_YEAR}\s*)?(?P<s>[春夏秋])季", _season),
        (rf"(?:{_ZH_YEAR}\s*)?(?P<m>{_ZH_NUMBER})\s*月(?:份)?", _day),
        (_ZH_YEAR, _day),
        (
            rf"(?P<y>{_Y})(?P<s>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=s)(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)"
            r"(?:t?\s*\d\d:\d\d(?::\d\d)?)?",
            _day,
        ),
        (rf"(?P<y>{_Y})[-/.](?P<m>1[0-2]|0?[1-9])(?![-/.]?\d)", _day),
        (
            r"(?<!\d)(?P<roc>\d{2,3})(?P<s>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=s)"
            r"(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)",
            _day,
        ),
        (r"(?<!\d)(?P<roc>1\d\d)[-/.](?P<m>1[0-2]|0?[1-9])(?![-/.]?\d)", _day),
        (rf"(?<!\d)(?P<a>\d{{1,2}})(?P<s>[-/.])(?P<b>\d{{1,2}})(?P=s)(?P<y>{_Y})", _figures),
        (r"(?<![\d/])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/])", _figures),
        (r"(?<![\d.])(?P<a>\d\d)\.(?P<b>\d\d)(?![\d.%])(?=\s|$)", _figures),
        (rf"(?P<m>{_MON})\s*(?:the\s+)?(?P<d>{_D}){_YEAR_AFTER_EN}", _day),
        (
            rf"(?P<d>{_D})\s*-?\s*(?:of\s+)?(?P<m>{_MON})(?!\.?\s\d{{1,2}}(?!\d))"
            rf"(?:-(?={_Y}))?{_YEAR_AFTER_EN}",
            _day,
        ),
        (rf"(?P<y>{_Y})\s*,?\s+(?P<m>{_MON})\s*(?P<d>{_D})", _day),
        (rf"(?P<y>{_Y})\s*,?\s+(?P<m>{_MON})", _day),
        (rf"(?P<m>{_MON})\s*(?:[,/-]?\s*|\()(?:of\s+)?(?P<y>{_Y})\)?(?![-/.]\d)", _day),
        (
            r"(?:the\s+)?(?:q(?P<q>[1-4])|(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th)"
            rf"\s+quarter)(?:\s*,?\s*(?:of\s+)?(?P<y>{_Y}))?",
            _quarter_named,
        ),
        (rf"(?P<y>{_Y})\s*,?\s*-?q(?P<q>[1-4])(?!\d)", _quarter),
        (
            r"(?:the\s+)?(?P<h>first|second|1st|2nd)\s+half(?:\s+of)?(?:\s+the\s+year)?"
            rf"(?:\s*,?\s*(?P<y>{_Y}))?",
            _half,
        ),
        (rf"(?P<s>spring|summer|autumn|fall)(?![a-z])(?:\s*,?\s*(?:of\s+)?(?P<y>{_Y}))?", _season),
        (rf"(?P<m>{_MON})", _day),
        (rf"(?P<y>{_Y})(?![\d,%]|\.\d)", _day),
    )
)
_BEGINNING = re.compile(
    rf"[\d{_ZH}第上下春夏秋西公中民]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|q[1-4]|the\s|"
    r"first|second|third|fourth|spring|summer|autumn|fall"
)
"""What any of the atoms begins with: most words begin none, and there are many atoms to try."""
_ROUGH = re.compile(
    r"(?:the\s+)?(?:early|mid(?:dle)?|late|beginning|start|end)(?:\s+(?:in|of))?[\s-]+"
)


def _atom(text: str, position: int, order: Order) -> Written | None:
    rough = _ROUGH.match(text, position)
    start = rough.end() if rough else position
    if not _BEGINNING.match(text, start):
        return None
    for pattern, reader in _ATOMS:
        found = pattern.match(text, start)
        when = reader(found, order) if found else None
        if found and when:
            return _with_part(text, Written(position, found.end(), when), rough is not None)
    return None


def _with_part(text: str, written: Written, is_rough: bool) -> Written | None:
    """Early or late in a month is known to the month only; 底前 and the like are no date."""
    if written.when.first.day or not written.when.first.month:
        return None if is_rough else written
    part = _IN_MONTH.match(text, written.end) if text[written.end - 1] in "月份" else None
    note = "only a part of the month is told" if part or is_rough else ""
    return Written(written.start, part.end() if part else written.end, written.when, note=note)


def _bare(text: str, position: int) -> Written | None:
    found = _BARE_DAY.match(text, position)
    if not found or not 1 <= _number(found["d"]) <= 31:
        return None
    part = Part(day=_number(found["d"]))
    return Written(position, found.end(), When(part, part), is_bare=True)


def _dotted_day(text: str, position: int) -> Written | None:
    """A month and a day with a dot between, which only after a whole date are one (110.4.1-4.5)."""
    found = _DOTTED_DAY.match(text, position)
    when = _day(found, Order()) if found else None
    return Written(position, found.end(), when) if found and when else None


def _ranged(text: str, first: Written, order: Order) -> Written:
    """The date with what follows it in a range (16-17 March) or a list (16 and 17 March)."""
    written, note = first, first.note
    while joined := _joined(text, written, first, order):
        second, is_range = joined
        days = written.when.last.day, second.when.last.day
        if not is_range and days[0] and days[1] and days[1] != days[0] + 1:
            note = "days between the first and the last are not told"
        written = Written(
            first.start,
            second.end,
            _spanning(written, second),
            written.is_bare and second.is_bare,
            note or second.note,
        )
    return _with_year(text, written)


def _joined(
    text: str, written: Written, first: Written, order: Order
) -> tuple[Written, bool] | None:
    """The date that goes on with one, and whether as a range; None where none does."""
    joint = _SLASH if written.when.last.year and written.when.last.day else _TO
    to = _TO.match(text, written.end) or joint.match(text, written.end)
    to = to or _TO.match(text, _skip(_AFTER, text, written.end))
    link = to or _AND.match(text, written.end)
    if link is None:
        return None
    position = _skip(_BEFORE, text, link.end())
    second = _atom(text, position, order)
    if second is None and _DOTTED.fullmatch(text, first.start, first.end):
        second = _dotted_day(text, position)
    if second is None and first.when.first.day:
        second = _bare(text, position)
    if second is None or not _may_join(text, written, second, to is not None, link.group().strip()):
        return None
    open_ended = to is not None and second.is_bare
    if not open_ended and not _spanning(written, second).within(Part()).is_possible:
        return None
    return second, to is not None


def _spanning(first: Written, second: Written) -> When:
    begins = first.when.first
    if first.is_bare and not second.is_bare and not second.when.last.day:
        begins = Part(month=begins.day)  # 1-3月: from one month to another
    return When(begins, second.when.last)


def _may_join(text: str, first: Written, second: Written, is_range: bool, sign: str) -> bool:
    """Whether two dates are one: of one kind, or the days of one month."""
    if second.is_bare and not is_range and sign not in ("&", "and"):
        # "16, 17 schools": only what ends like a date is one.
        rest = text[second.end :].lstrip()
        ends = text[second.end - 1] in "日號" or not rest or rest.startswith((":", "and ", "&"))
        return first.when.last.day is not None and ends
    kinds = {_kind(first.when.first), _kind(second.when.last)}
    if not is_range and not second.is_bare:
        # "March 5, May 2" are two dates; "5 and 12 March" and 11/20、11/21 are one.
        may_list = first.is_bare or sign in _HAN_AND
        return (may_list and kinds == {"day"}) or (kinds == {"month"} and sign != ",")
    return len(kinds) == 1 or kinds == {"day", "month"}


def _kind(part: Part) -> str:
    return "day" if part.day else "month" if part.month else "year"


def _with_year(text: str, written: Written) -> Written:
    last = written.when.last
    if last.year or written.is_bare or not (written.when.first.month or last.month):
        return written
    found = _YEAR_AFTER.match(text, written.end)
    if not found or written.when.first == last:
        return written
    when = When(written.when.first, Part(int(found["y"]), last.month, last.day))
    return Written(written.start, found.end(), when, note=written.note)
