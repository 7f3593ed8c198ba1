"""The database: opened once, brought up to date by migrations, closed at the end."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, event, func, insert, inspect, select, union
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.daily.ports import Lock
from bot.storage.engine import AsyncConnection, AsyncEngine, create_async_engine
from bot.storage.faults import cause_of, transaction
from bot.storage.health import Health
from bot.storage.ledger import StoredLedger
from bot.storage.line import Line
from bot.storage.lock import MIGRATING, POLLING, delivery_lock, session_lock
from bot.storage.memory import Memory
from bot.storage.opening import CannotStore
from bot.storage.reconnecting import begun_again
from bot.storage.subscriptions import Subscriptions
from bot.storage.tables import chats, metadata, subscriptions, versions
from bot.storage.unanswered import Unanswered
from bot.storage.updates import Updates

HEAD = "0005"
"""The newest migration; a test holds it against the folder of migrations."""
_ERA_DIGITS = 2
"""The first digits of a version: programs of one era work with each other's tables."""
_BUSY_SECONDS = 10
_LAST_WORDS_SECONDS = 0.1
"""A thread of aiosqlite that could not connect still tells the loop that it has ended."""
_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}
_PATIENCE = {
    "connect_timeout": "10",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "25000",
}
"""Seconds (the last: milliseconds) until a server that swallows what is sent counts as gone."""

logger = logging.getLogger(__name__)


