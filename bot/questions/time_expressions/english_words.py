"""English words for numbers, days, months and years: as pieces of patterns, and what they tell."""

import re

from bot.questions.time_expressions.months import MONTH, month_number
from bot.questions.time_expressions.period import CENTURY, Calendar, Named

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
NUMBER = {word: number for number, word in enumerate(_ORDINALS, 1)}
NUMBER |= {f"twenty-{word}": 20 + number for number, word in enumerate(_ORDINALS[:9], 1)}
NUMBER |= {"thirtieth": 30, "thirty-first": 31}
_SPELT_DAY = "|".join(sorted(NUMBER, key=len, reverse=True)).replace("-", "[ -]")
NUMBER |= {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "last": 0, "final": 0, "latter": 2}
_CARDINALS = "one two three four five six seven eight nine ten eleven twelve".split()
NUMBER |= {word: number for number, word in enumerate(_CARDINALS, 1)}
NUMBER |= {"a": 1, "an": 1, "couple of": 2, "a couple of": 2}

YEAR = r"(?:1\d\d\d|20\d\d)"
_NOT_MORE = r"(?![\d,.]*\d|\s*%)"
OF_YEAR = (
    rf"(?:(?:\s*,?\s*(?:(?:of|in)\s+)?|\s*[-/.']\s*)(?P<y>{YEAR}){_NOT_MORE}"
    r"|\s*'(?P<yy>\d\d)(?!\w))?"
)
YEAR_BEFORE = rf"(?:(?P<y0>{YEAR})['s]*[\s,-]*)?"
WHICH = r"(?:this|the|last|next|past|previous|current|coming)"
NTH = r"(?:first|second|third|fourth|last|final|1st|2nd|3rd|4th)"
NTH_OF_TWELVE = rf"(?:{'|'.join(_ORDINALS[:12])}|1st|2nd|3rd|(?:[4-9]|1[0-2])th)"
COUNT = rf"(?:\d{{1,2}}|(?:a\s+)?couple\s+of|{'|'.join(_CARDINALS)})"
A_MONTH = rf"(?P<m>{MONTH})\.?(?:'s)?"
SUCH_MONTH = rf"(?P<m>{MONTH}|{WHICH}\s+month)\.?(?:'s)?"
END = r"(?![a-z_])"
DAY = r"(?:[12]\d|3[01]|0?[1-9])"
TH = r"(?:st|nd|rd|th)?"
SOME_DAY = rf"(?P<d>{DAY}|{_SPELT_DAY}){TH}"
_DASH = r"\s*(?:-|–|—|~|/|to|until|till|til|through|thru)\s*(?:the\s+)?"
_COMMAS = rf"(?:,\s*{DAY}{TH}){{0,4}},?\s*(?:and|or|&)\s*(?:the\s+)?"
DAYS = rf"(?P<d1>{DAY}){TH}(?:{_DASH}|{_COMMAS})(?P<d2>{DAY}){TH}"
NOT_COUNTED = (
    r"(?!\s+(?:place|prize|half|week|quarter|time|round|edition|phase|two|three|[1-9]\d?\b)"
    r"|\d|[.:/]\d|\s*%)"
)

PARTS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}
PART = (
    r"(?:(?P<from>early|mid)[\s-]*(?:to|or|and|-)[\s-]*)?"
    r"(?P<part>early(?: in)?|mid(?:dle)?(?: of| in)?|late(?: in)?|end(?=-)|(?:the )?(?:very )?"
    r"(?:beginning|start|end|middle) of)[\s-]+(?:the\s+(?!month))?"
)
WAY = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}


def number_of(word: str) -> int:
    """How many a `COUNT` is."""
    return int(word) if word.isdecimal() else NUMBER[" ".join(word.split())]


def day_number(word: str) -> int:
    """Which day of its month a `SOME_DAY` is."""
    return int(word) if word.isdecimal() else NUMBER[word.replace(" ", "-")]


def year_of(found: re.Match[str]) -> int | None:
    """The year by its number; None where none is named."""
    groups = found.groupdict()
    if short := groups.get("yy"):
        return CENTURY + int(short)
    year = groups.get("y") or groups.get("y0")
    return int(year) if year else None


def such_year(found: re.Match[str], calendar: Calendar) -> int | None:
    """The year by its number, or counted from today's; None for "the year"."""
    if found["ry"] and found["ry"] != "the":
        return calendar.today.year + WAY.get(found["ry"], 0)
    return year_of(found)


def such_month(found: re.Match[str], calendar: Calendar) -> Named:
    """The month by its name, or counted from today's."""
    if found["m"].endswith("month"):
        way = WAY.get(found["m"].split()[0], 0)
        number = (calendar.today.month - 1 + way) % 12 + 1
    else:
        number = month_number(found["m"])
    return calendar.name_months(found.span(), year_of(found), number, number)


def part_of(found: re.Match[str]) -> str:
    """Which of `PARTS` a `PART` names."""
    return next(word for word in found["part"].split() if word in PARTS)
