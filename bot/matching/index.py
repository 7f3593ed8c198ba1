"""The inverted index: which events hold a word, and how tellingly."""

from collections import defaultdict
from dataclasses import dataclass
from math import log

from bot.events.event import Event, Fact
from bot.events.knowledge import Knowledge
from bot.languages.generic import generic_words
from bot.languages.text import bigrams, light, stem, tokens

TITLE = 1.0
KEYWORD = 1.0
ABOUT = 0.95
TEXT = 0.8
"""What a word's place in an event is worth, from 0 to 1."""

Posting = dict[int, float]
"""From an event's position in the knowledge to the worth of the best place the word stands in."""


@dataclass(frozen=True)
class Index:
    """Postings by stem, by Han pair and by whole phrase, for the events of one knowledge."""

    events: tuple[Event, ...]
    words: dict[str, Posting]
    phrases: dict[tuple[str, ...], Posting]
    facts: dict[int, frozenset[str]]

    @classmethod
    def build(cls, knowledge: Knowledge) -> "Index":
        """Index every text of every event."""
        words: dict[str, Posting] = defaultdict(dict)
        phrases: dict[tuple[str, ...], Posting] = defaultdict(dict)
        for position, event in enumerate(knowledge.events):
            for text, worth, is_phrase in _fields(event):
                pieces = tokens(light(text))
                features = tuple(p.text if p.is_han else stem(p.text) for p in pieces)
                if is_phrase and features:
                    phrases[features][position] = worth
                for piece, feature in zip(pieces, features, strict=True):
                    if piece.is_han and is_phrase:
                        phrases[(feature,)][position] = worth
                    for part in bigrams(feature) if piece.is_han else (feature,):
                        posting = words[part]
                        posting[position] = max(worth, posting.get(position, 0.0))
        facts = {id(f): _about(f) for event in knowledge.events for f in event.facts}
        return cls(knowledge.events, dict(words), dict(phrases), facts)

    def weight(self, holders: int) -> float:
        """How rare a word is: the logarithm of the events over those that hold it (Jones, 1972)."""
        return log(1 + len(self.events) / max(holders, 0.5))

    def posting(self, features: tuple[str, ...], is_han: bool) -> Posting:
        """Where a term stands: its phrase, or all its words, or most of its Han pairs."""
        if is_han:
            return self._han(features[0])
        if len(features) == 1:
            return self.words.get(features[0], {})
        postings = [self.words.get(feature, {}) for feature in features]
        shared = set(postings[0]).intersection(*postings[1:])
        return {position: min(p[position] for p in postings) for position in shared}

    def about_words(self, fact: Fact) -> frozenset[str]:
        """The stems, Han phrases and Han pairs that a fact is about."""
        return self.facts[id(fact)]

    def _han(self, phrase: str) -> Posting:
        pairs = bigrams(phrase)
        found: dict[int, float] = defaultdict(float)
        for pair in pairs:
            for position, worth in self.words.get(pair, {}).items():
                found[position] += worth / len(pairs)
        whole = self.phrases.get((phrase,), {})
        return {p: max(w, whole.get(p, 0.0)) for p, w in found.items() if w >= 0.5 or p in whole}


def _about(fact: Fact) -> frozenset[str]:
    words: set[str] = set()
    for phrases in fact.about.values():
        for phrase in phrases:
            for piece in tokens(light(phrase)):
                words.add(piece.text if piece.is_han else stem(piece.text))
    return frozenset(words - generic_words().ignored)


def _fields(event: Event) -> list[tuple[str, float, bool]]:
    fields = [(text, TITLE, True) for text in event.title.values()]
    fields += [(word, KEYWORD, True) for words in event.keywords.values() for word in words]
    for fact in event.facts:
        fields += [(word, ABOUT, True) for words in fact.about.values() for word in words]
        fields += [(text, TEXT, False) for text in fact.answer.values()]
    fields += [(text, TEXT, False) for text in event.summary.values()]
    fields += [(text, TEXT, False) for texts in event.days.values() for text in texts.values()]
    return fields
