"""Ranking: how much of a question each event explains, and why."""

from dataclasses import dataclass

from bot.events.event import Event
from bot.matching.best import BEST_FIVE, Wanted, best
from bot.matching.index import Index
from bot.matching.periods import Within
from bot.matching.scoring import EVIDENT, Scoring
from bot.questions.lexicon import RELATED, Lexicon
from bot.questions.query import Query, Term


@dataclass(frozen=True, slots=True)
class Reason:
    """One term's part in a match: its weight, and how well the event explains it (0 to 1)."""

    term: Term
    weight: float
    explained: float


@dataclass(frozen=True, slots=True)
class Match:
    """An event with its score: the share of the question that it explains, and a little more.

    `score` is 1 where every term stands in a title or keyword; bonuses can lift it above.
    """

    event: Event
    score: float
    why: tuple[Reason, ...]
    is_of_category: bool = False
    position: int = 0

    @property
    def tells_asked(self) -> bool:
        """Whether the event explains what the question asks of something."""
        return any(r.term.is_asked and r.explained >= EVIDENT for r in self.why)

    @property
    def rests_on_kin(self) -> bool:
        """Whether all that speaks for the event are words of the same family, none of its own."""
        telling = [r for r in self.why if not r.term.is_weak]
        if any(len(r.term.features) > 1 and r.explained >= EVIDENT for r in telling):
            return False
        return max((r.explained / r.term.similarity for r in telling), default=0.0) <= RELATED

    @property
    def evidence(self) -> int:
        """How many terms that tell something speak for the event by themselves.

        Beside one of them, being of the category asked for counts as another.
        """
        telling = sum(
            r.term.size
            for r in self.why
            if not (r.term.is_weak or r.term.names_category) and r.explained >= EVIDENT
        )
        return telling + (telling > 0 and self.is_of_category)


def rank(
    query: Query,
    index: Index,
    lexicon: Lexicon,
    within: Within | None = None,
    wanted: Wanted = BEST_FIVE,
) -> list[Match]:
    """The events that explain most of the query's terms, best first.

    Args:
        within: the period in which they have to be; None for any time.
        wanted: which matches matter; those that do are all there, others may be.
    """
    if not query.content:
        return []
    scoring = Scoring.of(query, index, lexicon)
    if not scoring.total:
        return []
    return [_match(scoring, position) for position in best(scoring, within, wanted)]


def breadth(match: Match, query: Query, index: Index, lexicon: Lexicon) -> int:
    """In how many ways an event tells the query's terms: by their own words and by each kin."""
    terms = Scoring.of(query, index, lexicon).terms
    return sum(posting.worth(match.position) > 0 for term in terms for posting, _ in term.postings)


def _match(scoring: Scoring, position: int) -> Match:
    explained = ((term, term.explained(position)) for term in scoring.terms)
    return Match(
        event=scoring.index.knowledge.events[position],
        score=scoring.score(position),
        why=tuple(Reason(t.term, t.weight, worth) for t, worth in explained if worth),
        is_of_category=scoring.is_of_category(position),
        position=position,
    )
