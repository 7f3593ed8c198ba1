"""Typing errors in English words: what was meant, where a known word is near enough."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from string import ascii_lowercase

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.languages.dictionaries import dictionaries
from bot.languages.generic import generic_words
from bot.languages.text import Token, stem, tokens
from bot.questions.time_expressions import MONTHS, SEASONS, SHORT_MONTHS, TIME_WORDS

_SHORTEST = 3
_DOUBLED = re.compile(r"(.)\1")
_ORDINAL = re.compile(r"\b(\d+)(ts|dn|dr|ht)\b", re.IGNORECASE)
"""An ordinal figure with the letters of its ending swapped."""
_LONG = 7
"""Letters from which a word may have two errors, or more than which the word meant has."""
LONGEST_WORD = 32
"""Letters of the longest word that is looked at: nothing longer is a slip of the finger."""
_MOST_ERRORS = 2
_MOST_OTHERS = 20
"""Words as near as the nearest that are kept: they cost where they are looked up."""
_SHORTEST_PLACE = 5
_SHORTEST_INFLECTED = 5
_SHORTEST_JOINED = 4
"""Letters of a word that is looked for within another one."""
_ACRONYM = 4
"""Letters of the longest acronym in which none is replaced."""
_SWAPPED = 0.01
"""What letters in another order are nearer than other letters."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A known word near what was typed; `similarity` is from 0 to 1, 1 for equal words.

    `others` are just as near.
    """

    typed: str
    word: str
    similarity: float
    others: tuple[str, ...] = ()

    @property
    def is_slip(self) -> bool:
        """Whether the letters meant are all there, in another order or doubled wrongly."""
        same_letters = sorted(self.typed) == sorted(self.word)
        return same_letters or _undoubled(self.typed) == _undoubled(self.word)


class Spelling:
    """Known words, to be found by words that are nearly the same."""

    def __init__(self, words: Iterable[str], shortest: int = _SHORTEST) -> None:
        self._by_start: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._undoubled: dict[str, str] = {}
        for word in dict.fromkeys(words):
            if len(word) >= shortest and word.isalpha():
                self._by_start[word[0], len(word)].append(word)
                self._undoubled.setdefault(_undoubled(word), word)

    def nearest(self, typed: str) -> Correction | None:
        """The nearest known word by optimal string alignment, None where none is near enough.

        Up to six letters one error is allowed, from seven on two, as where two of eight letters
        are left out; doubled letters count half. The first two letters may be swapped; a first
        letter is never replaced, nor any of three.
        """
        size = len(typed)
        best: Correction | None = None
        others: list[str] = []
        same = self._undoubled.get(_undoubled(typed)) if size > _SHORTEST else None
        if same:
            best = Correction(
                typed, same, 1 - OSA.distance(typed, same) / (2 * max(size, len(same)))
            )
        for first in dict.fromkeys(typed[:2]):
            for length in range(size - _MOST_ERRORS, size + _MOST_ERRORS + 1):
                for known, distance in self._within(typed, first, length):
                    similarity = 1 - distance / max(size, length)
                    if length == size and sorted(typed) == sorted(known):
                        similarity += _SWAPPED
                    elif size == length == _SHORTEST:
                        continue
                    if best is None or similarity > best.similarity:
                        best, others = Correction(typed, known, similarity), []
                    elif similarity == best.similarity and known != best.word:
                        others.append(known)
        return replace(best, others=tuple(others[:_MOST_OTHERS])) if best and others else best

    def alternatives(self, typed: str) -> list[Correction]:
        """Every known word one error away, in no order."""
        if not 2 <= len(typed) <= LONGEST_WORD:
            return []
        return [
            Correction(typed, known, 1 - distance / max(len(typed), length))
            for first in dict.fromkeys(typed[:2])
            for length in range(len(typed) - 1, len(typed) + 2)
            for known, distance in self._within(typed, first, length)
            if distance == 1
        ]

    def _within(self, typed: str, first: str, length: int) -> Iterator[tuple[str, int]]:
        """The known words of a first letter and a length that are near enough, and how near.

        RapidFuzz compares all of them in C: among 12,000 words that takes as long as looking up
        the deletion neighbourhood (SymSpell; Garbe, 2012), which takes 28 entries for each word.
        """
        alike = self._by_start.get((first, length))
        if not alike:
            return
        allowed = _MOST_ERRORS if max(len(typed), length - 1) >= _LONG else 1
        near = extract(typed, alike, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        for known, distance, _ in near:
            if first == typed[0] or known[1] == typed[0]:
                yield known, distance


@dataclass(frozen=True, slots=True)
class Respelt:
    """A line with its misspelt words mended, and how by the word that stands there now."""

    line: str
    corrections: dict[str, Correction]


def respell(line: str, spelling: Spelling, is_known: Callable[[str], bool]) -> Respelt:
    """A line with each unknown word that is near a known one replaced by it.

    Words that English has, names of places and figures stay as they are, and so do acronyms of up
    to three letters; in one of four, letters are only put in order.

    Args:
        line: normalised.
        spelling: the knowledge's own words.
        is_known: whether a folded word needs no mending.
    """
    corrections: dict[str, Correction] = {}
    line = _ORDINAL.sub(lambda found: found[1] + found[2][::-1], line)
    pieces = tokens(line)
    is_dated = any(piece.text in MONTHS for piece in pieces)
    for piece in reversed(pieces):
        if _is_right(piece) or is_known(piece.text):
            continue
        found = (
            _nearest(piece.text, spelling, is_dated)
            or _inflected(piece.text, is_known)
            or _joined(piece.text, spelling, is_known)
        )
        if found and (found.is_slip or not piece.written.isupper() or len(piece.text) > _ACRONYM):
            line = line[: piece.start] + found.word + line[piece.end :]
            corrections |= dict.fromkeys(found.word.split(), found)
    return Respelt(line, corrections)


def prepare() -> None:
    """Sort the words of questions now, and not with the first misspelt one."""
    _plain_spelling()


def is_near_place(word: str) -> bool:
    """Whether a word that English does not have is the name of a place, but for one error."""
    if not _SHORTEST_PLACE <= len(word) <= LONGEST_WORD or not word.isalpha():
        return False
    known = dictionaries()
    words, places = known.english_words, known.places
    if not any(near in places for near in _one_error_from(word, places.any_begins)):
        return False
    return not any(near in words and near not in places for near in set(_one_error_from(word)))


def _is_right(piece: Token) -> bool:
    if piece.is_han or not _SHORTEST <= len(piece.text) <= LONGEST_WORD or not piece.text.isalpha():
        return True
    if piece.written.isupper() and len(piece.text) < _ACRONYM:
        return True
    if piece.text in _plain_words() or stem(piece.text) in _plain_words():
        return True
    known = dictionaries()
    return (
        piece.text in SHORT_MONTHS
        or piece.text in known.english_words
        or piece.text in known.places
    )


def _nearest(word: str, spelling: Spelling, is_dated: bool) -> Correction | None:
    """The nearest word of questions or of events; beside a month, a season is rarely meant."""
    found = [_plain_spelling().nearest(word)]
    if len(word) > _SHORTEST:
        found.append(spelling.nearest(word))
    if len(word) > _SHORTEST + 1 and word.endswith("s"):
        singular = spelling.nearest(word[:-1])
        if singular and singular.word != singular.typed:
            found.append(Correction(word, singular.word + "s", singular.similarity))
    near = [_of_same_stem(correction) for correction in found if correction]
    best = max(near, key=lambda c: (c.similarity, stem(c.word) == stem(word)), default=None)
    if best and best.word in SEASONS and is_dated:
        others = [c for c in spelling.alternatives(word) if c.word not in SEASONS]
        return max(others, key=lambda c: (c.is_slip, c.similarity, c.word), default=best)
    return best


def _of_same_stem(found: Correction) -> Correction:
    """Of words as near the one that has the stem of what was typed (prise for prize)."""
    for other in found.others:
        if stem(other) == stem(found.typed) != stem(found.word):
            others = (found.word, *(word for word in found.others if word != other))
            return replace(found, word=other, others=others)
    return found


def _inflected(word: str, is_known: Callable[[str], bool]) -> Correction | None:
    """An English word one error away that is a form of a known one; the most common of several."""
    if len(word) < _SHORTEST_INFLECTED:
        return None
    english = dictionaries().english_words
    near = {other for other in _one_error_from(word) if other in english and is_known(other)}
    if not near:
        return None
    meant = min(near, key=lambda other: (english.get(other, 1.0), other))
    return Correction(word, meant, 1 - 1 / max(len(word), len(meant)))


def _joined(word: str, spelling: Spelling, is_known: Callable[[str], bool]) -> Correction | None:
    """Two words written as one, of which one is known and the other one error away from known."""
    found: list[tuple[str, str]] = []
    for end in range(_SHORTEST_JOINED, len(word) - _SHORTEST_JOINED + 1):
        first, last = word[:end], word[end:]
        if is_known(last):
            found += ((near, last) for near in _nearly(first, spelling))
        if is_known(first):
            found += ((first, near) for near in _nearly(last, spelling))
    if not found:
        return None
    meant = " ".join(max(found, key=lambda words: min(map(len, words))))
    return Correction(word, meant, 1 - 1 / len(word))


def _nearly(part: str, spelling: Spelling) -> Iterator[str]:
    """Known words one error from a part of a word; a short one has letters swapped or left out."""
    for near in spelling.alternatives(part):
        if len(part) > _SHORTEST_JOINED or near.is_slip or len(near.word) > len(part):
            yield near.word


@cache
def _plain_words() -> frozenset[str]:
    """What questions are made of: words of asking, of listing, of time."""
    generic = generic_words()
    asked = (
        word for phrases in generic.asks.values() for phrase in phrases for word in phrase.split()
    )
    return frozenset({*generic.ignored, *generic.weak, *generic.listing, *asked, *TIME_WORDS})


@cache
def _plain_spelling() -> Spelling:
    english = dictionaries().english_words
    return Spelling(sorted(w for w in _plain_words() if w in english or w in TIME_WORDS))


def _undoubled(word: str) -> str:
    return _DOUBLED.sub(r"\1", word)


def _one_error_from(word: str, may_begin: Callable[[str], bool] = lambda _: True) -> Iterator[str]:
    """Every string one error away (Norvig, How to Write a Spelling Corrector, 2007).

    Args:
        may_begin: tells beginnings that nothing sought has; strings with them are left out.
    """
    for cut in range(len(word) + 1):
        before, after = word[:cut], word[cut:]
        if not may_begin(before):
            return
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
        for letter in ascii_lowercase:
            yield before + letter + after[1:]
            yield before + letter + after
