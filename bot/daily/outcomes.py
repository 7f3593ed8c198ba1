"""What delivery speaks of: a claimed post, what came of sending it, and how that is recorded."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.daily.subscription import Ending, Subscription

Key = tuple[int, int]
"""A chat and its topic (0 for none)."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The post of a local date that this process has taken on to send.

    `subscription.due_at` is the instant that was stored when it was claimed.
    """

    subscription: Subscription
    local_date: date

    @property
    def key(self) -> Key:
        """The chat and topic."""
        return self.subscription.chat_id, self.subscription.thread_id


@dataclass(frozen=True, slots=True)
class Sent:
    """The message is in the chat."""


@dataclass(frozen=True, slots=True)
class FloodWait:
    """The server asks to wait so long before the next message."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Unavailable:
    """The message did not arrive: the server or the network failed."""


@dataclass(frozen=True, slots=True)
class Uncertain:
    """The message may have arrived: no answer came."""


@dataclass(frozen=True, slots=True)
class Ended:
    """Nobody is there any more; `is_whole_chat` is False where only the topic is gone."""

    reason: Ending
    is_whole_chat: bool = True


@dataclass(frozen=True, slots=True)
class Moved:
    """The group became a supergroup."""

    new_chat_id: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The server takes no such message there now; `why` in its own words."""

    why: str


Outcome = Sent | FloodWait | Unavailable | Uncertain | Ended | Moved | Refused


class Fate(StrEnum):
    """How a claim is settled."""

    SENT = "sent"
    REFUSED = "refused"
    EMPTY = "empty"
    """The day has no event of its own and nothing else is wanted."""
    ENDED = "ended"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Settlement:
    """The end of a claim; `ended` goes with ENDED, `until` (UTC) with LATER."""

    claim: Claim
    fate: Fate
    ended: Ended | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many posts of one local date, language and zone are due and not settled."""

    local_date: date
    language: str
    zone: str
    only_exact: bool
    number: int
