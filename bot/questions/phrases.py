"""Whole phrases as numbers of eight bytes, so that a set of a million takes eight megabytes."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from bot.events.timeline import Numbers

Phrase = tuple[str, ...]
"""The stems and Han runs of a word or phrase."""


def digest(phrase: Phrase) -> int:
    """What stands for a phrase; two of a million phrases share one once in ten million times."""
    joined = " ".join(phrase).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(joined, digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True)
class PhraseSet:
    """A set of phrases; `digests` are rising."""

    digests: Numbers

    @classmethod
    def of(cls, phrases: Iterable[int]) -> "PhraseSet":
        """The set of the phrases with these digests."""
        return cls(array("Q", sorted(set(phrases))))

    def __contains__(self, phrase: Phrase) -> bool:
        wanted = digest(phrase)
        at = bisect_left(self.digests, wanted)
        return at < len(self.digests) and self.digests[at] == wanted
