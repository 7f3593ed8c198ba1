"""Rows of patterns, each with what reads the days that it finds."""

import re
from collections.abc import Callable, Iterable, Iterator

from bot.questions.time_expressions.period import Calendar, Named

Row = tuple[re.Pattern[str], Callable[[re.Match[str], Calendar], Named | None]]


def named_by(rows: Iterable[Row], text: str, calendar: Calendar) -> Iterator[Named]:
    """Every part of a text that names days by one of some rows."""
    for pattern, read in rows:
        for found in pattern.finditer(text):
            if span := read(found, calendar):
                yield span
