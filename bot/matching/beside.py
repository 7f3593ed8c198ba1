"""The events beside one: the next in time, and those that have something to do with it."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from heapq import nsmallest

from bot.events.event import Event
from bot.events.knowledge import Knowledge
from bot.events.timeline import Numbers
from bot.languages.text import stems
from bot.matching.index import Index

MOST_RELATED = 6
_RARE_SHARE = 8
"""A keyword of more than an eighth of the events (of two at least) makes no partners."""
_LEAST_SHARED = 2
"""Keywords that events of two categories have to share: one is a coincidence."""


def neighbour(event: Event, knowledge: Knowledge, is_later: bool) -> Event | None:
    """The event just before or after one in time; None at the end.

    An event that the knowledge no longer holds has neighbours too: a conversation may remember it.
    """
    firsts, first = knowledge.timeline.firsts, event.when.first.toordinal()
    same_day = range(bisect_left(firsts, first), bisect_right(firsts, first))
    here = [position for position in same_day if knowledge.events[position].id == event.id]
    before = here[0] if here else same_day.start
    position = before + len(here) if is_later else before - 1
    return knowledge.events[position] if 0 <= position < len(knowledge.events) else None


def related(event: Event, index: Index, knowledge: Knowledge) -> list[Event]:
    """The events that share rare keywords with one, then those of its category nearest in time.

    Where there are none of either, those nearest in time at all: every event but an only one has
    something beside it.
    """
    shared = _shared_keywords(event, index, knowledge)
    alike = index.weight(_LEAST_SHARED)
    worth: dict[int, float] = {}
    for position, weights in shared.items():
        is_alike = knowledge.events[position].category == event.category
        if is_alike or len(weights) >= _LEAST_SHARED:
            worth[position] = sum(weights) + (alike if is_alike else 0)
    best = sorted(worth, key=lambda position: (-worth[position], position))
    found = [knowledge.events[position] for position in best[:MOST_RELATED]]
    told = {event.id, *(other.id for other in found)}
    same = _near(event, knowledge, knowledge.timeline.by_category.get(event.category, ()), told)
    nearest = same or ([] if found else _near(event, knowledge, range(len(knowledge.events)), told))
    found += nsmallest(MOST_RELATED - len(found), nearest, key=lambda e: _days_between(e, event))
    return found


def _shared_keywords(event: Event, index: Index, knowledge: Knowledge) -> dict[int, list[float]]:
    """By the positions of other events, how much each keyword tells that they share with one."""
    most = max(2, len(knowledge.events) // _RARE_SHARE)
    phrases = {stems(word) for words in event.keywords.values() for word in words}
    weights: dict[int, list[float]] = defaultdict(list)
    for phrase in phrases:
        holders = index.phrases.get(phrase)
        if len(holders) > most:
            continue
        for position in holders.positions:
            if knowledge.events[position].id != event.id:
                weights[position].append(index.weight(len(holders)))
    return weights


def _near(event: Event, knowledge: Knowledge, positions: Numbers, told: set[str]) -> list[Event]:
    """Of the events at some positions those not told yet, as many before and after as may do."""
    first = event.when.first.toordinal()
    firsts = knowledge.timeline.firsts.__getitem__
    most = MOST_RELATED + len(told)
    start = max(0, bisect_left(positions, first, key=firsts) - most)
    near = positions[start : bisect_right(positions, first, key=firsts) + most]
    return [e for e in (knowledge.events[p] for p in near) if e.id not in told]


def _days_between(one: Event, other: Event) -> int:
    return abs((one.when.first - other.when.first).days)
