"""Which events a period holds: those that start in it, last all through it, or only may do so."""

from array import array
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
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
    by_day, by_month, by_year = (timeline.by_precision[p] for p in Precision)
    for first, last in period.spans(*knowledge.years):
        span = first.toordinal(), last.toordinal()
        certain += (days.starting_in(*span) for days in timeline.by_precision.values())
        if _is_short(first, last):
            certain.append(array("I", sorted(by_day.lasting_into(span[0]))))
        if _is_of_years(first, last):
            through = (p for p in by_year.lasting_into(span[0]) if timeline.lasts[p] >= span[1])
            certain.append(array("I", sorted(through)))
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


@dataclass(frozen=True)
class Within:
    """Tells of each event by itself whether `events_in` would hold it, certainly or possibly."""

    knowledge: Knowledge
    period: Period
    _spans: dict[tuple[int, int], list["_Span"]] = field(default_factory=dict, repr=False)

    def positions(self) -> Numbers:
        """The positions of all such events, rising."""
        held = events_in(self.knowledge, self.period)
        return array("I", sorted({*held.certain, *held.possible}))

    def __contains__(self, position: object) -> bool:
        if not isinstance(position, int):
            return False
        timeline = self.knowledge.timeline
        first, last = timeline.firsts[position], timeline.lasts[position]
        began = date.fromordinal(first)
        ended = date.fromordinal(last) if last > first else began
        precision = timeline.precision(position)
        starts_by = latest_start(began, precision).toordinal() if last > first else first
        for span in self._spans_in(began.year, ended.year):
            if span.first <= first and starts_by <= span.last:
                return True
            if first <= span.last and span.first <= last and span.takes(first, last, precision):
                return True
        return False

    def _spans_in(self, first: int, last: int) -> list["_Span"]:
        """The spans that may touch the years from `first` to `last`."""
        spans = self._spans.get((first, last))
        if spans is None:
            covered = self.knowledge.years
            over = self.period.last.year - self.period.first.year
            days = self.period.spans(max(first, covered[0]), min(last + over, covered[1]))
            spans = self._spans[first, last] = [_Span.of(*span) for span in days]
        return spans


@dataclass(frozen=True, slots=True)
class _Span:
    """Days in a row, as `date.toordinal` counts them.

    In a longer one than `is_short`, an event known to a month has to begin in its year: by
    `earliest` at the latest. `is_of_years` is one of whole years.
    """

    first: int
    last: int
    is_short: bool
    is_of_years: bool
    earliest: int

    @classmethod
    def of(cls, first: date, last: date) -> "_Span":
        days = first.toordinal(), last.toordinal()
        return cls(*days, _is_short(first, last), _is_of_years(first, last), _earliest(first, last))

    def takes(self, first: int, last: int, precision: Precision) -> bool:
        """Whether it holds an event that reaches into it, whenever that began."""
        if precision is Precision.DAY:
            return self.is_short
        if precision is Precision.MONTH:
            return first >= self.earliest
        return self.is_of_years and first <= self.first and self.last <= last


def _is_short(first: date, last: date) -> bool:
    return (last - first).days < _SHORT_PERIOD


def _is_of_years(first: date, last: date) -> bool:
    """Whether the days are whole years, which an event known to years can last all through."""
    return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


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
