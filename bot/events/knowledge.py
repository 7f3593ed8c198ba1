"""The knowledge: all packs of a folder as one immutable whole, or every fault that they have."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import yaml

from bot.events.event import Event, Vocabulary
from bot.events.faults import Fault
from bot.events.pack import read_pack, read_vocabulary
from bot.events.yaml_nodes import NodeReader

VOCABULARY = "vocabulary.yaml"
_CHECKOUT = Path(__file__).parents[2] / "knowledge"
_INSTALLED = Path(__file__).parents[1] / "knowledge"
SHIPPED = _CHECKOUT if _CHECKOUT.is_dir() else _INSTALLED
"""The folder of packs that comes with the program."""


@dataclass(frozen=True)
class Knowledge:
    """All events, in order of date, and the vocabulary."""

    events: tuple[Event, ...]
    vocabulary: Vocabulary
    by_key: dict[str, Event] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {event.key: event for event in self.events})

    @cached_property
    def years(self) -> tuple[int, int]:
        """The first and last calendar year covered; both 1 where there is no event."""
        if not self.events:
            return 1, 1
        return self.events[0].when.first.year, max(e.when.last.year for e in self.events)

    @cached_property
    def firsts(self) -> tuple[date, ...]:
        """Each event's first possible day, in the events' order."""
        return tuple(event.when.first for event in self.events)

    @cached_property
    def by_id(self) -> dict[str, Event]:
        """Each event by its id, where that is not its key."""
        return {event.id: event for event in self.events if event.id != event.key}

    @cached_property
    def by_title(self) -> dict[str, tuple[Event, ...]]:
        """The events of each title in any language."""
        found: dict[str, tuple[Event, ...]] = {}
        for event in self.events:
            for title in set(event.title.values()):
                found[title] = (*found.get(title, ()), event)
        return found

    def named(self, name: str) -> Event | None:
        """The event of a key or an id; None where there is none."""
        return self.by_key.get(name) or self.by_id.get(name)

    @property
    def covered(self) -> tuple[date, date]:
        """The first and last day of the years covered."""
        first, last = self.years
        return date(first, 1, 1), date(last, 12, 31)


class BrokenKnowledge(Exception):
    """The packs have faults; `faults` lists them all, in order of file and line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(map(str, self.faults)))


def load(directory: Path) -> Knowledge:
    """Read every pack below `directory`.

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
    vocabulary, faults = _vocabulary(directory)
    events: list[Event] = []
    places: dict[str, str] = {}
    for path in files:
        reader = NodeReader(str(path))
        root = _root(reader, path)
        placed = read_pack(reader, root, vocabulary.categories) if root is not None else []
        for entry in placed:
            place = places.setdefault(entry.event.id, f"{path}:{entry.line}")
            if place != f"{path}:{entry.line}":
                reader.fault(
                    entry.line,
                    f"the id {entry.event.id!r} stands at {place} too",
                    "give each event an id of its own",
                )
            events.append(entry.event)
        faults += reader.faults
    if faults:
        raise BrokenKnowledge(faults)
    return Knowledge(tuple(sorted(events, key=_chronological)), vocabulary)


def vocabulary_of(directory: Path) -> Vocabulary:
    """The vocabulary that the packs of a folder share; what is at fault in it is left out."""
    return _vocabulary(directory)[0]


def read_draft(content: bytes, name: str, vocabulary: Vocabulary) -> tuple[Knowledge, list[Fault]]:
    """The events of one pack's content that are whole, and its faults, in order of line."""
    reader = NodeReader(name)
    root = reader.compose(content)
    placed = read_pack(reader, root, vocabulary.categories) if root is not None else []
    unique: dict[str, Event] = {}
    for entry in placed:
        if unique.setdefault(entry.event.id, entry.event) is not entry.event:
            reader.fault(
                entry.line,
                f"the id {entry.event.id!r} stands twice",
                "give each event an id of its own",
            )
    events = sorted(unique.values(), key=_chronological)
    return Knowledge(tuple(events), vocabulary), sorted(reader.faults)


def _chronological(event: Event) -> tuple[date, date, str]:
    return event.when.first, event.when.last, event.id


def _vocabulary(directory: Path) -> tuple[Vocabulary, list[Fault]]:
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
    root = _root(reader, path)
    return (read_vocabulary(reader, root) if root is not None else Vocabulary({})), reader.faults


def _root(reader: NodeReader, path: Path) -> yaml.Node | None:
    try:
        content = path.read_bytes()
    except OSError as error:
        reader.fault(1, f"cannot be read ({error.strerror})", "let this program read the file")
        return None
    return reader.compose(content)
