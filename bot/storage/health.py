"""How the database is: whether it can be written, and how much is in it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.faults import told
from bot.storage.rows import seconds_of
from bot.storage.tables import subscriptions


@dataclass(frozen=True, slots=True)
class Numbers:
    """Active subscriptions, and how many of them wait for a post that is due."""

    subscriptions: int
    due: int


class Health:
    """Asks the database how it is. Every method raises `DatabaseAway` where it is not well."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def check(self) -> None:
        """Return where it answers, and may be written to."""
        # On SQLite, whether reading works says nothing: it takes a lock to know.
        is_sqlite = self._engine.dialect.name == "sqlite"
        with told():
            async with self._engine.connect() as connection:
                await connection.exec_driver_sql("BEGIN IMMEDIATE" if is_sqlite else "SELECT 1")
                await connection.rollback()

    async def numbers(self, now: datetime) -> Numbers:
        """Count what is kept."""
        is_due = subscriptions.c.due_at <= seconds_of(now)
        active = select(func.count()).where(subscriptions.c.ended.is_(None))
        due = select(func.count()).where(is_due)
        with told():
            async with self._engine.connect() as connection:
                return Numbers(
                    await connection.scalar(active) or 0, await connection.scalar(due) or 0
                )
