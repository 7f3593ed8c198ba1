"""The words that a question can be understood by: the knowledge's own, categories', synonyms'.

Built once for a knowledge; every look-up is a dictionary's, corrections a short list's.
"""

from dataclasses import replace
from itertools import chain

from bot.events.knowledge import Knowledge
from bot.languages.dictionaries import dictionaries
from bot.languages.generic import generic_words
from bot.languages.text import bigrams, cut, is_han_feature, stem
from bot.languages.thesaurus import Family, thesaurus
from bot.questions.han_phrases import HanPhrases
from bot.questions.kin import Kin
from bot.questions.learning import (
    LONGEST_HAN,
    Learnt,
    bodies_in,
    is_han_phrase,
    learn,
    phrase_of,
)
from bot.questions.phrases import Phrase
from bot.questions.spelling import LONGEST_WORD, Spelling
from bot.questions.time_expressions import TIME_WORDS

_SHORTEST_CORRECTED = 4
_ACRONYM = 3
_SHORTEST_PART = 3
_SHORTEST_WITH_FIGURE = 2
"""Signs of a part of a word written with another one: two letters may be one by chance, 3d not."""
_SHORTEST_OF_NAME = 2
"""The same where both are the name of something (gosmart)."""
_LISTED_SHARE = 0.5
_TIME_STEMS = frozenset(map(stem, TIME_WORDS))
SYNONYM = 0.9
RELATED = 0.7
"""What another word for a thing, or one of the same family, is worth in its place."""


