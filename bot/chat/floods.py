"""What a flood is: more from one person than anybody types or taps."""

import time
from dataclasses import dataclass

from bot.chat.bounded import Bounded


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many at once, and so many a second."""

    at_once: int
    per_second: float


MESSAGES = Allowance(8, 2)
PRESSES = Allowance(20, 4)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether something passes; `is_first` where it is the first of a flood that does not."""

    passes: bool
    is_first: bool = False


@dataclass(slots=True)
class _Bucket:
    """What is left of somebody's allowance, since when, and whether the flood was told of."""

    left: float
    since: float
    is_flood: bool = False


class Floods:
    """Tells floods by when messages were sent, whenever they come to be read."""

    def __init__(self) -> None:
        self._buckets: Bounded[tuple[int, Allowance], _Bucket] = Bounded()

    def take(self, person: int, allowance: Allowance, now: float) -> Verdict:
        """Let something of a person pass, or not.

        Args:
            now: seconds, of whichever clock this allowance is counted by.
        """
        bucket = self._buckets.get((person, allowance)) or _Bucket(allowance.at_once, now)
        self._buckets.put((person, allowance), bucket)
        passed = max(0.0, now - bucket.since)
        bucket.left = min(allowance.at_once, bucket.left + passed * allowance.per_second)
        bucket.since = max(bucket.since, now)
        if bucket.left >= allowance.at_once / 2:
            bucket.is_flood = False
        if bucket.left >= 1 and not bucket.is_flood:
            bucket.left -= 1
            return Verdict(passes=True)
        is_first = not bucket.is_flood
        bucket.is_flood = True
        bucket.left = max(0.0, bucket.left - 1)
        return Verdict(passes=False, is_first=is_first)

    def told_of(self, person: int) -> list[tuple[float, float, bool]] | None:
        """What is left of a person's allowances, for other replicas to go on from.

        Returns:
            Of messages and of presses what is left, since when (in seconds since 1970), and whether
            the flood was told of. None where nothing is missing.
        """
        told, matters = [], False
        for allowance in (MESSAGES, PRESSES):
            bucket = self._buckets.get((person, allowance)) or _Bucket(allowance.at_once, 0)
            matters |= bucket.is_flood or bucket.left < allowance.at_once
            told.append((bucket.left, bucket.since + _since_1970(allowance), bucket.is_flood))
        return told if matters else None

    def go_on_from(self, person: int, told: list[tuple[float, float, bool]]) -> None:
        """Know of a person what another replica tells."""
        for allowance, (left, since, is_flood) in zip((MESSAGES, PRESSES), told, strict=True):
            bucket = _Bucket(left, since - _since_1970(allowance), is_flood)
            held = self._buckets.get((person, allowance))
            if held is None or held.since <= bucket.since:
                self._buckets.put((person, allowance), bucket)


def _since_1970(allowance: Allowance) -> float:
    """What is added to the clock that an allowance is counted by: presses have a process's own."""
    return time.time() - time.monotonic() if allowance is PRESSES else 0.0
