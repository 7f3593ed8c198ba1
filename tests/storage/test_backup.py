"""Backups: one instant in one file, from either database into either, while others write."""

import asyncio
import sqlite3
import stat
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import insert, select

from bot.storage.backup import NoBackup, back_up, restore
from bot.storage.database import Database
from bot.storage.opening import CannotStore
from bot.storage.tables import chats, metadata, unanswered
from tests.conftest import BACKENDS
from tests.postgresql import PostgreSQL
from tests.storage.test_subscriptions import LATER, NINE, NOW, has_gone_out

Result = TypeVar("Result")
_OLD_TABLES = {"chats", "subscriptions", "deliveries"}
"""Those of version 0002."""


@pytest.fixture(params=BACKENDS)
def other_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A second empty database, on each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/other.db"
    server: PostgreSQL = request.getfixturevalue("postgresql_server")
    return server.new_database()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backup.db"


async def opened(url: str, steps: Callable[[Database], Awaitable[Result]]) -> Result:
    database = await Database.open(url)
    try:
        return await steps(database)
    finally:
        await database.close()


async def fill(database: Database) -> None:
    """One row at least of every kind."""
    await database.choose_language(7, "zh-Hant")
    saved = await database.subscriptions.put(NINE, NOW)
    await has_gone_out(database, saved, date(2026, 3, 15))
    await database.unanswered.keep("where are the 火鶴", "en", date(2026, 3, 16))


