"""Which events a period holds: those that start in it, and those that only may."""

from array import array
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.events.dates import Precision
from bot.events.knowledge import Knowledge
from bot.events.timeline import Numbers, latest_start
from bot.questions.time_expressions import Period

_SHORT_PERIOD = 14
"""Days up to which an event that only reaches into a period is still of interest there."""


@dataclass(frozen=True, slots=True)
class Held:
    """Positions of a knowledge's events, in order of date.

    `certain` are in the period; `possible` are known only to a month that reaches into it.
    """

    certain: Numbers
    possible: Numbers


def events_in(knowledge: Knowledge, period: Period) -> Held:
    """The events of `knowledge` in `period`; their number is what it costs."""
    certain: list[Numbers] = []
    possible: list[Numbers] = []
    timeline = knowledge.timeline
    by_day, by_month = (timeline.by_precision[p] for p in (Precision.DAY, Precision.MONTH))
    for first, last in period.spans(*knowledge.years):
        span = first.toordinal(), last.toordinal()
        certain += (days.starting_in(*span) for days in timeline.by_precision.values())
        if _is_short(first, last):
            certain.append(array("I", sorted(by_day.lasting_into(span[0]))))
        earliest = _earliest(first, last)
        lasting = (p for p in by_month.lasting_into(span[0]) if timeline.firsts[p] >= earliest)
        possible += array("I", sorted(lasting)), by_month.may_start_in(*span)
    held = _in_order(certain)
    return Held(held, _without(_in_order(possible), held))


def _in_order(parts: Iterable[Numbers]) -> Numbers:
    """All positions of some rows, each once; most are in order already, row after row."""
    parts = [part for part in parts if len(part)]
    if len(parts) == 1:
        return parts[0]
    joined = array("I")
    is_rising = True
    for part in parts:
        is_rising = is_rising and (not joined or joined[-1] < part[0])
        joined.frombytes(memoryview(part).cast("B"))  # type: ignore[arg-type]
    return joined if is_rising else array("I", sorted(set(joined)))


def _without(positions: Numbers, others: Numbers) -> Numbers:
    if not positions:
        return positions
    taken = set(others)
    return array("I", (position for position in positions if position not in taken))


@dataclass(frozen=True, slots=True)
class Within:
    """Tells of each event by itself whether `events_in` would hold it, certainly or possibly."""

    knowledge: Knowledge
    period: Period

    def positions(self) -> Numbers:
        """The positions of all such events, rising."""
        held = events_in(self.knowledge, self.period)
        return array("I", sorted({*held.certain, *held.possible}))

    def __contains__(self, position: object) -> bool:
        if not isinstance(position, int):
            return False
        timeline = self.knowledge.timeline
        first = date.fromordinal(timeline.firsts[position])
        last = date.fromordinal(timeline.lasts[position])
        precision = timeline.precision(position)
        over = self.period.last.year - self.period.first.year
        spans = self.period.spans(
            max(first.year, timeline.years[0]), min(last.year + over, timeline.years[1])
        )
        return any(_may_be_in(first, last, precision, span) for span in spans)


def _may_be_in(first: date, last: date, precision: Precision, span: tuple[date, date]) -> bool:
    if span[0] <= first and latest_start(first, precision) <= span[1]:
        return True
    if precision is Precision.YEAR or last < span[0] or span[1] < first:
        return False
    if precision is Precision.DAY:
        return _is_short(*span)
    return first.toordinal() >= _earliest(*span)


def _is_short(first: date, last: date) -> bool:
    return (last - first).days < _SHORT_PERIOD


def _earliest(first: date, last: date) -> int:
    """The day from which an event has to begin to be looked at: in a longer period, its year's."""
    return 1 if _is_short(first, last) else date(first.year, 1, 1).toordinal()


def months_of(knowledge: Knowledge) -> list[Period]:
    """The twelve months, each standing for that month of every year covered."""
    year = knowledge.years[1]
    return [
        Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]), every_year=True)
        for month in range(1, 13)
    ]
