"""The table of what replicas have to know of each other's last ten minutes; on PostgreSQL alone."""

import time
from collections.abc import Collection, Iterable
from typing import Any, LiteralString

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.faults import transaction
from bot.storage.line import Line, array
from bot.storage.remembering import REMEMBERED_SECONDS, Key, Recalled
from bot.storage.tables import remembered

RECALL: LiteralString = """
SELECT m.chat_id, m.kind, m.about, m.value FROM remembered m
JOIN unnest(%(of_chats)s::bigint[], %(kinds)s::text[], %(abouts)s::bigint[])
AS k(chat_id, kind, about) USING (chat_id, kind, about)
WHERE m.noted_at >= %(since)s::bigint
UNION ALL SELECT chat_id, 'language', 0, language FROM chats
WHERE chat_id = ANY(%(chats)s::bigint[])
UNION ALL SELECT chat_id, 'busy', min(update_id), NULL FROM updates
WHERE chat_id = ANY(%(chats)s::bigint[])
AND handled_at IS NULL AND claimed_by <> %(claimant)s::bigint GROUP BY chat_id
"""
"""The rows that `recalled` reads, given what `recalling` gives, and a `claimant`."""


class Memory:
    """What is remembered; it is written with the updates that changed it.

    Every method is one statement, and raises `DatabaseAway` where the database cannot be used now.
    """

    def __init__(self, engine: AsyncEngine, line: Line) -> None:
        self._engine = engine
        self._line = line

    async def recall(
        self, keys: Collection[Key], of_chats: Collection[int], claimant: int
    ) -> Recalled:
        """What is known of keys, and of chats, but for what a claimant itself is handling."""
        return recalled(
            await self._line.ask(RECALL, {**recalling(keys, of_chats), "claimant": claimant})
        )

    async def prune(self, now: int) -> None:
        """Forget what is older than ten minutes."""
        is_old = remembered.c.noted_at < now - REMEMBERED_SECONDS
        async with transaction(self._engine) as connection:
            await connection.execute(delete(remembered).where(is_old))


def recalling(keys: Collection[Key], of_chats: Collection[int]) -> dict[str, str | int]:
    """What a statement is given that recalls what is known of keys, and of chats."""
    return {
        **columns(keys),
        "chats": array(of_chats),
        "since": int(time.time()) - REMEMBERED_SECONDS,
    }


def recalled(rows: Iterable[tuple[Any, ...]]) -> Recalled:
    """What rows of `RECALL` tell."""
    values: dict[Key, str] = {}
    languages: dict[int, str] = {}
    busy: dict[int, int] = {}
    for chat_id, kind, about, value in rows:
        if kind == "language":
            languages[chat_id] = value
        elif kind == "busy":
            busy[chat_id] = about
        else:
            values[Key(chat_id, kind, about)] = value
    return Recalled(values, languages, busy)


def columns(keys: Collection[Key]) -> dict[str, str]:
    """Keys as the arrays that a statement is given."""
    return {
        "of_chats": array(key.chat_id for key in keys),
        "kinds": array(key.kind for key in keys),
        "abouts": array(key.about for key in keys),
    }
