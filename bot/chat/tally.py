"""What the running bot counts, for its keepers: numbers alone, in memory, since the start."""

from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median, quantiles

from bot.answers.answer import Kind

_MOST_TIMES = 1000
MOST_CHATS = 20_000


@dataclass
class Tally:
    """Numbers since `since`; which chats were spoken with is known only to count each once."""

    since: datetime
    outcomes: Counter[Kind] = field(default_factory=Counter)
    liked: int = 0
    disliked: int = 0
    floods: int = 0
    _seconds: deque[float] = field(default_factory=lambda: deque(maxlen=_MOST_TIMES))
    _chats: set[int] = field(default_factory=set)

    def answered(self, chat: int, kind: Kind, seconds: float) -> None:
        """A question was answered in so many seconds."""
        self.outcomes[kind] += 1
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
        return median(self._seconds), quantiles(self._seconds, n=20, method="inclusive")[-1]
