"""What a subscription is: which chat gets the day's post, when, and how."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum


class Ending(StrEnum):
    """Why a subscription ended without anybody asking for that."""

    BLOCKED = "blocked"
    KICKED = "kicked"
    DEACTIVATED = "deactivated"
    NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True)
class Subscription:
    """A chat, or one topic of a forum, that gets the day's post.

    Attributes:
        thread_id: the forum topic; 0 for a chat without topics, and for the General one.
        at: local wall time, to the minute.
        zone: IANA name of the time zone that `at` is counted in.
        only_exact: only on days with an event of that very day.
        due_at: the next due instant, aware, in UTC; computed on saving.
    """

    chat_id: int
    thread_id: int
    at: time
    zone: str
    language: str
    only_exact: bool = False
    is_silent: bool = False
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SubscriptionCount:
    """How many subscriptions share a zone, a local hour (0 to 23) and a language."""

    zone: str
    hour: int
    language: str
    number: int
