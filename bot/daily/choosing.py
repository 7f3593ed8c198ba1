"""Choosing the *on this day* post: the day's events, the month's in turn, or the next to come."""

from calendar import isleap
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
    """What a day's post is about; `upcoming` and `returns` tell the next anniversary for NONE."""

    day: date
    recalled: Recalled
    events: tuple[Event, ...] = ()
    upcoming: Event | None = None
    returns: date | None = None


def choose(knowledge: Knowledge, day: date) -> DayChoice:
    """Choose the post of `day`; the same for the same knowledge and day, always."""
    events = _on_the_day(knowledge, day)
    if events:
        return DayChoice(day, Recalled.DAY, events)
    known_to_month = [
        event
        for event in knowledge.events
        if event.when.precision is Precision.MONTH
        and _covers_month(event, day.month)
        and event.when.first <= day
    ]
    if known_to_month:
        turn = sum(
            not _on_the_day(knowledge, day.replace(day=earlier)) for earlier in range(1, day.day)
        )
        event = known_to_month[turn % len(known_to_month)]
        return DayChoice(day, Recalled.MONTH, (event,))
    return _next(knowledge, day)


def day_of_interval(event: Event, day: date) -> tuple[int, int] | None:
    """Which day of an interval a day of the year is, and of how many; None for a single day."""
    length = (event.when.last - event.when.first).days + 1
    if length == 1 or not event.when.known_to_the_day:
        return None
    for number in range(length):
        if _is_remembered_on(event.when.first + timedelta(days=number), day):
            return number + 1, length
    return None


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
    return DayChoice(day, Recalled.NONE, upcoming=best[1], returns=best[0])


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
