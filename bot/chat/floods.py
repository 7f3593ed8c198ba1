"""What a flood is: more from one person than anybody types or taps."""

from dataclasses import dataclass

from bot.chat.remembered import Remembered


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
        self._buckets: Remembered[tuple[int, Allowance], _Bucket] = Remembered()

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
