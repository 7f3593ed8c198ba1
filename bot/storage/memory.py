"""The table of what replicas have to know of each other's last ten minutes; on PostgreSQL alone."""

import time
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import delete, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.faults import told_as
from bot.storage.opening import CannotStore
from bot.storage.remembering import REMEMBERED_SECONDS, Kept, Key, Recalled
from bot.storage.tables import remembered

# One statement with arrays, whatever their length: the server and the driver know it already.
_RECALL = text(
    "SELECT m.chat_id, m.kind, m.about, m.value FROM remembered m"
    " JOIN unnest(CAST(:chats AS bigint[]), CAST(:kinds AS text[]), CAST(:abouts AS bigint[]))"
    " AS k(chat_id, kind, about) USING (chat_id, kind, about)"
    " WHERE m.noted_at >= :since"
    " UNION ALL SELECT chat_id, 'language', 0, language FROM chats"
    " WHERE chat_id = ANY(CAST(:of_chats AS bigint[]))"
    " UNION ALL SELECT chat_id, 'busy', min(update_id), NULL FROM updates"
    " WHERE chat_id = ANY(CAST(:of_chats AS bigint[]))"
    " AND handled_at IS NULL AND claimed_by <> :claimant GROUP BY chat_id"
)
_KEEP = text(
    "INSERT INTO remembered (chat_id, kind, about, value, noted_at)"
    " SELECT * FROM unnest(CAST(:chats AS bigint[]), CAST(:kinds AS text[]),"
    " CAST(:abouts AS bigint[]), CAST(:written AS text[]), CAST(:at AS bigint[]))"
    " ON CONFLICT (chat_id, kind, about)"
    " DO UPDATE SET value = excluded.value, noted_at = excluded.noted_at"
)
_FORGET = text(
    "DELETE FROM remembered m"
    " USING unnest(CAST(:chats AS bigint[]), CAST(:kinds AS text[]), CAST(:abouts AS bigint[]))"
    " AS k(chat_id, kind, about)"
    " WHERE m.chat_id = k.chat_id AND m.kind = k.kind AND m.about = k.about"
)


class Memory:
    """What is remembered. Every method but `write` is one statement.

    Each raises `CannotStore` where the database cannot be used now.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def recall(
        self, keys: Collection[Key], of_chats: Collection[int], claimant: int
    ) -> Recalled:
        """What is known of keys, and of chats, but for what a claimant itself is handling."""
        since = int(time.time()) - REMEMBERED_SECONDS
        given = {**_arrays(keys), "of_chats": list(of_chats), "since": since, "claimant": claimant}
        values: dict[Key, str] = {}
        languages: dict[int, str] = {}
        busy: dict[int, int] = {}
        for chat_id, kind, about, value in await self._execute(_RECALL, given):
            if kind == "language":
                languages[chat_id] = value
            elif kind == "busy":
                busy[chat_id] = about
            else:
                values[Key(chat_id, kind, about)] = value
        return Recalled(values, languages, busy)

    async def write(self, connection: AsyncConnection, kept: Sequence[Kept]) -> None:
        """Remember and forget, within a transaction; of one key the last value counts."""
        last = {one.key: one for one in kept}
        # In one order, so that replicas never wait for each other crosswise.
        ordered = sorted(last.values(), key=lambda one: _in_order(one.key))
        there = [one for one in ordered if one.value is not None]
        gone = [one.key for one in ordered if one.value is None]
        if there:
            given = _arrays(one.key for one in there)
            given |= {"written": [one.value for one in there], "at": [one.at for one in there]}
            await connection.execute(_KEEP, given)
        if gone:
            await connection.execute(_FORGET, _arrays(gone))

    async def prune(self, now: int) -> None:
        """Forget what is older than ten minutes."""
        await self._execute(
            delete(remembered).where(remembered.c.noted_at < now - REMEMBERED_SECONDS)
        )

    async def _execute(self, statement: Any, given: dict[str, Any] | None = None) -> Any:
        with told_as(CannotStore):
            async with self._engine.connect() as connection:
                return await connection.execute(statement, given)


def _in_order(key: Key) -> tuple[int, str, int]:
    return key.chat_id, key.kind, key.about


def _arrays(keys: Iterable[Key]) -> dict[str, Any]:
    """Keys as columns."""
    listed = list(keys)
    return {
        "chats": [key.chat_id for key in listed],
        "kinds": [key.kind for key in listed],
        "abouts": [key.about for key in listed],
    }
