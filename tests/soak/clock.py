"""A clock that runs ahead: a day passes in two minutes, so that posts fall due."""

import os
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

START = datetime(2026, 3, 22, 2, tzinfo=UTC)
"""The day before the first exact anniversary of the shipped events."""
_FASTEST = 720.0
_MOST_SECONDS = 6 * 86400.0
"""The ledger forgets what is older than a week."""
_VARIABLE = "SOAK_CLOCK"


@dataclass(frozen=True, slots=True)
class FastClock:
    """Shows `START` at the real instant (seconds since 1970) at which it began."""

    began: float
    speed: float

    @classmethod
    def of(cls, minutes: float) -> "FastClock":
        """One for a run of so many real minutes."""
        return cls(time.time(), min(_FASTEST, _MOST_SECONDS / (minutes * 60)))

    def __call__(self) -> datetime:
        """The instant that it shows."""
        return START + self.passed(time.time() - self.began)

    def passed(self, seconds: float) -> timedelta:
        """What passes on it in so many real seconds."""
        return timedelta(seconds=seconds * self.speed)

    @property
    def environment(self) -> dict[str, str]:
        """What has a bot go by the same clock."""
        return {_VARIABLE: f"{self.began} {self.speed}"}

    def days(self, ahead: int = 1) -> list[date]:
        """Every date that it has shown in any zone so far, and some to come."""
        first = START.date() - timedelta(days=1)
        return [first + timedelta(days=n) for n in range((self().date() - first).days + 1 + ahead)]


def clock_of_environment() -> FastClock:
    """The clock that this process was given."""
    began, speed = os.environ[_VARIABLE].split()
    return FastClock(float(began), float(speed))
