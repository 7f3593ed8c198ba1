"""How the database is: it is well where it can be written, and tells how much is in it."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.daily.ports import DatabaseAway
from bot.daily.subscription import Ending
from bot.storage import database as database_module
from bot.storage.database import Database
from tests.daily.deliveries import MORNING, NINE, subscribe
from tests.storage.test_subscriptions import run


def test_a_database_that_answers_is_well(database_url: str) -> None:
    async def steps(database: Database) -> None:
        await database.health.check()
        # The look leaves nothing behind that holds up others.
        await asyncio.gather(*(database.choose_language(number, "en") for number in range(10)))
        await database.health.check()

    run(database_url, steps)


def test_it_counts_subscriptions_and_what_is_due(database_url: str) -> None:
    async def steps(database: Database) -> None:
        await subscribe(database, [replace(NINE, chat_id=number) for number in range(1, 6)])
        await database.subscriptions.end(1, None, Ending.BLOCKED)
        before = await database.health.numbers(MORNING - timedelta(hours=1))
        assert (before.subscriptions, before.due) == (4, 0)
        after = await database.health.numbers(MORNING + timedelta(hours=1))
        assert (after.subscriptions, after.due) == (4, 4)

    run(database_url, steps)


def test_a_file_that_another_program_keeps_locked_is_not_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "_BUSY_SECONDS", 0.1)

    async def steps(database: Database) -> None:
        with closing(sqlite3.connect(tmp_path / "annals.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(DatabaseAway, match="another program keeps it locked"):
                await database.health.check()
            other.execute("ROLLBACK")
        await database.health.check()

    run(f"sqlite:///{tmp_path}/annals.db", steps)
