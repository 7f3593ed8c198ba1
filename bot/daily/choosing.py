"""Choosing the *on this day* post: the day's events, the month's in turn, or the next to come."""

from bisect import bisect_left, bisect_right
from calendar import isleap, monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.events.event import Event
from bot.events.knowledge import Knowledge
from bot.events.selection import Selection
from bot.events.timeline import Numbers, Timeline


class Recalled(StrEnum):
    """How well the day is remembered."""

    DAY = "day"
    MONTH = "month"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class DayChoice:
    """What a day's post is about.

    Attributes:
        upcoming: for NONE, the event whose anniversary comes next.
        returns: the day of that anniversary.
        meanwhile: another event to tell of, each day the next one in turn, where the day's own
            post would be yesterday's: for NONE, and for MONTH with a single event.
        turn: for MONTH, how often this event had its turn before in this month.
    """

    day: date
    recalled: Recalled
    events: Sequence[Event] = ()
    upcoming: Event | None = None
    returns: date | None = None
    meanwhile: Event | None = None
    turn: int = 0


def choose(knowledge: Knowledge, day: date) -> DayChoice:
    """Choose the post of `day`; the same for the same knowledge and day, always."""
    on_the_day = _on_the_day(knowledge, day)
    if on_the_day:
        return DayChoice(day, Recalled.DAY, Selection(knowledge.events, on_the_day))
    in_turn = _in_turn(knowledge, day)
    if in_turn:
        before = sum(_has_turn(knowledge, day.replace(day=early)) for early in range(1, day.day))
        round_before, place = divmod(before, len(in_turn))
        meanwhile = _meanwhile(knowledge, day, in_turn[0]) if len(in_turn) == 1 else None
        event = knowledge.events[in_turn[place]]
        return DayChoice(day, Recalled.MONTH, (event,), meanwhile=meanwhile, turn=round_before)
    return _next(knowledge, day)


def is_remembered_exactly(knowledge: Knowledge, day: date) -> bool:
    """Whether an event's date, to the day, holds this day of an earlier year."""
    return bool(_on_the_day(knowledge, day))


def day_of_interval(event: Event, day: date) -> tuple[int, int] | None:
    """Which day of an interval a day of the year is, and of how many; None for a single day."""
    length = (event.when.last - event.when.first).days + 1
    then = day_remembered(event, day)
    if length == 1 or then is None:
        return None
    return (then - event.when.first).days + 1, length


def day_remembered(event: Event, day: date) -> date | None:
    """The day of an event that `day` is an anniversary of; None where it is known to none."""
    if not event.when.known_to_the_day:
        return None
    for number in range((event.when.last - event.when.first).days + 1):
        then = event.when.first + timedelta(days=number)
        if then <= day and _is_remembered_on(then, day):
            return then
    return None


def _in_turn(knowledge: Knowledge, day: date) -> list[int]:
    """The positions of the events known only to the month of `day`, in the order of their turns.

    An event of several months may have had the last turn of the month before: it never has the
    first of this one where there is another.
    """
    chain: list[tuple[date, list[int]]] = []
    first = day.replace(day=1)
    while True:
        events = _known_to_month(knowledge, first)
        day_before = first - timedelta(days=1) if first > date.min else None
        before = set(_known_to_month(knowledge, day_before) if day_before else ())
        new = [event for event in events if event not in before]
        chain.append((first, new + [event for event in events if event in before]))
        if new or len(events) < 2:
            break
        first = (first - timedelta(days=1)).replace(day=1)
    return _rotated(knowledge, chain)


def _rotated(knowledge: Knowledge, chain: list[tuple[date, list[int]]]) -> list[int]:
    """The order of the newest month of a chain, each of which has all its events from the last."""
    order: list[int] = []
    last: int | None = None
    for first, events in reversed(chain):
        order = events[1:] + events[:1] if events[:1] == [last] else events
        turns = sum(
            _has_turn(knowledge, first.replace(day=number))
            for number in range(1, monthrange(first.year, first.month)[1] + 1)
        )
        last_day = first.replace(day=monthrange(first.year, first.month)[1])
        last = order[(turns - 1) % len(order)] if order and _has_turn(knowledge, last_day) else None
    return order


