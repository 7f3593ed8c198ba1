"""What the running bot counts, for its keepers: numbers alone, in memory, since the start."""

from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate
from typing import TYPE_CHECKING

from bot.answers.answer import Kind

if TYPE_CHECKING:
    from bot.daily.outcomes import Fate

_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, float("inf"))
"""Seconds."""
_MOST_TIMES = 1000
MOST_CHATS = 20_000


@dataclass
class Durations:
    """How long something took: how often up to each bound, and in all."""

    seconds: float = 0.0
    _numbers: list[int] = field(default_factory=lambda: [0] * len(_BOUNDS))

    def add(self, seconds: float) -> None:
        """Count one."""
        self.seconds += seconds
        self._numbers[bisect_left(_BOUNDS, seconds)] += 1

    def up_to(self) -> list[tuple[float, int]]:
        """How many took no longer than each bound in seconds; the last is infinite."""
        return list(zip(_BOUNDS, accumulate(self._numbers), strict=True))


@dataclass
class Tally:
    """Numbers since `since`; which chats were spoken with is known only to count each once."""

    since: datetime
    updates: Counter[str] = field(default_factory=Counter)
    """By kind, as Telegram names it."""
    failures: int = 0
    """Updates whose handling failed."""
    outcomes: Counter[Kind] = field(default_factory=Counter)
    durations: Durations = field(default_factory=Durations)
    """Of answers to questions."""
    posts: "Counter[Fate]" = field(default_factory=Counter)
    queues: dict[str, Callable[[], int]] = field(default_factory=dict)
    """How many wait, by the name of the queue."""
    liked: int = 0
    disliked: int = 0
    floods: int = 0
    _seconds: deque[float] = field(default_factory=lambda: deque(maxlen=_MOST_TIMES))
    _chats: set[int] = field(default_factory=set)

    def answered(self, chat: int, kind: Kind, seconds: float) -> None:
        """A question was answered in so many seconds."""
        self.outcomes[kind] += 1
        self.durations.add(seconds)
        self._seconds.append(seconds)
        if len(self._chats) < MOST_CHATS:
            self._chats.add(chat)

    def forget(self, chat: int) -> None:
        """Drop a chat's number; what was counted stays."""
        self._chats.discard(chat)

    @property
    def chats(self) -> int:
        """Chats in which something was asked; no more than `MOST_CHATS` are told apart."""
        return len(self._chats)

    @property
    def response_times(self) -> tuple[float, float] | None:
        """The median of the last thousand, and what 95 of 100 stay below; None before the first."""
        if not self._seconds:
            return None
        if len(self._seconds) == 1:
            return self._seconds[0], self._seconds[0]
        from statistics import median, quantiles

        return median(self._seconds), quantiles(self._seconds, n=20, method="inclusive")[-1]
