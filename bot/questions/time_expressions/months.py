"""Names of months in English; misspelt ones were mended before (`spelling`)."""

import re

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
_WORD = re.compile(r"[a-z]+")
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
    number = _FORMS.get(word)
    return _NAMES[number - 1][:3].ljust(len(word), FILL) if number else word
