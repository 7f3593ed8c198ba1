"""From a question's tokens to its category and terms."""

import re
from dataclasses import replace

from bot.languages.dictionaries import dictionaries
from bot.languages.generic import generic_words
from bot.languages.text import Token, stem
from bot.questions.collected import Collected
from bot.questions.learning import LONGEST_BODY, LONGEST_PHRASE, body_name
from bot.questions.lexicon import Lexicon
from bot.questions.phrases import Phrase
from bot.questions.query import Term, Unknown
from bot.questions.reading_han import HanReader
from bot.questions.spelling import Correction, is_near_place

_SHORTEST_WORD = 3
_SHORTEST_NUMBER = 3
"""Digits of a number that tells something by itself, as 1922 does."""
_LONGEST_PLACE_NAME = 3
"""Words of the longest name of a place that is looked for."""
_LONGEST_IDIOM = 5
_MOST_AMID = 2
"""Words that tell nothing between two of a synonym."""
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
        self.found = Collected(lexicon, wants_list)
        self._han = HanReader(lexicon, self.found)
        self._unknown_end = -1

    def read(self, pieces: list[Token]) -> Collected:
        """Read all tokens."""
        in_phrase = self._in_phrases(pieces)
        position = 0
        while position < len(pieces):
            if position in in_phrase:
                piece = pieces[position]
                self.found.terms.append(Term(piece.written, (stem(piece.text),)))
                position += 1
                continue
            if pieces[position].is_han:
                self._han.read(pieces[position].text, self._is_joined(pieces, position))
                position += 1
            else:
                position += (
                    self._idiom(pieces, position)
                    or self._read_body(pieces, position)
                    or self._read_place(pieces, position)
                    or self._read_phrase(pieces, position)
                    or self._read_word(pieces, position)
                )
        self.found.settle()
        return self.found

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
        asked = generic_words().ignored - generic_words().listing
        return {i for i in found if pieces[i].text in asked}

    def _idiom(self, pieces: list[Token], start: int) -> int:
        """How many words an idiom takes that begins here and is no title or keyword; 0 for none."""
        words = tuple(piece.text for piece in pieces[start : start + _LONGEST_IDIOM])
        idioms = generic_words().idioms.get(words[0], ())
        for size in range(len(words), 1, -1) if idioms else ():
            is_name = tuple(map(stem, words[:size])) in self.lexicon.phrases
            if " ".join(words[:size]) in idioms and not is_name:
                return size
        return 0

    def _read_body(self, pieces: list[Token], start: int) -> int:
        """The words of another body's name, "Department of Health"; 0 where none stands here.

        One of the knowledge's own names is another body's after another place's.
        """
        named = body_name([piece.text for piece in pieces[start : start + LONGEST_BODY]])
        if not named:
            return 0
        size, of = named
        before = pieces[start - 1].text if start else ""
        is_elsewhere = before in dictionaries().places and before not in self.lexicon.source_words
        is_own = pieces[start + of].text in self.lexicon.bodies
        if is_own and not is_elsewhere:
            return 0
        written = " ".join(piece.written for piece in pieces[start : start + size])
        self.found.terms.append(Term(written, unknown=Unknown.NAME))
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
                self.found.places.append(" ".join(words))
                return 0
            written = " ".join(piece.written for piece in name)
            self.found.terms.append(Term(written, unknown=Unknown.NAME))
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
            category = self.found.category_of(phrase, is_plural or is_any)
            if category:
                self._name_category(category, pieces[start : start + size], phrase)
                return size
            if size > 1 and phrase in self.lexicon.related:
                self._add_phrase(phrase, pieces[start : start + size])
                return size
        return self._read_loose_phrase(pieces, start)

    def _read_loose_phrase(self, pieces: list[Token], start: int) -> int:
        """The words of a synonym with others amid them that tell nothing; 0 where none does."""
        run: list[tuple[int, str]] = []
        for at, piece in enumerate(pieces[start:], 1):
            if piece.is_han or len(run) == LONGEST_PHRASE:
                break
            if piece.text not in generic_words().ignored:
                run.append((at, stem(piece.text)))
            elif at - (run[-1][0] if run else at) > _MOST_AMID or not run:
                break
        for size in range(len(run), 1, -1):
            phrase = tuple(word for _, word in run[:size])
            if phrase in self.lexicon.related:
                end = run[size - 1][0]
                self._add_phrase(phrase, pieces[start : start + end])
                return end
        return 0

    def _add_phrase(self, phrase: tuple[str, ...], pieces: list[Token]) -> None:
        """Add a synonym of several words.

        Where events know one of them, each is read by itself too, as it may be meant so.
        """
        generic = generic_words()
        content = [piece for piece in pieces if piece.text not in generic.ignored]
        is_own = any(self.lexicon.is_own(piece.text) for piece in content)
        is_weak = any(stem(piece.text) in generic.weak for piece in content)
        if phrase in self.lexicon.phrases or is_weak or not is_own:
            typed, similarity = zip(*map(self._typed, pieces), strict=True)
            self.found.terms.append(Term(" ".join(typed), phrase, min(similarity)))
            return
        self.found.terms += (
            Term(piece.written, (stem(piece.text),), alike=(phrase,)) for piece in content
        )

    def _name_category(self, category: str, pieces: list[Token], phrase: tuple[str, ...]) -> None:
        self.found.ask_for_category(category)
        typed, similarity = zip(*map(self._typed, pieces), strict=True)
        self.found.terms.append(Term(" ".join(typed), phrase, min(similarity), names_category=True))

    def _take_for_name(self, start: int) -> None:
        """Take an unknown word right before a category's for a name: the *Nobel* prize."""
        if self.found.terms and self._unknown_end == start - 1:
            last = self.found.terms[-1]
            if last.unknown and not last.is_weak:
                self.found.terms[-1] = replace(last, unknown=Unknown.NAME, telling=1.0)

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
        is_weak = is_weak or len(word) == 1 or (word.isdecimal() and len(word) < _SHORTEST_NUMBER)
        if not self.lexicon.tells_alone(word):
            is_weak = is_weak or _is_weak(word)
        if word in known or stem(word) in self.lexicon.stems:
            typed, similarity = self._typed(piece)
            alike = self._alike(word)
            self.found.terms.append(
                Term(typed, (stem(word),), similarity, is_weak=is_weak, alike=alike)
            )
            return 1
        following = pieces[position + 1] if position + 1 < len(pieces) else None
        if following and not following.is_han and len(word + following.text) > 5:
            joined = word + following.text
            if joined in known and following.text not in known:
                self.found.terms.append(
                    Term(f"{piece.written} {following.written}", (stem(joined),))
                )
                return 2
        self._read_unknown(piece, pieces[position - 1].text if position else "")
        return 1

    def _read_unknown(self, piece: Token, before: str) -> None:
        word = piece.text
        parts = self.lexicon.split(word)
        if parts:
            told = (p for p in parts if len(p) > _SHORTEST_WORD or p not in generic_words().ignored)
            self.found.terms += (Term(piece.written, (stem(part),)) for part in told)
            return
        known = dictionaries()
        is_word, is_place = word in known.english_words, word in known.places
        is_name = is_place or _is_name(piece, before, is_word)
        if is_place:
            self.found.places.append(word)
        unknown = Unknown.NAME if is_name else Unknown.WORD
        is_weak = _is_weak(word)
        telling = 1.0 if is_name or is_weak else known.english_words.get(word, 1.0)
        self.found.terms.append(
            Term(piece.written, unknown=unknown, is_weak=is_weak, telling=telling)
        )
        self._unknown_end = piece.end


def _is_name(piece: Token, before: str, is_word: bool) -> bool:
    """Whether an unknown word looks like the name of something, by how and where it is written.

    "Line 5" is another line; "5 lines" only counts them.
    """
    if piece.text.isdecimal():
        return before.isalpha()
    if piece.written[:1].isupper() and before:
        return True
    is_rare = dictionaries().english_words.get(piece.text, 1.0) == 1.0
    is_doing = is_word and piece.text.endswith("ing")
    return (is_rare and not is_doing and before in _PLACING) or (
        not is_word and is_near_place(piece.text)
    )


def _is_weak(word: str) -> bool:
    """Whether an unknown word only says how or of what kind (quickly, planned, useful)."""
    is_scrap = len(word) < _SHORTEST_WORD and word.isalpha()
    return is_scrap or stem(word) in generic_words().weak or bool(_DESCRIBING.search(word))
