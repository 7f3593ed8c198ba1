"""The database behind a door, opened when first needed: no answer waits for its libraries."""

import asyncio
from importlib import import_module
from typing import TYPE_CHECKING

from bot.daily.ports import DatabaseAway

if TYPE_CHECKING:
    from bot.storage.database import Database


class CannotStore(DatabaseAway):
    """There is no database to work with; the message names DATABASE_URL or what to do.

    It is one line for people, without a password.
    """


class Storage:
    """One database, opened at the first use by whoever comes first."""

    def __init__(self, url: str) -> None:
        self.url = url
        """Where it is, with its password."""
        self._opened: Database | None = None
        self._opening = asyncio.Lock()

    @property
    def is_shared(self) -> bool:
        """Whether other processes may work on it: not on SQLite, where one does."""
        return not self.url.startswith("sqlite")

    async def database(self) -> "Database":
        """The open database.

        Raises:
            CannotStore: it cannot be opened.
        """
        async with self._opening:
            if self._opened is None:
                # Loading SQLAlchemy takes a quarter of a second: the loop goes on meanwhile.
                module = await asyncio.to_thread(import_module, "bot.storage.database")
                self._opened = await module.Database.open(self.url)
            return self._opened

    async def close(self) -> None:
        """Close the database where it was opened."""
        if self._opened is not None:
            await self._opened.close()
