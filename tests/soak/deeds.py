"""What people do, and what has to come of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from datetime import time as wall_time
from enum import StrEnum

from tests.bot_api.people import Person
from tests.bot_api.telegram import Sent


class Kind(StrEnum):
    """What is done; the value is how tables name it."""

    QUESTION = "questions"
    GROUP = "questions in groups"
    CHATTER = "chatter in groups"
    PAGE = "commands"
    PRESS = "buttons"
    VOTE = "votes"
    INLINE = "inline queries"
    FLOOD = "floods"
    SUBSCRIBE = "subscriptions, changes"
    UNSUBSCRIBE = "ends of subscriptions"


@dataclass(frozen=True, slots=True)
class Came:
    """A message as it was when it came, `at` by the fast clock."""

    sent: Sent
    html: str
    at: datetime


@dataclass
class Deed:
    """One thing done by a person, `at` by the fast clock.

    Attributes:
        is_right: whether a message is what has to come of it.
        is_done: whether what has to come has come, where that is no message.
        is_expecting: False where nothing has to come.
        number: of the press or the inline query.
        wish: the hour that was subscribed for.
        times: messages sent in one go.
    """

    kind: Kind
    at: datetime
    began: float
    is_right: Callable[[Came], bool] = lambda _: False
    is_done: Callable[[], bool] | None = None
    is_expecting: bool = True
    number: str = ""
    wish: wall_time | None = None
    times: int = 1
    answers: list[Came] = field(default_factory=list)
    answered_at: datetime | None = None

    def look(self, now: datetime) -> None:
        """Notice whether what has to come has come."""
        if self.answered_at is None and self.is_done is not None and self.is_done():
            self.answered_at = now


@dataclass
class Somebody:
    """A person in one chat, of whom one deed at a time is open."""

    person: Person
    language: str
    deeds: list[Deed] = field(default_factory=list)
    answered: list[Came] = field(default_factory=list)
    posts: list[Came] = field(default_factory=list)
    wrong: list[Came] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    """Answers that came here already: what comes twice is to be told from what comes again."""
    pages: dict[int, set[str]] = field(default_factory=dict)
    """By the id of a message what it may show."""

    @property
    def chat(self) -> int:
        """The id of the chat."""
        return int(self.person.chat["id"])

    @property
    def is_waiting(self) -> bool:
        """Whether something has yet to come."""
        last = self.deeds[-1] if self.deeds else None
        return last is not None and last.is_expecting and last.answered_at is None

    def hear(self, came: Came) -> None:
        """Find the deed that a message answers: the last of which it is what has to come."""
        for deed in reversed(self.deeds):
            if deed.is_right(came):
                deed.answered_at = deed.answered_at or came.at
                deed.answers.append(came)
                self.answered.append(came)
                self.pages.setdefault(came.sent.message_id, set()).add(came.html)
                return
        self.wrong.append(came)
