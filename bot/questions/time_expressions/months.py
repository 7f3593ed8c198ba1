"""Names of months in English, misspelt ones too."""

import re

from rapidfuzz.distance import OSA

_NAMES = (
    "january february march april may june july august september october november december"
).split()
_SHORT = {name[:3]: number for number, name in enumerate(_NAMES, 1)}
_FORMS = {
    **{name: number for number, name in enumerate(_NAMES, 1)},
    **_SHORT,
    "sept": 9,
    "janu": 1,
    "febr": 2,
}
_NOT_MONTHS = frozenset(
    "much marsh match marches marched marching macho mark marc larch starch search jury joly jolly "
    "duly truly august's auguste gust august. member remember number decent descend octave julie "
    "jane tune dune june's july's apply aprils prior arch reach navy never novel declare mach "
    "may's mary maya many mayor money day days way say says septic sober september's".split()
)
_WORD = re.compile(r"[a-z]+")
_LONGEST_FILLED = 16
FILL = "_"
"""Fills a month's name up to the length it was written with."""
MONTH = rf"(?:{'|'.join(_SHORT)}){FILL}*"
"""A month's name after `mark_months`."""


def mark_months(folded: str) -> str:
    """The text with each month's name as its first three letters, filled to the same length."""
    return _WORD.sub(_marked, folded)


def month_number(marked: str) -> int:
    """The number (1 to 12) of a name that `mark_months` wrote."""
    return _SHORT[marked[:3]]


def _marked(found: re.Match[str]) -> str:
    word = found.group()
    number = _FORMS.get(word) or _misspelt(word)
    return _NAMES[number - 1][:3].ljust(len(word), FILL) if number else word


def _misspelt(word: str) -> int:
    """The month that a word with one typing error means (two from nine letters on), 0 for none."""
    if not 5 <= len(word) <= _LONGEST_FILLED or word in _NOT_MONTHS:
        return 0
    for number, name in enumerate(_NAMES, 1):
        if len(name) < 5 or word[0] != name[0]:
            continue
        allowed = 2 if len(name) >= 7 else 1
        if OSA.distance(word, name, score_cutoff=allowed) <= allowed:
            return number
    return 0
