"""Updates in the database: noted until they are handled, their numbers known for a day."""

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.faults import transaction
from bot.storage.groups import write_to_postgresql, write_to_sqlite
from bot.storage.inbox import Group, Noted, Written
from bot.storage.line import Line
from bot.storage.tables import updates

KNOWN_SECONDS = 24 * 3600
"""Telegram keeps what it could not deliver for as long, and sends no update again after that."""

_WAITS = updates.c.handled_at.is_(None)


class Updates:
    """The table of updates. Every method is one short transaction.

    Each raises `DatabaseAway` where the database cannot be used now.
    """

    def __init__(self, engine: AsyncEngine, line: Line) -> None:
        self._engine = engine
        self._line = line

    async def write(self, claimant: int, group: Group) -> Written:
        """Note updates for a claimant, and that some were handled, with what is to be remembered.

        Who has lost the answer, but not what was written, is told again that an update is new.
        """
        if self._engine.dialect.name == "sqlite":
            return await write_to_sqlite(self._engine, claimant, group)
        return await write_to_postgresql(self._line, claimant, group)

    async def lately_handled(self, most: int) -> list[int]:
        """The numbers of the newest updates that were handled."""
        query = (
            select(updates.c.update_id)
            .where(updates.c.handled_at.is_not(None))
            .order_by(updates.c.update_id.desc())
            .limit(most)
        )
        async with transaction(self._engine) as connection:
            return list(await connection.scalars(query))

    async def claimants(self, but: int) -> list[int]:
        """Who else has claimed what is not handled."""
        query = select(updates.c.claimed_by).where(_WAITS, updates.c.claimed_by != but).distinct()
        async with transaction(self._engine) as connection:
            return list(await connection.scalars(query))

    async def is_dead(self, claimant: int) -> bool:
        """Whether nobody holds the advisory lock of a claimant's number any more."""
        async with transaction(self._engine) as connection:
            query = select(func.pg_try_advisory_xact_lock(claimant))
            return bool(await connection.scalar(query))

    async def take_over(self, claimant: int, of: int) -> list[Noted]:
        """Claim what a dead one had claimed, and has not handled, in the order of its coming.

        From a living one, which holds the advisory lock of its number, nothing is taken.
        """
        taking = (
            update(updates)
            .where(_WAITS, updates.c.claimed_by == of)
            .values(claimed_by=claimant)
            .returning(updates)
        )
        async with transaction(self._engine) as connection:
            if not await connection.scalar(select(func.pg_try_advisory_xact_lock(of))):
                return []
            rows = (await connection.execute(taking)).all()
        taken = [Noted(row.update_id, row.chat_id or 0, row.body, row.noted_at) for row in rows]
        return sorted(taken, key=lambda one: one.update_id)

    async def prune(self, now: int) -> None:
        """Forget the numbers of what was handled more than a day ago."""
        is_old = updates.c.handled_at < now - KNOWN_SECONDS
        async with transaction(self._engine) as connection:
            await connection.execute(delete(updates).where(is_old))
