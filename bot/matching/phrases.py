"""Whole titles, keywords and topics of facts, and the events that have each for one."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.events.timeline import Numbers
from bot.matching.postings import Posting
from bot.questions.phrases import Phrase, digest


@dataclass(frozen=True, slots=True)
class Phrases:
    """The postings of phrases, row by row in order of the phrases' digests and positions.

    Most phrases name one event only, so that a row for each is the least they can take.
    """

    digests: Numbers
    positions: Numbers
    worths: Sequence[int]

    def __contains__(self, phrase: Phrase) -> bool:
        return len(self.get(phrase)) > 0

    def get(self, phrase: Phrase) -> Posting:
        """The events that have a phrase for a title, keyword or topic."""
        wanted = digest(phrase)
        start = bisect_left(self.digests, wanted)
        if start == len(self.digests) or self.digests[start] != wanted:
            return Posting()
        part = slice(start, bisect_right(self.digests, wanted, start))
        return Posting(self.positions[part], self.worths[part])


@dataclass(slots=True)
class CollectedPhrases:
    """Phrases that are collected event after event."""

    digests: "array[int]" = field(default_factory=lambda: array("Q"))
    positions: "array[int]" = field(default_factory=lambda: array("I"))
    worths: bytearray = field(default_factory=bytearray)

    def add(self, phrase: Phrase, position: int, worth: int) -> None:
        """Note a phrase of an event; where it comes twice, the last counts."""
        self.digests.append(digest(phrase))
        self.positions.append(position)
        self.worths.append(worth)

    def phrases(self) -> Phrases:
        """All that were noted."""
        rows = {
            (wanted, position): worth
            for wanted, position, worth in zip(
                self.digests, self.positions, self.worths, strict=True
            )
        }
        ordered = sorted(rows)
        return Phrases(
            array("Q", (wanted for wanted, _ in ordered)),
            memoryview(array("I", (position for _, position in ordered))),
            memoryview(bytes(rows[row] for row in ordered)),
        )
