"""Calls to Telegram that are tried again where that is safe, as long as Telegram asks for."""

import asyncio
import logging
import math
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from typing import Any

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import BaseRateLimiter

from bot.chat.precedence import Precedence
from bot.chat.reach import Reach

logger = logging.getLogger(__name__)

_PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds before each further try after a fault of the server or the network."""
_LONG_PAUSE = 30.0
_LONG_PAUSES = 120
"""For an hour a reply then waits for Telegram to be back; meanwhile its update is not handled."""
_LONGEST_WAIT = 120.0
"""Seconds; a longer flood wait than this is not sat out by a reply."""
_WAITING_THEMSELVES = frozenset({"getMe", "deleteWebhook", "setWebhook", "getUpdates"})
_MOST_UNSURE = 2
"""So often a message is repeated that may have arrived: to read an answer twice is a lesser evil
than to wait for it in vain, but a server that only answers too late is not to fill the chat."""


class NotSent(Exception):
    """Causes a failed call: no connection came about, so it certainly was not made."""


class NoAnswer(Exception):
    """Causes a failed call: it was begun at least, and nobody knows whether it was carried out."""


@dataclass(slots=True)
class SentMessage:
    """Gets the id of the message that a call has sent, or edited.

    With one, the call returns nothing else: making an object of all that Telegram tells of our own
    message takes as long as finding the answer did.
    """

    message_id: int = 0


def _received(result: Any, sent: SentMessage | None) -> Any:
    """What the library goes on with: of True it makes no message."""
    if sent is None or not isinstance(result, dict):
        return result
    sent.message_id = result["message_id"]
    return True


class Retrying(BaseRateLimiter[SentMessage]):
    """Waits out flood limits chat by chat, and repeats what did not arrive.

    A message that may have arrived is repeated a few times; no other call does harm when it is made
    again. While Telegram answers nobody, a reply waits.
    """

    def __init__(self, precedence: Precedence, reach: Reach) -> None:
        self._precedence = precedence
        self._reach = reach

    async def initialize(self) -> None:
        """Nothing to set up."""

    async def shutdown(self) -> None:
        """Nothing to tear down."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: SentMessage | None,
    ) -> Any:
        """Make one call; those of the start and of polling wait as their own callers know best."""
        if endpoint in _WAITING_THEMSELVES:
            return await callback(*args, **kwargs)
        pauses = self._pauses(endpoint)
        unsure = _MOST_UNSURE if endpoint.startswith("send") else math.inf
        while True:
            try:
                async with self._precedence.reply():
                    result = await self._told(callback(*args, **kwargs))
            except RetryAfter as error:
                wait = seconds(error)
                if wait > _LONGEST_WAIT:
                    raise
                logger.debug("%s: Telegram asks to wait %.0f s", endpoint, wait)
                await asyncio.sleep(wait)
            except NetworkError as error:
                unsure -= may_have_arrived(error)
                pause = next(pauses, None)
                if pause is None or unsure < 0 or isinstance(error, BadRequest):
                    raise
                await asyncio.sleep(pause)
            else:
                return _received(result, rate_limit_args)

    def _pauses(self, endpoint: str) -> Iterator[float]:
        """Seconds to wait before each further try."""
        yield from _PAUSES
        if not endpoint.startswith("send"):  # A press or an inline query has its answer soon.
            return
        last = _PAUSES[-1]
        for _ in range(_LONG_PAUSES):
            # Where another call was answered meanwhile it is not the network, but this message.
            if self._reach.has_answered_within(last):
                return
            yield _LONG_PAUSE
            last = _LONG_PAUSE

    async def _told(self, call: Coroutine[Any, Any, Any]) -> Any:
        """Make a call, and let be known what it came to."""
        try:
            result = await call
        except TelegramError as error:
            self._reach.failed(error)
            raise
        self._reach.answered()
        return result


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    wait = error.retry_after
    return float(wait if isinstance(wait, int | float) else wait.total_seconds())


def is_unreachable(error: NetworkError) -> bool:
    """Whether no connection came about, so that the call certainly was not made."""
    return isinstance(error.__cause__, NotSent)


def may_have_arrived(error: NetworkError) -> bool:
    """Whether a failed call may have been carried out, so that repeating it could double it.

    A refused connection never arrived and a 5xx answer says that it was not done; a time-out or a
    connection lost after sending says nothing. `BadRequest` is a `NetworkError` by name only.
    """
    if is_unreachable(error):
        return False
    if isinstance(error, TimedOut) or type(error) is not NetworkError:
        return True
    # An answer has no cause, or that it could not be read; anything else went wrong on the way.
    return not isinstance(error.__cause__, TelegramError | None)
