"""Questions that found no answer, as text alone: a count and a day, and nothing of who asked."""

from datetime import date, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.answers.unanswered import Kept
from bot.storage.faults import transaction
from bot.storage.rows import upsert
from bot.storage.tables import unanswered

_KEPT_DAYS = 90
MOST = 5000
"""Texts that are kept at the most; those asked seldom and long ago go first."""


class Unanswered:
    """What was asked in vain. Every method is one short transaction.

    Each raises `DatabaseAway` where the database cannot be used now.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def keep(self, text: str, language: str, day: date) -> None:
        """Count a question asked on a day."""
        insertion = upsert(self._engine, unanswered).values(
            text=text, language=language, times=1, last_day=day
        )
        counted = {"times": unanswered.c.times + 1, "last_day": day}
        async with transaction(self._engine) as connection:
            await connection.execute(
                insertion.on_conflict_do_update(index_elements=[unanswered.c.text], set_=counted)
            )

    async def all(self, day: date) -> list[Kept]:
        """What is kept on a day, the most frequent first."""
        query = (
            select(unanswered)
            .where(unanswered.c.last_day > day - timedelta(days=_KEPT_DAYS))
            .order_by(unanswered.c.times.desc(), unanswered.c.text)
        )
        async with transaction(self._engine) as connection:
            return [
                Kept(row.text, row.language, row.times, row.last_day)
                for row in await connection.execute(query)
            ]

    async def prune(self, day: date) -> None:
        """Delete what was last asked 90 days ago or earlier, and what is too much."""
        first_kept = (
            select(unanswered.c.text)
            .order_by(unanswered.c.times.desc(), unanswered.c.last_day.desc(), unanswered.c.text)
            .limit(MOST)
        )
        is_old = unanswered.c.last_day <= day - timedelta(days=_KEPT_DAYS)
        async with transaction(self._engine) as connection:
            await connection.execute(delete(unanswered).where(is_old))
            if (await connection.scalar(select(func.count()).select_from(unanswered)) or 0) > MOST:
                await connection.execute(
                    delete(unanswered).where(unanswered.c.text.not_in(first_kept))
                )
