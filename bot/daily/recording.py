"""Recording what was sent: all that ends together in one transaction, each waiting for its own."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from bot.daily.outcomes import Settlement
from bot.daily.ports import DatabaseAway
from bot.troubles import Trouble

logger = logging.getLogger(__name__)

_FIRST_PAUSE = 0.25
_LONGEST_PAUSE = 15.0


class Recorder:
    """Writes settlements in groups.

    Args:
        write: keeps settlements durably, all or none.
        trouble: is told where the database is away; that may pass.
    """

    def __init__(
        self,
        write: Callable[[Sequence[Settlement]], Awaitable[None]],
        is_ending: Callable[[], bool],
        trouble: Trouble,
    ) -> None:
        self._write = write
        self._is_ending = is_ending
        self._trouble = trouble
        self._waiting: list[tuple[Settlement, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def record(self, settlement: Settlement) -> None:
        """Return when the settlement is durable, or when there is no hope of that before the end.

        While nothing can be written nobody returns from here, so that nothing more is sent.
        """
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((settlement, done))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        await done

    async def _write_all(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting, []
            await self._write_group([settlement for settlement, _ in group])
            for _, done in group:
                if not done.done():
                    done.set_result(None)

    async def _write_group(self, settlements: Sequence[Settlement]) -> None:
        pause = _FIRST_PAUSE
        while True:
            try:
                await self._write(settlements)
            except DatabaseAway as error:
                if self._is_ending():
                    logger.error(  # noqa: TRY400 - one line for people
                        "%d posts could not be recorded and may come twice: %s",
                        len(settlements),
                        error,
                    )
                    return
                self._trouble.happened(held_up(error))
                await asyncio.sleep(pause)
                pause = min(_LONGEST_PAUSE, 2 * pause)
            else:
                return


def held_up(error: DatabaseAway) -> str:
    """What the log says while the database is away."""
    return f"no post goes out until one can be recorded: {error}"
