"""A few updates at a time: more at once are slower on a small machine, not faster."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_PATIENCE = 0.5
_AT_ONCE = 4


class Slots:
    """Lets a few through at a time, in the order in which they came.

    Whatever takes longer than `patience` seconds goes on, but no longer counts: a call that hangs,
    or a wait that Telegram asked for, holds up nobody else.
    """

    def __init__(self, at_once: int = _AT_ONCE, patience: float = _PATIENCE) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._patience = patience

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[None]:
        """Wait for a turn; it is over at the end of the block, or when patience is."""
        await self._free.acquire()
        turn = _Turn(self._free)
        ending = asyncio.get_running_loop().call_later(self._patience, turn.end)
        try:
            yield
        finally:
            ending.cancel()
            turn.end()


class _Turn:
    """A slot taken, which is given back once."""

    def __init__(self, free: asyncio.Semaphore) -> None:
        self._free = free
        self._is_over = False

    def end(self) -> None:
        if not self._is_over:
            self._is_over = True
            self._free.release()
