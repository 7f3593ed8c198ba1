"""Delivering for real, in this process: a database, a Bot API server, a clock that can be set."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from bot.answers.message import Message, line
from bot.chat.posting import Poster
from bot.daily.delivery import Delivery
from bot.daily.outcomes import Outcome, Sent
from bot.daily.pace import Pace
from bot.daily.ports import Lock
from bot.daily.posts import Posts
from bot.daily.subscription import Subscription
from bot.events.knowledge import Knowledge
from bot.storage.database import Database
from bot.storage.lock import DELIVERING, SessionLock
from bot.storage.tables import deliveries, subscriptions
from tests.bot_api.server import TOKEN, BotApiServer
from tests.packs import knowledge

DAY = date(2026, 11, 2)
"""A day of one exact event of the tests' knowledge."""
MORNING = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
NINE = Subscription(7, 0, time(9), "UTC", "en")
MESSAGE = Message((line("Once upon a day"),))


@dataclass
class Clock:
    """A clock that stands where it was set."""

    now: datetime

    def __call__(self) -> datetime:
        """The present instant."""
        return self.now


@dataclass
class Collector:
    """Takes every message, and notes where and when."""

    clock: Clock
    came: list[tuple[int, datetime]] = field(default_factory=list)

    async def send(
        self, chat_id: int, thread_id: int, message: Message, is_silent: bool
    ) -> Outcome:
        """Note the message."""
        self.came.append((chat_id, self.clock.now))
        return Sent()


def quick_lock(database: Database) -> Lock:
    """The database's lock, with a short pause on PostgreSQL."""
    lock = database.delivery_lock()
    if isinstance(lock, SessionLock):
        return SessionLock(database._engine.url, DELIVERING, beat=0.1, patience=0.5)
    return lock


@asynccontextmanager
async def poster_to(server: BotApiServer, at_once: int = 8) -> AsyncIterator[Poster]:
    """What sends to a Bot API server, and gives up on an answer soon."""
    poster = Poster(TOKEN, server.base_url, at_once, read_seconds=0.5)
    try:
        yield poster
    finally:
        await poster.close()


def delivery_of(
    database: Database,
    sender: object,
    clock: Clock,
    workers: int = 8,
    known: Knowledge | None = None,
) -> Delivery:
    """A delivery at any rate."""
    known = known or knowledge()
    return Delivery(
        database.ledger,
        quick_lock(database),
        sender,  # type: ignore[arg-type]
        Posts(lambda: known),
        Pace(100_000),
        clock,
        workers,
    )


async def deliver(
    database: Database, sender: object, clock: Clock, workers: int = 8
) -> dict[str, int]:
    """Deliver what is due; how many posts had which fate."""
    delivery = delivery_of(database, sender, clock, workers)
    assert await delivery.once(asyncio.Event())
    return {fate.value: number for fate, number in delivery.tally.items() if number}


async def subscribe(database: Database, wanted: Sequence[Subscription]) -> None:
    """Subscribe a minute before the posts of `MORNING` are due."""
    for subscription in wanted:
        await database.subscriptions.put(subscription, MORNING - timedelta(minutes=1))


async def ledger(database: Database) -> list[tuple[int, int, date, str | None]]:
    """What the ledger holds: chat, topic, local date, outcome."""
    columns = deliveries.c
    query = select(columns.chat_id, columns.thread_id, columns.local_date, columns.outcome)
    async with database._engine.connect() as connection:
        found = await connection.execute(query.order_by(columns.chat_id, columns.thread_id))
        return [(row[0], row[1], row[2], row[3]) for row in found]


async def endings(database: Database) -> dict[tuple[int, int], str | None]:
    """Why the subscription of each chat and topic ended; None where it has not."""
    columns = subscriptions.c
    async with database._engine.connect() as connection:
        found = await connection.execute(select(columns.chat_id, columns.thread_id, columns.ended))
        return {(row[0], row[1]): row[2] for row in found}
