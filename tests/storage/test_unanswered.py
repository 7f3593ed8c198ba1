"""Questions without an answer in the database, on SQLite and on PostgreSQL."""

from datetime import date, timedelta

import pytest

from bot.storage import unanswered
from bot.storage.database import Database
from tests.storage.test_subscriptions import run

DAY = date(2026, 3, 16)


def test_they_are_counted_with_their_last_day(database_url: str) -> None:
    async def steps(database: Database) -> None:
        kept = database.unanswered
        await kept.keep("where is the moon", "en", DAY - timedelta(days=1))
        await kept.keep("哪裡有月亮", "zh-Hant", DAY)
        await kept.keep("where is the moon", "en", DAY)
        moon, other = await kept.all(DAY)
        assert (moon.text, moon.language, moon.count, moon.last_day) == (
            "where is the moon", "en", 2, DAY,
        )  # fmt: skip
        assert other.count == 1

    run(database_url, steps)


def test_they_are_gone_after_ninety_days(database_url: str) -> None:
    async def steps(database: Database) -> None:
        kept = database.unanswered
        await kept.keep("old", "en", DAY - timedelta(days=90))
        await kept.keep("new", "en", DAY - timedelta(days=89))
        assert [k.text for k in await kept.all(DAY)] == ["new"]
        await kept.prune(DAY)
        assert [k.text for k in await kept.all(DAY - timedelta(days=9))] == ["new"]

    run(database_url, steps)


def test_they_are_bounded(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unanswered, "MOST", 2)

    async def steps(database: Database) -> None:
        kept = database.unanswered
        for text, day in (("a", DAY), ("b", DAY), ("c", DAY - timedelta(days=3)), ("a", DAY)):
            await kept.keep(text, "en", day)
        await kept.prune(DAY)
        assert [k.text for k in await kept.all(DAY)] == ["a", "b"]

    run(database_url, steps)


def test_chats_of_which_something_is_kept_are_counted_once(database_url: str) -> None:
    async def steps(database: Database) -> None:
        await database.choose_language(7, "en")
        await database.choose_language(8, "en")
        await database.unanswered.keep("moon", "en", DAY)
        await database.forget(8)
        assert await database.number_of_chats() == 1
        assert len(await database.unanswered.all(DAY)) == 1

    run(database_url, steps)