def _known_to_month(knowledge: Knowledge, day: date) -> Numbers:
    timeline = knowledge.timeline
    known = timeline.known_to_month[day.month]
    return known[: bisect_right(known, day.toordinal(), key=timeline.firsts.__getitem__)]


def _has_turn(knowledge: Knowledge, day: date) -> bool:
    """Whether a day, of a month with events known only to the month, is left to one of them."""
    return not _on_the_day(knowledge, day)


def _on_the_day(knowledge: Knowledge, day: date) -> Numbers:
    """Positions of the events known to the day that this month and day was one of, up to `day`."""
    timeline = knowledge.timeline
    keys = [(day.month, day.day)]
    if keys == [(2, 28)] and not isleap(day.year):
        keys.append((2, 29))
    found = {position for key in keys for position in timeline.anniversaries.get(key, ())}
    latest = day.toordinal()
    return [
        position
        for position in sorted(found)
        if timeline.firsts[position] <= latest
        and (timeline.lasts[position] <= latest or _fell_on(timeline, position, day))
    ]


def _fell_on(timeline: Timeline, position: int, day: date) -> bool:
    """Whether an event that goes on after `day` was going on at the same day of a year before."""
    first = date.fromordinal(timeline.firsts[position])
    return any(
        first <= same <= day
        for year in range(first.year, day.year + 1)
        for same in _same_days(day, year)
    )


def _same_days(day: date, year: int) -> list[date]:
    """The days of `year` that are remembered on `day`'s month and day.

    29 February is remembered on 28 February in common years.
    """
    if (day.month, day.day) == (2, 29):
        return [date(year, 2, 29)] if isleap(year) else []
    days = [day.replace(year=year)]
    if (day.month, day.day) == (2, 28) and isleap(year) and not isleap(day.year):
        days.append(date(year, 2, 29))
    return days


def _is_remembered_on(then: date, day: date) -> bool:
    return then in _same_days(day, then.year)


def _next(knowledge: Knowledge, day: date) -> DayChoice:
    """The next day on which an event began in any year; of several, the earliest event."""
    timeline = knowledge.timeline
    candidates = (
        (_anniversary_after(date.fromordinal(timeline.firsts[position]), day), position)
        for position in timeline.first_days.values()
    )
    best = min(candidates, default=None)
    if best is None:
        return DayChoice(day, Recalled.NONE, meanwhile=_meanwhile(knowledge, day, None))
    returns, position = best
    return DayChoice(
        day,
        Recalled.NONE,
        upcoming=knowledge.events[position],
        returns=returns,
        meanwhile=_meanwhile(knowledge, day, position),
    )


def _meanwhile(knowledge: Knowledge, day: date, told: int | None) -> Event | None:
    """Of the events that ended before `day`, but for the one told, each day the next in turn."""
    timeline = knowledge.timeline
    today = day.toordinal()
    others = bisect_left(timeline.firsts, today)
    passed_over = {
        position for days in timeline.by_precision.values() for position in days.lasting_into(today)
    }
    if told is not None and told < others:
        passed_over.add(told)
    if len(passed_over) == others:
        return None
    place = today % (others - len(passed_over))
    for position in sorted(passed_over):
        place += position <= place
    return knowledge.events[place]


def _anniversary_after(first: date, day: date) -> date:
    for year in range(max(day.year, first.year), max(day.year, first.year) + 2):
        anniversary = (
            first.replace(year=year, day=28)
            if (first.month, first.day) == (2, 29) and not isleap(year)
            else first.replace(year=year)
        )
        if anniversary > day:
            return anniversary
    raise AssertionError("an anniversary comes within a year")
