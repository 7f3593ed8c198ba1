"""Replicas on one database: each shows that it is alive, and takes up what dead ones left."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.daily.ports import DatabaseAway
from bot.storage.inbox import Inbox, Noted
from bot.troubles import Trouble

if TYPE_CHECKING:
    from bot.daily.ports import Lock
    from bot.storage.database import Database

logger = logging.getLogger(__name__)

_LOOK_SECONDS = 0.5
_GRACE_SECONDS = 3.0
"""Whoever only lost its connection shows itself alive again in less."""


@asynccontextmanager
async def among_replicas(
    database: "Database",
    inbox: Inbox,
    take_up: Callable[[Sequence[Noted]], None],
    may_take_up: Callable[[], bool],
) -> AsyncIterator[None]:
    """Be one of the replicas while the block runs.

    At its end all that was handled is ticked off; the rest is for others.

    Args:
        take_up: has the updates of dead replicas handled; they are claimed already.
        may_take_up: whether this replica handles updates now.
    """
    life = database.life_lock(inbox.claimant)
    await _show(life)
    looking = asyncio.create_task(_look(life, Heir(database, inbox.claimant), take_up, may_take_up))
    try:
        yield
    finally:
        looking.cancel()
        await asyncio.wait({looking})
        await inbox.close()
        await life.release()


class Heir:
    """Finds out who has died, and claims what they left."""

    def __init__(self, database: "Database", claimant: int) -> None:
        self._updates = database.updates
        self._claimant = claimant
        self._dead_since: dict[int, float] = {}

    async def inherit(self) -> list[Noted]:
        """What was left by those who have been dead for a while; it is claimed now.

        Raises:
            DatabaseAway: the database cannot be used now.
        """
        now = time.monotonic()
        dead = [
            other
            for other in await self._updates.claimants(self._claimant)
            if await self._updates.is_dead(other)
        ]
        self._dead_since = {other: self._dead_since.get(other, now) for other in dead}
        left: list[Noted] = []
        for other, since in self._dead_since.items():
            if now - since >= _GRACE_SECONDS:
                left += await self._updates.take_over(self._claimant, other)
        return left


async def _look(
    life: "Lock",
    heir: Heir,
    take_up: Callable[[Sequence[Noted]], None],
    may_take_up: Callable[[], bool],
) -> None:
    failing = Trouble(logger, "what other replicas left is known again")
    while True:
        await _show(life)
        try:
            if may_take_up():
                take_up(await heir.inherit())
            failing.passed()
        except DatabaseAway as error:
            failing.happened(f"what other replicas left is unknown: {error}", str(error))
        await asyncio.sleep(_LOOK_SECONDS)


async def _show(life: "Lock") -> None:
    """Hold the lock that says that this replica is alive; the next look tries again."""
    if life.is_held:
        return
    try:
        await life.acquire()
    except DatabaseAway as error:
        logger.debug("this replica cannot show itself: %s", error)
