"""Which events a period holds: those that start in it, and those that only may."""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from bot.events.dates import EventDate, Precision
from bot.events.knowledge import Knowledge
from bot.questions.time_expressions import Period

_SHORT_PERIOD = 14
"""Days up to which an event that only reaches into a period is still of interest there."""


@dataclass(frozen=True, slots=True)
class Held:
    """Positions of a knowledge's events, in order of date.

    `certain` are in the period; `possible` are known only to a month that reaches into it.
    """

    certain: tuple[int, ...]
    possible: tuple[int, ...]


def events_in(knowledge: Knowledge, period: Period) -> Held:
    """The events of `knowledge` in `period`."""
    certain: list[int] = []
    possible: list[int] = []
    firsts = knowledge.firsts
    for first, last in period.spans(*knowledge.years):
        short = (last - first).days < _SHORT_PERIOD
        start = 0 if short else bisect_left(firsts, date(first.year, 1, 1))
        for position in range(start, bisect_right(firsts, last)):
            when = knowledge.events[position].when
            if _starts_in(when, first, last) or (short and _reaches_into(when, first, last)):
                certain.append(position)
            elif when.precision is Precision.MONTH and first <= when.last and when.first <= last:
                possible.append(position)
    return Held(tuple(sorted(set(certain))), tuple(sorted(set(possible) - set(certain))))


def _starts_in(when: EventDate, first: date, last: date) -> bool:
    return first <= when.first and _latest_start(when) <= last


def _latest_start(when: EventDate) -> date:
    if when.precision is Precision.DAY:
        return when.first
    if when.precision is Precision.YEAR:
        return date(when.first.year, 12, 31)
    return _end_of_month(when.first.year, when.first.month)


def _reaches_into(when: EventDate, first: date, last: date) -> bool:
    return when.known_to_the_day and when.first <= last and first <= when.last


def months_of(knowledge: Knowledge) -> list[Period]:
    """The twelve months, each standing for that month of every year covered."""
    year = knowledge.years[1]
    return [
        Period(date(year, month, 1), _end_of_month(year, month), every_year=True)
        for month in range(1, 13)
    ]


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
