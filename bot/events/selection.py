"""Some of a knowledge's events, by their positions, each read only when it is looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

from bot.events.event import Event
from bot.events.timeline import Numbers


@dataclass(frozen=True, slots=True)
class Selection(Sequence[Event]):
    """The events at `positions` of a row of events, in this order."""

    events: Sequence[Event]
    positions: Numbers

    def __len__(self) -> int:
        return len(self.positions)

    @overload
    def __getitem__(self, index: int) -> Event: ...
    @overload
    def __getitem__(self, index: slice) -> "Selection": ...

    def __getitem__(self, index: int | slice) -> "Event | Selection":
        if isinstance(index, slice):
            return Selection(self.events, self.positions[index])
        return self.events[self.positions[index]]
