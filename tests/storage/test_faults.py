"""Disks that are full, files that are locked or may not be written: one clear line each."""

import asyncio
import logging
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.storage import database as database_module
from bot.storage.database import Database
from bot.storage.opening import CannotStore
from tests.daily.deliveries import MORNING, NINE, Clock, Collector, delivery_of, subscribe
from tests.storage.test_subscriptions import run

NOBODY = 65534


@pytest.fixture
def read_only_folder() -> Iterator[Path]:
    """A folder that this process may read but not write, whoever it runs as."""
    is_root = os.geteuid() == 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(f"sqlite:///{folder}/annals.db", lambda database: database.language(7))
        folder.chmod(0o555)
        if is_root:
            os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            if is_root:
                os.seteuid(0)
            folder.chmod(0o755)


def told(url: str) -> str:
    """The one line that opening a database ends with."""
    with pytest.raises(CannotStore) as caught:
        run(url, lambda database: database.language(7))
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


def test_a_folder_that_may_not_be_written_is_told(read_only_folder: Path) -> None:
    assert "check the folder's permissions" in told(f"sqlite:///{read_only_folder}/new.db")


def test_a_file_that_may_not_be_written_is_told(read_only_folder: Path) -> None:
    assert "permissions" in told(f"sqlite:///{read_only_folder}/annals.db")


def test_a_locked_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "_BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(tmp_path / "annals.db", isolation_level=None)) as other:
        other.execute("CREATE TABLE t (c)")
        other.execute("BEGIN EXCLUSIVE")
        assert "another program keeps it locked" in told(f"sqlite:///{tmp_path}/annals.db")


class Disk:
    """A disk that holds only so many pages of a database's file."""

    def __init__(self, database: Database, pages: int) -> None:
        self.pages = pages
        event.listen(database._engine.sync_engine, "checkout", self._limit)

    def _limit(self, connection: Any, *_: object) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA max_page_count={self.pages}")
        cursor.close()


def test_a_full_disk_is_told_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = database_module._engine

    def small(url: str, must_exist: bool) -> Any:
        engine = opened(url, must_exist)
        Disk(Database(engine), 4)
        return engine

    monkeypatch.setattr(database_module, "_engine", small)
    assert "the disk is full: make room on it" in told(f"sqlite:///{tmp_path}/annals.db")


def test_while_the_disk_is_full_nothing_is_sent_and_then_everything_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def steps(database: Database) -> None:
        await subscribe(database, [replace(NINE, chat_id=number) for number in range(1, 301)])
        async with database._engine.begin() as connection:
            pages = await connection.exec_driver_sql("PRAGMA page_count")
            full = pages.scalar_one()
        disk = Disk(database, full + 2)
        clock = Clock(MORNING)
        collector = Collector(clock)
        stop = asyncio.Event()
        delivering = asyncio.create_task(delivery_of(database, collector, clock).run(stop))
        await asyncio.sleep(1)
        sent_while_full = len(collector.came)
        assert sent_while_full < 300
        disk.pages = full + 1000
        while len(collector.came) < 300:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        stop.set()
        await delivering
        assert sorted(chat for chat, _ in collector.came) == list(range(1, 301))

    with caplog.at_level(logging.WARNING):
        run(f"sqlite:///{tmp_path}/annals.db", steps)
    assert any("the disk is full: make room on it" in line for line in caplog.messages)
    assert all(len(line.splitlines()) == 1 for line in caplog.messages)
