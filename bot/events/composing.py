"""Composing a YAML file's nodes: the entries of a pack one by one, all within bounds."""

import re
from collections.abc import Callable
from typing import Any

import yaml

_SafeLoader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 100
"""Levels of nesting that are read; a nest of many thousands overflows the C parser's stack."""
MOST_NODES = 200_000
"""Keys and values that are read beside whole entries: half a second's work."""
_LOOKS_AHEAD_FROM = 2 * MOST_NODES
"""Keys and values read, those of whole entries among them, before the rest is looked through."""
_ENTRIES = "events"
_ENTRIES_DEPTH = 2
"""Where the list of entries stands: the root is at depth 1, its keys and values at 2."""
_MOST_DIRECTIVES = 10
_DIRECTIVE = re.compile(r"(?<![^\n\r\x85\u2028\u2029])%")
_NESTED = "is nested too deeply", "remove brackets or indentation here"
_ALIASED = "is used through an alias (&, *)", "write the text out"
_DIRECTED = "is one line too many that begins with %", "remove these lines"
_TOO_MUCH = (
    f"is where more than {MOST_NODES} keys and values belong to no whole event",
    "mend or remove those before",
)
STRING = "tag:yaml.org,2002:str"
_MAPPING = "tag:yaml.org,2002:map"
_SEQUENCE = "tag:yaml.org,2002:seq"

Entry = Callable[[yaml.Node], bool]
"""Hears of an entry as soon as it is composed, and says whether it is whole."""


class OutOfBounds(Exception):
    """The file is not read further; `line` (from 1) says where, `wrong` and `mend` what to do."""

    def __init__(self, line: int, wrong: str, mend: str) -> None:
        super().__init__(wrong)
        self.line, self.wrong, self.mend = line, wrong, mend


def composed(text: str, entry: Entry | None = None) -> yaml.Node | None:
    """The root node of a text, None where it holds none.

    Args:
        entry: is given each item of the root's list `events` but the last, which is then dropped
            from that list: a pack of any size takes the memory of one event.

    Raises:
        OutOfBounds: it nests too deeply, uses an alias or holds too much beside whole entries.
        yaml.YAMLError: it is no YAML, or holds signs that YAML forbids.
    """
    _refuse_directives(text)
    loader = _Loader(text, entry)
    try:
        root: yaml.Node | None = loader.get_single_node()
        if root is not None:
            loader.refuse_aliases(root)
    except yaml.MarkedYAMLError as error:
        # LibYAML counts nesting too, from 0.2.6 on, and as it looks ahead it may be first.
        if "nesting" not in (error.problem or ""):
            raise
        mark = error.problem_mark
        raise OutOfBounds((mark.line if mark else 0) + 1, *_NESTED) from None
    finally:
        loader.dispose()
    return root


class _Loader(_SafeLoader):  # type: ignore[misc]
    """PyYAML's safe loader, with the steps that it takes in Python for every node cut short.

    It calls `descend_resolver` before it composes a node, and so before it recurses in C.
    """

    def __init__(self, text: str, entry: Entry | None) -> None:
        super().__init__(text)
        self._text = text
        self._entry = entry
        self._may_alias = "*" in text
        self._depth = 0
        self._key: Any = None
        self._nodes = 0
        self._most = MOST_NODES
        self._dropped = 0
        self._before_entry = 0
        self._last_line = 1

    def descend_resolver(self, parent: yaml.Node | None, index: Any) -> None:
        """Note that a node begins: in a list at its index, in a mapping at None (a key) or a key.

        Raises:
            OutOfBounds: it is one level or one node too many.
        """
        self._depth += 1
        self._nodes += 1
        if self._depth == _ENTRIES_DEPTH:
            self._key = index
        elif self._depth == _ENTRIES_DEPTH + 1 and index.__class__ is int and self._entry:
            if isinstance(self._key, yaml.ScalarNode) and self._key.value == _ENTRIES:
                self._next_entry(parent)
        elif self._depth > _DEEPEST:
            raise OutOfBounds(_line(parent), *_NESTED)
        if self._nodes > self._most:
            raise OutOfBounds(max(_line(parent), self._last_line), *_TOO_MUCH)

    def ascend_resolver(self) -> None:
        """Note that a node ends."""
        self._depth -= 1

    def resolve(self, kind: type, value: str, implicit: tuple[bool, bool]) -> str:
        """The tag of a node that is written without one."""
        if kind is not yaml.ScalarNode:
            return _MAPPING if kind is yaml.MappingNode else _SEQUENCE
        if implicit[0]:
            for tag, pattern in self.yaml_implicit_resolvers.get(value[:1], ()):
                if pattern.match(value):
                    return str(tag)
        return STRING

    def refuse_aliases(self, root: yaml.Node) -> None:
        """Forbidden, as a nest of aliases outgrows any memory.

        Raises:
            OutOfBounds: the nodes of the whole are more than were composed for it.
        """
        self._refuse_aliases(root, self._nodes - self._dropped)

    def _next_entry(self, entries: Any) -> None:
        """Hand on and drop the entry before this one; only what is not whole goes on counting."""
        before_this = self._nodes - 1
        if entries.value and self._entry:
            node, nodes = entries.value.pop(), before_this - self._before_entry
            self._refuse_aliases(node, nodes)
            self._last_line = node.start_mark.line + 1
            self._dropped += nodes
            if self._entry(node):
                self._most += nodes
                if self._most - nodes < _LOOKS_AHEAD_FROM <= self._most:
                    self._look_ahead()
        self._before_entry = before_this

    def _look_ahead(self) -> None:
        """Refuse a text that is broken further on now, and not seconds later.

        Only the C parser goes through a text without making anything of it, in a twentieth of the
        time.
        """
        ahead = _SafeLoader(self._text)
        if hasattr(ahead, "raw_parse"):
            ahead.raw_parse()

    def _refuse_aliases(self, node: yaml.Node, nodes: int) -> None:
        if not self._may_alias:
            return
        seen: set[int] = set()
        stack = [node]
        while stack:
            node = stack.pop()
            if id(node) in seen or len(seen) == nodes:
                raise OutOfBounds(node.start_mark.line + 1, *_ALIASED)
            seen.add(id(node))
            if isinstance(node, yaml.MappingNode):
                for pair in node.value:
                    stack += pair
            elif isinstance(node, yaml.SequenceNode):
                stack += node.value


def _refuse_directives(text: str) -> None:
    """Each is held against all before it, so that thousands would take minutes."""
    if text.count("%") <= _MOST_DIRECTIVES:
        return
    for number, directive in enumerate(_DIRECTIVE.finditer(text)):
        if number == _MOST_DIRECTIVES:
            raise OutOfBounds(text[: directive.start()].count("\n") + 1, *_DIRECTED)


def _line(parent: Any) -> int:
    """The line (from 1) of the last node that is whole in its parent, else of the parent."""
    if parent is None:
        return 1
    last = parent.value[-1] if parent.value else parent
    node = last[1] if isinstance(last, tuple) else last
    return int(node.start_mark.line) + 1
