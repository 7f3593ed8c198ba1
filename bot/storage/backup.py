"""A backup: all that is kept, at one instant, in one SQLite file; written and restored.

The file has our own tables, so that it is the same for SQLite and PostgreSQL, needs neither's
tools, and is brought up to date by the migrations before it is restored.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Engine, Table, create_engine, delete, func, insert, select, text
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from bot.storage.database import Database, create_tables
from bot.storage.faults import cause_of
from bot.storage.opening import CannotStore
from bot.storage.tables import metadata

_SIGNATURE = 0x416E6E61
"""What marks the file as a backup, in SQLite's field for that: "Anna"."""
_PASSING = frozenset({"updates", "remembered"})
"""Tables of the hour, neither saved nor replaced: updates hold what people wrote, and are
handled by the time that a backup is needed; what replicas remember is stale in ten minutes."""
_ROWS = 1000


class NoBackup(Exception):
    """The file is no backup, or one that cannot be used; the message is one line for people."""


async def back_up(url: str, file: Path) -> int:
    """Write all that a database holds now to a new file, while others go on writing to it.

    Returns:
        The number of rows.

    Raises:
        CannotStore: the database cannot be used.
        OSError: the file is there already, or cannot be written.
    """
    try:
        async with Database.opened(url, must_exist=True) as database:
            with (
                _new_file(file) as partial,
                _engine_of(partial) as engine,
                engine.begin() as target,
            ):
                target.execute(text(f"PRAGMA application_id = {_SIGNATURE}"))
                create_tables(target)
                async with database.snapshot() as source:
                    return await source.run_sync(_copy, target)
    except SQLAlchemyError as error:
        raise CannotStore(f"the database cannot be read: {cause_of(error)}") from None


async def restore(url: str, file: Path, replace: bool = False) -> int:
    """Bring back all that a backup holds, as one change.

    Args:
        replace: delete what the database holds; else it has to be empty.

    Returns:
        The number of rows.

    Raises:
        NoBackup: the file is none, is damaged, or is of a newer program.
        CannotStore: the database cannot be used, is in use by a bot, or holds something.
        OSError: the file cannot be read.
    """
    _check_signature(file)
    with TemporaryDirectory(prefix="annals-") as folder:
        copy = Path(folder) / "backup.db"
        shutil.copyfile(file, copy)
        try:
            async with Database.opened(f"sqlite:///{copy}"):
                pass  # It is migrated where it is old.
        except CannotStore as error:
            raise NoBackup(f"{file} cannot be restored: {error}") from None
        try:
            with _engine_of(copy) as engine, engine.connect() as source:
                return await _restore_from(source, url, replace)
        except (ValueError, TypeError, DataError, IntegrityError):
            raise NoBackup(f"{file} is damaged: choose another backup") from None
        except SQLAlchemyError as error:
            raise CannotStore(f"the database cannot be written: {cause_of(error)}") from None


async def _restore_from(source: Connection, url: str, replace: bool) -> int:
    async with Database.opened(url) as database:
        lock = database.delivery_lock()
        try:
            if not await lock.acquire():
                raise CannotStore("a bot is running on this database: stop it first")
            async with database.change() as target:
                held = await target.run_sync(_number_of_rows)
                if held and not replace:
                    raise CannotStore(
                        f"the database is not empty (rows: {held}): restore into an empty one, "
                        "or have all of it replaced by --replace"
                    )
                await target.run_sync(_empty)
                return await target.run_sync(lambda to: _copy(source, to))
        finally:
            await lock.release()


@contextmanager
def _engine_of(file: Path) -> Iterator[Engine]:
    engine = create_engine(f"sqlite:///{file}")
    try:
        yield engine
    finally:
        engine.dispose()


def _tables() -> list[Table]:
    return [table for table in metadata.sorted_tables if table.name not in _PASSING]


def _copy(source: Connection, target: Connection) -> int:
    """Copy every row of every table; how many."""
    number = 0
    for table in _tables():
        rows = source.execute(select(table).execution_options(yield_per=_ROWS)).mappings()
        for part in rows.partitions():
            target.execute(insert(table), [dict(row) for row in part])
            number += len(part)
    return number


def _number_of_rows(target: Connection) -> int:
    counts = (target.scalar(select(func.count()).select_from(table)) for table in _tables())
    return sum(count or 0 for count in counts)


def _empty(target: Connection) -> None:
    for table in _tables():
        target.execute(delete(table))


@contextmanager
def _new_file(file: Path) -> Iterator[Path]:
    """A file beside another, readable by its owner alone, that takes its name once it is whole."""
    if file.exists():
        raise FileExistsError(17, "is there already", str(file))
    partial = file.with_name(f".{file.name}.partial")
    partial.unlink(missing_ok=True)
    os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield partial
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        partial.rename(file)
    finally:
        partial.unlink(missing_ok=True)


def _check_signature(file: Path) -> None:
    with file.open("rb"):  # Whether it can be read is told by the system, in its words.
        pass
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            (signature,) = opened.execute("PRAGMA application_id").fetchone()
            (check,) = opened.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError:
        raise NoBackup(f"{file} is no backup: choose one that `annals backup` wrote") from None
    if signature != _SIGNATURE:
        raise NoBackup(f"{file} is no backup: choose one that `annals backup` wrote")
    if check != "ok":
        raise NoBackup(f"{file} is damaged: choose another backup")
