"""Lists: the events of a period and a category, the first or last of them, or those nearest."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nsmallest

from bot.events.knowledge import Knowledge
from bot.events.selection import Selection
from bot.events.timeline import Numbers, Timeline
from bot.languages.generic import Ask
from bot.matching.periods import Held, events_in
from bot.questions.query import Query

_MOST_WALKED = 5000
"""Events before a period that are looked at for one that lasts until near it."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Finds lists in a knowledge by its timeline, whatever its size."""

    knowledge: Knowledge

    def held(self, query: Query) -> Held:
        """The positions of the events of a query's period and category."""
        of_category = self._of_category(query.category)
        if query.period is None:
            return Held(of_category, ())
        held = events_in(self.knowledge, query.period)
        if query.category is None:
            return held
        return Held(_common(held.certain, of_category), _common(held.possible, of_category))

    def at_end(self, positions: Numbers, query: Query) -> Numbers:
        """The first or last of some events where the question asks for it, all of them else.

        Those that begin, or end, on the same day or in the same month known come together. One
        that began before the period is its first or last only where none begins in it.
        """
        if not query.wants_end or not positions:
            return positions
        timeline = self.knowledge.timeline
        if query.period and not query.period.every_year:
            begin = query.period.first.toordinal()
            began_before = bisect_left(positions, begin, key=timeline.firsts.__getitem__)
            positions = positions[began_before:] or positions
        if Ask.FIRST in query.asks:
            first = timeline.firsts[positions[0]]
            key = timeline.firsts.__getitem__
            return positions[: bisect_right(positions, first, key=key)]
        last = max(timeline.lasts[p] for p in _maybe_last(positions, timeline))
        kept = (p for p in _maybe_last(positions, timeline) if timeline.lasts[p] == last)
        return array("I", sorted(kept))

    def nearest(self, query: Query, most: int) -> Selection:
        """The events nearest in time to an empty period, of the same category where it has any."""
        positions = self._of_category(query.category)
        if not positions:
            positions = self._of_category(None)
        if query.period is None:
            return self.select(positions[-most:])
        timeline = self.knowledge.timeline
        first, last = query.period.first.toordinal(), query.period.last.toordinal()
        after = bisect_left(positions, first, key=timeline.firsts.__getitem__)
        near = [*positions[max(0, after - _MOST_WALKED) : after + most]]

        def distance(position: int) -> tuple[int, int]:
            away = max(timeline.firsts[position] - last, first - timeline.lasts[position], 0)
            return away, position

        return self.select(array("I", sorted(nsmallest(most, near, key=distance))))

    def select(self, positions: Numbers) -> Selection:
        """The events at some positions."""
        return Selection(self.knowledge.events, positions)

    def _of_category(self, category: str | None) -> Numbers:
        if category is None:
            return range(len(self.knowledge.events))
        return self.knowledge.timeline.by_category.get(category, ())


def joined(positions: Numbers, others: Numbers) -> Numbers:
    """One row of positions after the other."""
    return array("I", [*positions, *others])


def _common(some: Numbers, others: Numbers) -> Numbers:
    """The positions in both of two rising rows."""
    if not some or not others:
        return ()
    if some[-1] - some[0] == len(some) - 1:
        return others[bisect_left(others, some[0]) : bisect_right(others, some[-1])]
    return array("I", sorted(set(some).intersection(others)))


def _maybe_last(positions: Numbers, timeline: Timeline) -> Iterator[int]:
    """The positions of those that may end last, from the last to begin on."""
    latest = 0
    for position in reversed(positions):
        if timeline.firsts[position] + timeline.longest < latest:
            return
        latest = max(latest, timeline.lasts[position])
        yield position
