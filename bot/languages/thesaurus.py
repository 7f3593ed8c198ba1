"""Words of one concept, lay and official: `thesaurus.txt`, in a table that was made of it ahead."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from struct import Struct
from zlib import crc32

from marisa_trie import BytesTrie

from bot.languages.data import FOLDER
from bot.languages.generic import generic_words
from bot.languages.text import bigrams, cut, is_han_feature

THESAURUS = Path(__file__).with_name("thesaurus.txt")
_NUMBER = Struct(">I")
"""Of a family, in bytes that are in the order of the numbers."""
_ROW = "#"
"""Before a family's number, what its row is found by; no word has that sign."""

_NAMES = "="
"""Begins a line of names of the same country or town."""


@dataclass(frozen=True, slots=True)
class Family:
    """Words and phrases of which each may stand for the others.

    Unlike a vocabulary's synonyms they need not mean the same: who asks with one would be content
    with what is told with another. Those `asked` with stand for those `told` with only; mostly both
    are the same. Each is given by its stems and Han runs, with spaces between; where several words
    are asked with, by those that tell anything.

    Attributes:
        words: the English words in what is asked with.
        runs: the Han runs in it.
        are_names: whether all are of the same country or town, as *Japan* and *Japanese*.
    """

    asked: Sequence[str]
    told: Sequence[str]
    words: Sequence[str]
    runs: Sequence[str]
    are_names: bool = False

    @classmethod
    def of(cls, asked: Iterable[str], told: Iterable[str], are_names: bool = False) -> "Family":
        """The family of phrases as they are written."""
        ignored = generic_words().ignored
        phrases: list[str] = []
        words: dict[str, bool] = {}
        for pieces in map(cut, asked):
            telling = [feature for word, feature in pieces if word not in ignored]
            if not telling:
                continue
            phrases.append(" ".join(telling if len(telling) > 1 else (f for _, f in pieces)))
            words |= {word: is_han_feature(word) for word, _ in pieces}
        return cls(
            phrases,
            [" ".join(feature for _, feature in cut(phrase)) for phrase in told],
            [word for word, is_run in words.items() if not is_run],
            [word for word, is_run in words.items() if is_run],
            are_names,
        )


class Thesaurus:
    """All families; only those that are needed are read."""

    def __init__(self, table: BytesTrie) -> None:
        self._table = table

    def families(self, features: Iterable[str], is_told: Callable[[str], bool]) -> Iterator[Family]:
        """The families of which something is told, and only that of it, in the order of the file.

        Args:
            features: all stems, and pairs of Han signs, that anything may be told with.
            is_told: whether a phrase is told, by its stems and Han runs with spaces between.
        """
        known = self._table.get
        numbers = {number for feature in features for number in known(feature, ())}
        for number in sorted(numbers):
            (row,) = self._table[f"{_ROW}{_NUMBER.unpack(number)[0]}"]
            phrases, *others, names = row.decode().split("\t")
            told = list(filter(is_told, phrases.split(",")))
            if told:
                asked, words, runs = (part.split(",") if part else () for part in others)
                yield Family(asked, told, words, runs, names == _NAMES)


def thesaurus() -> Thesaurus:
    """The thesaurus: the table made ahead, while that is what would be made now.

    It is not kept: who has related the words of a knowledge has no more need of it.
    """
    source = THESAURUS.read_bytes()
    path = table_of(source)
    return Thesaurus(BytesTrie().mmap(str(path)) if path.exists() else compiled(source))


def table_of(source: bytes) -> Path:
    """Where the table is that was made of `source`, and of the words that are now ignored."""
    ignored = " ".join(sorted(generic_words().ignored)).encode()
    return FOLDER / f"thesaurus-{crc32(ignored, crc32(source)):08x}.marisa"


def compiled(source: bytes) -> BytesTrie:
    """The table of a thesaurus: each family's row, and by what it is found."""
    families = [Family.of(*line) for line in phrases_in(source)]
    common = Counter(part for family in families for told in family.told for part in _parts(told))
    rows = []
    for number, family in enumerate(families):
        parts = (family.told, family.asked, family.words, family.runs)
        row = [*map(",".join, parts), _NAMES if family.are_names else ""]
        rows.append((f"{_ROW}{number}", "\t".join(row).encode()))
        # A phrase is only told where all its parts are, so the rarest of them tells enough.
        found_by = {
            min(_parts(told), key=lambda part: (common[part], part)) for told in family.told
        }
        rows += [(part, _NUMBER.pack(number)) for part in found_by]
    return BytesTrie(rows)


def phrases_in(source: bytes) -> Iterator[tuple[Sequence[str], Sequence[str], bool]]:
    """Of each line of a thesaurus the phrases asked with and told with, and if they are names."""
    for line in source.decode().splitlines():
        if line.strip() and not line.startswith("#"):
            asked, _, told = line.removeprefix(_NAMES).partition(">")
            yield _phrases(asked), _phrases(told or asked), line.startswith(_NAMES)


def _phrases(text: str) -> Sequence[str]:
    return [phrase.strip() for phrase in text.split(",")]


def _parts(phrase: str) -> set[str]:
    """The stems and the pairs of Han signs in a phrase."""
    pieces = phrase.split(" ")
    return {p for piece in pieces for p in (bigrams(piece) if is_han_feature(piece) else [piece])}
