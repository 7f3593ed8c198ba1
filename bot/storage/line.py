"""A line to a PostgreSQL server: one connection, for the statements that every update needs."""

import asyncio
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, LiteralString

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.daily.ports import DatabaseAway
from bot.storage.faults import cause_of

if TYPE_CHECKING:
    from psycopg import AsyncConnection


class Line:
    """Asks one statement after the other, each a transaction of its own.

    For the same statement SQLAlchemy's connection takes thrice the time. The line is made when it
    is first needed, and anew after every fault: whoever asked in vain asks again.

    Args:
        engine: of the same database, which tells where it is.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._connection: AsyncConnection[tuple[Any, ...]] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def ask(
        self, statement: LiteralString, given: Mapping[str, str | int]
    ) -> list[tuple[Any, ...]]:
        """The rows that a statement returns; it is prepared when it is first asked.

        Raises:
            DatabaseAway: the database cannot be used now.
        """
        from psycopg import Error  # It is there where it is the driver of the database.

        async with self._one_at_a_time:
            try:
                connection = self._connection or await self._connect()
                cursor = await connection.execute(statement, given, prepare=True)
                return await cursor.fetchall()
            except (Error, OSError) as error:
                await self._hang_up()
                raise DatabaseAway(cause_of(error)) from None

    async def close(self) -> None:
        """End the line."""
        async with self._one_at_a_time:
            await self._hang_up()

    async def _connect(self) -> "AsyncConnection[tuple[Any, ...]]":
        from psycopg import AsyncConnection

        words, named = self._engine.dialect.create_connect_args(self._engine.url)
        self._connection = await AsyncConnection.connect(*words, **named, autocommit=True)
        return self._connection

    async def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()


def array(values: Iterable[int | str]) -> str:
    """An array as a statement is given it: of numbers, or of words without signs.

    The driver would look at each value of a list for itself, which takes longer than the rest.
    """
    return "{" + ",".join(map(str, values)) + "}"
