"""Time expressions in English: the days that parts of a text name."""

import re
from collections.abc import Iterator

from bot.questions.time_expressions.english_days import DAY_ROWS
from bot.questions.time_expressions.english_years import (
    NEAR_DAY_ROWS,
    NEAR_ROWS,
    PART_ROWS,
    SEASON_ROWS,
    YEAR_ROWS,
)
from bot.questions.time_expressions.lookalikes import HIDDEN
from bot.questions.time_expressions.months import MONTH
from bot.questions.time_expressions.period import Calendar, Named
from bot.questions.time_expressions.rows import named_by

_EARLY_YEAR = re.compile(r"(?<!\d)1(?:[0-8]\d|9[0-4])\d(?!\d)")
"""Years before 1950: numbers of something else (the 1922 hotline) where no event is as old."""
_GATED = (
    (re.compile(rf"(?<![a-z]){MONTH}(?![a-z])|month"), DAY_ROWS),
    (re.compile(r"quarter|half|q\s?[1-4]|[1-4]q|h[12]|[12]h|month"), PART_ROWS),
    (re.compile("spring|summer|autumn|fall|winter"), SEASON_ROWS),
    (re.compile("today|tonight|this|yesterday|tomorrow|last night"), NEAR_DAY_ROWS),
    (re.compile("day|week|month|quarter|year"), NEAR_ROWS),
    (re.compile(r"\d\d"), YEAR_ROWS),
)
"""What a text has to hold before the rows beside it are tried at all."""


def named_in(text: str, calendar: Calendar) -> Iterator[Named]:
    """Every part of a text (casefolded, months marked) that names days, longest kinds first."""
    text = _EARLY_YEAR.sub(lambda found: _covered_year(found, calendar), text)
    for gate, rows in _GATED:
        if gate.search(text):
            yield from named_by(rows, text, calendar)


def _covered_year(found: re.Match[str], calendar: Calendar) -> str:
    is_covered = calendar.first_year <= int(found.group()) <= calendar.last_year
    return found.group() if is_covered else HIDDEN * len(found.group())
