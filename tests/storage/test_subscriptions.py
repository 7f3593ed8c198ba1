"""Subscriptions in the database, on SQLite and on PostgreSQL."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import TypeVar

from sqlalchemy import insert, select

from bot.daily.subscription import Ending, Subscription, SubscriptionCount
from bot.storage.database import Database
from bot.storage.inbox import Group, Noted
from bot.storage.tables import deliveries, metadata, remembered

Result = TypeVar("Result")
NINE = Subscription(7, 0, time(9), "Asia/Taipei", "en")
NOW = datetime(2026, 3, 16, 0, 30, tzinfo=UTC)  # 8:30 in Taipei
LATER = datetime(2026, 3, 16, 4, 0, tzinfo=UTC)  # noon in Taipei


def run(url: str, steps: Callable[[Database], Awaitable[Result]]) -> Result:
    """Open the database, take the steps, close it."""

    async def go() -> Result:
        database = await Database.open(url)
        try:
            return await steps(database)
        finally:
            await database.close()

    return asyncio.run(go())


async def has_gone_out(database: Database, subscription: Subscription, day: date) -> None:
    """Note in the ledger that a post was delivered."""
    key = {"chat_id": subscription.chat_id, "thread_id": subscription.thread_id}
    values = {"local_date": day, "claimed_at": 1, "claimed_by": "", "done_at": 1, "outcome": "sent"}
    async with database._engine.begin() as connection:
        await connection.execute(insert(deliveries).values(**key, **values))


def test_what_was_put_is_there_with_its_due_instant(database_url: str) -> None:
    async def steps(database: Database) -> None:
        kept = database.subscriptions
        saved = await kept.put(replace(NINE, only_exact=True, is_silent=True), NOW)
        assert saved.due_at == datetime(2026, 3, 16, 1, 0, tzinfo=UTC)
        assert await kept.get(7, 0) == saved
        assert await kept.get(7, 1) is None
        assert await kept.get(8, 0) is None

    run(database_url, steps)


def test_a_change_of_anything_but_the_time_keeps_the_due_instant(database_url: str) -> None:
    async def steps(database: Database) -> None:
        saved = await database.subscriptions.put(NINE, NOW)
        changed = await database.subscriptions.put(replace(NINE, language="zh-Hant"), LATER)
        assert changed == replace(saved, language="zh-Hant")

    run(database_url, steps)


def test_a_later_hour_does_not_bring_a_second_post_today(database_url: str) -> None:
    async def steps(database: Database) -> None:
        await database.subscriptions.put(NINE, NOW)
        await has_gone_out(database, NINE, date(2026, 3, 16))
        changed = await database.subscriptions.put(replace(NINE, at=time(19)), LATER)
        assert changed.due_at == datetime(2026, 3, 17, 11, 0, tzinfo=UTC)

    run(database_url, steps)


def test_a_change_of_hour_does_not_lose_a_post_that_is_waiting(database_url: str) -> None:
    async def steps(database: Database) -> None:
        await database.subscriptions.put(NINE, NOW)
        earlier = await database.subscriptions.put(replace(NINE, at=time(8)), LATER)
        assert earlier.due_at == datetime(2026, 3, 16, 0, 0, tzinfo=UTC)

    run(database_url, steps)


def test_topics_and_chats_stand_side_by_side(database_url: str) -> None:
    async def steps(database: Database) -> None:
        kept = database.subscriptions
        for thread in (5, 0, 3):
            await kept.put(replace(NINE, thread_id=thread), NOW)
        await kept.put(replace(NINE, chat_id=-(10**12)), NOW)
        assert [s.thread_id for s in await kept.of_chat(7)] == [0, 3, 5]
        removed = await kept.remove(7, 3)
        assert removed is not None
        assert await kept.put(removed, LATER) is not None
        assert await kept.remove(7, 4) is None
        assert len(await kept.of_chat(-(10**12))) == 1

    run(database_url, steps)


def test_an_ended_one_rests_until_it_is_revived(database_url: str) -> None:
    async def steps(database: Database) -> None:
        kept = database.subscriptions
        for thread in (0, 3, 5):
            await kept.put(replace(NINE, thread_id=thread), NOW)
        await kept.end(7, 3, Ending.NOT_FOUND)
        assert [s.thread_id for s in await kept.of_chat(7)] == [0, 5]
        await kept.end(7, None, Ending.BLOCKED)
        assert await kept.of_chat(7) == []
        assert await kept.revive(7, LATER) == 3
        assert await kept.revive(7, LATER) == 0
        revived = await kept.get(7, 5)
        assert revived is not None
        assert revived.due_at == datetime(2026, 3, 17, 1, 0, tzinfo=UTC)

    run(database_url, steps)


def test_putting_revives_too(database_url: str) -> None:
    async def steps(database: Database) -> None:
        await database.subscriptions.put(NINE, NOW)
        await database.subscriptions.end(7, None, Ending.BLOCKED)
        assert await database.subscriptions.remove(7, 0) is None
        saved = await database.subscriptions.put(NINE, LATER)
        assert await database.subscriptions.get(7, 0) == saved

    run(database_url, steps)


def test_a_group_that_becomes_a_supergroup_is_moved_whole(database_url: str) -> None:
    async def steps(database: Database) -> None:
        kept = database.subscriptions
        saved = await kept.put(NINE, NOW)
        await kept.put(replace(NINE, thread_id=3), NOW)
        held = await kept.put(replace(NINE, chat_id=70, thread_id=3, at=time(20)), NOW)
        await database.choose_language(7, "zh-Hant")
        await has_gone_out(database, NINE, date(2026, 3, 16))
        for _ in range(2):
            await kept.move(7, 70)
        assert await kept.of_chat(7) == []
        assert await kept.of_chat(70) == [replace(saved, chat_id=70), held]
        assert await database.language(70) == "zh-Hant"
        changed = await kept.put(replace(NINE, chat_id=70, at=time(19)), LATER)
        assert changed.due_at is not None
        assert changed.due_at.date() == date(2026, 3, 17)

    run(database_url, steps)


def test_they_are_counted_by_zone_hour_and_language(database_url: str) -> None:
    async def steps(database: Database) -> None:
        kept = database.subscriptions
        for chat, minute in enumerate((0, 59, 30)):
            await kept.put(replace(NINE, chat_id=chat, at=time(9, minute)), NOW)
        await kept.put(replace(NINE, chat_id=4, zone="Europe/Paris", language="zh-Hant"), NOW)
        await kept.put(replace(NINE, chat_id=5), NOW)
        await kept.end(5, None, Ending.DEACTIVATED)
        assert await kept.counts() == [
            SubscriptionCount("Asia/Taipei", 9, "en", 3),
            SubscriptionCount("Europe/Paris", 9, "zh-Hant", 1),
        ]

    run(database_url, steps)


def test_forgetting_leaves_nothing_of_a_chat_and_all_of_the_others(database_url: str) -> None:
    async def steps(database: Database) -> None:
        for chat in (7, 8):
            subscription = replace(NINE, chat_id=chat)
            await database.subscriptions.put(subscription, NOW)
            await has_gone_out(database, subscription, date(2026, 3, 16))
            await database.choose_language(chat, "en")
            await database.updates.write(1, Group([Noted(chat, chat, "{}")]))
            async with database._engine.begin() as connection:
                row = {"chat_id": chat, "kind": "talk", "about": 5, "value": "{}", "noted_at": 1}
                await connection.execute(insert(remembered).values(row))
        await database.forget(7)
        async with database._engine.connect() as connection:
            for table in metadata.sorted_tables:
                if table.name == "unanswered":
                    continue
                left = (await connection.scalars(select(table.c.chat_id))).all()
                assert left == [8], table.name

    run(database_url, steps)
