"""Choosing the *on this day* post: the day's events, the month's in turn, or the next to come."""

from bisect import bisect_right
from calendar import isleap
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
    """What a day's post is about; `upcoming` and `returns` tell the next anniversary for NONE."""

    day: date
    recalled: Recalled
    events: Sequence[Event] = ()
    upcoming: Event | None = None
    returns: date | None = None


def choose(knowledge: Knowledge, day: date) -> DayChoice:
    """Choose the post of `day`; the same for the same knowledge and day, always."""
    on_the_day = _on_the_day(knowledge, day)
    if on_the_day:
        return DayChoice(day, Recalled.DAY, Selection(knowledge.events, on_the_day))
    timeline = knowledge.timeline
    known = timeline.known_to_month[day.month]
    known = known[: bisect_right(known, day.toordinal(), key=timeline.firsts.__getitem__)]
    if known:
        turn = sum(
            not _on_the_day(knowledge, day.replace(day=earlier)) for earlier in range(1, day.day)
        )
        return DayChoice(day, Recalled.MONTH, (knowledge.events[known[turn % len(known)]],))
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


def _on_the_day(knowledge: Knowledge, day: date) -> Numbers:
    """Positions of the events known to the day that this month and day was one of, up to `day`."""
    timeline = knowledge.timeline
    keys = [(day.month, day.day)]
    if keys == [(2, 28)] and not isleap(day.year):
        keys.append((2, 29))
    found = {position for key in keys for position in timeline.anniversaries.get(key, ())}
    latest = day.toordinal()
    return [
        p
        for p in sorted(found)
        if timeline.firsts[p] <= latest
        and (timeline.lasts[p] <= latest or _fell_on(timeline, p, day))
    ]


def _fell_on(timeline: Timeline, position: int, day: date) -> bool:
    """Whether an event that goes on after `day` was going on at the same day of a year before."""
    first, last = date.fromordinal(timeline.firsts[position]), day
    return any(
        first <= same <= last
        for year in range(first.year, last.year + 1)
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
    firsts = knowledge.timeline.first_days
    candidates = (
        (_anniversary_after(date.fromordinal(knowledge.timeline.firsts[p]), day), p)
        for p in firsts.values()
    )
    returns, position = min(candidates, default=(None, 0))
    if returns is None:
        return DayChoice(day, Recalled.NONE)
    return DayChoice(day, Recalled.NONE, upcoming=knowledge.events[position], returns=returns)


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
