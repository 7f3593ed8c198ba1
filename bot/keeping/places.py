"""Where in its file each part of an event stands, for warnings that name a line."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import yaml

from bot.events.knowledge import VOCABULARY
from bot.events.yaml_nodes import NodeReader


@dataclass(frozen=True, slots=True)
class Place:
    """An event's file, and the line (from 1) of each of its keys."""

    file: str
    line: int
    lines: Mapping[str, int]

    def of(self, key: str) -> int:
        """The line of a key, the event's own where it has none."""
        return self.lines.get(key, self.line)


def places_in(directory: Path) -> dict[str, Place]:
    """The place of each event below a folder, by id; the packs are taken to be without faults."""
    places: dict[str, Place] = {}
    for path in sorted(directory.rglob("*.yaml")):
        if path.name == VOCABULARY:
            continue
        read = partial(_place, places, str(path))
        root = NodeReader(str(path)).compose(path.read_bytes(), read)
        for node in _sequence(_value(root, "events")):
            read(node)
    return places


def _place(places: dict[str, Place], file: str, node: yaml.Node) -> bool:
    keys = {key.value: key.start_mark.line + 1 for key, _ in _pairs(node)}
    event_id = _value(node, "id")
    if isinstance(event_id, yaml.ScalarNode):
        places[event_id.value.strip()] = Place(file, event_id.start_mark.line + 1, keys)
    return True


def synonym_lines(vocabulary: Path) -> list[int]:
    """The line of each list of synonyms of a vocabulary, in order."""
    root = NodeReader(str(vocabulary)).compose(vocabulary.read_bytes())
    return [node.start_mark.line + 1 for node in _sequence(_value(root, "synonyms"))]


def _pairs(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    return list(node.value) if isinstance(node, yaml.MappingNode) else []


def _value(node: yaml.Node | None, wanted: str) -> yaml.Node | None:
    return next((value for key, value in _pairs(node) if key.value == wanted), None)


def _sequence(node: yaml.Node | None) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []
