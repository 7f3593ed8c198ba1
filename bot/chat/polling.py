"""Long polling that acknowledges an update only when it has been handled.

python-telegram-bot's own polling acknowledges updates with the next poll, before their handlers
have ended, so that a killed process loses them. Here the offset sent is the first update still
under way; what comes again is recognised and left alone. As Telegram gives no more than a hundred
at a time from there on, one that hangs would keep all later ones away: when nothing else is left to
do, those under way for long are acknowledged too.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

from telegram import Bot, Update
from telegram.error import (
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.chat.persistence import is_unreachable, seconds
from bot.chat.reach import Reach
from bot.chat.slots import PATIENCE, Slots
from bot.troubles import Trouble

logger = logging.getLogger(__name__)

ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "channel_post",
    "callback_query",
    "inline_query",
    "my_chat_member",
)
_AT_ONCE = 100
_CONFLICTS_BORNE = 3
_UNREACHABLE_BORNE = 5
_LONGEST_PAUSE = 30.0
_DRAIN_SECONDS = 10.0
_RECHECK_SECONDS = 0.25
_FEW = 20
"""Updates under way while more are fetched: a fetch brings them again, which takes its time."""
_MOST = 2000
"""Updates under way at which no more are fetched."""


class CannotServe(Exception):
    """Serving Telegram cannot begin; the message is one line for people, without the token."""


class Patience:
    """What to do about failed calls: how long to wait, and when a start has failed for good.

    Until the first success a refused token, a taken one or an unreachable server raise CannotServe;
    afterwards everything but a refused token is waited out. What is the matter is told once.
    """

    def __init__(self, reach: Reach) -> None:
        self.reach = reach
        self._succeeded = False
        self._failures = 0
        self._waiting = Trouble(logger, "Telegram takes calls again")

    def succeeded(self) -> None:
        """A call went through."""
        self.reach.answered()
        self._waiting.passed()
        self._succeeded, self._failures = True, 0

    def pause_after(self, error: TelegramError) -> float:
        """Seconds to wait before trying again.

        Raises:
            CannotServe: there is no use in trying again.
        """
        self._failures += 1
        self.reach.failed(error)
        if isinstance(error, RetryAfter):
            wait = seconds(error)
            self._waiting.happened(f"Telegram asks to wait {wait:.0f} s")
            return wait
        if isinstance(error, InvalidToken | Forbidden):
            raise CannotServe(
                "Telegram refuses TELEGRAM_BOT_TOKEN: get the right one from @BotFather"
            ) from None
        if isinstance(error, Conflict):
            return self._after_conflict()
        if isinstance(error, NetworkError):
            return self._after_fault(error)
        kind = type(error).__name__
        self._waiting.happened(f"Telegram answered with an error: {kind}", kind)
        return self._growing()

    def _after_conflict(self) -> float:
        if not self._succeeded and self._failures >= _CONFLICTS_BORNE:
            raise CannotServe(
                "TELEGRAM_BOT_TOKEN is in use by another running bot: stop it, or use a new token"
            ) from None
        return self._growing()

    def _after_fault(self, error: NetworkError) -> float:
        if is_unreachable(error) and not self._succeeded and self._failures >= _UNREACHABLE_BORNE:
            raise CannotServe(
                f"Telegram cannot be reached at {self.reach.address}: check the network"
            ) from None
        return self._growing()

    def _growing(self) -> float:
        return float(min(_LONGEST_PAUSE, 0.25 * 2 ** min(self._failures, 8)))


class Poller:
    """Fetches updates and has them handled: in order within a chat, side by side across chats."""

    def __init__(
        self,
        bot: Bot,
        handle: Callable[[Update], Awaitable[None]],
        patience: Patience,
        poll_seconds: int,
    ) -> None:
        self._bot = bot
        self._handle = handle
        self._patience = patience
        self._poll_seconds = poll_seconds
        self._slots = Slots()
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._begun: dict[int, float] = {}
        """Since when the updates run that are not acknowledged, or wait for one of their chat."""
        self._acknowledged: set[int] = set()
        """Updates that were acknowledged before their end."""
        self._one_ended = asyncio.Event()
        self._last_of_chat: dict[int, asyncio.Task[None]] = {}
        self._next = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop` is set; then finish what is under way and acknowledge it.

        Raises:
            CannotServe: the start failed for good.
        """
        stopping = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
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

    async def _poll(self) -> None:
        """One poll, and the pause after it."""
        try:
            updates = await self._bot.get_updates(
                offset=self._offset(),
                limit=_AT_ONCE,
                timeout=self._poll_seconds,
                allowed_updates=ALLOWED_UPDATES,
            )
        except TelegramError as error:
            await asyncio.sleep(self._patience.pause_after(error))
            return
        self._patience.succeeded()
        new = [u for u in updates if u.update_id >= self._next]
        for update in new:
            self._next = update.update_id + 1
            self._begin(update)
        # Telegram answers at once while unacknowledged updates wait; new ones may come too.
        await self._lessened(_FEW if new else len(self._under_way) - 1)
        while len(self._under_way) >= _MOST:
            await self._lessened(_MOST - 1)
        if len(updates) == _AT_ONCE and not new:
            self._acknowledge_hanging()

    async def _lessened(self, number: int) -> None:
        """Wait until no more than a number of updates are under way, or none ends for a while."""
        await asyncio.sleep(0)
        with suppress(TimeoutError):
            while len(self._under_way) > max(number, 0):
                self._one_ended.clear()
                async with asyncio.timeout(_RECHECK_SECONDS):
                    await self._one_ended.wait()

    def _offset(self) -> int:
        """The first update that is not to be acknowledged."""
        return min(self._under_way.keys() - self._acknowledged, default=self._next)

    def _acknowledge_hanging(self) -> None:
        """Let later updates come though some hang."""
        now = time.monotonic()
        self._acknowledged |= {u for u, begun in self._begun.items() if now - begun >= PATIENCE}

    def _begin(self, update: Update) -> None:
        # What comes from no chat, such as inline mode, is in order for each person.
        sender = update.effective_chat or update.effective_user
        chat = sender.id if sender else 0
        before = self._last_of_chat.get(chat)
        task = asyncio.create_task(self._handle_after(before, update))
        self._under_way[update.update_id] = task
        self._last_of_chat[chat] = task
        task.add_done_callback(lambda done: self._ended(update.update_id, chat, done))

    async def _handle_after(self, before: "asyncio.Task[None] | None", update: Update) -> None:
        if before:
            self._begun[update.update_id] = time.monotonic()
            await asyncio.wait({before})
            del self._begun[update.update_id]
        async with self._slots.slot():
            self._begun[update.update_id] = time.monotonic()
            try:
                await self._handle(update)
            except Exception:
                logger.exception("an update could not be handled")

    def _ended(self, update_id: int, chat: int, done: "asyncio.Task[None]") -> None:
        self._under_way.pop(update_id, None)
        self._begun.pop(update_id, None)
        self._acknowledged.discard(update_id)
        if self._last_of_chat.get(chat) is done:
            del self._last_of_chat[chat]
        self._one_ended.set()

    async def _drain(self) -> None:
        if self._under_way:
            await asyncio.wait(set(self._under_way.values()), timeout=_DRAIN_SECONDS)
        if not self._next:
            return
        try:
            await self._bot.get_updates(offset=self._offset(), limit=1, timeout=0)
        except TelegramError as error:
            logger.warning("the last updates were not acknowledged: %s", type(error).__name__)
