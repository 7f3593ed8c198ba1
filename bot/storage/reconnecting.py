"""Transactions that are begun again where the connection to the database was lost."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError

from bot.storage.faults import told

_SECONDS = 10.0
"""For which a database may be away: as long as a restart of a server takes."""
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 1.0
Given = ParamSpec("Given")
Result = TypeVar("Result")


def begun_again(
    call: Callable[Given, Coroutine[Any, Any, Result]],
) -> Callable[Given, Coroutine[Any, Any, Result]]:
    """Have a transaction repeated for ten seconds while the connection to the database is lost.

    It may have been carried out before that was noticed, so that doing it twice has to be the same
    as doing it once.

    Raises:
        DatabaseAway: the database is still away, or cannot be used for another reason.
    """

    @wraps(call)
    async def calling(*args: Given.args, **named: Given.kwargs) -> Result:
        loop, pause = asyncio.get_running_loop(), _FIRST_PAUSE
        until = loop.time() + _SECONDS
        while True:
            with told():
                try:
                    return await call(*args, **named)
                except DBAPIError as error:
                    if not _is_lost(error) or loop.time() + pause > until:
                        raise
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    return calling


def _is_lost(error: DBAPIError) -> bool:
    # What a server answers has a state; where there is none it was not reached. SQLite has neither.
    return error.connection_invalidated or getattr(error.orig, "sqlstate", "") is None
