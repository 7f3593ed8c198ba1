"""Replies to people go before posts."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.pauses import is_set_within

_LONGEST_HOLD = 1.0


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

    async def give_way(self) -> None:
        """Wait while somebody is being answered, a second at most: one slow reply is not all."""
        if self._under_way:
            await is_set_within(self._none, _LONGEST_HOLD)
