"""YAML with positions: a file as nodes that know their line, its traps reported, never a crash."""

from collections.abc import Iterator

import yaml

from bot.events.composing import STRING, Entry, OutOfBounds, composed
from bot.events.faults import Fault
from bot.languages.hidden import hiding_in, without_idle

MOST_FAULTS = 10_000
"""Faults of a file that are told; whoever has more makes another mistake than they say."""
_LONGEST_TEXT = 10_000
"""Characters of one text; a message of Telegram's has room for 4,096."""
_MOST_ITEMS = 10_000
"""Entries of one list; of events there may be as many as there are."""
_LONGEST_TOLD = 300
"""Characters of what is wrong: a fault stays a line, however long what it quotes."""
_READ_AS = {
    "tag:yaml.org,2002:bool": "a yes or no",
    "tag:yaml.org,2002:null": "nothing",
    "tag:yaml.org,2002:int": "a number",
    "tag:yaml.org,2002:float": "a number",
    "tag:yaml.org,2002:timestamp": "a date",
}


class TooManyFaults(Exception):
    """No more of the file's faults are told."""


class NodeReader:
    """Reads one file's nodes and collects its faults.

    Every method takes a node, returns plain values, and where the node is not what is wanted notes
    a fault and returns an empty value, so that one run reports everything.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def fault(self, node: yaml.Node | int, wrong: str, mend: str) -> None:
        """Note a fault at a node or at a line (from 1).

        Raises:
            TooManyFaults: this one is more than is told; the reading ends here.
        """
        line = node if isinstance(node, int) else node.start_mark.line + 1
        if len(self.faults) == MOST_FAULTS:
            wrong, mend = f"is the {MOST_FAULTS + 1}th fault, with more to come", "mend these first"
            self.faults.append(Fault(self.file, line, wrong, mend))
            raise TooManyFaults
        if len(wrong) > _LONGEST_TOLD:
            half = _LONGEST_TOLD // 2
            wrong = f"{wrong[:half]}…{wrong[-half:]}"
        self.faults.append(Fault(self.file, line, wrong, mend))

    def compose(self, content: bytes, entry: Entry | None = None) -> yaml.Node | None:
        """The root node of a file's content, or None where it cannot be read.

        Args:
            entry: hears of each item but the last of the list `events`, which is then let go of.

        Raises:
            TooManyFaults: so many were noted meanwhile that this file's reading ends.
        """
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            self.fault(line, "is not UTF-8", "save the file as UTF-8")
            return None
        try:
            root = composed(text, entry)
        except OutOfBounds as error:
            self.fault(error.line, error.wrong, error.mend)
            return None
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self.fault(
                (mark.line + 1) if mark else 1,
                f"is not valid YAML ({error.problem or error.context})",
                "mend the indentation, quotes or brackets here or just above",
            )
            return None
        except (yaml.YAMLError, RecursionError, ValueError, UnicodeError) as error:
            position = getattr(error, "position", 0)
            line = text[: position if isinstance(position, int) else 0].count("\n") + 1
            self.fault(line, "is not readable YAML", "remove control characters")
            return None
        if root is None:
            self.fault(1, "is empty", "write the pack, or remove the file")
        return root

    def mapping(self, node: yaml.Node, what: str) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        """The (key, key node, value node) of a mapping; a key that comes twice is a fault."""
        if not isinstance(node, yaml.MappingNode):
            self.fault(node, f"{what} is not a mapping", "write it as 'key: value' lines")
            return
        seen: set[str] = set()
        for key_node, value in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.fault(key_node, f"a key of {what} is not a text", "write a plain key")
            elif key_node.value in seen:
                self.fault(
                    key_node, f"{what} has the key {key_node.value!r} twice", "keep one of them"
                )
            else:
                seen.add(key_node.value)
                yield key_node.value, key_node, value

    def keys(
        self, node: yaml.Node, what: str, required: tuple[str, ...], optional: tuple[str, ...] = ()
    ) -> dict[str, yaml.Node]:
        """A mapping's values by key; unknown and missing keys are faults."""
        allowed = (*required, *optional)
        values: dict[str, yaml.Node] = {}
        for key, key_node, value in self.mapping(node, what):
            if key in allowed:
                values[key] = value
            else:
                self.fault(
                    key_node, f"{what} has an unknown key {key!r}", f"use {', '.join(allowed)}"
                )
        if isinstance(node, yaml.MappingNode):
            for key in required:
                if key not in values:
                    self.fault(node, f"{what} has no {key!r}", f"add '{key}:'")
        return values

    def items(self, node: yaml.Node, what: str) -> list[yaml.Node]:
        """The nodes of a list that is not empty."""
        if not isinstance(node, yaml.SequenceNode):
            self.fault(node, f"{what} is not a list", "write '- ' before each entry, or [a, b]")
            return []
        if not node.value:
            self.fault(node, f"{what} is an empty list", "fill it, or remove it")
        if len(node.value) > _MOST_ITEMS:
            self.fault(
                node, f"{what} has {len(node.value)} entries", f"write {_MOST_ITEMS} at most"
            )
            return []
        return list(node.value)

    def text(self, node: yaml.Node, what: str) -> str:
        """A text that is not empty; what YAML takes for a number, date or yes/no wants quotes."""
        if not isinstance(node, yaml.ScalarNode):
            self.fault(node, f"{what} is not a text", "write one text here")
            return ""
        text = without_idle(" ".join(node.value.split()))
        if not text:
            self.fault(node, f"{what} is empty", "write a text, or remove the key")
            return ""
        if node.tag != STRING:
            read_as = _READ_AS.get(node.tag, "something else than a text")
            self.fault(
                node, f"{what} is {node.value!r}, which YAML reads as {read_as}", "put it in quotes"
            )
            return ""
        hiding = hiding_in(text)
        if hiding:
            self.fault(node, f"{what} holds a hidden sign (U+{ord(hiding):04X})", "remove it")
            return ""
        if len(text) > _LONGEST_TEXT:
            self.fault(node, f"{what} has {len(text)} signs", f"write {_LONGEST_TEXT} at most")
            return ""
        return text

    def scalar(self, node: yaml.Node, what: str) -> str:
        """A scalar as it is written, whatever YAML takes it for (dates stand without quotes)."""
        if isinstance(node, yaml.ScalarNode) and node.value.strip():
            return str(node.value.strip())
        self.fault(node, f"{what} is not a single value", "write one value here")
        return ""
