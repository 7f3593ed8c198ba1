"""The knowledge: all packs of a folder as one immutable whole, or every fault that they have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from bot.events.collecting import uncollected
from bot.events.event import Event, Vocabulary
from bot.events.faults import Fault
from bot.events.pack import read_pack, read_vocabulary
from bot.events.telling import Tell, untold
from bot.events.timeline import Timeline
from bot.events.yaml_nodes import NodeReader

VOCABULARY = "vocabulary.yaml"
_LARGE = 2_000_000
"""Bytes of packs that are read within half a second."""
_CHECKOUT = Path(__file__).parents[2] / "knowledge"
_INSTALLED = Path(__file__).parents[1] / "knowledge"
SHIPPED = _CHECKOUT if _CHECKOUT.is_dir() else _INSTALLED
"""The folder of packs that comes with the program."""


@dataclass(frozen=True)
class Knowledge:
    """All events, in order of date, and the vocabulary."""

    events: Sequence[Event]
    vocabulary: Vocabulary

    @classmethod
    def of(
        cls,
        events: Sequence[Event],
        vocabulary: Vocabulary,
        timeline: Timeline,
        by_key: Mapping[str, Event],
        by_id: Mapping[str, Event],
    ) -> "Knowledge":
        """A knowledge of which all is known that would else be found out at the first need."""
        known = cls(events, vocabulary)
        vars(known).update(timeline=timeline, by_key=by_key, by_id=by_id)
        return known

    @cached_property
    def timeline(self) -> Timeline:
        """The events' days and categories, to be searched without reading an event."""
        return Timeline.of(self.events)

    @cached_property
    def by_key(self) -> Mapping[str, Event]:
        """Each event by its key."""
        return {event.key: event for event in self.events}

    @property
    def years(self) -> tuple[int, int]:
        """The first and last calendar year covered; both 1 where there is no event."""
        return self.timeline.years

    @cached_property
    def by_id(self) -> Mapping[str, Event]:
        """Each event by its id, where that is not its key."""
        return {event.id: event for event in self.events if event.id != event.key}

    def named(self, name: str) -> Event | None:
        """The event of a key or an id; None where there is none."""
        return self.by_key.get(name) or self.by_id.get(name)

    @property
    def covered(self) -> tuple[date, date]:
        """The first and last day of the years covered."""
        first, last = self.years
        return date(first, 1, 1), date(last, 12, 31)

    def some(self, most: int) -> list[Event]:
        """All events, or `most` of them spread over the whole."""
        step = max(1, -(-len(self.events) // most))
        return [self.events[position] for position in range(0, len(self.events), step)]


class BrokenKnowledge(Exception):
    """The packs have faults; `faults` lists them all, in order of file and line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(map(str, self.faults)))


def is_large(directory: Path) -> bool:
    """Whether reading the packs of a folder takes so long that what is made of them is kept."""
    return sum(map(_size, directory.rglob("*.yaml"))) >= _LARGE


def load(directory: Path, tell: Tell = untold) -> Knowledge:
    """Read every pack below `directory`.

    Args:
        tell: hears what is done, how many of its bytes, and of how many.

    Raises:
        BrokenKnowledge: a file has faults; they are all listed.
        NotADirectoryError: `directory` is no folder.
    """
    if not directory.is_dir():
        raise NotADirectoryError(f"{directory} is not a folder")
    files = sorted(path for path in directory.rglob("*.yaml") if path.name != VOCABULARY)
    if not files:
        fault = Fault(str(directory), 1, "holds no pack", "add a *.yaml file with events")
        raise BrokenKnowledge([fault])
    vocabulary, faults = _read_vocabularies(directory)
    events: list[Event] = []
    places: dict[str, str] = {}
    sizes = [_size(path) for path in files]
    for number, path in enumerate(files):
        tell("Reading", sum(sizes[:number]), sum(sizes))
        reader = NodeReader(str(path))
        content = _content(reader, path)
        if content is not None:
            with uncollected():
                events += read_pack(reader, content, vocabulary.categories, places)
        del content
        faults += reader.faults
    if faults:
        raise BrokenKnowledge(faults)
    return Knowledge(tuple(sorted(events, key=_chronological)), vocabulary)


def vocabulary_of(directory: Path) -> Vocabulary:
    """The vocabulary that the packs of a folder share; what is at fault in it is left out."""
    return _read_vocabularies(directory)[0]


def read_draft(content: bytes, name: str, vocabulary: Vocabulary) -> tuple[Knowledge, list[Fault]]:
    """The events of one pack's content that are whole, and its faults, in order of line."""
    reader = NodeReader(name)
    events = sorted(read_pack(reader, content, vocabulary.categories), key=_chronological)
    return Knowledge(tuple(events), vocabulary), sorted(reader.faults)


def _chronological(event: Event) -> tuple[date, date, str]:
    return event.when.first, event.when.last, event.id


def _read_vocabularies(directory: Path) -> tuple[Vocabulary, list[Fault]]:
    """The folder's vocabulary, or the shipped one.

    A vocabulary of the folder's own adds its synonyms to those shipped, as categories belong to a
    department and words to the language; a word in both has its own ones only.
    """
    shipped, faults = _read_vocabulary(SHIPPED / VOCABULARY)
    path = directory / VOCABULARY
    if not path.exists() or path == SHIPPED / VOCABULARY:
        return shipped, faults
    own, faults = _read_vocabulary(path)
    taken = {word for group in own.synonyms for word in group}
    others = (group for group in shipped.synonyms if taken.isdisjoint(group))
    return replace(own, synonyms=(*own.synonyms, *others)), faults


def _read_vocabulary(path: Path) -> tuple[Vocabulary, list[Fault]]:
    reader = NodeReader(str(path))
    content = _content(reader, path)
    with uncollected():
        vocabulary = read_vocabulary(reader, content) if content is not None else Vocabulary({})
    return vocabulary, reader.faults


def _size(path: Path) -> int:
    """The bytes of a file; 0 for a folder, a pipe or a link that leads nowhere."""
    return path.stat().st_size if path.is_file() else 0


def _content(reader: NodeReader, path: Path) -> bytes | None:
    if not path.is_file():  # A pipe would keep its reader waiting.
        reader.fault(1, "is no file, or a link that leads to none", "remove it, or put a pack here")
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        reader.fault(1, f"cannot be read ({error.strerror})", "let this program read the file")
        return None
