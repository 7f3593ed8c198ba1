"""What is wrong with the database, in one line that says what to do about it."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.daily.ports import DatabaseAway

_REMEDIES = {
    "database is locked": "another program keeps it locked: close that program",
    "database or disk is full": "the disk is full: make room on it",
    "attempt to write a readonly database": "it may not be written: check the file's permissions",
    "unable to open database file": "it cannot be opened: check the folder's permissions",
    "disk I/O error": "the disk cannot be read or written: check it and the room left on it",
    "connection timeout expired": "it does not answer: check its host and port, and the way there",
    "file is not a database": "the file is not a database of this program: choose another file",
}


def cause_of(error: Exception) -> str:
    """Why a call of the database failed, without its statement and its values."""
    original = getattr(error, "orig", None) or error
    first = (str(original).splitlines() or [""])[0].strip()
    for sign, remedy in _REMEDIES.items():
        if sign in first:
            return remedy
    return first or type(original).__name__


@contextmanager
def told() -> Iterator[None]:
    """Let what goes wrong with the database be raised as DatabaseAway, in one line for people."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        raise DatabaseAway(cause_of(error)) from None


@asynccontextmanager
async def transaction(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A transaction, likewise."""
    with told():
        async with engine.begin() as connection:
            yield connection