class Lexicon:
    """All words of one knowledge by which questions are read.

    Attributes:
        learnt: what the events taught.
        words: each word and its stem.
        phrases: titles and keywords of a few words.
        categories: the category that a phrase asks for.
        particular: the phrases that name one event of their category, not all.
        naming: those that stand in a title, and nouns of the same category.
        related: to each phrase others that may stand for it, and what each is worth.
    """

    def __init__(self, knowledge: Knowledge, learnt: Learnt | None = None) -> None:
        """Make the lexicon of a knowledge.

        Args:
            learnt: what its events teach, where that is known already.
        """
        learnt = learnt or learn(knowledge)
        self.learnt = learnt
        self.words = dict(learnt.words)
        self.phrases = learnt.phrases
        self.han_bigrams = set(learnt.han_bigrams)
        self.source_words = learnt.source_words
        self.bodies = {*learnt.bodies, *learnt.source_words}
        self.categories: dict[Phrase, str] = {}
        self.particular: set[Phrase] = set()
        self.naming: set[Phrase] = set()
        self.related = Kin()
        self._by_kin: set[str] = set()
        added: dict[str, None] = {}
        self._learn_categories(knowledge, learnt, added)
        self.stems = set(self.words.values())
        self._own_stems = self.stems
        kin: dict[str, None] = {}
        self._learn_synonyms(knowledge, kin)
        self.stems = set(self.words.values())
        self.spelling = Spelling(self.words, _SHORTEST_CORRECTED - 1)
        self.han_phrases = HanPhrases(learnt.han_phrases, added, kin, self.han_bigrams)

    def knows(self, word: str) -> bool:
        """Whether a folded word needs no mending: it is known, or known words in one."""
        if word in self.words:
            return True
        is_of_known = stem(word) in self.stems
        if is_of_known and word in dictionaries().english_words:
            return True
        if not is_of_known and self.split(word) is None:
            return False
        # An error may leave a stem that is known (awars, octobeer), or two words (rankins).
        near = [found.word for found in self.spelling.alternatives(word)]
        if near:
            return is_of_known and any(_is_same(word, w) for w in near)
        return stem(word) not in _TIME_STEMS

    def split(self, word: str) -> tuple[str, ...] | None:
        """Words of the knowledge, the fewest, that were written as one (smartcity)."""
        if len(word) > LONGEST_WORD:
            return None
        ends = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
        firsts = [end for end in ends if self._holds(word[:end])]
        if word[:1].isdecimal() and self._holds(word[:_SHORTEST_WITH_FIGURE]):
            firsts.insert(0, _SHORTEST_WITH_FIGURE)
        if (stem(word[:_SHORTEST_OF_NAME]), stem(word[_SHORTEST_OF_NAME:])) in self.phrases:
            return word[:_SHORTEST_OF_NAME], word[_SHORTEST_OF_NAME:]
        for end in firsts:
            if self._holds(word[end:]):
                return word[:end], word[end:]
        for end in firsts:
            rest = self.split(word[end:])
            if rest:
                return word[:end], *rest
        return None

    def _holds(self, word: str) -> bool:
        """Whether events or categories have a word, which by its kin alone is only understood."""
        return word in self.words and word not in self._by_kin

    def tells_alone(self, word: str) -> bool:
        """Whether a known word tells something by itself: *ink* of "ink a deal" does not."""
        feature = self.words.get(word) or stem(word)
        return (feature,) in self.related or feature in self._own_stems

    def is_own(self, word: str) -> bool:
        """Whether the events or their categories have a word."""
        return stem(word) in self._own_stems

    def longest_han(self, run: str, start: int) -> str | None:
        """The longest known or ignored phrase that begins at `start`."""
        for end in range(min(len(run), start + LONGEST_HAN), start, -1):
            piece = run[start:end]
            if self.han_phrases.is_own(piece) or piece in generic_words().ignored_han:
                return piece
            if piece in self.han_phrases and not self._cuts_own(run, start, end):
                return piece
        return None

    def _cuts_own(self, run: str, start: int, end: int) -> bool:
        """Whether a phrase of the events begins within `start` and `end` and goes on beyond."""
        return any(
            self.han_phrases.is_own(run[inner:last])
            for inner in range(start + 1, end)
            for last in range(end + 1, min(len(run), inner + LONGEST_HAN) + 1)
        )

    def _learn_categories(
        self, knowledge: Knowledge, learnt: Learnt, han_phrases: dict[str, None]
    ) -> None:
        timeline = knowledge.timeline
        for key, category in knowledge.vocabulary.categories.items():
            events = len(timeline.by_category.get(key, ()))
            first = (words[0] for words in category.words.values())
            primary = {phrase_of(word) for word in (*category.name.values(), *first)}
            is_name = any(
                key == of and in_title for (of, _), (_, in_title) in learnt.naming.items()
            )
            for words in (*category.words.values(), category.name.values()):
                for word in (*words, *map(_plural, filter(_is_acronym, words))):
                    phrase = phrase_of(word)
                    self._learn(word)
                    if not phrase or phrase in self.categories:
                        continue
                    self.categories[phrase] = key
                    han_phrases |= dict.fromkeys(filter(is_han_phrase, phrase))
                    if not phrase[0].isascii():
                        han_phrases |= dict.fromkeys(phrase)
                    named, is_in_title = learnt.naming.get((key, phrase), (0, False))
                    if phrase not in primary and _tells_one_apart(named, events):
                        self.particular.add(phrase)
                    if is_in_title or (is_name and _is_noun(word)):
                        self.naming.add(phrase)

    def _learn(self, text: str) -> None:
        pieces = cut(text)
        self.bodies.update(bodies_in([word for word, _ in pieces]))
        for word, feature in pieces:
            if is_han_feature(word):
                self.han_bigrams.update(bigrams(word))
            else:
                self.words.setdefault(word, feature)

    def _learn_synonyms(self, knowledge: Knowledge, han_phrases: dict[str, None]) -> None:
        """Relate words that mean the same, and those of a family of which the events hold any."""
        words: dict[str, None] = {}

        def relate(family: Family, worth: float) -> None:
            self.related.relate(family.asked, family.told, worth)
            words.update(dict.fromkeys(family.words))
            han_phrases.update(dict.fromkeys(filter(is_han_phrase, family.runs)))

        features = chain(self.stems, self.han_bigrams)
        for family in thesaurus().families(features, self._is_held):
            relate(family, SYNONYM if family.are_names else RELATED)
        for group in knowledge.vocabulary.synonyms:
            family = Family.of(group, group)
            relate(replace(family, told=list(filter(self._is_held, family.told))), SYNONYM)
        self._by_kin = words.keys() - self.words.keys()
        for word in words:
            if word in self._by_kin:
                self.words[word] = stem(word)

    def _is_held(self, phrase: str) -> bool:
        """Whether an event may hold a phrase: all its words, or Han pairs, stand in the events."""
        for piece in phrase.split(" "):
            if piece.isascii():
                if piece not in self.stems:
                    return False
            elif piece[:2] not in self.han_bigrams or (
                len(piece) > 2 and not self.han_bigrams.issuperset(bigrams(piece))
            ):
                return False
        return True


def _is_same(word: str, near: str) -> bool:
    """Whether two words are forms or spellings of one: prize, prizes and prise."""
    return near.startswith(word) or word.startswith(near) or stem(near) == stem(word)


def _is_acronym(word: str) -> bool:
    """Whether a word is too short for the stemmer to see its plural (mous)."""
    return word.isascii() and word.isalpha() and len(word) == _ACRONYM


def _plural(word: str) -> str:
    return f"{word}s"


def _is_noun(word: str) -> bool:
    """Whether an English word may be a thing's last name (prize), and is no form of a verb."""
    return word.isascii() and not word.endswith(("ed", "ing"))


def _tells_one_apart(named: int, events: int) -> bool:
    """Whether a category's word names a few of its events only, in a title or as a keyword.

    *Award* stands in every award's title and asks for the list; *expo* stands in one conference's
    title and asks for that one.
    """
    return events > 1 and 0 < named <= events * _LISTED_SHARE
