"""Faults that the server can be told to make."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What goes wrong."""

    BAD_GATEWAY = "502"
    FLOOD = "429"
    CONFLICT = "409"
    UNAUTHORIZED = "401"
    DROP_BEFORE = "drop before doing it"
    DROP_AFTER = "drop after doing it"
    CLOSE_AFTER = "answer, then close the connection without having said so"
    HANG = "hang, then do it"


@dataclass
class Fault:
    """A fault of the next `times` calls of a method; `seconds` to hang or to ask to wait."""

    method: str
    kind: Kind
    times: int = 1
    seconds: float = 1
