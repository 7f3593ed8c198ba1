"""Where a word stands: rows of positions with the worth of the best place in each event."""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from bot.events.timeline import Numbers

_PERCENT = 100
_NEARLY = 0.7
_LARGE = 1000
"""Events from which a posting is kept once it was looked at, with its bits."""


@dataclass(frozen=True)
class Posting:
    """The events that hold something, by their positions in the knowledge, rising.

    Attributes:
        worths: what the best place in each is worth, in parts of `whole`.
    """

    positions: Numbers = ()
    worths: Sequence[float] = ()
    whole: int = _PERCENT

    @classmethod
    def of(cls, worths: Mapping[int, float]) -> "Posting":
        """A posting of worths by position."""
        positions = array("I", sorted(worths))
        return cls(positions, array("d", (worths[position] for position in positions)), 1)

    def __len__(self) -> int:
        return len(self.positions)

    @property
    def codes(self) -> Sequence[int]:
        """The worths where they are whole numbers, as those of the index's own rows are."""
        return cast(Sequence[int], self.worths)

    def worth(self, position: int) -> float:
        """The worth in an event, 0 where it holds nothing."""
        at = bisect_left(self.positions, position)
        if at < len(self.positions) and self.positions[at] == position:
            return self.worths[at] / self.whole
        return 0.0

    def items(self) -> Iterator[tuple[int, float]]:
        """Each position and its worth."""
        for position, worth in zip(self.positions, self.worths, strict=True):
            yield position, worth / self.whole

    @cached_property
    def most(self) -> float:
        """The highest worth."""
        return max(self.worths, default=0) / self.whole

    @cached_property
    def levels(self) -> list[tuple[float, int]]:
        """Each worth, highest first, and the bits of the events that have it."""
        by_worth: dict[float, list[int]] = defaultdict(list)
        for position, worth in zip(self.positions, self.worths, strict=True):
            by_worth[worth].append(position)
        return [(worth / self.whole, bits_of(by_worth[worth])) for worth in sorted(by_worth)[::-1]]

    @cached_property
    def bits(self) -> int:
        """One bit for each event that holds it, at the event's position."""
        return bits_of(self.positions)

    @cached_property
    def tellers(self) -> int:
        """How many events hold it nearly as well as the best one."""
        least = self.most * _NEARLY
        if self.whole == 1:
            return sum(worth >= least for worth in self.worths)
        codes = bytes(self.codes)
        return sum(codes.count(code) for code in set(codes) if code / self.whole >= least)


def bits_of(positions: Numbers) -> int:
    """A number with one bit for each of some rising positions."""
    if not positions:
        return 0
    figures = bytearray(b"0") * (positions[-1] + 1)
    for position in positions:
        figures[-1 - position] = _ONE
    return int(figures, 2)


_ONE = ord("1")


@dataclass(frozen=True)
class Postings:
    """The postings of many keys in one row, one after the other.

    Attributes:
        numbers: each key's place among the `ends`.
        ends: where the part of each ends.
    """

    numbers: Mapping[str, int]
    ends: Numbers
    positions: Numbers
    worths: Sequence[int]
    _large: dict[int, Posting] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, collected: "Mapping[str, Collected]") -> "Postings":
        """One row from the postings collected by key."""
        ends, positions, worths = array("Q"), array("I"), bytearray()
        for posting in collected.values():
            positions.extend(posting.positions)
            worths += posting.worths
            ends.append(len(positions))
        numbers = {key: number for number, key in enumerate(collected)}
        return cls(numbers, ends, memoryview(positions), memoryview(worths))

    def __contains__(self, key: str) -> bool:
        return key in self.numbers

    def get(self, key: str) -> Posting:
        """The posting of a key, an empty one where no event holds it."""
        number = self.numbers.get(key)
        if number is None:
            return _NOWHERE
        large = self._large.get(number)
        if large:
            return large
        part = slice(self.ends[number - 1] if number else 0, self.ends[number])
        posting = Posting(self.positions[part], self.worths[part])
        if len(posting) >= _LARGE:
            self._large[number] = posting
        return posting

    def count(self, key: str) -> int:
        """How many events hold a key."""
        number = self.numbers.get(key)
        if number is None:
            return 0
        return self.ends[number] - (self.ends[number - 1] if number else 0)


_NOWHERE = Posting()


@dataclass(slots=True)
class Collected:
    """A posting that still grows, event after event."""

    positions: "array[int]" = field(default_factory=lambda: array("I"))
    worths: bytearray = field(default_factory=bytearray)

    def add(self, position: int, worth: int) -> None:
        """Note a place in the newest event; the best one counts."""
        if self.positions and self.positions[-1] == position:
            self.worths[-1] = max(self.worths[-1], worth)
        else:
            self.positions.append(position)
            self.worths.append(worth)


@dataclass(frozen=True)
class Found:
    """Where a term stands and where its kin do.

    Attributes:
        kin: the postings of related words, each with what it is worth in the term's place.
        count: how many events are in any of the postings.
    """

    own: Posting
    kin: tuple[tuple[Posting, float], ...]
    count: int

    @classmethod
    def of(
        cls, own: Posting, kin: Iterable[tuple[Posting, float]], count: int | None = None
    ) -> "Found":
        """The term's own posting, and those of its kin that hold anything.

        Args:
            count: how many events are in any, where that is known.
        """
        kept = tuple(part for part in kin if len(part[0]))
        if count is not None or not kept:
            return cls(own, kept, len(own) if count is None else count)
        held = own.bits
        for posting, _ in kept:
            held |= posting.bits
        return cls(own, kept, held.bit_count())
