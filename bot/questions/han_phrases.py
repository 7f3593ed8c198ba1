"""Chinese phrases of titles and keywords, to be found though a sign was typed wrong."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import OSA

from bot.events.timeline import Numbers
from bot.languages.sounds import sounds_of
from bot.languages.text import bigrams
from bot.questions.learning import LONGEST_HAN
from bot.questions.spelling import Correction

_SHORTEST_MENDED = 4
_LONG = 8
"""Signs from which a phrase may have two wrong ones."""
_SHORTEST_HEARD = 2
_MISHEARD = 0.4
"""The share of signs wrong up to which a word that is only akin to the events' is heard."""
_MOST_LOOKED_UP = 500
"""Phrases that are looked at for the pairs of signs that they share with what was typed."""
_MOST_COMPARED = 16
"""Of these, how many are compared with it sign by sign: those that share the most pairs."""


class HanPhrases:
    """The Han phrases known, of two signs or more, and the pairs of signs that stand in texts."""

    def __init__(
        self, phrases: Sequence[str], more: Iterable[str], kin: Iterable[str], pairs: Set[str]
    ) -> None:
        """Take what is known.

        Args:
            phrases: the events'.
            more: the categories'.
            kin: other words for these.
            pairs: all that stand side by side in texts.
        """
        self._pairs = pairs
        self._own = len(set(phrases))
        said = dict.fromkeys((*phrases, *more), 0)
        self._said = len(said)
        self._numbers = said | dict.fromkeys(kin, 0)
        for number, phrase in enumerate(self._numbers):
            self._numbers[phrase] = number

    def __contains__(self, phrase: str) -> bool:
        return phrase in self._numbers

    def is_own(self, phrase: str) -> bool:
        """Whether it stands in the events, and is not only another word for one that does."""
        return self._numbers.get(phrase, self._own) < self._own

    def __len__(self) -> int:
        return len(self._numbers)

    def prepare(self) -> None:
        """Sort the phrases by their pairs and sounds now, and not with the first misspelt one."""
        _ = self.by_pair, self.by_sound, self.ends

    def restore(self, by_pair: "PairRows", by_sound: dict[str, int]) -> None:
        """Take what was prepared from the same phrases before."""
        vars(self).update(by_pair=by_pair, by_sound=by_sound)
        _ = self.ends

    @cached_property
    def by_pair(self) -> "PairRows":
        """The numbers of the events' phrases long enough to be mended that hold each pair.

        Of the others only those that sound like what was typed are meant.
        """
        rows: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for phrase, number in self._numbers.items():
            if self.is_own(phrase) and len(phrase) >= _SHORTEST_MENDED:
                for pair in set(bigrams(phrase)):
                    rows[pair].append(number)
        return PairRows.of(rows)

    @cached_property
    def by_sound(self) -> dict[str, int]:
        """The number of each phrase by its sound; of those that sound alike, the last by signs."""
        return {sounds_of(phrase): self._numbers[phrase] for phrase in sorted(self._numbers)}

    @cached_property
    def ends(self) -> frozenset[str]:
        """The pairs that begin or end a phrase of the events, as words do that it is made of.

        What is left of three signs is none: a name mostly has its first sign to itself.
        """
        own = [phrase for phrase, number in self._numbers.items() if number < self._own]
        begins = {phrase[:2] for phrase in own if len(phrase) > 2}
        return frozenset(begins.union(phrase[-2:] for phrase in own if len(phrase) > 3))

    def correct(self, run: str, at_start: bool = False) -> tuple[int, int, Correction] | None:
        """A known phrase of four signs or more that stands in `run` with one sign wrong.

        Args:
            at_start: whether it has to begin where the run does.

        Returns:
            Start and end in `run`, and the phrase; None where there is none.
        """
        by_sound = self._by_sound(run, at_start)
        if by_sound:
            return by_sound
        best: tuple[int, int, Correction] | None = None
        windows: dict[tuple[int, int], str] = {}
        for phrase in self._near(run):
            size = len(phrase)
            allowed = 1 if size < _LONG else 2
            for start in range(1 if at_start else max(1, len(run) - size + 2)):
                for length in (size, size - 1, size + 1):
                    window = windows.get((start, length))
                    if window is None:
                        window = windows[start, length] = self._misspelt(run, start, length)
                    if not window:
                        continue
                    distance = OSA.distance(window, phrase, score_cutoff=allowed)
                    if distance > allowed:
                        continue
                    found = Correction(window, phrase, 1 - distance / size)
                    if best is None or found.similarity > best[2].similarity:
                        best = (start, start + length, found)
            if best and len(best[2].word) > size:
                break
        return best

    def _near(self, run: str) -> list[str]:
        """The phrases that share a pair of signs with `run`, the longest first.

        Where they are many, those with the rarest pairs, and of these the ones that share most: a
        phrase keeps all pairs but two for each sign that is wrong (the count filter for q-grams;
        Gravano et al., 2001).
        """
        rows = sorted((self.by_pair.get(pair) for pair in set(bigrams(run))), key=len)
        shared: Counter[int] = Counter()
        looked_up = 0
        for row in rows:
            looked_up += len(row)
            if shared and looked_up > _MOST_LOOKED_UP:
                break
            shared.update(row[:_MOST_LOOKED_UP])
        nearest = [number for number, _ in shared.most_common()]
        if len(nearest) > _MOST_COMPARED:
            nearest.sort(key=lambda n: len(self._listed[n]) - shared[n])
            del nearest[_MOST_COMPARED:]
        return sorted((self._listed[n] for n in nearest), key=lambda p: (-len(p), p))

    def _misspelt(self, run: str, start: int, length: int) -> str:
        """A window of `run`; "" where it is cut off, or nothing in it looks misspelt."""
        window = run[start : start + length]
        return "" if len(window) < length or self._is_plain(window) else window

    def _is_plain(self, window: str) -> bool:
        """Whether each sign stands in a known pair, so that nothing looks misspelt."""
        pairs = [pair in self._pairs for pair in bigrams(window)]
        beside = zip([*pairs, False], [False, *pairs], strict=True)
        return all(after or before for after, before in beside)

    def _by_sound(self, run: str, at_start: bool) -> tuple[int, int, Correction] | None:
        """The longest known phrase that sounds like a part of `run`; of two signs, one is right."""
        sounds = sounds_of(run)
        for size in range(min(len(run), LONGEST_HAN), _SHORTEST_HEARD - 1, -1):
            for start in range(1 if at_start else len(run) - size + 1):
                number = self.by_sound.get(sounds[start : start + size])
                if number is None:
                    continue
                phrase, window = self._listed[number], run[start : start + size]
                if phrase != window:
                    wrong = sum(a != b for a, b in zip(window, phrase, strict=True))
                    if number >= self._said and wrong > size * _MISHEARD:
                        continue
                    if size == _SHORTEST_HEARD and (wrong == size or size < len(run)):
                        continue
                    nearness = 1 - wrong / (2 * size)
                    return start, start + size, Correction(window, phrase, nearness)
        return None

    @cached_property
    def _listed(self) -> list[str]:
        return list(self._numbers)


@dataclass(frozen=True, slots=True)
class PairRows:
    """Numbers of phrases by the pairs of signs in them, in one row.

    Attributes:
        numbers: each pair's place among the `ends`.
        ends: where the part of each ends.
    """

    numbers: Mapping[str, int]
    ends: Numbers
    phrases: Numbers

    @classmethod
    def of(cls, rows: "Mapping[str, array[int]]") -> "PairRows":
        """One row of the rows of all pairs."""
        ends, phrases = array("Q"), array("I")
        for row in rows.values():
            phrases.extend(row)
            ends.append(len(phrases))
        return cls({pair: number for number, pair in enumerate(rows)}, ends, phrases)

    def get(self, pair: str) -> Numbers:
        """The phrases that hold a pair."""
        number = self.numbers.get(pair)
        if number is None:
            return ()
        return self.phrases[self.ends[number - 1] if number else 0 : self.ends[number]]
