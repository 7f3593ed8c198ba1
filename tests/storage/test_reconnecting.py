"""What chats choose is kept though the database goes away for a moment."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from bot.daily.ports import DatabaseAway
from bot.daily.subscription import Ending, Subscription
from bot.storage import reconnecting
from bot.storage.database import Database, _engine
from bot.storage.reconnecting import begun_again
from tests.postgresql import PostgreSQL

NINE = Subscription(7, 0, time(9), "Asia/Taipei", "en")
NOW = datetime(2026, 3, 16, 0, 30, tzinfo=UTC)
CALLS: dict[str, Callable[[Database], Awaitable[object]]] = {
    "get": lambda database: database.subscriptions.get(7, 0),
    "of_chat": lambda database: database.subscriptions.of_chat(7),
    "put": lambda database: database.subscriptions.put(NINE, NOW),
    "remove": lambda database: database.subscriptions.remove(7, 0),
    "end": lambda database: database.subscriptions.end(7, None, Ending.KICKED),
    "revive": lambda database: database.subscriptions.revive(7, NOW),
    "move": lambda database: database.subscriptions.move(7, -1007),
    "choose_language": lambda database: database.choose_language(7, "en"),
    "forget": lambda database: database.forget(7),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_call_waits_for_a_database_that_is_away_for_a_moment(
    name: str, postgresql_server: PostgreSQL
) -> None:
    url = postgresql_server.new_database()
    database_name = make_url(url).database

    def admit(is_admitted: bool) -> None:
        postgresql_server.execute(
            f"ALTER DATABASE {database_name} ALLOW_CONNECTIONS {str(is_admitted).lower()}"
        )

    async def go() -> None:
        database = await Database.open(url)
        try:
            await database.subscriptions.put(NINE, NOW)
            undisturbed = await CALLS[name](database)
            await database.subscriptions.put(NINE, NOW)
            admit(False)
            postgresql_server.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                f"WHERE datname = '{database_name}'"
            )
            threading.Timer(0.3, admit, (True,)).start()
            assert await CALLS[name](database) == undisturbed
        finally:
            await database.close()

    asyncio.run(go())


@pytest.mark.parametrize(
    ("url", "is_tried_again"),
    [("sqlite:///:memory:", False), ("postgresql://127.0.0.1:1/annals", True)],
)
def test_only_a_lost_connection_is_waited_for_and_not_for_ever(
    url: str, is_tried_again: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reconnecting, "_SECONDS", 0.4)
    tries = 0

    @begun_again
    async def ask() -> None:
        nonlocal tries
        tries += 1
        engine = _engine(url, must_exist=False)
        try:
            async with engine.connect() as connection:
                await connection.execute(text("SELECT * FROM nothing"))
        finally:
            await engine.dispose()

    with pytest.raises(DatabaseAway):
        asyncio.run(ask())
    assert (tries > 1) is is_tried_again


def test_what_a_chat_chooses_in_a_broken_file_is_told_in_a_line(tmp_path: Path) -> None:
    async def go() -> None:
        database = await Database.open(f"sqlite:///{tmp_path}/annals.db")
        try:
            async with database._engine.begin() as connection:
                await connection.execute(text("DROP TABLE subscriptions"))
            await database.subscriptions.of_chat(1)
        finally:
            await database.close()

    with pytest.raises(DatabaseAway, match="no such table: subscriptions"):
        asyncio.run(go())
