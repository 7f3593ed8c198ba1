"""Whether Telegram answers: what calls came to, counted, and told in the log once."""

import logging
import time
from collections import Counter
from collections.abc import Callable
from enum import StrEnum

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.troubles import Trouble

logger = logging.getLogger(__name__)


class CallFault(StrEnum):
    """How a call failed."""

    FLOOD = "flood"
    CONFLICT = "conflict"
    TOKEN = "token"  # noqa: S105
    FORBIDDEN = "forbidden"
    BAD_REQUEST = "bad_request"
    TIME_OUT = "timeout"
    NETWORK = "network"
    """No connection, or an answer of the gateway before Telegram."""
    OTHER = "other"


_KINDS = {
    RetryAfter: CallFault.FLOOD,
    Conflict: CallFault.CONFLICT,
    InvalidToken: CallFault.TOKEN,
    Forbidden: CallFault.FORBIDDEN,
    BadRequest: CallFault.BAD_REQUEST,
    ChatMigrated: CallFault.BAD_REQUEST,
    TimedOut: CallFault.TIME_OUT,
    NetworkError: CallFault.NETWORK,
}
"""The first that fits: a bad request and a time-out are network errors by name."""
_UNANSWERED = (CallFault.TIME_OUT, CallFault.NETWORK)


class Reach:
    """Is told of every call to Telegram.

    Args:
        address: of the server, without the token.
        clock: seconds.
    """

    def __init__(self, address: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.address = address
        self.faults: Counter[CallFault] = Counter()
        self._clock = clock
        self._answered_at: float | None = None
        self._is_cut_off = False
        self._cut_off = Trouble(logger, "Telegram answers again", clock)
        self._taken = Trouble(logger, "no other bot polls with this token any more", clock)

    def answered(self) -> None:
        """A call went through."""
        self._heard()
        self._taken.passed()

    def failed(self, error: TelegramError) -> None:
        """A call failed; as long as there is no answer at all, that is told once."""
        fault = next((kind for sort, kind in _KINDS.items() if isinstance(error, sort)), None)
        self.faults[fault or CallFault.OTHER] += 1
        if fault in _UNANSWERED:
            self._is_cut_off = True
            self._cut_off.happened(f"Telegram cannot be reached at {self.address}; trying again")
            return
        self._heard()
        if fault is CallFault.CONFLICT:
            self._taken.happened("another bot is polling with this token; waiting for it to end")

    @property
    def has_answered(self) -> bool:
        """Whether Telegram ever answered."""
        return self._answered_at is not None

    def has_answered_within(self, seconds: float) -> bool:
        """Whether Telegram answered any call in the last so many seconds."""
        return self._answered_at is not None and self._clock() - self._answered_at < seconds

    def since_answer(self) -> float | None:
        """Seconds since Telegram answered; None where it never did, or not to the last call."""
        if self._answered_at is None or self._is_cut_off:
            return None
        return self._clock() - self._answered_at

    def _heard(self) -> None:
        self._answered_at, self._is_cut_off = self._clock(), False
        self._cut_off.passed()