async def rows_of(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    async with database.snapshot() as connection:
        return {
            table.name: sorted(map(tuple, await connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


def test_what_was_saved_is_restored_from_either_database_to_either(
    database_url: str, other_url: str, file: Path
) -> None:
    async def run() -> None:
        await opened(database_url, fill)
        assert await back_up(database_url, file) == 4
        assert await restore(other_url, file) == 4
        restored = await opened(other_url, rows_of)
        assert restored == await opened(database_url, rows_of)
        assert all(len(restored[name]) == 1 for name in ("chats", "subscriptions", "deliveries"))

    asyncio.run(run())


def test_a_backup_is_of_one_instant_though_others_write(database_url: str, file: Path) -> None:
    """Each transaction writes to two tables; a backup holds both rows of it or none."""

    async def write(database: Database, stop: asyncio.Event) -> int:
        number = 1000
        while not stop.is_set():
            number += 1
            async with database.change() as connection:
                await connection.execute(insert(chats).values(chat_id=number, language="en"))
                row = {"language": "en", "times": 1, "last_day": date(2026, 3, 16)}
                await connection.execute(insert(unanswered).values(text=str(number), **row))
        return number - 1000

    async def run() -> None:
        async def steps(database: Database) -> None:
            stop = asyncio.Event()
            writing = asyncio.create_task(write(database, stop))
            for number in range(5):
                await back_up(database_url, file.with_suffix(f".{number}"))
            stop.set()
            assert await writing > 5

        await opened(database_url, steps)

    asyncio.run(run())
    counts = []
    for number in range(5):
        with closing(sqlite3.connect(file.with_suffix(f".{number}"))) as saved:
            chosen = {str(row[0]) for row in saved.execute("SELECT chat_id FROM chats")}
            asked = {row[0] for row in saved.execute("SELECT text FROM unanswered")}
        assert chosen == asked
        counts.append(len(chosen))
    assert counts[0] < counts[-1]


def test_a_database_that_holds_something_is_replaced_only_where_that_is_said(
    database_url: str, file: Path
) -> None:
    async def run() -> None:
        await opened(database_url, fill)
        await back_up(database_url, file)
        await opened(database_url, lambda database: database.choose_language(8, "en"))
        with pytest.raises(CannotStore, match=r"not empty \(rows: 5\).*--replace"):
            await restore(database_url, file)
        assert len((await opened(database_url, rows_of))["chats"]) == 2
        await restore(database_url, file, replace=True)
        assert [row[0] for row in (await opened(database_url, rows_of))["chats"]] == [7]

    asyncio.run(run())


def test_a_restore_that_fails_midway_leaves_everything_as_it_was(
    database_url: str, file: Path
) -> None:
    async def run() -> None:
        await opened(database_url, fill)
        await back_up(database_url, file)
        with closing(sqlite3.connect(file)) as saved:  # A value that no column takes.
            saved.execute("UPDATE unanswered SET last_day = 'soon'")
            saved.commit()
        before = await opened(database_url, rows_of)
        with pytest.raises(NoBackup, match="damaged"):
            await restore(database_url, file, replace=True)
        assert await opened(database_url, rows_of) == before

    asyncio.run(run())


def test_a_backup_of_an_older_program_is_brought_up_to_date(tmp_path: Path, file: Path) -> None:
    async def run() -> None:
        url = f"sqlite:///{tmp_path}/annals.db"
        await opened(url, fill)
        await back_up(url, file)
        with closing(sqlite3.connect(file)) as saved:
            for table in {table.name for table in metadata.sorted_tables} - _OLD_TABLES:
                saved.execute(f"DROP TABLE {table}")
            saved.execute("UPDATE alembic_version SET version_num = '0002'")
            saved.commit()
        assert await restore(f"sqlite:///{tmp_path}/new.db", file) == 3

    asyncio.run(run())


def test_only_its_owner_may_read_a_backup(tmp_path: Path, file: Path) -> None:
    url = f"sqlite:///{tmp_path}/annals.db"
    asyncio.run(opened(url, fill))
    asyncio.run(back_up(url, file))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.glob("*backup*")] == ["backup.db"]


def test_a_file_that_is_there_stays(tmp_path: Path, file: Path) -> None:
    url = f"sqlite:///{tmp_path}/annals.db"
    asyncio.run(opened(url, fill))
    file.write_text("precious")
    with pytest.raises(FileExistsError):
        asyncio.run(back_up(url, file))
    assert file.read_text() == "precious"


def test_where_there_is_no_database_none_is_made(tmp_path: Path, file: Path) -> None:
    with pytest.raises(CannotStore, match=r"there is no .*annals\.db"):
        asyncio.run(back_up(f"sqlite:///{tmp_path}/annals.db", file))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_what_is_no_backup_is_refused(tmp_path: Path, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(NoBackup, match="is no backup"):
        asyncio.run(restore(f"sqlite:///{tmp_path}/annals.db", file))


def test_a_database_itself_is_no_backup(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/annals.db"
    asyncio.run(opened(url, fill))
    with pytest.raises(NoBackup, match="is no backup"):
        asyncio.run(restore(f"sqlite:///{tmp_path}/other.db", tmp_path / "annals.db"))


def test_a_backup_of_a_newer_program_is_refused(tmp_path: Path, file: Path) -> None:
    url = f"sqlite:///{tmp_path}/annals.db"
    asyncio.run(opened(url, fill))
    asyncio.run(back_up(url, file))
    with closing(sqlite3.connect(file)) as saved:
        saved.execute("UPDATE alembic_version SET version_num = '9999'")
        saved.commit()
    with pytest.raises(NoBackup, match="newer"):
        asyncio.run(restore(f"sqlite:///{tmp_path}/other.db", file))


def test_posts_go_on_from_a_restored_ledger(database_url: str, other_url: str, file: Path) -> None:
    """What went out before the backup does not go out again."""

    async def run() -> None:
        async def deliver(database: Database) -> None:
            await database.subscriptions.put(NINE, NOW)
            for claim in await database.ledger.claim(LATER, 10, ()):
                assert claim

        await opened(database_url, deliver)
        await back_up(database_url, file)
        await restore(other_url, file)
        assert await opened(other_url, rows_of) == await opened(database_url, rows_of)

    asyncio.run(run())
