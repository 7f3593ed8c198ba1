"""What the database holds after a run."""

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import func, select

from bot.daily.outcomes import Fate
from bot.storage.database import Database
from bot.storage.rows import time_of
from bot.storage.tables import deliveries, metadata, subscriptions, updates


@dataclass(frozen=True, slots=True)
class Left:
    """What is left.

    Attributes:
        delivered: chat and local date of each post that went out.
        subscriptions: by chat the hour of what lasts.
        waiting: updates that were noted and not handled.
        rows: by table.
    """

    delivered: list[tuple[int, date]]
    subscriptions: dict[int, time]
    waiting: int
    rows: dict[str, int]


async def left_in(url: str) -> Left:
    """Look into a database."""
    database = await Database.open(url)
    try:
        async with database._engine.connect() as connection:
            sent = await connection.execute(
                select(deliveries.c.chat_id, deliveries.c.local_date).where(
                    deliveries.c.outcome == Fate.SENT.value
                )
            )
            wishes = await connection.execute(
                select(subscriptions.c.chat_id, subscriptions.c.minute).where(
                    subscriptions.c.ended.is_(None)
                )
            )
            waiting = await connection.scalar(
                select(func.count()).select_from(updates).where(updates.c.handled_at.is_(None))
            )
            rows = {
                table.name: await connection.scalar(select(func.count()).select_from(table)) or 0
                for table in metadata.sorted_tables
            }
            return Left(
                [(row[0], row[1]) for row in sent],
                {row[0]: time_of(row[1]) for row in wishes},
                waiting or 0,
                rows,
            )
    finally:
        await database.close()
