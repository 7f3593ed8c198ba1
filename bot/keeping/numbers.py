"""The numbers that a text tells, in English or Chinese, as values that can be compared."""

import re
import unicodedata

from bot.events.dates import REPUBLIC_OFFSET
from bot.languages.numbers import number
from bot.languages.text import CHINESE

_FIGURES = re.compile(
    r"(?<![A-Za-z\d.:])(?<![A-Za-z]-)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?!\d|:\d|\s*月(?!卡|票))"
)
_TIMES = {
    "萬": 10_000,
    "億": 100_000_000,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 10**9,
}
_TIMES_AFTER = re.compile(r"\s*(?:多|餘)?(萬|億|thousand|million|billion)")
_PART = re.compile(r"([\d,.]+)\s*(億|萬|)")
_PARTS = re.compile(r"\d[\d,.]*\s*億\s*\d[\d,.]*\s*萬|\d[\d,.]*\s*萬\s*\d[\d,]+")
"""A number told in two parts: 6億2,000萬, 7萬6,000."""
_SPELT = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
}
_SPELT |= {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "once": 1, "twice": 2}
_SPELT |= {
    "both": 2,
    "pair": 2,
    "dozen": 12,
    "hundred": 100,
    "thirty": 30,
    "forty": 40,
}
_HAN = {sign: value for value, sign in enumerate("零一二三四五六七八九十")} | {"兩": 2, "雙": 2}
_HAN_NUMBER = re.compile(r"[零一二三四五六七八九十百千兩]+")
_MONTHS = "january february march april may june july august september october november december"
_MONTH_OF = {name: value for value, name in enumerate(_MONTHS.split(), 1)}
_REPUBLIC = re.compile(r"(?<!\d)(\d{2,3})\s*年")


def figures_in(text: str) -> set[float]:
    """The numbers that a text writes in figures; 15萬 and 1.5 million are worth what they say.

    Months (9月), times of day and figures in a name (COVID-19) are left out.
    """
    text = unicodedata.normalize("NFKC", text)
    found = set()
    for match in _PARTS.finditer(text):
        found.add(
            sum(
                float(part.replace(",", "")) * _TIMES.get(unit, 1)
                for part, unit in _PART.findall(match[0])
            )
        )
    for match in _FIGURES.finditer(_PARTS.sub(" ", text)):
        value = float(match[1].replace(",", "") + (match[2] or ""))
        times = _TIMES_AFTER.match(match.string, match.end())
        found.add(value * _TIMES[times[1]] if times else value)
    return found


def numbers_in(text: str, language: str) -> set[float]:
    """All numbers that a text may tell: in figures, in words, months by name, Taiwan's years."""
    found = figures_in(text) | {float(figures) for figures in re.findall(r"\d+", text)}
    for word in re.findall(r"[a-z]+", text.lower()):
        value = _SPELT.get(word, _MONTH_OF.get(word))
        if value is not None:
            found.add(value)
    if language == CHINESE:
        found |= {number(run) for run in _HAN_NUMBER.findall(text)}
        found |= {_HAN[sign] for sign in text if sign in _HAN}
        found |= {int(year) + REPUBLIC_OFFSET for year in _REPUBLIC.findall(text)}
    else:
        found |= {value - REPUBLIC_OFFSET for value in found}
    return found
