"""The events' days and categories as rows of numbers, to be searched without reading an event."""

from array import array
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.events.dates import Precision
from bot.events.event import Event

_PRECISIONS = (Precision.DAY, Precision.MONTH, Precision.YEAR)

Numbers = Sequence[int]
"""A row of numbers: an array, or a view of a file's."""


@dataclass(frozen=True)
class Timeline:
    """For each event, by its position in the knowledge (in order of first day).

    Attributes:
        firsts, lasts: its first and last possible day, as `date.toordinal` counts them.
        precisions: how exactly they are known, as a place in day, month, year.
        categories: its category, as a place in `category_keys`.
    """

    firsts: Numbers
    lasts: Numbers
    precisions: Numbers
    categories: Numbers
    category_keys: tuple[str, ...]

    @classmethod
    def of(cls, events: Iterable[Event]) -> "Timeline":
        """The timeline of events that are in order of their first day."""
        firsts, lasts, precisions, categories = array("i"), array("i"), array("B"), array("H")
        codes: dict[str, int] = {}
        for event in events:
            when = event.when
            firsts.append(when.first.toordinal())
            lasts.append(when.last.toordinal())
            precisions.append(_PRECISIONS.index(when.precision))
            categories.append(codes.setdefault(event.category, len(codes)))
        return cls(firsts, lasts, precisions, categories, tuple(codes))

    def __len__(self) -> int:
        return len(self.firsts)

    def category(self, position: int) -> str:
        """The category of the event at a position."""
        return self.category_keys[self.categories[position]]

    def precision(self, position: int) -> Precision:
        """How exactly the date of the event at a position is known."""
        return _PRECISIONS[self.precisions[position]]

    @cached_property
    def years(self) -> tuple[int, int]:
        """The first and last calendar year covered; both 1 where there is no event."""
        if not self.firsts:
            return 1, 1
        return date.fromordinal(self.firsts[0]).year, date.fromordinal(max(self.lasts)).year

    @cached_property
    def longest(self) -> int:
        """The days by which the last day of any event is after its first."""
        return max((b - a for a, b in zip(self.firsts, self.lasts, strict=True)), default=0)

    @cached_property
    def by_category(self) -> Mapping[str, Numbers]:
        """The positions of each category's events, rising."""
        positions: list[array[int]] = [array("I") for _ in self.category_keys]
        for position, code in enumerate(self.categories):
            positions[code].append(position)
        return dict(zip(self.category_keys, positions, strict=True))

    @cached_property
    def by_precision(self) -> Mapping[Precision, "Days"]:
        """The days of the events known to the day, to the month and to the year."""
        positions = [array("I") for _ in _PRECISIONS]
        for position, code in enumerate(self.precisions):
            positions[code].append(position)
        return {p: Days.of(self, p, held) for p, held in zip(_PRECISIONS, positions, strict=True)}

    def prepare(self) -> None:
        """Sort the events now, and not with the first question."""
        _ = self.by_category, self.by_precision, self.longest, self.years

    def touching(self, first: date, last: date) -> Numbers:
        """The positions of the events of which any possible day is from `first` to `last`."""
        start = bisect_left(self.firsts, first.toordinal())
        end = bisect_right(self.firsts, last.toordinal())
        lasting = (
            position
            for days in self.by_precision.values()
            for position in days.lasting_into(first.toordinal())
        )
        return [*sorted(lasting), *range(start, end)]

    @cached_property
    def counts_by_year(self) -> Mapping[int, int]:
        """How many events touch each year that any does, in order."""
        counted: Counter[int] = Counter()
        for first, last in zip(self.firsts, self.lasts, strict=True):
            ended = date.fromordinal(last).year
            began = ended if first == last else date.fromordinal(first).year
            counted.update(range(began, ended + 1))
        return dict(sorted(counted.items()))

    @cached_property
    def months(self) -> Sequence[int]:
        """The month (1 to 12) in which each event begins; 0 where only the year is known."""
        month_of: dict[int, int] = {}
        months = bytearray()
        for first, precision in zip(self.firsts, self.precisions, strict=True):
            if first not in month_of:
                month_of[first] = date.fromordinal(first).month
            months.append(month_of[first] if precision != _YEAR else 0)
        return months

    @cached_property
    def anniversaries(self) -> Mapping[tuple[int, int], Numbers]:
        """Positions of the events known to the day, by each month and day that is one of theirs."""
        positions: dict[tuple[int, int], array[int]] = {}
        month_day: dict[int, tuple[int, int]] = {}
        for position in self.by_precision[Precision.DAY].positions:
            first, last = self.firsts[position], self.lasts[position]
            seen = set()
            for day in range(first, min(last, first + _LONGEST_YEAR) + 1):
                key = month_day.get(day)
                if key is None:
                    then = date.fromordinal(day)
                    key = month_day[day] = (then.month, then.day)
                if key not in seen:
                    seen.add(key)
                    positions.setdefault(key, array("I")).append(position)
        return positions

    @cached_property
    def known_to_month(self) -> Mapping[int, Numbers]:
        """Positions of the events known to the month, by each month that they may be in."""
        positions: dict[int, array[int]] = {month: array("I") for month in range(1, 13)}
        for position in self.by_precision[Precision.MONTH].positions:
            first = date.fromordinal(self.firsts[position])
            last = date.fromordinal(self.lasts[position])
            months = (last.year - first.year) * 12 + last.month - first.month
            for shift in range(min(months, 11) + 1):
                positions[(first.month - 1 + shift) % 12 + 1].append(position)
        return positions

    @cached_property
    def first_days(self) -> Mapping[tuple[int, int], int]:
        """The first position of those that begin on a month and day, but those known to a year."""
        found: dict[tuple[int, int], int] = {}
        known = sorted(
            (*self.by_precision[Precision.DAY].positions,)
            + (*self.by_precision[Precision.MONTH].positions,)
        )
        day_before = 0
        for position in known:
            day = self.firsts[position]
            if day != day_before:
                then = date.fromordinal(day)
                found.setdefault((then.month, then.day), position)
                day_before = day
        return found


