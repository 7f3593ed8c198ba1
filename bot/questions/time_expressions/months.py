"""Names of months in English; misspelt ones were mended before (`spelling`)."""

import re

_NAMES = (
    "january february march april may june july august september october november december"
).split()
_NO_PLURAL = ("march", "may")
"""Their plurals are what people do, or other words."""
_SHORT = {name[:3]: number for number, name in enumerate(_NAMES, 1)}
_FORMS = {
    **{name: number for number, name in enumerate(_NAMES, 1)},
    **{
        f"{re.sub('y$', 'ie', name)}s": number
        for number, name in enumerate(_NAMES, 1)
        if name not in _NO_PLURAL
    },
    **_SHORT,
    "sept": 9,
    "janu": 1,
    "febr": 2,
}
_WORD = re.compile(r"[a-z]+")
_HEARD = re.compile(
    r"(?<![\d一二三四五六七八九十])(\d\d?|十[一二]?|[一二三四五六七八九])[越約閱躍悅岳]"
    r"(?=[有的發辦]|大事|活動|$)"
)
"""A month in Chinese with a sign that sounds like the one for it."""
FILL = "_"
"""Fills a month's name up to the length it was written with."""
MONTH = rf"(?:{'|'.join(_SHORT)}){FILL}*"
"""A month's name after `mark_months`."""


def mark_months(folded: str) -> str:
    """The text with each month's name as its first three letters, filled to the same length.

    In Chinese the sign for a month stands where one that sounds like it was typed.
    """
    return _HEARD.sub(r"\1月", _WORD.sub(_marked, folded))


def month_number(marked: str) -> int:
    """The number (1 to 12) of a name that `mark_months` wrote."""
    return _SHORT[marked[:3]]


def _marked(found: re.Match[str]) -> str:
    word = found.group()
    number = _FORMS.get(word)
    return _NAMES[number - 1][:3].ljust(len(word), FILL) if number else word
