"""Dates of events: EDTF level 0 at three precisions, single or as an interval."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

REPUBLIC_OFFSET = 1911
"""Years from those of the Republic of China to those of the common era: 110 is 2021."""
_EDTF = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class EventDate:
    """When an event took place, never more exact than its source.

    `first` and `last` are the outermost days that the date may mean, both included: a date known to
    the month spans that month.
    """

    first: date
    last: date
    precision: Precision
    is_interval: bool = False

    @classmethod
    def parse(cls, text: str) -> "EventDate":
        """Read `YYYY-MM-DD`, `YYYY-MM`, `YYYY` or `FROM/TO` of one precision (EDTF level 0).

        Raises:
            ValueError: the text is no such date; its message says why and stands in `check`.
        """
        parts = text.split("/")
        if len(parts) > 2:
            raise ValueError(f"{text!r} has more than one '/'")
        spans = [_single(part) for part in parts]
        first, last = spans[0], spans[-1]
        if first.precision is not last.precision:
            raise ValueError(f"{text!r} mixes two precisions")
        if last.first < first.first:
            raise ValueError(f"{text!r} ends before it begins")
        return cls(first.first, last.last, first.precision, len(parts) == 2)

    @property
    def known_to_the_day(self) -> bool:
        """Whether the first and last day are the true ones."""
        return self.precision is Precision.DAY

    def holds(self, day: date) -> bool:
        """Whether `day` is certainly one of the event's days."""
        return self.known_to_the_day and self.first <= day <= self.last

    def __str__(self) -> str:
        """The EDTF form that `parse` reads."""
        length = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[self.precision]
        first, last = self.first.isoformat()[:length], self.last.isoformat()[:length]
        return f"{first}/{last}" if self.is_interval else first


def _single(text: str) -> EventDate:
    found = _EDTF.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is not a date")
    year, month, day = (int(part) if part else None for part in found.groups())
    if not year:
        raise ValueError(f"{text!r} has no year that the calendar knows")
    if month is None:
        return EventDate(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)
    if not 1 <= month <= 12:
        raise ValueError(f"{text!r} names a month that does not exist")
    days = monthrange(year, month)[1]
    if day is None:
        return EventDate(date(year, month, 1), date(year, month, days), Precision.MONTH)
    if not 1 <= day <= days:
        raise ValueError(f"{text!r} names a day that does not exist")
    return EventDate(date(year, month, day), date(year, month, day), Precision.DAY)