_YEAR = _PRECISIONS.index(Precision.YEAR)
_LONGEST_YEAR = 366


@dataclass(frozen=True)
class Days:
    """Days of some events of one precision: of such, who starts later also ends its start later.

    Attributes:
        positions: the events', in order of first day.
        firsts: their first days.
        starts_by: the day by which each has certainly begun: for one known to a month, its last.
        longer: of each length (1 for up to two days, 2 for up to four, 3 for up to eight …) the
            events that span more than a day.
    """

    positions: Numbers
    firsts: Numbers
    starts_by: Numbers
    longer: Mapping[int, "_Spanning"]

    @classmethod
    def of(cls, timeline: Timeline, precision: Precision, positions: Numbers) -> "Days":
        """The days of the events at `positions` (rising), all known to one precision."""
        firsts = array("i", map(timeline.firsts.__getitem__, positions))
        starts_by = firsts
        if precision is not Precision.DAY:
            begun = (latest_start(date.fromordinal(first), precision) for first in firsts)
            starts_by = array("i", (day.toordinal() for day in begun))
        longer: dict[int, _Spanning] = {}
        for position, first in zip(positions, firsts, strict=True):
            last = timeline.lasts[position]
            if last > first:
                size = (last - first).bit_length()
                spanning = longer.setdefault(size, _Spanning(array("i"), array("i"), array("I")))
                spanning.firsts.append(first)
                spanning.lasts.append(last)
                spanning.positions.append(position)
        return cls(positions, firsts, starts_by, longer)

    def starting_in(self, first: int, last: int) -> Numbers:
        """The positions of those that certainly begin from `first` to `last`."""
        start, end = bisect_left(self.firsts, first), bisect_right(self.starts_by, last)
        return self.positions[start : max(start, end)]

    def may_start_in(self, first: int, last: int) -> Numbers:
        """The positions of those whose first possible day is in it, but not the last such day."""
        start = max(bisect_left(self.firsts, first), bisect_right(self.starts_by, last))
        return self.positions[start : max(start, bisect_right(self.firsts, last))]

    def lasting_into(self, day: int) -> Iterator[int]:
        """The positions of those that may have begun before `day` and not have ended before it."""
        for size, spanning in self.longer.items():
            start = bisect_left(spanning.firsts, day - (1 << size))
            for i in range(start, bisect_left(spanning.firsts, day)):
                if spanning.lasts[i] >= day:
                    yield spanning.positions[i]


@dataclass(frozen=True, slots=True)
class _Spanning:
    firsts: "array[int]"
    lasts: "array[int]"
    positions: "array[int]"


def latest_start(first: date, precision: Precision) -> date:
    """The day by which an event has certainly begun whose first possible day is `first`."""
    if precision is Precision.DAY:
        return first
    month = 12 if precision is Precision.YEAR else first.month
    return date(first.year, month, monthrange(first.year, month)[1])
