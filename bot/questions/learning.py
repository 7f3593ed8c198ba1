"""What the texts of the events teach: words, phrases, and what the categories' words stand for."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.events.event import Event, Source, Vocabulary
from bot.events.knowledge import Knowledge
from bot.languages.dictionaries import dictionaries
from bot.languages.generic import generic_words
from bot.languages.text import bigrams, cut, is_han_feature, joined, light, stem, tokens
from bot.questions.phrases import Phrase, PhraseSet, digest

_BODIES = frozenset({"department", "dept", "bureau", "ministry", "agency"})
"""Bodies that are named after what they do; an office or a council may be anything."""
_SHORTEST_INITIALS = 3
LONGEST_BODY = 4
LONGEST_PHRASE = 5
"""Words of the longest phrase that is looked up as one."""
LONGEST_HAN = 14
_SHORTEST_HAN = 2


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


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt from all events of a knowledge.

    Attributes:
        words: each word and its stem, in the order met.
        han_bigrams: the pairs of Han signs that stand side by side.
        han_phrases: Han runs of titles, keywords and topics of facts, in the order met.
        phrases: the titles and keywords of a few words.
        bodies: the words that tell bodies apart ("ministry of the *interior*").
        source_words: the words of the packs' own titles and publishers, and these' initials.
        naming: of each category the phrases that stand in titles of its events, or for a keyword:
            the number of such events, and whether any has it in its title.
    """

    words: Mapping[str, str]
    han_bigrams: frozenset[str]
    han_phrases: Sequence[str]
    phrases: PhraseSet
    bodies: frozenset[str]
    source_words: frozenset[str]
    naming: Mapping[tuple[str, Phrase], tuple[int, bool]]


def learn(knowledge: Knowledge) -> Learnt:
    """Learn from every event."""
    learner = Learner(knowledge.vocabulary)
    for event in knowledge.events:
        learner.add(event)
    return learner.learnt()


class Learner:
    """Learns event after event."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words: dict[str, str] = {}
        self._han_bigrams: set[str] = set()
        self._han_phrases: dict[str, None] = {}
        self._phrases = array("Q")
        self._bodies: set[str] = set()
        self._sources: set[Source] = set()
        self._named: Counter[tuple[str, Phrase]] = Counter()
        self._titled: set[tuple[str, Phrase]] = set()
        self._asked_with = {
            key: _AskedWith(
                phrase
                for words in (*category.words.values(), category.name.values())
                for word in words
                for phrase in [phrase_of(word)]
                if phrase
            )
            for key, category in vocabulary.categories.items()
        }

    def add(self, event: Event) -> None:
        """Learn from one event."""
        self._sources.add(event.source)
        for text in event_texts(event):
            self._learn(text)
        titles = [phrase_of(title) for title in event.title.values()]
        keywords = [phrase_of(word) for group in event.keywords.values() for word in group]
        for phrase in (*titles, *keywords):
            if 1 < len(phrase) <= LONGEST_PHRASE:
                self._phrases.append(digest(phrase))
            self._learn_han(phrase)
        for fact in event.facts:
            for group in fact.about.values():
                for word in group:
                    self._learn_han(phrase_of(word))
        asked_with = self._asked_with.get(event.category)
        if asked_with:
            in_title = asked_with.in_titles(titles)
            self._titled.update((event.category, phrase) for phrase in in_title)
            named = in_title | asked_with.phrases.intersection(keywords)
            self._named.update((event.category, phrase) for phrase in named)

    def learnt(self) -> Learnt:
        """What was learnt up to now."""
        sources = [f"{source.title} {source.publisher}" for source in self._sources]
        initials = {word for source in self._sources for word in _initials(source.publisher)}
        return Learnt(
            words=self._words,
            han_bigrams=frozenset(self._han_bigrams),
            han_phrases=tuple(self._han_phrases),
            phrases=PhraseSet.of(self._phrases),
            bodies=frozenset(self._bodies),
            source_words=frozenset(
                token.text
                for source in sources
                for token in tokens(light(source))
                if token.text.isalpha() and not token.is_han
            )
            | initials,
            naming={key: (n, key in self._titled) for key, n in self._named.items()},
        )

    def _learn(self, text: str) -> None:
        pieces = cut(text)
        words = self._words
        for word, feature in pieces:
            if word in words:
                continue
            if is_han_feature(word):
                self._han_bigrams.update(bigrams(word))
            else:
                words[word] = feature
        for word in joined(text):
            words.setdefault(word, stem(word))
        self._bodies.update(bodies_in([word for word, _ in pieces]))

    def _learn_han(self, phrase: Phrase) -> None:
        for run in phrase:
            if is_han_phrase(run):
                self._han_phrases[run] = None


class _AskedWith:
    """The phrases that one category is asked for with, to be found in many titles."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self.phrases = frozenset(phrases)
        self._han = [p for p in self.phrases if len(p) == 1 and not p[0].isascii()]
        self._by_first: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in self.phrases.difference(self._han):
            self._by_first[phrase[0]].append(phrase)

    def in_titles(self, titles: Iterable[Phrase]) -> set[Phrase]:
        """Those that stand in any of the titles."""
        found: set[Phrase] = set()
        for title in titles:
            for at, piece in enumerate(title):
                for phrase in self._by_first.get(piece, ()):
                    if title[at : at + len(phrase)] == phrase:
                        found.add(phrase)
                if not piece.isascii():
                    found.update(phrase for phrase in self._han if phrase[0] in piece)
        return found


def phrase_of(text: str) -> Phrase:
    """The stems and Han runs of a text as written in a pack."""
    return tuple(feature for _, feature in cut(text))


def _initials(publisher: str) -> Iterator[str]:
    """A publisher's parts by their first letters, as DoIT and DIT."""
    for part in publisher.split(","):
        words = [token.text for token in tokens(light(part)) if token.text.isalpha()]
        telling = [word for word in words if word not in generic_words().ignored or word in _BODIES]
        for chosen in (words, telling):
            initials = "".join(word[0] for word in chosen)
            is_word = dictionaries().english_words.get(initials, 1.0) < 1
            if len(initials) >= _SHORTEST_INITIALS and initials.isascii() and not is_word:
                yield initials


def is_han_phrase(run: str) -> bool:
    """Whether a token is a Han run of a length that is looked up."""
    return _SHORTEST_HAN <= len(run) <= LONGEST_HAN and is_han_feature(run)


def body_name(words: list[str]) -> tuple[int, int] | None:
    """How many words the name of a body takes that begins here, and which of them tells it apart.

    "Ministry of the *Interior*" and "*health* department" are names of bodies; None for no name.
    """
    generic = generic_words()
    if len(words) > 1 and words[1] in _BODIES and words[2:3] != ["of"]:
        is_plain = words[0] in generic.ignored or stem(words[0]) in generic.weak
        is_plain = is_plain or words[0].endswith("ed")
        return None if is_plain else (2, 0)
    if len(words) < 3 or words[0] not in generic.bodies or words[1] != "of":
        return None
    size = 3 if words[2] != "the" else min(4, len(words))
    return size, size - 1


def bodies_in(words: list[str]) -> Iterator[str]:
    """The word that tells apart each body named in a text."""
    if generic_words().bodies.isdisjoint(words):
        return
    for start in range(len(words) - 1):
        named = body_name(words[start : start + LONGEST_BODY])
        if named:
            yield words[start + named[1]]
