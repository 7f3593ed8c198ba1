"""Locks between processes: who delivers, who polls, who is alive.

A file's on SQLite, a session's on PostgreSQL: both end with their holder, however it dies.
"""

import asyncio
import math
import time
from contextlib import suppress
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import URL, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from bot.daily.ports import DatabaseAway, Lock
from bot.storage.faults import cause_of

DELIVERING = 0x616E6E616C73
"""The advisory lock's number: "annals"."""
POLLING = DELIVERING + 1
MIGRATING = DELIVERING + 2
_KEEPALIVE = {
    "tcp_keepalives_idle": 10,
    "tcp_keepalives_interval": 5,
    "tcp_keepalives_count": 3,
    "idle_session_timeout": 0,
}
"""The server notices within 25 seconds that the holder's machine is gone."""


def delivery_lock(url: URL) -> Lock:
    """The lock that the one process which delivers holds; on SQLite a file beside the database."""
    if url.get_backend_name() != "sqlite":
        return SessionLock(url, DELIVERING)
    if not url.database or url.database == ":memory:":
        return NoLock()
    return FolderLock(f"{url.database}.delivering")


def session_lock(url: URL, number: int) -> Lock:
    """The lock of a number among all who share a database; on SQLite there is nobody else."""
    return NoLock() if url.get_backend_name() == "sqlite" else SessionLock(url, number)


class NoLock:
    """For a database that no other process sees."""

    pause = 0.0
    is_held = True

    async def acquire(self) -> bool:
        """There is nothing to wait for."""
        return True

    async def release(self) -> None:
        """There is nothing to give up."""


class FolderLock:
    """A lock file beside the database."""

    pause = 0.0

    def __init__(self, path: str) -> None:
        self._lock = FileLock(path, timeout=0, thread_local=False)

    @property
    def is_held(self) -> bool:
        """Whether this process holds it; the operating system takes it from nobody alive."""
        return self._lock.is_locked

    async def acquire(self) -> bool:
        """Take it where it is free.

        Raises:
            DatabaseAway: the file cannot be written.
        """
        try:
            self._lock.acquire()
        except Timeout:
            return False
        except OSError as error:
            raise DatabaseAway(
                f"{self._lock.lock_file} cannot be written: {error.strerror}"
            ) from None
        return True

    async def release(self) -> None:
        """Give it up."""
        self._lock.release()


class SessionLock:
    """An advisory lock of PostgreSQL, on a connection of its own.

    Losing the connection is losing the lock. The server may give it to another before this side
    has noticed; so it counts as held only while the connection answered `patience` seconds ago or
    less, and whoever takes it pauses longer than that.
    """

    def __init__(self, url: URL, number: int, beat: float = 0.5, patience: float = 2.5) -> None:
        self._number = number
        self.pause = patience + beat
        self._beat = beat
        self._patience = patience
        options = " ".join(f"-c {name}={value}" for name, value in _KEEPALIVE.items())
        self._engine = create_async_engine(
            url,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args={"options": options},
        )
        self._connection: AsyncConnection | None = None
        self._beating: asyncio.Task[None] | None = None
        self._answered = -math.inf

    @property
    def is_held(self) -> bool:
        """Whether the connection that holds it answered a moment ago."""
        return self._beating is not None and time.monotonic() - self._answered < self._patience

    async def acquire(self) -> bool:
        """Take it where it is free; the connection is kept for the next try.

        Raises:
            DatabaseAway: the server does not answer.
        """
        await self._end_beating()
        try:
            if self._connection is None:
                self._connection = await self._engine.connect()
            async with asyncio.timeout(self._patience):
                asked = time.monotonic()
                query = select(func.pg_try_advisory_lock(self._number))
                is_free = await self._connection.scalar(query)
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            await self._disconnect()
            raise DatabaseAway(cause_of(error)) from None
        if is_free:
            self._answered = asked
            self._beating = asyncio.create_task(self._keep(self._connection))
        return bool(is_free)

    async def release(self) -> None:
        """Give it up, and the connection with it."""
        await self._end_beating()
        await self._disconnect()

    async def _keep(self, connection: AsyncConnection) -> None:
        """Ask the connection for a sign of life until it gives none."""
        with suppress(SQLAlchemyError, OSError, TimeoutError):
            while True:
                await asyncio.sleep(self._beat)
                asked = time.monotonic()
                async with asyncio.timeout(self._patience):
                    await connection.scalar(select(1))
                self._answered = asked
        self._answered = -math.inf

    async def _end_beating(self) -> None:
        if self._beating is not None:
            self._beating.cancel()
            with suppress(asyncio.CancelledError):
                await self._beating
            self._beating = None

    async def _disconnect(self) -> None:
        connection: Any = self._connection
        self._connection = None
        if connection is not None:
            with suppress(SQLAlchemyError, OSError, TimeoutError):
                async with asyncio.timeout(self._patience):
                    await connection.invalidate()
                    await connection.close()
        await self._engine.dispose()
