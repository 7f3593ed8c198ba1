"""Subscriptions as the chats set them.

Every method is one short transaction, and raises `DatabaseAway` where the database cannot be used.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, and_, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.daily.schedule import instant, next_date
from bot.daily.subscription import Ending, Subscription, SubscriptionCount
from bot.storage.faults import transaction
from bot.storage.reconnecting import begun_again
from bot.storage.rows import (
    minute_of,
    moment_of,
    seconds_of,
    subscription_of,
    upsert,
    values_of,
)
from bot.storage.tables import chats, deliveries, subscriptions

_KEY = (subscriptions.c.chat_id, subscriptions.c.thread_id)


class Subscriptions:
    """Who gets the day's post, by chat and forum topic (0 for none)."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @begun_again
    async def get(self, chat_id: int, thread_id: int) -> Subscription | None:
        """The active subscription of a chat's topic; None where there is none."""
        query = select(subscriptions).where(
            _is_of(chat_id, thread_id), subscriptions.c.ended.is_(None)
        )
        async with self._engine.connect() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else subscription_of(row)

    @begun_again
    async def of_chat(self, chat_id: int) -> list[Subscription]:
        """Every active subscription of a chat, by topic."""
        query = (
            select(subscriptions)
            .where(_is_of(chat_id), subscriptions.c.ended.is_(None))
            .order_by(subscriptions.c.thread_id)
        )
        async with self._engine.connect() as connection:
            return [subscription_of(row) for row in await connection.execute(query)]

    @begun_again
    async def put(self, subscription: Subscription, now: datetime) -> Subscription:
        """Insert or replace a subscription; an ended one lives again.

        Returns:
            The subscription with its next due instant: never of a local date whose post has gone
            out, and no later than that of a post that is due and has not gone out yet.
        """
        subscription = replace(subscription, at=subscription.at.replace(second=0, microsecond=0))
        key = subscription.chat_id, subscription.thread_id
        async with self._engine.begin() as connection:
            query = select(subscriptions).where(_is_of(*key))
            held = (await connection.execute(query)).one_or_none()
            day, due_at = await _awaited(connection, subscription, held, now)
            saved = replace(subscription, due_at=due_at)
            values = values_of(saved, day)
            insertion = upsert(self._engine, subscriptions).values(
                chat_id=key[0], thread_id=key[1], **values
            )
            await connection.execute(
                insertion.on_conflict_do_update(index_elements=_KEY, set_=values)
            )
        return saved

    @begun_again
    async def remove(self, chat_id: int, thread_id: int) -> Subscription | None:
        """Delete a subscription; what was active there, None where nothing was."""
        removal = delete(subscriptions).where(_is_of(chat_id, thread_id)).returning(subscriptions)
        async with self._engine.begin() as connection:
            row = (await connection.execute(removal)).one_or_none()
        return subscription_of(row) if row is not None and row.ended is None else None

    @begun_again
    async def end(self, chat_id: int, thread_id: int | None, reason: Ending) -> None:
        """Let a topic's subscription rest, or (None) every one of a chat, until it is revived."""
        ending = (
            update(subscriptions)
            .where(_is_of(chat_id, thread_id), subscriptions.c.ended.is_(None))
            .values(ended=reason.value, due_on=None, due_at=None)
        )
        async with self._engine.begin() as connection:
            await connection.execute(ending)

    @begun_again
    async def revive(self, chat_id: int, now: datetime) -> int:
        """Let every ended subscription of a chat live again; how many there were."""
        query = select(subscriptions).where(_is_of(chat_id), subscriptions.c.ended.is_not(None))
        async with self._engine.begin() as connection:
            rows = (await connection.execute(query)).all()
            for row in rows:
                day, due_at = await _awaited(connection, subscription_of(row), None, now)
                await connection.execute(
                    update(subscriptions)
                    .where(_is_of(chat_id, row.thread_id))
                    .values(ended=None, due_on=day, due_at=seconds_of(due_at))
                )
        return len(rows)

    @begun_again
    async def move(self, old_chat_id: int, new_chat_id: int) -> None:
        """Carry over all that is kept of a group to the supergroup that it became.

        What the supergroup holds already stays; a second call finds nothing to do.
        """
        if old_chat_id == new_chat_id:
            return
        async with self._engine.begin() as connection:
            for table in (subscriptions, deliveries, chats):
                await connection.execute(
                    update(table)
                    .where(table.c.chat_id == old_chat_id, ~_twin(table, new_chat_id))
                    .values(chat_id=new_chat_id)
                )
                await connection.execute(delete(table).where(table.c.chat_id == old_chat_id))

    async def counts(self) -> list[SubscriptionCount]:
        """How many are active by zone, local hour and language, in that order."""
        hour = (subscriptions.c.minute - subscriptions.c.minute % 60) / 60
        groups = subscriptions.c.zone, hour.label("hour"), subscriptions.c.language
        query = (
            select(*groups, func.count().label("number"))
            .where(subscriptions.c.ended.is_(None))
            .group_by(*groups)
            .order_by(*groups)
        )
        async with transaction(self._engine) as connection:
            return [
                SubscriptionCount(row.zone, int(row.hour), row.language, row.number)
                for row in await connection.execute(query)
            ]


def _is_of(chat_id: int, thread_id: int | None = None) -> ColumnElement[bool]:
    of_chat = subscriptions.c.chat_id == chat_id
    return of_chat if thread_id is None else and_(of_chat, subscriptions.c.thread_id == thread_id)


def _twin(table: Table, chat_id: int) -> ColumnElement[bool]:
    """Whether another chat holds a row with the same key but for the chat."""
    other = table.alias()
    rest = [column for column in table.primary_key if column.name != "chat_id"]
    same = [other.c[column.name] == column for column in rest]
    return exists().where(other.c.chat_id == chat_id, *same)


async def _awaited(
    connection: AsyncConnection, wanted: Subscription, held: Row[Any] | None, now: datetime
) -> tuple[date, datetime]:
    """The local date that a subscription next gets a post for, and when."""
    at = wanted.at
    day = next_date(at, wanted.zone, now)
    if held is not None and held.ended is None:
        if (held.minute, held.zone) == (minute_of(at), wanted.zone):
            return held.due_on, moment_of(held.due_at)
        if moment_of(held.due_at) <= now:
            day = held.due_on
    while await _has_gone_out(connection, wanted, day):
        day = next_date(at, wanted.zone, instant(at, wanted.zone, day))
    return day, instant(at, wanted.zone, day)


async def _has_gone_out(connection: AsyncConnection, wanted: Subscription, day: date) -> bool:
    query = select(deliveries.c.done_at).where(
        deliveries.c.chat_id == wanted.chat_id,
        deliveries.c.thread_id == wanted.thread_id,
        deliveries.c.local_date == day,
    )
    return await connection.scalar(query) is not None
