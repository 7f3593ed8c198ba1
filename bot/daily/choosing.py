"""Choosing the *on this day* post: the day's events, the month's in turn, or the next to come."""

from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.events.dates import Precision
from bot.events.event import Event
from bot.events.knowledge import Knowledge


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
    events: tuple[Event, ...] = ()
    upcoming: Event | None = None
    returns: date | None = None
    meanwhile: Event | None = None
    turn: int = 0


def choose(knowledge: Knowledge, day: date) -> DayChoice:
    """Choose the post of `day`; the same for the same knowledge and day, always."""
    events = _on_the_day(knowledge, day)
    if events:
        return DayChoice(day, Recalled.DAY, events)
    in_turn = _in_turn(knowledge, day)
    if in_turn:
        before = sum(_has_turn(knowledge, day.replace(day=early)) for early in range(1, day.day))
        round_before, place = divmod(before, len(in_turn))
        meanwhile = _meanwhile(knowledge, day, in_turn[0]) if len(in_turn) == 1 else None
        return DayChoice(
            day, Recalled.MONTH, (in_turn[place],), meanwhile=meanwhile, turn=round_before
        )
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


def _in_turn(knowledge: Knowledge, day: date) -> tuple[Event, ...]:
    """The events known only to the month of `day`, in the order in which they have their turns.

    An event of several months may have had the last turn of the month before: it never has the
    first of this one where there is another.
    """
    chain: list[tuple[date, list[Event]]] = []
    first = day.replace(day=1)
    while True:
        events = _known_to_month(knowledge, first)
        before = _known_to_month(knowledge, first - timedelta(days=1)) if first > date.min else []
        new = [event for event in events if event not in before]
        chain.append((first, new + [event for event in events if event in before]))
        if new or len(events) < 2:
            break
        first = (first - timedelta(days=1)).replace(day=1)
    return _rotated(knowledge, chain)


def _rotated(knowledge: Knowledge, chain: list[tuple[date, list[Event]]]) -> tuple[Event, ...]:
    """The order of the newest month of a chain, each of which has all its events from the last."""
    order: list[Event] = []
    last: Event | None = None
    for first, events in reversed(chain):
        order = events[1:] + events[:1] if last and events[0] is last else events
        turns = sum(
            _has_turn(knowledge, first.replace(day=number))
            for number in range(1, monthrange(first.year, first.month)[1] + 1)
        )
        last_day = first.replace(day=monthrange(first.year, first.month)[1])
        last = order[(turns - 1) % len(order)] if order and _has_turn(knowledge, last_day) else None
    return tuple(order)


def _known_to_month(knowledge: Knowledge, day: date) -> list[Event]:
    return [
        event
        for event in knowledge.events
        if event.when.precision is Precision.MONTH
        and _covers_month(event, day.month)
        and event.when.first <= day
    ]


def _has_turn(knowledge: Knowledge, day: date) -> bool:
    """Whether a day, of a month with events known only to the month, is left to one of them."""
    return not _on_the_day(knowledge, day)


def _on_the_day(knowledge: Knowledge, day: date) -> tuple[Event, ...]:
    return tuple(
        event
        for event in knowledge.events
        if event.when.known_to_the_day and event.when.first <= day and _falls_on(event, day)
    )


def _falls_on(event: Event, day: date) -> bool:
    first, last = event.when.first, min(event.when.last, day)
    for year in range(first.year, last.year + 1):
        for same in _same_days(day, year):
            if first <= same <= last:
                return True
    return False


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


def _covers_month(event: Event, month: int) -> bool:
    first, last = event.when.first, event.when.last
    months = (last.year - first.year) * 12 + last.month - first.month
    return (month - first.month) % 12 <= months


def _next(knowledge: Knowledge, day: date) -> DayChoice:
    best: tuple[date, Event] | None = None
    for event in knowledge.events:
        if event.when.precision is Precision.YEAR:
            continue
        returns = _anniversary_after(event.when.first, day)
        if best is None or returns < best[0]:
            best = returns, event
    if best is None:
        return DayChoice(day, Recalled.NONE)
    meanwhile = _meanwhile(knowledge, day, best[1])
    return DayChoice(day, Recalled.NONE, upcoming=best[1], returns=best[0], meanwhile=meanwhile)


def _meanwhile(knowledge: Knowledge, day: date, told: Event) -> Event | None:
    others = [e for e in knowledge.events if e is not told and e.when.last < day]
    return others[day.toordinal() % len(others)] if others else None


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
