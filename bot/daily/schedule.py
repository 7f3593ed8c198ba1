"""When a local date's post is due: wall time and zone to UTC, over every change of the clocks."""

import logging
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

logger = logging.getLogger(__name__)

_GRACE = timedelta(hours=1)
"""How long after its local day has ended a post may still go out: a long queue drops nobody."""
_DAY = timedelta(days=1)
_LAST_MINUTE = time(23, 59)


def next_date(at: time, zone: str, after: datetime) -> date:
    """The local date whose due instant is the first strictly after `after`."""
    day = after.astimezone(zone_of(zone)).date() - _DAY
    while not _exists(day, zone) or instant(at, zone, day) <= after:
        day += _DAY
    return day


def instant(at: time, zone: str, day: date) -> datetime:
    """When the post of a local date is due, in UTC.

    A wall time that the clocks leave out is the instant that it would have had with the offset
    before the gap; one that comes twice is the first of the two.
    """
    return datetime.combine(day, at, zone_of(zone)).astimezone(UTC)


def due(now: datetime, at: time, zone: str, due_on: date) -> date | None:
    """The local date whose post goes out now, where `due_on` is the next one awaited.

    After an outage the present local day's post still goes out, late; those of earlier days do
    not, but for an hour after midnight. None where no post goes out now.
    """
    if instant(at, zone, due_on) > now:
        return None
    today = now.astimezone(zone_of(zone)).date()
    if (now - _GRACE).astimezone(zone_of(zone)).date() <= due_on:
        return due_on
    return today if instant(at, zone, today) <= now else None


def corrected(now: datetime, at: time, zone: str, due_on: date) -> date:
    """The date to await in the place of `due_on`: itself, unless it is too far off to be next.

    That is so after the clock had been wrong by days.
    """
    tomorrow = now.astimezone(zone_of(zone)).date() + _DAY
    nearest = next_date(at, zone, now)
    return due_on if due_on <= max(tomorrow, nearest) else nearest


@cache
def zone_of(name: str) -> tzinfo:
    """The zone of an IANA name; UTC where the name is unknown (which is logged)."""
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        logger.warning("the time zone %r is unknown: it counts as UTC", name)
        return UTC


def _exists(day: date, zone: str) -> bool:
    """Whether the clocks of a zone show a date at all; crossing the date line drops one."""
    return _is_shown(day, time(), zone) or _is_shown(day, _LAST_MINUTE, zone)


def _is_shown(day: date, at: time, zone: str) -> bool:
    wall = datetime.combine(day, at)
    back = wall.replace(tzinfo=zone_of(zone)).astimezone(UTC).astimezone(zone_of(zone))
    return back.replace(tzinfo=None) == wall
