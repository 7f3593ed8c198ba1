"""Updates in the database: noted until they are handled, their numbers remembered for a day."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.faults import transaction
from bot.storage.inbox import Handled, Noted
from bot.storage.memory import Memory
from bot.storage.opening import CannotStore
from bot.storage.remembering import Kept
from bot.storage.tables import updates

REMEMBERED_SECONDS = 24 * 3600
"""Telegram keeps what it could not deliver for as long, and sends no update again after that."""

_WAITS = updates.c.handled_at.is_(None)
_EACH = sqlite.insert(updates)
_NOTE_EACH = _EACH.on_conflict_do_nothing(index_elements=[updates.c.update_id]).returning(
    updates.c.update_id
)
_TICK_OFF_EACH = _EACH.on_conflict_do_update(
    index_elements=[updates.c.update_id],
    set_={"handled_at": _EACH.excluded.handled_at, "body": None, "chat_id": None},
)
# PostgreSQL gets one statement with arrays, whatever their length: server and driver know it.
_NOTE_ALL = text(
    "INSERT INTO updates (update_id, chat_id, body, noted_at, claimed_by)"
    " SELECT id, chat, body, at, :claimant FROM unnest(CAST(:ids AS bigint[]),"
    " CAST(:chats AS bigint[]), CAST(:bodies AS text[]), CAST(:at AS bigint[]))"
    " AS n(id, chat, body, at) ON CONFLICT (update_id) DO NOTHING RETURNING update_id"
)
_TICK_OFF_ALL = text(
    "INSERT INTO updates (update_id, noted_at, claimed_by, handled_at)"
    " SELECT id, at, :claimant, at"
    " FROM unnest(CAST(:ids AS bigint[]), CAST(:at AS bigint[])) AS n(id, at)"
    " ON CONFLICT (update_id)"
    " DO UPDATE SET handled_at = excluded.handled_at, body = NULL, chat_id = NULL"
)


class Updates:
    """The table of updates. Every method is one short transaction.

    Each raises `CannotStore` where the database cannot be used now.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._memory = Memory(engine)

    async def write(
        self,
        claimant: int,
        noted: Sequence[Noted],
        handled: Sequence[Handled],
        kept: Sequence[Kept] = (),
    ) -> set[int]:
        """Note updates for a claimant, and that some were handled, with what is to be remembered.

        Returns:
            The numbers of the noted updates that are new.
        """
        new: set[int] = set()
        async with transaction(self._engine, CannotStore) as connection:
            if noted:
                notes = sorted(noted, key=lambda one: one.update_id)
                new = set(await connection.scalars(*self._note(claimant, notes)))
            if kept:
                await self._memory.write(connection, kept)
            if handled:
                done = sorted(handled, key=lambda one: one.update_id)
                await connection.execute(*self._tick_off(claimant, done))
        return new

    def _note(self, claimant: int, notes: list[Noted]) -> tuple[Any, Any]:
        """The statement, and what it is given."""
        if self._engine.dialect.name == "postgresql":
            return _NOTE_ALL, {
                "ids": [one.update_id for one in notes],
                "chats": [one.chat_id for one in notes],
                "bodies": [one.body for one in notes],
                "at": [one.at for one in notes],
                "claimant": claimant,
            }
        return _NOTE_EACH, [
            {
                "update_id": one.update_id,
                "chat_id": one.chat_id,
                "body": one.body,
                "noted_at": one.at,
                "claimed_by": claimant,
            }
            for one in notes
        ]

    def _tick_off(self, claimant: int, done: list[Handled]) -> tuple[Any, Any]:
        """The statement, and what it is given."""
        if self._engine.dialect.name == "postgresql":
            return _TICK_OFF_ALL, {
                "ids": [one.update_id for one in done],
                "at": [one.at for one in done],
                "claimant": claimant,
            }
        return _TICK_OFF_EACH, [
            {
                "update_id": one.update_id,
                "noted_at": one.at,
                "claimed_by": claimant,
                "handled_at": one.at,
            }
            for one in done
        ]

    async def lately_handled(self, most: int) -> list[int]:
        """The numbers of the newest updates that were handled."""
        query = (
            select(updates.c.update_id)
            .where(updates.c.handled_at.is_not(None))
            .order_by(updates.c.update_id.desc())
            .limit(most)
        )
        async with transaction(self._engine, CannotStore) as connection:
            return list(await connection.scalars(query))

    async def claimants(self, but: int) -> list[int]:
        """Who else has claimed what is not handled."""
        query = select(updates.c.claimed_by).where(_WAITS, updates.c.claimed_by != but).distinct()
        async with transaction(self._engine, CannotStore) as connection:
            return list(await connection.scalars(query))

    async def is_dead(self, claimant: int) -> bool:
        """Whether nobody holds the advisory lock of a claimant's number any more."""
        async with transaction(self._engine, CannotStore) as connection:
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
        async with transaction(self._engine, CannotStore) as connection:
            if not await connection.scalar(select(func.pg_try_advisory_xact_lock(of))):
                return []
            rows = (await connection.execute(taking)).all()
        taken = [Noted(row.update_id, row.chat_id or 0, row.body, row.noted_at) for row in rows]
        return sorted(taken, key=lambda one: one.update_id)

    async def prune(self, now: int) -> None:
        """Forget the numbers of what was handled more than a day ago."""
        is_old = updates.c.handled_at < now - REMEMBERED_SECONDS
        async with transaction(self._engine, CannotStore) as connection:
            await connection.execute(delete(updates).where(is_old))
