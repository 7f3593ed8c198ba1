"""A mapping that never grows beyond its bounds."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from typing import Generic, TypeVar

_MOST = 10_000

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Bounded(Generic[Key, Value]):
    """Values by key, no more than `most`: those used longest ago go first."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._values: OrderedDict[Key, Value] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        """The value, which then counts as just used; None where there is none."""
        if key in self._values:
            self._values.move_to_end(key)
        return self._values.get(key)

    def put(self, key: Key, value: Value) -> None:
        """Keep a value, letting the oldest go where there is no room."""
        self._values[key] = value
        self._values.move_to_end(key)
        if len(self._values) > self._most:
            self._values.popitem(last=False)

    def drop(self, key: Key) -> None:
        """Drop one value where there is one."""
        self._values.pop(key, None)

    def forget(self, is_meant: Callable[[Key], bool]) -> None:
        """Drop the values of every key that is meant."""
        for key in [key for key in self._values if is_meant(key)]:
            del self._values[key]

    def values(self) -> Collection[Value]:
        """All values, those used longest ago first."""
        return self._values.values()
