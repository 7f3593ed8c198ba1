"""A year of days over ten zones whose clocks change, with a clock that is set."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from bot.storage.database import Database
from bot.storage.lock import NoLock
from bot.storage.tables import subscriptions
from tests.daily.deliveries import NINE, Clock, Collector, delivery_of
from tests.postgresql import PostgreSQL
from tests.storage.test_subscriptions import run

ZONES = (
    "Europe/Paris",
    "Europe/London",
    "America/New_York",
    "America/Los_Angeles",
    "America/St_Johns",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Africa/Cairo",
    "Asia/Jerusalem",
)
TIMES = (time(2, 30), time(0, 15))
START = datetime(2026, 1, 1, 18, tzinfo=UTC)
YEAR = timedelta(days=365)
SUBSCRIBERS = [
    replace(NINE, chat_id=number + 1, zone=zone, at=TIMES[number % 2])
    for number, zone in enumerate(ZONES)
]


def test_each_gets_one_post_a_day_on_its_day_at_its_time(tmp_path: Path) -> None:
    check(run(f"sqlite:///{tmp_path}/annals.db", lambda database: a_while(database, START, YEAR)))


@pytest.mark.parametrize("month", [3, 10])
def test_so_it_is_on_postgresql_while_clocks_change(
    postgresql_server: PostgreSQL, month: int
) -> None:
    """The whole year takes a minute there: see `tests.benchmarks.year`."""
    first, days = START.replace(month=month), timedelta(days=35)
    url = postgresql_server.new_database()
    check(run(url, lambda database: a_while(database, first, days)), days)


def check(came: list[tuple[int, datetime]], length: timedelta = YEAR) -> None:
    """Check that each subscriber had a post on each local date at the local time."""
    for wanted in SUBSCRIBERS:
        zone = ZoneInfo(wanted.zone)
        instants = [now.astimezone(zone) for chat, now in came if chat == wanted.chat_id]
        days = [now.date() for now in instants]
        assert len(days) == len(set(days)) == length.days
        assert (days[-1] - days[0]).days == length.days - 1
        for now in instants:
            assert now.time() == wanted.at or _clocks_change(now), now


async def a_while(
    database: Database, start: datetime, length: timedelta
) -> list[tuple[int, datetime]]:
    """Let days pass; where and when posts came."""
    clock = Clock(start)
    for wanted in SUBSCRIBERS:
        await database.subscriptions.put(wanted, clock.now)
    collector = Collector(clock)
    delivery = delivery_of(database, collector, clock, workers=1)
    delivery.lock = NoLock()
    while True:
        clock.now = await _next_due(database)
        if clock.now > start + length:
            return collector.came
        assert await delivery.once(asyncio.Event())


async def _next_due(database: Database) -> datetime:
    async with database._engine.connect() as connection:
        due_at = await connection.scalar(select(func.min(subscriptions.c.due_at)))
    assert due_at is not None
    return datetime.fromtimestamp(due_at, UTC)


def _clocks_change(now: datetime) -> bool:
    """Whether the clocks are put forward within the hours before: that time does not exist."""
    return (
        now.utcoffset()
        != (now.astimezone(UTC) - timedelta(hours=2)).astimezone(now.tzinfo).utcoffset()
    )
