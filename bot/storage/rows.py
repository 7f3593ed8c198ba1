"""Between rows of the tables and what the program speaks of: instants, wall times, upserts."""

from datetime import UTC, date, datetime, time
from importlib import import_module
from typing import Any

from sqlalchemy import Row, Table
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.daily.subscription import Subscription


def upsert(engine: AsyncEngine, table: Table) -> Any:
    """An INSERT that can be told what to do where the row is there already."""
    dialect = import_module(f"sqlalchemy.dialects.{engine.dialect.name}")
    return dialect.insert(table)


def seconds_of(moment: datetime) -> int:
    """An instant as whole seconds since 1970, rounded down."""
    return int(moment.timestamp())


def moment_of(seconds: int) -> datetime:
    """The instant, in UTC, of seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC)


def minute_of(at: time) -> int:
    """A wall time as the minute of the day."""
    return at.hour * 60 + at.minute


def time_of(minute: int) -> time:
    """The wall time of a minute of the day."""
    return time(minute // 60, minute % 60)


def subscription_of(row: Row[Any]) -> Subscription:
    """The subscription that a row of the table holds."""
    return Subscription(
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        at=time_of(row.minute),
        zone=row.zone,
        language=row.language,
        only_exact=row.only_exact,
        is_silent=row.is_silent,
        due_at=None if row.due_at is None else moment_of(row.due_at),
    )


def values_of(subscription: Subscription, due_on: date) -> dict[str, Any]:
    """The values of an active subscription's row, but for its key."""
    if subscription.due_at is None:
        raise ValueError("an active subscription has a due instant")
    return {
        "minute": minute_of(subscription.at),
        "zone": subscription.zone,
        "language": subscription.language,
        "only_exact": subscription.only_exact,
        "is_silent": subscription.is_silent,
        "due_on": due_on,
        "due_at": seconds_of(subscription.due_at),
        "ended": None,
    }
