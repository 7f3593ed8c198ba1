"""What delivery needs of the rooms around it: a ledger, a lock and a sender, and how they fail."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from bot.answers.message import Message

if TYPE_CHECKING:
    from bot.daily.outcomes import Claim, Key, Outcome, Settlement


class DatabaseAway(Exception):
    """What is kept cannot be read or written now, or a lock on it not had; one line for people."""


class Ledger(Protocol):
    """Where subscriptions and deliveries are kept. Its methods raise `DatabaseAway`."""

    async def claim(self, now: datetime, most: int, held: "Collection[Key]") -> "list[Claim]":
        """Claim posts that are due, but for those of `held`."""

    async def record(self, now: datetime, settlements: "Sequence[Settlement]") -> None:
        """Keep how claims ended and when each subscription is due next: all or nothing."""

    async def release(self, claims: "Sequence[Claim]") -> None:
        """Give claims back."""

    async def move(self, old_chat_id: int, new_chat_id: int) -> None:
        """Carry over what is kept of a group to the supergroup that it became."""

    async def correct(self, now: datetime) -> int:
        """Mend due instants that no longer fit their zone or the clock; how many kinds."""

    async def prune(self, now: datetime) -> None:
        """Delete what is too old to be of use."""


class Lock(Protocol):
    """Held by one process at a time: the one that delivers, that polls, that goes by a number."""

    pause: float
    """Seconds to wait after taking it until the holder before has surely stopped sending."""

    @property
    def is_held(self) -> bool:
        """Whether it is certain that nobody else holds it."""

    async def acquire(self) -> bool:
        """Take it where it is free; raises `DatabaseAway` where that cannot be known."""

    async def release(self) -> None:
        """Give it up."""


class Sender(Protocol):
    """What brings a message into a chat."""

    async def send(
        self, chat_id: int, thread_id: int, message: Message, is_silent: bool
    ) -> "Outcome":
        """Send once, and tell what came of it."""
