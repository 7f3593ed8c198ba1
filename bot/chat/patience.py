"""What to do about failed calls at the start and while polling: wait, or give up."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.chat.reach import Reach
from bot.chat.retrying import is_unreachable, seconds
from bot.pauses import is_set_within
from bot.troubles import Trouble

logger = logging.getLogger(__name__)

_CONFLICTS_BORNE = 3
_UNREACHABLE_BORNE = 5
_LONGEST_PAUSE = 30.0
Result = TypeVar("Result")


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
        if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
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


async def until_done(
    call: Callable[[], Awaitable[Result]], patience: Patience, stop: asyncio.Event
) -> None:
    """Make a call until it succeeds or `stop` is set.

    Raises:
        CannotServe: there is no use in trying again.
    """
    while not stop.is_set():
        try:
            await call()
        except TelegramError as error:
            await is_set_within(stop, patience.pause_after(error))
        else:
            patience.reach.answered()
            return
