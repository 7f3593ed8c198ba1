"""What is remembered for ten minutes: the keys and values that the table of it holds."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

REMEMBERED_SECONDS = 600


class Key(NamedTuple):
    """What something is remembered of: a chat (0 for none), a kind, and a number within it."""

    chat_id: int
    kind: str
    about: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A value to be remembered, or (None) forgotten; `at` in seconds since 1970."""

    key: Key
    value: str | None
    at: int = field(default_factory=lambda: int(time.time()))


@dataclass(frozen=True, slots=True)
class Recalled:
    """What is known of some keys and chats.

    Attributes:
        values: by key, of those that hold one.
        languages: by chat, of those that chose one.
        busy: by chat, the first update that another replica has noted and not handled.
    """

    values: Mapping[Key, str]
    languages: Mapping[int, str]
    busy: Mapping[int, int]
