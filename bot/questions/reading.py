"""From a question's tokens to its category and terms."""

import re
from dataclasses import replace

from bot.languages.dictionaries import dictionaries
from bot.languages.generic import generic_words
from bot.languages.sounds import sound_of
from bot.languages.text import Token, bigrams, stem
from bot.questions.learning import LONGEST_BODY, LONGEST_PHRASE, body_name
from bot.questions.lexicon import Lexicon
from bot.questions.phrases import Phrase
from bot.questions.query import Term, Unknown
from bot.questions.spelling import Correction, is_near_place

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
_SHORTEST_WORD = 3
_SHORTEST_NUMBER = 3
"""Digits of a number that tells something by itself, as 1922 does."""
_LONGEST_PLACE_NAME = 3
"""Words of the longest name of a place that is looked for."""
_DESCRIBING = re.compile(r"[a-z]{3}(?:ly|ed|able|ful|ous|ive)$")
_PLACING = frozenset({"in", "at", "of", "from", "near"})
"""What stands after these is a place, a name or a topic: unknown, it makes another question."""


class TermReader:
    """Collects the categories and the terms of one question's tokens."""

    def __init__(
        self, lexicon: Lexicon, corrections: dict[str, Correction], wants_list: bool
    ) -> None:
        self.lexicon = lexicon
        self.corrections = corrections
        self.wants_list = wants_list
        self.categories: list[str] = []
        self.terms: list[Term] = []
        self.places: list[str] = []
        self._unknown_end = -1
        self._goes_on = False
        """Whether the Han run being read goes on a known word in other letters (TGOS服務獎)."""

    def read(self, pieces: list[Token]) -> None:
        """Read all tokens; `categories`, `terms` and `places` hold what was found."""
        in_phrase = self._in_phrases(pieces)
        position = 0
        while position < len(pieces):
            if position in in_phrase:
                piece = pieces[position]
                self.terms.append(Term(piece.written, (stem(piece.text),)))
                position += 1
                continue
            if pieces[position].is_han:
                run = pieces[position].text
                for start in range(0, len(run), _LONGEST_RUN):
                    self._goes_on = start == 0 and self._is_joined(pieces, position)
                    self._read_han(run[start : start + _LONGEST_RUN])
                position += 1
            else:
                position += (
                    self._read_body(pieces, position)
                    or self._read_place(pieces, position)
                    or self._read_phrase(pieces, position)
                    or self._read_word(pieces, position)
                )

    def _is_joined(self, pieces: list[Token], position: int) -> bool:
        before = pieces[position - 1] if position else None
        return (
            before is not None
            and before.end == pieces[position].start
            and self.lexicon.knows(before.text)
            and stem(before.text) not in generic_words().weak | self.lexicon.source_words
        )

    def _in_phrases(self, pieces: list[Token]) -> set[int]:
        """Positions of question words that are part of a title or keyword here ("go smart")."""
        found: set[int] = set()
        words = [piece.text if piece.is_han else stem(piece.text) for piece in pieces]
        for start in range(len(pieces)):
            for end in range(start + 2, min(len(pieces), start + LONGEST_PHRASE) + 1):
                if tuple(words[start:end]) in self.lexicon.phrases:
                    found.update(range(start, end))
        return {i for i in found if pieces[i].text in generic_words().ignored}

    def _read_body(self, pieces: list[Token], start: int) -> int:
        """The words of another body's name, "Department of Health"; 0 where none stands here."""
        size = body_name([piece.text for piece in pieces[start : start + LONGEST_BODY]])
        if not size or pieces[start + size - 1].text in self.lexicon.bodies:
            return 0
        written = " ".join(piece.written for piece in pieces[start : start + size])
        self.terms.append(Term(written, unknown=Unknown.NAME))
        return size

    def _read_place(self, pieces: list[Token], start: int) -> int:
        """The words of a place's name of several that the knowledge does not hold; 0 for none.

        Where it holds each of them, by itself at least, they are read one by one: which event names
        the place is looked up then.
        """
        for size in range(_LONGEST_PLACE_NAME, 1, -1):
            name = pieces[start : start + size]
            words = [piece.text for piece in name]
            if len(name) < size or self.lexicon.source_words.issuperset(words):
                continue
            if " ".join(words) not in dictionaries().places:
                continue
            if all(map(self.lexicon.knows, words)):
                self.places.append(" ".join(words))
                return 0
            written = " ".join(piece.written for piece in name)
            self.terms.append(Term(written, unknown=Unknown.NAME))
            return size
        return 0

    def _read_phrase(self, pieces: list[Token], start: int) -> int:
        """The words of a category's phrase or a synonym that begins here; 0 where none does."""
        run = []
        for piece in pieces[start : start + LONGEST_PHRASE]:
            if piece.is_han:
                break
            run.append(stem(piece.text))
        for size in range(len(run), 0, -1):
            phrase = tuple(run[:size])
            if phrase in self.lexicon.naming:
                self._take_for_name(pieces[start].start)
            last = pieces[start + size - 1].text
            is_plural = last.endswith("s") and last != phrase[-1]
            is_any = start > 0 and pieces[start - 1].text in generic_words().listing
            category = self._category_of(phrase, is_plural or is_any)
            if category:
                self._name_category(category, pieces[start : start + size], phrase)
                return size
            if size > 1 and phrase in self.lexicon.related:
                written = " ".join(p.written for p in pieces[start : start + size])
                self.terms.append(Term(written, phrase))
                return size
        return 0

    def _category_of(self, phrase: tuple[str, ...], of_several: bool) -> str | None:
        """The category that a phrase asks for.

        One that names a single event of its category ("the expo") asks for the category only where
        several are wanted ("expos", "which expo"), or the category is asked for already.
        """
        category = self.lexicon.categories.get(phrase)
        if phrase in self.lexicon.particular and not of_several and category not in self.categories:
            return None
        return category

    def _ask_for(self, category: str) -> None:
        if category not in self.categories:
            self.categories.append(category)

    def _name_category(self, category: str, pieces: list[Token], phrase: tuple[str, ...]) -> None:
        self._ask_for(category)
        typed, similarity = zip(*map(self._typed, pieces), strict=True)
        self.terms.append(Term(" ".join(typed), phrase, min(similarity), names_category=True))

    def ask_for(self, word: str | None) -> None:
        """Note that a word, or the last where None, is what is asked for, the others of what."""
        for at, term in enumerate(self.terms):
            is_meant = at == len(self.terms) - 1 > 0
            if word:
                is_meant = word == term.written.casefold() or (stem(word),) == term.features
            if is_meant and not (term.is_weak or term.names_category):
                self.terms[at] = replace(term, is_asked=True)

    def _take_for_name(self, start: int) -> None:
        """Take an unknown word right before a category's for a name: the *Nobel* prize."""
        if self.terms and self._unknown_end == start - 1:
            last = self.terms[-1]
            if last.unknown and not last.is_weak:
                self.terms[-1] = replace(last, unknown=Unknown.NAME, telling=1.0)

    def _typed(self, piece: Token) -> tuple[str, float]:
        """What was typed for a word, and how near that is."""
        found = self.corrections.get(piece.text)
        return (found.typed, found.similarity) if found else (piece.written, 1.0)

    def _alike(self, word: str) -> tuple[Phrase, ...]:
        """What else may have been meant where a word stands for a misspelt one."""
        found = self.corrections.get(word)
        own = stem(word)
        meant = dict.fromkeys(stem(other) for other in found.others) if found else {}
        return tuple((feature,) for feature in meant if feature != own)

    def _read_word(self, pieces: list[Token], position: int) -> int:
        """Read the word here (or it and the next, written apart); how many were read."""
        piece = pieces[position]
        word, known = piece.text, self.lexicon.words
        if word in generic_words().ignored or stem(word) in generic_words().ignored:
            return 1
        if word in self.lexicon.source_words and word not in known:
            return 1
        is_weak = stem(word) in generic_words().weak or word in self.lexicon.source_words
        is_weak = is_weak or (word.isdecimal() and len(word) < _SHORTEST_NUMBER)
        if word in known or stem(word) in self.lexicon.stems:
            typed, similarity = self._typed(piece)
            alike = self._alike(word)
            self.terms.append(Term(typed, (stem(word),), similarity, is_weak=is_weak, alike=alike))
            return 1
        following = pieces[position + 1] if position + 1 < len(pieces) else None
        if following and not following.is_han and len(word + following.text) > 5:
            joined = word + following.text
            if joined in known and following.text not in known:
                self.terms.append(Term(f"{piece.written} {following.written}", (stem(joined),)))
                return 2
        self._read_unknown(piece, pieces[position - 1].text if position else "")
        return 1

    def _read_unknown(self, piece: Token, before: str) -> None:
        word = piece.text
        parts = self.lexicon.split(word)
        if parts:
            told = (p for p in parts if len(p) > _SHORTEST_WORD or p not in generic_words().ignored)
            self.terms += (Term(piece.written, (stem(part),)) for part in told)
            return
        known = dictionaries()
        is_word, is_place = word in known.english_words, word in known.places
        is_name = is_place or _is_name(piece, before, is_word)
        unknown = Unknown.NAME if is_name else Unknown.WORD
        is_weak = _is_weak(word)
        telling = 1.0 if is_name or is_weak else known.english_words.get(word, 1.0)
        self.terms.append(Term(piece.written, unknown=unknown, is_weak=is_weak, telling=telling))
        self._unknown_end = piece.end

    def _read_han(self, run: str) -> None:
        body = self._other_body(run)
        if body:
            self._read_han(run[: body[0]])
            self.terms.append(Term(run[slice(*body)], is_han=True, unknown=Unknown.NAME))
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
            if (rest or not ignored) and len(piece) < _LONG_HAN:
                wider = self._corrected_from(run, start - len(rest))
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
            if not self.lexicon.han_bigrams.issuperset(bigrams(run[start:end])):
                return start, end
        return None

    def _is_within_known(self, run: str, at: int) -> bool:
        """Whether a known phrase goes over the sign at `at` (副局長)."""
        known = ((s, self.lexicon.longest_han(run, s)) for s in range(max(0, at - 3), at + 1))
        return any(phrase and start + len(phrase) > at for start, phrase in known)

    def _corrected_from(self, run: str, start: int) -> int:
        """Read a misspelt longer phrase that begins at `start`; its end, 0 where there is none."""
        found = self.lexicon.correct_han(run[start : start + _LONGEST_MISSPELT], at_start=True)
        if not found:
            return 0
        piece = self.lexicon.longest_han(run, start)
        distance = round((1 - found[2].similarity) * len(found[2].word))
        if piece and len(found[2].word) - len(piece) <= distance:
            return 0
        last, meant = run[start + found[1] - 1], found[2].word[-1]
        if sound_of(last) != sound_of(meant) and last in generic_words().ignored_han:
            return 0
        self._add_han(found[2].word, run[start : start + found[1]], found[2].similarity)
        return start + found[1]

    def _read_rest(self, rest: str) -> None:
        if not rest:
            return
        found = self.lexicon.correct_han(rest)
        if found:
            start, end, correction = found
            self._read_rest(rest[:start])
            self._add_han(correction.word, rest[start:end], correction.similarity)
            self._read_rest(rest[end:])
            return
        if len(rest) == 1:
            return
        place = _place_in(rest)
        if place and not self.lexicon.han_bigrams.issuperset(bigrams(rest[slice(*place)])):
            self._read_rest(rest[: place[0]])
            self.terms.append(Term(rest[slice(*place)], is_han=True, unknown=Unknown.NAME))
            self._read_rest(rest[place[1] :])
            return
        unknown = ""
        known = [pair in self.lexicon.han_bigrams for pair in bigrams(rest)]
        for at, sign in enumerate(rest):
            is_known, before, after = (any(known[max(i, 0) : i + 1]) for i in (at, at - 1, at + 1))
            if is_known:
                # Two signs amid unknown ones (奧斯 of 奧斯卡 for 奧斯陸) may be two by chance.
                nearness = 1.0 if before or after or len(rest) == 2 else _BY_CHANCE
                self.terms.append(Term(rest[at : at + 2], (rest[at : at + 2],), nearness, True))
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
        self.terms += (Term(pair, is_han=True, unknown=unknown) for pair in bigrams(run))

    def _add_name_han(self, rest: str) -> None:
        """Read signs right before a category's word: unknown ones name another (the *金馬* 獎)."""
        before = len(self.terms)
        self._read_rest(rest)
        added = self.terms[before:]
        if added and added[-1].unknown:
            known = [term for term in added if not term.unknown]
            name = Term(rest, is_han=True, unknown=Unknown.NAME)
            self.terms[before:] = [*known, name]

    def _add_han(self, phrase: str, written: str | None = None, similarity: float = 1.0) -> None:
        category = self._category_of((phrase,), self.wants_list)
        if category:
            self._ask_for(category)
        self.terms.append(
            Term(
                written or phrase,
                (phrase,),
                similarity,
                is_han=True,
                names_category=bool(category),
            )
        )


def _is_name(piece: Token, before: str, is_word: bool) -> bool:
    """Whether an unknown word looks like the name of something, by how and where it is written.

    "Line 5" is another line; "5 lines" only counts them.
    """
    if piece.text.isdecimal():
        return before.isalpha()
    if piece.written[:1].isupper() and before:
        return True
    return not is_word and (before in _PLACING or is_near_place(piece.text))


def _is_weak(word: str) -> bool:
    """Whether an unknown word only says how or of what kind (quickly, planned, useful)."""
    is_scrap = len(word) < _SHORTEST_WORD and word.isalpha()
    return is_scrap or stem(word) in generic_words().weak or bool(_DESCRIBING.search(word))


def _place_in(run: str) -> tuple[int, int] | None:
    """Start and end of the first and longest name of a place in a run of Han signs."""
    places = dictionaries().places
    for start in range(len(run) - 1):
        for end in range(min(len(run), start + _LONGEST_PLACE), start + 1, -1):
            if run[start:end] in places:
                return start, end
    return None