class Database:
    """What is kept about chats. Every method is one short transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        # Who reads does not wait for who writes.
        self._lines = Line(engine), Line(engine)
        self.subscriptions = Subscriptions(engine)
        self.ledger = StoredLedger(engine)
        self.health = Health(engine)
        self.unanswered = Unanswered(engine)
        self.updates = Updates(engine, self._lines[0])
        self.memory = Memory(engine, self._lines[1])

    @classmethod
    async def open(cls, url: str, must_exist: bool = False) -> "Database":
        """Connect to `url` and migrate.

        Args:
            must_exist: make no new file where there is none.

        Raises:
            CannotStore: it cannot be reached, written, or is newer than this program.
        """
        engine = _engine(url, must_exist)
        # What follows the name may hold a password too.
        shown = engine.url.set(query={}).render_as_string(hide_password=True)
        try:
            async with engine.begin() as connection:
                await connection.run_sync(_migrate)
        except (SQLAlchemyError, OSError) as error:
            await engine.dispose()
            await asyncio.sleep(_LAST_WORDS_SECONDS)
            raise CannotStore(f"DATABASE_URL {shown} cannot be used: {cause_of(error)}") from None
        except CannotStore:
            await engine.dispose()
            raise
        return cls(engine)

    @classmethod
    @asynccontextmanager
    async def opened(cls, url: str, must_exist: bool = False) -> AsyncIterator["Database"]:
        """As `open`; it is closed at the end of the block."""
        database = await cls.open(url, must_exist)
        try:
            yield database
        finally:
            await database.close()

    def delivery_lock(self) -> Lock:
        """The lock that the one process which delivers holds."""
        return delivery_lock(self._engine.url)

    def polling_lock(self) -> Lock:
        """The lock that the one process which polls Telegram holds."""
        return session_lock(self._engine.url, POLLING)

    def life_lock(self, claimant: int) -> Lock:
        """The lock by which others know that a claimant of updates is alive."""
        return session_lock(self._engine.url, claimant)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncConnection]:
        """A connection that reads all tables as they are now, whatever is written meanwhile."""
        async with self._engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                # Its driver begins a transaction before a change only; each query would see more.
                await connection.exec_driver_sql("BEGIN")
            else:
                await connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            yield connection

    def change(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """A connection whose changes are all made at the end of the block, or none of them."""
        return self._engine.begin()

    async def close(self) -> None:
        """Close every connection."""
        for line in self._lines:
            await line.close()
        await self._engine.dispose()

    async def language(self, chat_id: int) -> str | None:
        """The language that a chat chose, None where it chose none.

        Raises:
            DatabaseAway: the database cannot be used now.
        """
        query = select(chats.c.language).where(chats.c.chat_id == chat_id)
        async with transaction(self._engine) as connection:
            language: str | None = await connection.scalar(query)
        return language

    @begun_again
    async def choose_language(self, chat_id: int, language: str) -> None:
        """Keep the language that a chat chose."""
        async with self._engine.begin() as connection:
            await connection.execute(delete(chats).where(chats.c.chat_id == chat_id))
            await connection.execute(insert(chats).values(chat_id=chat_id, language=language))

    async def number_of_chats(self) -> int:
        """Of how many chats anything is kept.

        Raises:
            DatabaseAway: the database cannot be used now.
        """
        known = union(select(chats.c.chat_id), select(subscriptions.c.chat_id)).subquery()
        async with transaction(self._engine) as connection:
            return await connection.scalar(select(func.count()).select_from(known)) or 0

    @begun_again
    async def forget(self, chat_id: int) -> None:
        """Delete everything that is kept about a chat."""
        async with self._engine.begin() as connection:
            for table in metadata.sorted_tables:
                if "chat_id" not in table.c:  # What was asked by nobody in particular.
                    continue
                await connection.execute(delete(table).where(table.c.chat_id == chat_id))


def _engine(url: str, must_exist: bool) -> AsyncEngine:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise CannotStore(
            "DATABASE_URL is not a database's URL: write sqlite:///FILE or postgresql://…"
        ) from None
    parsed = parsed.set(drivername=_DRIVERS.get(parsed.drivername, parsed.drivername))
    if parsed.get_backend_name() != "sqlite":
        # Every connection is made from this URL, those of the locks too.
        parsed = parsed.set(query={**_PATIENCE, **parsed.query})
        try:
            return create_async_engine(parsed, pool_pre_ping=True, hide_parameters=True)
        except (ImportError, SQLAlchemyError):
            raise CannotStore(
                f"DATABASE_URL wants the driver {parsed.drivername}, which is not installed"
            ) from None
    if must_exist and not Path(parsed.database or ":memory:").exists():
        raise CannotStore(f"DATABASE_URL: there is no {parsed.database or 'file'}")
    if parsed.database and parsed.database != ":memory:":
        try:
            # Who subscribed is nobody else's to read.
            Path(parsed.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with suppress(OSError):  # Where it cannot be made, connecting tells why.
                os.close(os.open(parsed.database, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            folder = Path(parsed.database).parent
            raise CannotStore(f"DATABASE_URL: {folder} cannot be made: {error.strerror}") from None
    engine = create_async_engine(
        parsed, connect_args={"timeout": _BUSY_SECONDS}, hide_parameters=True
    )
    event.listen(engine.sync_engine, "connect", _use_write_ahead_log)
    return engine


def _use_write_ahead_log(connection: Any, _: object) -> None:
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")  # The ledger outlives a power cut.
        cursor.close()
    except Exception:
        connection.close()  # The pool does not yet know it.
        raise


def _migrate(connection: Connection) -> None:
    """Bring the tables up to date; Alembic is loaded only where there are older ones."""
    if _is_up_to_date(connection):
        return
    # Of several that start at once, one migrates; the others then find it done.
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(select(func.pg_advisory_xact_lock(MIGRATING)))
    if _is_up_to_date(connection):
        return
    if inspect(connection).get_table_names():
        _upgrade(connection)
    else:
        create_tables(connection)
    logger.info("the database is at version %s", HEAD)


def create_tables(connection: Connection) -> None:
    """Make all tables where there are none, as the newest migration leaves them."""
    metadata.create_all(connection)
    versions.create(connection)
    connection.execute(insert(versions).values(version_num=HEAD))


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _is_up_to_date(connection: Connection) -> bool:
    """Whether this program can work with the tables as they are.

    Raises:
        CannotStore: they are of another era than this program; see `bot.storage.migrations`.
    """
    version = None
    if inspect(connection).has_table(versions.name):
        version = connection.scalar(select(versions.c.version_num))
    if version is None or version < HEAD:
        return False
    if version[:_ERA_DIGITS] != HEAD[:_ERA_DIGITS]:
        raise CannotStore(
            f"the database is of a newer version ({version}) than this program ({HEAD}): upgrade it"
        )
    return True
