"""Scoring: what each term of a question weighs, and how much of it one event explains."""

from dataclasses import dataclass

from bot.matching.index import Index
from bot.matching.postings import Posting
from bot.questions.learning import LONGEST_PHRASE
from bot.questions.lexicon import Lexicon
from bot.questions.query import Query, Term, Unknown

UNKNOWN = {Unknown.WORD: 0.8, Unknown.NAME: 1.5, Unknown.PAIR: 0.5, Unknown.PART: 0.25}
"""What an unknown term weighs against the rarest known one.

A name weighs more: it says that the question is about something else. Pairs of a longer run of Han
signs overlap, so each weighs half.
"""
WEAK = 0.4
"""What a word that tells little weighs against others."""
OUTSIDE_CATEGORY = 0.8
_WITHOUT_ASKED = 0.7
"""What an event's score is worth that does not tell what is asked for, which is no answer."""
EVIDENT = 0.5
"""How well a term has to be explained to be evidence."""
PHRASE_BONUS = 0.12
CATEGORY_WORD = 0.3
LARGEST = 2
"""Words from which a Han phrase weighs no more."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A term, what it weighs in its question, and where it and its kin stand."""

    term: Term
    weight: float
    postings: tuple[tuple[Posting, float], ...] = ()
    count: int = 0

    def explained(self, position: int) -> float:
        """How well the event at a position explains the term, 0 to 1."""
        if len(self.postings) == 1:
            posting, by = self.postings[0]
            return posting.worth(position) * by
        return max((posting.worth(position) * by for posting, by in self.postings), default=0.0)

    @property
    def most(self) -> float:
        """The most that any event can gain by it."""
        return self.weight * max((posting.most * by for posting, by in self.postings), default=0.0)


@dataclass(frozen=True, slots=True)
class Scoring:
    """How a query scores any one event.

    Attributes:
        total: what all terms weigh, those too that no event explains.
        bonuses: postings of the titles and keywords that stand in the question as a whole, with the
            little more that each is worth.
        named: those of them with a category's word in it ("executive meeting"), so that it asks for
            no other category.
    """

    query: Query
    index: Index
    terms: tuple[Weighed, ...]
    total: float
    bonuses: tuple[tuple[Posting, float], ...]
    named: tuple[Posting, ...]

    @classmethod
    def of(cls, query: Query, index: Index, lexicon: Lexicon) -> "Scoring":
        """Weigh a query's terms."""
        terms = tuple(_weigh(term, index, lexicon) for term in query.terms)
        total = sum(term.weight for term in terms)
        return cls(query, index, terms, total, *_whole_names(query, index))

    def score(self, position: int) -> float:
        """The share of the question that an event explains, and a little more."""
        score = sum(term.weight * term.explained(position) for term in self.terms) / self.total
        asked = [term for term in self.terms if term.term.is_asked]
        if asked and not any(term.explained(position) >= EVIDENT for term in asked):
            score *= _WITHOUT_ASKED
        score *= 1 + max((by for held, by in self.bonuses if held.worth(position)), default=0.0)
        if self.query.categories and not self.is_of_category(position):
            is_named = any(held.worth(position) for held in self.named)
            score *= 1.0 if is_named else OUTSIDE_CATEGORY
        return score

    def is_of_category(self, position: int) -> bool:
        """Whether an event is of a category asked for."""
        return self.index.knowledge.timeline.category(position) in self.query.categories


def names_event(query: Query, index: Index) -> bool:
    """Whether a title or keyword of several words stands in a query, telling though they don't."""
    features = tuple(feature for term in query.content for feature in term.features)
    return any(
        features[start:end] in index.phrases
        for start in range(len(features))
        for end in range(start + 2, min(len(features), start + LONGEST_PHRASE) + 1)
    )


def _weigh(term: Term, index: Index, lexicon: Lexicon) -> Weighed:
    postings: tuple[tuple[Posting, float], ...] = ()
    count = 0
    for features in (term.features, *term.alike) if term.features else ():
        related = lexicon.related.get(features, ())
        found = index.found(features, term.is_han, related)
        own = ((found.own, term.similarity),) if len(found.own) else ()
        postings += own + found.kin
        count = max(count, found.count)
    factor = WEAK if term.is_weak else min(term.size, LARGEST)
    if term.names_category:
        weight = index.weight(count) * CATEGORY_WORD if count else 0.0
        return Weighed(term, weight, postings, count)
    if not count:
        factor *= UNKNOWN[term.unknown or Unknown.WORD] * term.telling
    return Weighed(term, index.weight(count) * factor, postings, count)


def _whole_names(
    query: Query, index: Index
) -> tuple[tuple[tuple[Posting, float], ...], tuple[Posting, ...]]:
    """The `bonuses` and `named` of a query."""
    spread = [(feature, term) for term in query.terms for feature in term.features]
    features = tuple(feature for feature, _ in spread)
    bonuses: list[tuple[Posting, float]] = []
    named: list[Posting] = []
    for start in range(len(features)):
        for end in range(start + 1, min(len(features), start + LONGEST_PHRASE) + 1):
            found = index.phrases.get(features[start:end])
            if not found:
                continue
            if end - start > 1 and any(term.names_category for _, term in spread[start:end]):
                named.append(found)
            bonuses.append((found, PHRASE_BONUS * ((end - start) / len(features))))
    return tuple(bonuses), tuple(named)
