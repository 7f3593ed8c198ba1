"""How fast posts may follow each other: over all chats, within a group, and behind replies."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from aiolimiter import AsyncLimiter

_SLACK_SECONDS = 0.02
"""How late a turn may come without being lost; what is caught up with then stays below the rate."""
_GROUP_SECONDS = 3.1
"""Between messages to one group: twenty a minute, without a burst."""
_MOST_GROUPS = 1000
_FLOODED_CHATS = 3
"""So many different chats in a row asked to wait: it is meant for all."""


async def _nobody() -> None:
    """No reply is ever waited for."""


class Pace:
    """Gives turns, evenly spread.

    Args:
        rate: turns a second.
        replies: waits (a moment at most) while people are being answered.
    """

    def __init__(self, rate: float, replies: Callable[[], Awaitable[None]] = _nobody) -> None:
        capacity = 1 + rate * _SLACK_SECONDS
        self._limiter = AsyncLimiter(capacity, capacity / rate)
        self._replies = replies
        self._in_line = asyncio.Lock()
        self._groups: OrderedDict[int, AsyncLimiter] = OrderedDict()
        self._flooded: set[int] = set()
        self._halted_until = 0.0

    async def take_chat(self, chat_id: int) -> bool:
        """Whether a chat may have a message now, which then counts as sent to it."""
        if chat_id > 0:  # A person has one subscription.
            return True
        limiter = self._groups.get(chat_id)
        if limiter is None:
            limiter = self._groups[chat_id] = AsyncLimiter(1, _GROUP_SECONDS)
            if len(self._groups) > _MOST_GROUPS:
                self._groups.popitem(last=False)
        if not limiter.has_capacity():
            return False
        self._groups.move_to_end(chat_id)
        await limiter.acquire()
        return True

    async def turn(self) -> None:
        """Wait for the next turn; one at a time, so that none are saved up for a burst."""
        async with self._in_line:
            await self._replies()
            await self._limiter.acquire()

    def halted_for(self) -> float:
        """Seconds for which nobody may have a message; 0 as a rule."""
        return max(0.0, self._halted_until - asyncio.get_running_loop().time())

    def sent(self) -> None:
        """Note that a message went through: there is no flood for all."""
        self._flooded.clear()

    def flooded(self, chat_id: int, seconds: float) -> None:
        """Note that a chat was asked to wait; after several in a row, let all wait."""
        self._flooded.add(chat_id)
        if len(self._flooded) >= _FLOODED_CHATS:
            until = asyncio.get_running_loop().time() + seconds
            self._halted_until = max(self._halted_until, until)
