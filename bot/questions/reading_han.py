"""From a run of Han signs to its terms: known phrases, misspelt ones, names and what is unknown."""

from bot.languages.dictionaries import dictionaries
from bot.languages.generic import generic_words
from bot.languages.sounds import sound_of
from bot.languages.text import bigrams
from bot.questions.collected import Collected
from bot.questions.lexicon import Lexicon
from bot.questions.query import Term, Unknown

_LONG_HAN = 6
"""Signs from which a phrase found is taken as it is, though a longer one may be meant."""
_LONGEST_MISSPELT = 12
"""Han signs that are looked at for a misspelt phrase."""
_LONGEST_RUN = 100
"""Han signs without a stop that are read at once: the cost grows with their square."""
_BY_CHANCE = 0.45
_BODY_NAME = 2
"""Signs before the last ones in the name of an office (*衛生*局)."""
_LONGEST_PLACE = 6


class HanReader:
    """Collects the categories and the terms of runs of Han signs."""

    def __init__(self, lexicon: Lexicon, found: Collected) -> None:
        self.lexicon = lexicon
        self.found = found
        self._goes_on = False

    def read(self, run: str, goes_on: bool) -> None:
        """Read a run.

        Args:
            goes_on: whether it goes on a known word in other letters (TGOS服務獎).
        """
        for start in range(0, len(run), _LONGEST_RUN):
            self._goes_on = goes_on and start == 0
            self._read_han(run[start : start + _LONGEST_RUN])

    def _read_han(self, run: str) -> None:
        body = self._other_body(run)
        if body:
            self._read_han(run[: body[0]])
            self.found.terms.append(Term(run[slice(*body)], is_han=True, unknown=Unknown.NAME))
            self._read_han(run[body[1] :])
            return
        rest = ""
        start = 0
        while start < len(run):
            piece = self.lexicon.longest_han(run, start)
            if piece is None:
                rest += run[start]
                start += 1
                continue
            ignored = piece in generic_words().ignored_han
            if len(piece) < _LONG_HAN:
                shortest = _LONG_HAN if ignored and not rest else 0
                wider = self._corrected_from(run, start - len(rest), shortest)
                if wider:
                    rest, start = "", wider
                    continue
            is_start = start == len(rest)
            if rest and (piece,) in self.lexicon.naming and not (is_start and self._goes_on):
                self._add_name_han(rest)
            else:
                self._read_rest(rest)
            rest = ""
            if not ignored:
                self._add_han(piece)
            start += len(piece)
        self._read_rest(rest)

    def _other_body(self, run: str) -> tuple[int, int] | None:
        """Start and end of a body's name (衛生局) that no event holds; None where there is none."""
        for suffix in generic_words().bodies:
            end = run.find(suffix) + len(suffix)
            start = end - len(suffix) - _BODY_NAME
            if suffix.isascii() or start < 0 or self._is_within_known(run, end - 1):
                continue
            if self.lexicon.han_bigrams.issuperset(bigrams(run[start:end])):
                continue
            if not self._is_misspelt_to(run[:end]):
                return start, end
        return None

    def _is_misspelt_to(self, run: str) -> bool:
        """Whether a run ends with a known phrase that is misspelt (調察局 for 調查局)."""
        tail = run[-_LONGEST_MISSPELT:]
        found = self.lexicon.han_phrases.correct(tail)
        return found is not None and found[1] == len(tail)

    def _is_within_known(self, run: str, at: int) -> bool:
        """Whether a known phrase goes over the sign at `at` (副局長)."""
        known = ((s, self.lexicon.longest_han(run, s)) for s in range(max(0, at - 3), at + 1))
        return any(phrase and start + len(phrase) > at for start, phrase in known)

    def _corrected_from(self, run: str, start: int, shortest: int) -> int:
        """Read a misspelt longer phrase that begins at `start`; its end, 0 where there is none.

        Args:
            shortest: signs that the phrase has to have.
        """
        found = self.lexicon.han_phrases.correct(
            run[start : start + _LONGEST_MISSPELT], at_start=True
        )
        if not found or len(found[2].word) < shortest:
            return 0
        piece = self.lexicon.longest_han(run, start)
        distance = round((1 - found[2].similarity) * len(found[2].word))
        if piece and len(found[2].word) - len(piece) <= distance:
            return 0
        last, meant = run[start + found[1] - 1], found[2].word[-1]
        if sound_of(last) != sound_of(meant) and last in generic_words().ignored_han:
            return 0
        if self._cuts_word(run, start + found[1], meant):
            return 0
        self._add_han(found[2].word, run[start : start + found[1]], found[2].similarity)
        return start + found[1]

    def _cuts_word(self, run: str, end: int, meant: str) -> bool:
        """Whether the wrong last sign of a phrase begins a known word (市政*服務* is no 市政府)."""
        pair = run[end - 1 : end + 1]
        is_known = pair in generic_words().ignored_han or pair in self.lexicon.han_bigrams
        return run[end - 1] != meant and len(pair) > 1 and is_known

    def _read_rest(self, rest: str) -> None:
        if not rest:
            return
        found = self.lexicon.han_phrases.correct(rest)
        if found and not self._cuts_word(rest, found[1], found[2].word[-1]):
            start, end, correction = found
            self._read_rest(rest[:start])
            self._add_han(correction.word, rest[start:end], correction.similarity)
            self._read_rest(rest[end:])
            return
        if len(rest) == 1:
            return
        place = _place_in(rest)
        if place and not self.lexicon.han_bigrams.issuperset(bigrams(rest[slice(*place)])):
            self.found.places.append(rest[slice(*place)])
            self._read_rest(rest[: place[0]])
            self.found.terms.append(Term(rest[slice(*place)], is_han=True, unknown=Unknown.NAME))
            self._read_rest(rest[place[1] :])
            return
        unknown = ""
        known = [pair in self.lexicon.han_bigrams for pair in bigrams(rest)]
        is_all_known = all(any(known[max(i - 1, 0) : i + 1]) for i in range(len(rest)))
        for at, sign in enumerate(rest):
            is_known, before, after = (any(known[max(i, 0) : i + 1]) for i in (at, at - 1, at + 1))
            if is_known:
                # Two signs amid unknown ones (奧斯 of 奧斯卡 for 譚奧斯) may be two by chance.
                pair = rest[at : at + 2]
                is_word = before or after or is_all_known or pair in self.lexicon.han_phrases.ends
                self.found.terms.append(Term(pair, (pair,), 1.0 if is_word else _BY_CHANCE, True))
            if is_known or before:
                self._add_unknown_han(unknown)
                unknown = ""
            else:
                unknown += sign
        self._add_unknown_han(unknown)

    def _add_unknown_han(self, run: str) -> None:
        """Note signs that no known pair holds; one by itself tells too little."""
        if len(run) < 2:
            return
        unknown = Unknown.PAIR if len(run) == 2 else Unknown.PART
        self.found.terms += (Term(pair, is_han=True, unknown=unknown) for pair in bigrams(run))

    def _add_name_han(self, rest: str) -> None:
        """Read signs right before a category's word: unknown ones name another (the *金馬* 獎)."""
        before = len(self.found.terms)
        self._read_rest(rest)
        added = self.found.terms[before:]
        if added and added[-1].unknown:
            known = [term for term in added if not term.unknown]
            name = Term(rest, is_han=True, unknown=Unknown.NAME)
            self.found.terms[before:] = [*known, name]

    def _add_han(self, phrase: str, written: str | None = None, similarity: float = 1.0) -> None:
        category = self.found.category_of((phrase,), self.found.wants_list)
        if category:
            self.found.ask_for_category(category)
        self.found.terms.append(
            Term(
                written or phrase,
                (phrase,),
                similarity,
                is_han=True,
                names_category=bool(category),
            )
        )


def _place_in(run: str) -> tuple[int, int] | None:
    """Start and end of the first and longest name of a place in a run of Han signs."""
    places = dictionaries().places
    for start in range(len(run) - 1):
        for end in range(min(len(run), start + _LONGEST_PLACE), start + 1, -1):
            if run[start:end] in places:
                return start, end
    return None
