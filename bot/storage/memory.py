"""The table of what replicas have to know of each other's last ten minutes."""

import time
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager

from sqlalchemy import (
    String,
    bindparam,
    cast,
    delete,
    func,
    literal,
    null,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.faults import cause_of
from bot.storage.opening import CannotStore
from bot.storage.remembering import REMEMBERED_SECONDS, Kept, Key, Recalled
from bot.storage.rows import upsert
from bot.storage.tables import chats, remembered, updates

_LANGUAGE, _BUSY = "language", "busy"
_FORGET = delete(remembered).where(
    remembered.c.chat_id == bindparam("of_chat"),
    remembered.c.kind == bindparam("of_kind"),
    remembered.c.about == bindparam("of_about"),
)


class Memory:
    """What is remembered. Every method but `write` is one short transaction.

    Each raises `CannotStore` where the database cannot be used now.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        insertion = upsert(engine, remembered)
        changed = {name: insertion.excluded[name] for name in ("value", "noted_at")}
        self._keep = insertion.on_conflict_do_update(
            index_elements=list(remembered.primary_key), set_=changed
        )

    async def recall(
        self, keys: Collection[Key], of_chats: Collection[int], claimant: int
    ) -> Recalled:
        """What is known of keys, and of chats, but for what a claimant itself is handling."""
        since = int(time.time()) - REMEMBERED_SECONDS
        columns = remembered.c
        wanted = [(key.chat_id, key.kind, key.about) for key in keys]
        query = union_all(
            select(columns.chat_id, columns.kind, columns.about, columns.value).where(
                tuple_(columns.chat_id, columns.kind, columns.about).in_(wanted),
                columns.noted_at >= since,
            ),
            select(chats.c.chat_id, literal(_LANGUAGE), literal(0), chats.c.language).where(
                chats.c.chat_id.in_(list(of_chats))
            ),
            select(
                updates.c.chat_id,
                literal(_BUSY),
                func.min(updates.c.update_id),
                cast(null(), String),
            )
            .where(
                updates.c.chat_id.in_(list(of_chats)),
                updates.c.handled_at.is_(None),
                updates.c.claimed_by != claimant,
            )
            .group_by(updates.c.chat_id),
        )
        values, languages, busy = {}, {}, {}
        async with self._transaction() as connection:
            for chat_id, kind, about, value in await connection.execute(query):
                if kind == _LANGUAGE:
                    languages[chat_id] = value
                elif kind == _BUSY:
                    busy[chat_id] = about
                else:
                    values[Key(chat_id, kind, about)] = value
        return Recalled(values, languages, busy)

    async def write(self, connection: AsyncConnection, kept: Sequence[Kept]) -> None:
        """Remember and forget, within a transaction; of one key the last value counts."""
        last = {one.key: one for one in kept}
        rows = [
            {
                "chat_id": one.key.chat_id,
                "kind": one.key.kind,
                "about": one.key.about,
                "value": one.value,
                "noted_at": one.at,
            }
            for one in sorted(
                last.values(), key=lambda one: (one.key.chat_id, one.key.kind, one.key.about)
            )
            if one.value is not None
        ]
        if rows:
            await connection.execute(self._keep, rows)
        gone = [
            {"of_chat": one.key.chat_id, "of_kind": one.key.kind, "of_about": one.key.about}
            for one in last.values()
            if one.value is None
        ]
        if gone:
            await connection.execute(_FORGET, gone)

    async def prune(self, now: int) -> None:
        """Forget what is older than ten minutes."""
        is_old = remembered.c.noted_at < now - REMEMBERED_SECONDS
        async with self._transaction() as connection:
            await connection.execute(delete(remembered).where(is_old))

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[AsyncConnection]:
        try:
            async with self._engine.begin() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            raise CannotStore(cause_of(error)) from None
