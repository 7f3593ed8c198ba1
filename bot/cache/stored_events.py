"""Events as rows of JSON, each read only when it is looked at."""

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, overload

from bot.events.dates import EventDate
from bot.events.event import Event, Fact, Source, Words
from bot.events.selection import Selection
from bot.events.timeline import Numbers

_MOST_KEPT = 4096
"""Events that are kept once they were read, so that a list asked for again is at hand."""


def write_events(events: Iterable[Event]) -> tuple[bytes, "array[int]", list[Source]]:
    """The rows, where each ends, and the sources that they name by their number."""
    rows, ends = bytearray(), array("Q")
    sources: dict[Source, int] = {}
    for event in events:
        number = sources.setdefault(event.source, len(sources))
        rows += json.dumps(_row(event, number), ensure_ascii=False, separators=(",", ":")).encode()
        ends.append(len(rows))
    return bytes(rows), ends, list(sources)


def _row(event: Event, source: int) -> list[Any]:
    return [
        event.id,
        str(event.when),
        event.category,
        event.title,
        event.summary,
        event.keywords,
        source,
        {day.isoformat(): texts for day, texts in event.days.items()},
        [[fact.about, fact.answer] for fact in event.facts],
    ]


@dataclass(frozen=True)
class StoredEvents(Sequence[Event]):
    """The events of some rows."""

    rows: memoryview
    ends: Numbers
    sources: Sequence[Source]
    _read: dict[int, Event] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.ends)

    @overload
    def __getitem__(self, index: int) -> Event: ...
    @overload
    def __getitem__(self, index: slice) -> Selection: ...

    def __getitem__(self, index: int | slice) -> Event | Selection:
        if isinstance(index, slice):
            return Selection(self, range(len(self))[index])
        position = range(len(self))[index]
        event = self._read.get(position)
        if event is None:
            if len(self._read) >= _MOST_KEPT:
                self._read.clear()
            event = self._read[position] = self._event(position)
        return event

    def _event(self, position: int) -> Event:
        start = self.ends[position - 1] if position else 0
        row = json.loads(bytes(self.rows[start : self.ends[position]]))
        event_id, when, category, title, summary, keywords, source, days, facts = row
        return Event(
            id=event_id,
            when=EventDate.parse(when),
            category=category,
            title=title,
            summary=summary,
            keywords=_words(keywords),
            source=self.sources[source],
            days={date.fromisoformat(day): texts for day, texts in days.items()},
            facts=tuple(Fact(_words(about), answer) for about, answer in facts),
        )


def _words(written: Mapping[str, list[str]]) -> Words:
    return {language: tuple(words) for language, words in written.items()}


@dataclass(frozen=True)
class EventsByKey(Mapping[str, Event]):
    """The stored events by their keys."""

    events: Sequence[Event]
    positions: Mapping[str, int]

    def __getitem__(self, key: str) -> Event:
        return self.events[self.positions[key]]

    def __iter__(self) -> Iterator[str]:
        return iter(self.positions)

    def __len__(self) -> int:
        return len(self.positions)
