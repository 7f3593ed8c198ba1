"""Replies to people go before posts."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.pauses import is_set_within


class Precedence:
    """Lets replies to people go before posts."""

    def __init__(self) -> None:
        self._under_way = 0
        self._none = asyncio.Event()
        self._none.set()

    @asynccontextmanager
    async def reply(self) -> AsyncIterator[None]:
        """While the block runs, somebody is being answered."""
        self._under_way += 1
        self._none.clear()
        try:
            yield
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._none.set()

    async def give_way(self, longest: float) -> None:
        """Wait while somebody is being answered, for so many seconds at most.

        On the network there is always a reply under way, and one that hangs is not all.
        """
        if self._under_way:
            await is_set_within(self._none, longest)
