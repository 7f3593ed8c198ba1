"""Long polling that acknowledges an update only when it has been handled or durably noted.

python-telegram-bot's own polling acknowledges updates with the next poll, before their handlers
have ended, so that a killed process loses them. Here the offset sent is the first update still
under way; what comes again is recognised and left alone. As Telegram gives no more than a hundred
at a time from there on, one that hangs would keep all later ones away: when nothing else is left to
do, those still under way are noted in the database, and acknowledged.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence

from telegram import Bot, Update
from telegram.error import TelegramError

from bot.chat.dispatching import Dispatcher
from bot.chat.patience import Patience
from bot.chat.updates import KINDS
from bot.daily.ports import DatabaseAway

logger = logging.getLogger(__name__)

_AT_ONCE = 100
_PAUSE_SECONDS = 1.0
_FEW = 20
"""Updates under way while more are fetched: a fetch brings them again, which takes its time."""
_MOST = 2000
"""Updates under way at which no more are fetched."""


class Poller:
    """Fetches updates for a dispatcher, and acknowledges what was handled or noted.

    Args:
        note: keeps updates durably, so that they may be acknowledged before their end; raises
            DatabaseAway.
        may_poll: whether it is this process that polls.
    """

    def __init__(
        self,
        bot: Bot,
        dispatcher: Dispatcher,
        note: Callable[[Sequence[Update]], Awaitable[None]],
        patience: Patience,
        poll_seconds: int,
        may_poll: Callable[[], bool] = lambda: True,
    ) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._note = note
        self._patience = patience
        self._poll_seconds = poll_seconds
        self._may_poll = may_poll
        self._noted: set[int] = set()
        """Updates under way that may be acknowledged before their end."""
        self._next = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop` is set or another polls; then finish and acknowledge what is under way.

        Raises:
            CannotServe: the start failed for good.
        """
        stopping = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set() and self._may_poll():
                polling = asyncio.create_task(self._poll())
                await asyncio.wait({polling, stopping}, return_when=asyncio.FIRST_COMPLETED)
                if not polling.done():
                    polling.cancel()
                    await asyncio.gather(polling, return_exceptions=True)
                    break
                polling.result()
        finally:
            stopping.cancel()
            await self._drain()

    def keep(self, updates: Iterable[Update]) -> None:
        """Have updates handled that were noted in an earlier life."""
        for update in updates:
            if self._dispatcher.begin(update):
                self._noted.add(update.update_id)

    async def _poll(self) -> None:
        """One poll, and the pause after it."""
        try:
            updates = await self._bot.get_updates(
                offset=self._offset(),
                limit=_AT_ONCE,
                timeout=self._poll_seconds,
                allowed_updates=KINDS,
            )
        except TelegramError as error:
            await asyncio.sleep(self._patience.pause_after(error))
            return
        self._patience.succeeded()
        if not self._may_poll():
            return
        number = sum([self._dispatcher.begin(update) for update in updates])
        if updates:  # After a silent week Telegram's numbers begin anew, and may be lower.
            self._next = updates[-1].update_id + 1
        # Telegram answers at once while unacknowledged updates wait; new ones may come too.
        under_way = self._dispatcher.under_way
        await self._dispatcher.lessened(_FEW if number else len(under_way) - 1)
        while len(under_way) >= _MOST:
            await self._dispatcher.lessened(_MOST - 1)
        if len(updates) == _AT_ONCE and not number:
            await self._note_rest()

    def _offset(self) -> int:
        """The first update that is not to be acknowledged."""
        self._noted &= set(self._dispatcher.under_way)
        return min(set(self._dispatcher.under_way) - self._noted, default=self._next)

    async def _note_rest(self) -> None:
        """Let later updates come though these, one of them at least, take their time."""
        rest = [u for u in self._dispatcher.updates() if u.update_id not in self._noted]
        try:
            await self._note(rest)
        except DatabaseAway as error:
            logger.warning("updates that hang hold up others, as they cannot be noted: %s", error)
            await asyncio.sleep(_PAUSE_SECONDS)
        else:
            self._noted |= {update.update_id for update in rest}

    async def _drain(self) -> None:
        await self._dispatcher.drain()
        if not self._next or not self._may_poll():
            return
        try:
            await self._bot.get_updates(offset=self._offset(), limit=1, timeout=0)
        except TelegramError as error:
            logger.warning("the last updates were not acknowledged: %s", type(error).__name__)
