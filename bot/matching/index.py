"""The inverted index: which events hold a word, and how tellingly."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from math import log
from typing import TypeVar

from bot.events.event import Event, Fact
from bot.events.knowledge import Knowledge
from bot.events.timeline import Numbers
from bot.languages.generic import generic_words
from bot.languages.text import bigrams, cut, is_han_feature, joined, stem
from bot.matching.phrases import CollectedPhrases, Phrases
from bot.matching.postings import Collected, Found, Posting, Postings
from bot.questions.kin import Related
from bot.questions.lexicon import Lexicon
from bot.questions.phrases import Phrase

TITLE = 100
KEYWORD = 100
ABOUT = 95
TEXT = 80
"""What a word's place in an event is worth, in percent."""
_HALF = 0.5
_MOST_KEPT = 20_000
"""Of the terms looked up, how many are kept for the next question."""
Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


@dataclass(frozen=True)
class Index:
    """Postings by stem, by Han pair and by whole phrase, for the events of one knowledge."""

    knowledge: Knowledge
    words: Postings
    phrases: Phrases
    _counts: dict[Phrase, int] = field(default_factory=dict, repr=False, compare=False)
    _han_found: dict[str, Posting] = field(default_factory=dict, repr=False, compare=False)
    _together: dict[Phrase, Posting] = field(default_factory=dict, repr=False, compare=False)
    _found: dict[Phrase, Found] = field(default_factory=dict, repr=False, compare=False)

    def prepare(self, lexicon: Lexicon) -> None:
        """Look up all that has kin: a common word's takes longer than a question may."""
        self.kin_counts(lexicon)

    def kin_counts(self, lexicon: Lexicon) -> "array[int]":
        """How many events each phrase that has kin is found in, in the order of the lexicon."""
        return array(
            "I",
            (
                self.found(features, _is_han(features), related).count
                for features, related in lexicon.related.items()
            ),
        )

    def restore(self, lexicon: Lexicon, counts: Numbers) -> None:
        """Take the `kin_counts` of the same lexicon that were counted before."""
        self._counts.update(zip(lexicon.related, counts, strict=True))

    def weight(self, holders: int) -> float:
        """How rare a word is: the logarithm of the events over those that hold it (Jones, 1972)."""
        return log(1 + len(self.knowledge.events) / max(holders, 0.5))

    def posting(self, features: Phrase, is_han: bool) -> Posting:
        """Where a term stands: its phrase, or all its words, or most of its Han pairs."""
        if is_han:
            return _kept(self._han_found, features[0], self._han)
        if len(features) == 1:
            return self.words.get(features[0])
        return _kept(self._together, features, self._all_of)

    def _all_of(self, features: Phrase) -> Posting:
        """The events that hold every one of several words."""
        rarest, *others = sorted(map(self.words.get, features), key=len)
        worths = (
            (position, min([worth, *(other.worth(position) for other in others)]))
            for position, worth in rarest.items()
        )
        return Posting.of({position: worth for position, worth in worths if worth})

    def found(self, features: Phrase, is_han: bool, related: Related) -> Found:
        """Where a term stands and where the phrases related to it do."""
        if not related:
            own = self.posting(features, is_han)
            return Found(own, (), len(own))

        def find(phrase: Phrase) -> Found:
            kin = ((self._related(other), nearness) for other, nearness in related)
            return Found.of(self.posting(phrase, is_han), kin, self._counts.get(phrase))

        return _kept(self._found, features, find)

    def _related(self, phrase: Phrase) -> Posting:
        return self.posting(phrase, _is_han(phrase))

    def _han(self, phrase: str) -> Posting:
        """The events that hold half of a phrase's pairs, or have it for a name.

        All but the rarest pairs can be passed over: of those that an event may lack, one more
        than it may lack is enough to meet every event that holds half.
        """
        pairs = bigrams(phrase)
        if len(pairs) == 1:
            return self.words.get(phrase)
        rows = {pair: self.words.get(pair) for pair in pairs}
        whole = self.phrases.get((phrase,))
        rarest = sorted(rows.values(), key=len)[: len(pairs) // 2 + 1]
        found: dict[int, float] = defaultdict(float)
        if 2 * sum(map(len, rarest)) > sum(map(len, rows.values())) or len(rows) < len(pairs):
            for row in map(rows.__getitem__, pairs):
                parts = [code / row.whole / len(pairs) for code in range(row.whole + 1)]
                for position, code in zip(row.positions, row.codes, strict=True):
                    found[position] += parts[code]
        else:
            for position in set().union(*(row.positions for row in rarest)):
                for pair in pairs:
                    found[position] += rows[pair].worth(position) / len(pairs)
        named = dict(whole.items())
        return Posting.of(
            {p: max(w, named.get(p, 0.0)) for p, w in found.items() if w >= _HALF or p in named}
        )


def _is_han(phrase: Phrase) -> bool:
    return len(phrase) == 1 and not phrase[0].isascii()


def _kept(memory: dict[Key, Value], key: Key, find: Callable[[Key], Value]) -> Value:
    found = memory.get(key)
    if found is None:
        if len(memory) >= _MOST_KEPT:
            memory.clear()
        found = memory[key] = find(key)
    return found


class Indexer:
    """Indexes event after event, in the order of the knowledge."""

    def __init__(self) -> None:
        self._position = 0
        self._words: dict[str, Collected] = defaultdict(Collected)
        self._phrases = CollectedPhrases()

    def add(self, event: Event) -> None:
        """Index the next event."""
        for text, worth, is_phrase in _fields(event):
            pieces = cut(text)
            for word, feature in pieces:
                if is_han_feature(word):
                    if is_phrase:
                        self._phrases.add((feature,), self._position, worth)
                    for pair in bigrams(feature):
                        self._words[pair].add(self._position, worth)
                else:
                    self._words[feature].add(self._position, worth)
            for word in joined(text):
                self._words[stem(word)].add(self._position, worth)
            if is_phrase and pieces:
                phrase = tuple(feature for _, feature in pieces)
                self._phrases.add(phrase, self._position, worth)
        self._position += 1

    def index(self, knowledge: Knowledge) -> Index:
        """The index of all events added, which are the knowledge's."""
        return Index(knowledge, Postings.of(self._words), self._phrases.phrases())


def about(fact: Fact) -> frozenset[str]:
    """The stems and Han runs that a fact is about."""
    words = {
        feature
        for phrases in fact.about.values()
        for phrase in phrases
        for _, feature in cut(phrase)
    }
    return frozenset(words - generic_words().ignored)


def _fields(event: Event) -> list[tuple[str, int, bool]]:
    fields = [(text, TITLE, True) for text in event.title.values()]
    fields += [(word, KEYWORD, True) for words in event.keywords.values() for word in words]
    for fact in event.facts:
        fields += [(word, ABOUT, True) for words in fact.about.values() for word in words]
        fields += [(text, TEXT, False) for text in fact.answer.values()]
    fields += [(text, TEXT, False) for text in event.summary.values()]
    fields += [(text, TEXT, False) for texts in event.days.values() for text in texts.values()]
    return fields
