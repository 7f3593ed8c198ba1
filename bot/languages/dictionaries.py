"""Words that English has and places that the world has.

They tell what an unknown word is: an ordinary one, which is no misspelt other one, or the name of
a place, which makes another question.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from marisa_trie import RecordTrie, Trie

from bot.languages.data import ENGLISH_WORDS, PLACES


class EnglishWords:
    """English words in all their forms, folded; they stay in their file, which is mapped."""

    def __init__(self, path: Path) -> None:
        self._telling = RecordTrie("<d").mmap(str(path))

    def __contains__(self, word: str) -> bool:
        return word in self._telling

    def get(self, word: str, default: float) -> float:
        """How much a word tells, from its rarity: 0.35 (somebody) to 1; `default` for no word."""
        found = self._telling.get(word)
        return float(found[0][0]) if found else default


class Places:
    """Names of places, of one word or of several divided by spaces, folded; likewise mapped."""

    def __init__(self, path: Path) -> None:
        self._names = Trie().mmap(str(path))

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def any_begins(self, beginning: str) -> bool:
        """Whether any name begins so."""
        return next(self._names.iterkeys(beginning), None) is not None


@dataclass(frozen=True, slots=True)
class Dictionaries:
    """English words, and names of places."""

    english_words: EnglishWords
    places: Places


@cache
def dictionaries() -> Dictionaries:
    """Some 57,000 words, and the countries and large cities in English and Chinese."""
    return Dictionaries(EnglishWords(ENGLISH_WORDS), Places(PLACES))
