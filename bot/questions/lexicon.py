"""The words that a question can be understood by: the knowledge's own, categories', synonyms'.

Built once for a knowledge; every look-up is a dictionary's, corrections a short list's.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from rapidfuzz.distance import OSA

from bot.events.event import Event
from bot.events.knowledge import Knowledge
from bot.languages.generic import generic_words
from bot.languages.sounds import sound_of
from bot.languages.text import Token, bigrams, features, light, stem, stems, tokens
from bot.languages.thesaurus import families
from bot.questions.spelling import LONGEST_WORD, Correction, Spelling

LONGEST_BODY = 4
LONGEST_PHRASE = 5
"""Words of the longest phrase that is looked up as one."""
_LONGEST_HAN = 14
_SHORTEST_CORRECTED = 4
_SHORTEST_PART = 3
_SHORTEST_HEARD = 2
_LISTED_SHARE = 0.5
SYNONYM = 0.9
RELATED = 0.7
"""What another word for a thing, or one of the same family, is worth in its place."""


def event_texts(event: Event) -> Iterator[str]:
    """Every text of an event, in every language."""
    yield from event.title.values()
    yield from event.summary.values()
    for words in event.keywords.values():
        yield from words
    for fact in event.facts:
        for words in fact.about.values():
            yield from words
        yield from fact.answer.values()
    for texts in event.days.values():
        yield from texts.values()


Phrase = tuple[str, ...]
"""The stems and Han runs of a word or phrase."""


class Lexicon:
    """All words of one knowledge by which questions are read."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.words: dict[str, str] = {}
        self.stems: set[str] = set()
        self.phrases: set[Phrase] = set()
        self.han_phrases: set[str] = set()
        self.han_bigrams: set[str] = set()
        self.categories: dict[Phrase, str] = {}
        self.particular: set[Phrase] = set()
        self.naming: set[Phrase] = set()
        self.source_words = frozenset(
            token.text
            for source in {event.source for event in knowledge.events}
            for token in tokens(light(f"{source.title} {source.publisher}"))
            if token.text.isalpha() and not token.is_han
        )
        self.bodies = set(self.source_words)
        self.related: dict[Phrase, dict[Phrase, float]] = defaultdict(dict)
        self._phrases_by_bigram: dict[str, list[str]] = defaultdict(list)
        for event in knowledge.events:
            for text in event_texts(event):
                self._learn(text)
            keywords = (word for group in event.keywords.values() for word in group)
            for name in (*event.title.values(), *keywords):
                pieces = stems(name)
                if 1 < len(pieces) <= LONGEST_PHRASE:
                    self.phrases.add(pieces)
                self._learn_phrases([name])
            for fact in event.facts:
                self._learn_phrases(word for group in fact.about.values() for word in group)
        self._learn_categories(knowledge)
        self.stems = set(self.words.values())
        self._learn_synonyms(knowledge)
        self._index_spelling()

    def knows(self, word: str) -> bool:
        """Whether a folded word needs no mending: it is known, or two known words in one."""
        return word in self.words or stem(word) in self.stems or self.split(word) is not None

    def split(self, word: str) -> tuple[str, str] | None:
        """Two known words that were written as one (smartcity)."""
        if len(word) > LONGEST_WORD:
            return None
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            if word[:cut] in self.words and word[cut:] in self.words:
                return word[:cut], word[cut:]
        return None

    def correct_han(self, run: str, at_start: bool = False) -> tuple[int, int, Correction] | None:
        """A known phrase of four signs or more that stands in `run` with one sign wrong.

        Args:
            at_start: whether it has to begin where the run does.

        Returns:
            Start and end in `run`, and the phrase; None where there is none.
        """
        by_sound = self._by_sound(run, at_start)
        if by_sound:
            return by_sound
        near = {phrase for pair in bigrams(run) for phrase in self._phrases_by_bigram.get(pair, ())}
        best: tuple[int, int, Correction] | None = None
        for phrase in sorted(near, key=lambda p: (-len(p), p)):
            size = len(phrase)
            if size < 4:
                break
            allowed = 1 if size < 8 else 2
            for start in range(1 if at_start else max(1, len(run) - size + 2)):
                for length in (size, size - 1, size + 1):
                    window = run[start : start + length]
                    if len(window) < length or self._is_plain_han(window):
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

    def _by_sound(self, run: str, at_start: bool) -> tuple[int, int, Correction] | None:
        """The longest known phrase that sounds like a part of `run`; of two signs, one is right."""
        sounds = tuple(map(sound_of, run))
        for size in range(min(len(run), _LONGEST_HAN), _SHORTEST_HEARD - 1, -1):
            for start in range(1 if at_start else len(run) - size + 1):
                phrase = self._phrases_by_sound.get(sounds[start : start + size])
                window = run[start : start + size]
                if phrase and phrase != window:
                    wrong = sum(a != b for a, b in zip(window, phrase, strict=True))
                    if size == 2 and (wrong == 2 or size < len(run)):
                        continue
                    nearness = 1 - wrong / (2 * size)
                    return start, start + size, Correction(window, phrase, nearness)
        return None

    @cached_property
    def _phrases_by_sound(self) -> dict[tuple[str, ...], str]:
        return {tuple(map(sound_of, phrase)): phrase for phrase in sorted(self.han_phrases)}

    def longest_han(self, run: str, start: int) -> str | None:
        """The longest known or ignored phrase that begins at `start`."""
        for end in range(min(len(run), start + _LONGEST_HAN), start, -1):
            piece = run[start:end]
            if piece in self.han_phrases or piece in generic_words().ignored_han:
                return piece
        return None

    def _is_plain_han(self, window: str) -> bool:
        """Whether each sign stands in a known pair, so that nothing looks misspelt."""
        pairs = [pair in self.han_bigrams for pair in bigrams(window)]
        beside = zip([*pairs, False], [False, *pairs], strict=True)
        return all(after or before for after, before in beside)

    def _learn(self, text: str) -> None:
        pieces = tokens(light(text))
        self._learn_bodies(pieces)
        for token in pieces:
            if token.is_han:
                self.han_bigrams.update(bigrams(token.text))
            elif token.text not in self.words:
                self.words[token.text] = stem(token.text)

    def _learn_bodies(self, pieces: list[Token]) -> None:
        words = [token.text for token in pieces]
        for start in range(len(words) - 2):
            size = body_name(words[start : start + LONGEST_BODY])
            if size:
                self.bodies.add(words[start + size - 1])

    def _learn_phrases(self, phrases: Iterable[str]) -> None:
        for phrase in phrases:
            for token in tokens(light(phrase)):
                if token.is_han and 2 <= len(token.text) <= _LONGEST_HAN:
                    self.han_phrases.add(token.text)

    def _learn_categories(self, knowledge: Knowledge) -> None:
        named: dict[str, list[tuple[list[Phrase], set[Phrase]]]] = defaultdict(list)
        for event in knowledge.events:
            titles = [stems(title) for title in event.title.values()]
            keywords = {stems(word) for group in event.keywords.values() for word in group}
            named[event.category].append((titles, keywords))
        for category in knowledge.vocabulary.categories.values():
            first = (words[0] for words in category.words.values())
            primary = {stems(word) for word in (*category.name.values(), *first)}
            for words in (*category.words.values(), category.name.values()):
                for word in words:
                    phrase = stems(word)
                    if not phrase or phrase in self.categories:
                        continue
                    self._learn(word)
                    self._learn_phrases([word])
                    self.categories[phrase] = category.key
                    if not phrase[0].isascii():
                        self.han_phrases.update(phrase)
                    if phrase not in primary and _tells_one_apart(phrase, named[category.key]):
                        self.particular.add(phrase)
                    if any(_stands_in(phrase, titles) for titles, _ in named[category.key]):
                        self.naming.add(phrase)

    def _learn_synonyms(self, knowledge: Knowledge) -> None:
        """Relate words that mean the same, and those of a family of which the events hold any."""
        for family in families():
            told = [tokens(word) for word in family.told]
            held = self._held(told)
            if held:
                asked = told if family.asked is family.told else map(tokens, family.asked)
                self._relate(asked, held, RELATED)
        for group in knowledge.vocabulary.synonyms:
            words = [tokens(light(word)) for word in group]
            self._relate(words, self._held(words), SYNONYM)

    def _relate(self, asked: Iterable[list[Token]], held: list[Phrase], worth: float) -> None:
        for pieces in asked:
            phrase = features(pieces)
            self.related[phrase] |= {other: worth for other in held if other != phrase}
            for token in pieces:
                if not token.is_han:
                    self.words.setdefault(token.text, stem(token.text))
                elif 2 <= len(token.text) <= _LONGEST_HAN:
                    self.han_phrases.add(token.text)

    def _held(self, words: list[list[Token]]) -> list[Phrase]:
        phrases = map(features, words)
        return [phrase for phrase in phrases if phrase and self._is_held(phrase)]

    def _is_held(self, phrase: Phrase) -> bool:
        """Whether an event may hold a phrase: all its words, or Han pairs, stand in the events."""
        return all(
            piece in self.stems if piece.isascii() else self.han_bigrams.issuperset(bigrams(piece))
            for piece in phrase
        )

    def _index_spelling(self) -> None:
        self.stems = set(self.words.values())
        self.spelling = Spelling(self.words, _SHORTEST_CORRECTED - 1)
        for phrase in sorted(self.han_phrases):
            for pair in set(bigrams(phrase)):
                self._phrases_by_bigram[pair].append(phrase)


def body_name(words: list[str]) -> int:
    """How many words the name of a body takes that begins here ("ministry of the interior")."""
    if len(words) < 3 or words[0] not in generic_words().bodies or words[1] != "of":
        return 0
    return 3 if words[2] != "the" else min(4, len(words))


def _tells_one_apart(phrase: Phrase, names: list[tuple[list[Phrase], set[Phrase]]]) -> bool:
    """Whether a category's word names a few of its events only, in a title or as a keyword.

    *Award* stands in every award's title and asks for the list; *expo* stands in one conference's
    title and asks for that one.

    Args:
        names: the titles and the keywords of each event of the category.
    """
    named = sum(phrase in keywords or _stands_in(phrase, titles) for titles, keywords in names)
    return len(names) > 1 and 0 < named <= len(names) * _LISTED_SHARE


def _stands_in(phrase: Phrase, titles: list[Phrase]) -> bool:
    return any(_contains(title, phrase) for title in titles)


def _contains(title: Phrase, phrase: Phrase) -> bool:
    if len(phrase) == 1 and not phrase[0].isascii():
        return any(phrase[0] in piece for piece in title)
    size = len(phrase)
    return any(title[i : i + size] == phrase for i in range(len(title) - size + 1))
