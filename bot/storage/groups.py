"""Writing updates in groups: what was noted, handled and is to be remembered, all or nothing."""

import json
from typing import LiteralString

from sqlalchemy.dialects import sqlite

from bot.storage.engine import AsyncEngine
from bot.storage.faults import transaction
from bot.storage.inbox import Group, Written
from bot.storage.line import Line
from bot.storage.memory import RECALL, columns, recalled, recalling
from bot.storage.remembering import Recalled
from bot.storage.tables import updates

_json = json.JSONEncoder(ensure_ascii=False).encode
_EACH = sqlite.insert(updates)
# Who lost the answer to the first try, but not the update, is told once more that it is new.
_NOTE_EACH = _EACH.on_conflict_do_update(
    index_elements=[updates.c.update_id],
    set_={"claimed_by": _EACH.excluded.claimed_by},
    where=(updates.c.claimed_by == _EACH.excluded.claimed_by) & updates.c.handled_at.is_(None),
).returning(updates.c.update_id)
_TICK_OFF_EACH = _EACH.on_conflict_do_update(
    index_elements=[updates.c.update_id],
    set_={"handled_at": _EACH.excluded.handled_at, "body": None, "chat_id": None},
)
# A PostgreSQL server gets all of it in one statement, whatever its length.
_WRITE_GROUP: LiteralString = """
WITH noted AS (
    INSERT INTO updates AS u (update_id, chat_id, body, noted_at, claimed_by)
    SELECT id, chat, body, at, %(claimant)s::bigint
    FROM json_to_recordset(%(noted)s::json) AS n(id bigint, chat bigint, body text, at bigint)
    ON CONFLICT (update_id) DO UPDATE SET claimed_by = excluded.claimed_by
    WHERE u.claimed_by = excluded.claimed_by AND u.handled_at IS NULL
    RETURNING u.update_id
), handled AS (
    INSERT INTO updates (update_id, noted_at, claimed_by, handled_at)
    SELECT id, at, %(claimant)s::bigint, at
    FROM json_to_recordset(%(handled)s::json) AS n(id bigint, at bigint)
    ON CONFLICT (update_id)
    DO UPDATE SET handled_at = excluded.handled_at, body = NULL, chat_id = NULL
), kept AS (
    INSERT INTO remembered (chat_id, kind, about, value, noted_at)
    SELECT chat_id, kind, about, value, at FROM json_to_recordset(%(kept)s::json)
    AS n(chat_id bigint, kind text, about bigint, value text, at bigint)
    ON CONFLICT (chat_id, kind, about)
    DO UPDATE SET value = excluded.value, noted_at = excluded.noted_at
), forgotten AS (
    DELETE FROM remembered m
    USING unnest(%(gone_of_chats)s::bigint[], %(gone_kinds)s::text[], %(gone_abouts)s::bigint[])
    AS k(chat_id, kind, about)
    WHERE m.chat_id = k.chat_id AND m.kind = k.kind AND m.about = k.about
)
SELECT 0::bigint, 'noted', update_id, NULL FROM noted
"""
_WRITE: LiteralString = f"{_WRITE_GROUP} UNION ALL {RECALL}"


async def write_to_sqlite(engine: AsyncEngine, claimant: int, group: Group) -> Written:
    """Write to SQLite, where one process works, which remembers the rest by itself."""
    new: set[int] = set()
    done = [
        {
            "update_id": one.update_id,
            "noted_at": one.at,
            "claimed_by": claimant,
            "handled_at": one.at,
        }
        for one in group.handled
    ]
    notes = [
        {
            "update_id": one.update_id,
            "chat_id": one.chat_id,
            "body": one.body,
            "noted_at": one.at,
            "claimed_by": claimant,
        }
        for one in group.noted
    ]
    async with transaction(engine) as connection:
        if done:
            await connection.execute(_TICK_OFF_EACH, done)
        if notes:
            new = set(await connection.scalars(_NOTE_EACH, notes))
    return Written(new, Recalled({}, {}, {}))


async def write_to_postgresql(line: Line, claimant: int, group: Group) -> Written:
    """Write to a PostgreSQL server, with what replicas have to know of each other."""
    rows = await line.ask(_WRITE, {"claimant": claimant, **_given(group)})
    new = {about for _, kind, about, _ in rows if kind == "noted"}
    return Written(new, recalled(row for row in rows if row[1] != "noted"))


def _given(group: Group) -> dict[str, str | int]:
    """A group as the statement is given it.

    No row is written twice, and all in one order, so that replicas never wait for each other
    crosswise.
    """
    done = {one.update_id: one.at for one in group.handled}
    notes = {one.update_id: one for one in group.noted if one.update_id not in done}
    last = {one.key: one for one in group.kept}
    gone = columns([key for key, one in sorted(last.items()) if one.value is None])
    return {
        **recalling(group.keys, group.of_chats),
        **{f"gone_{name}": keys for name, keys in gone.items()},
        "noted": _json(
            [
                {"id": one.update_id, "chat": one.chat_id, "body": one.body, "at": one.at}
                for _, one in sorted(notes.items())
            ]
        ),
        "handled": _json([{"id": number, "at": at} for number, at in sorted(done.items())]),
        "kept": _json(
            [
                {**key._asdict(), "value": one.value, "at": one.at}
                for key, one in sorted(last.items())
                if one.value is not None
            ]
        ),
    }
