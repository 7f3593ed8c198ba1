"""Ranking: how much of a question each event explains, and why."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from bot.events.event import Event
from bot.matching.index import Index, Posting
from bot.questions.lexicon import LONGEST_PHRASE, RELATED, Lexicon
from bot.questions.query import Query, Term, Unknown

UNKNOWN = {Unknown.WORD: 0.8, Unknown.NAME: 1.5, Unknown.PAIR: 0.5, Unknown.PART: 0.25}
"""What an unknown term weighs against the rarest known one.

A name weighs more: it says that the question is about something else. Pairs of a longer run of Han
signs overlap, so each weighs half.
"""
WEAK = 0.4
"""What a word that tells little weighs against others."""
OUTSIDE_CATEGORY = 0.8
PHRASE_BONUS = 0.12
CATEGORY_WORD = 0.3
LARGEST = 2
"""Words from which a Han phrase weighs no more."""
EVIDENT = 0.5
"""How well a term has to be explained to be evidence."""


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

    @property
    def rests_on_kin(self) -> bool:
        """Whether all that speaks for the event are words of the same family, none of its own."""
        telling = [r.explained / r.term.similarity for r in self.why if not r.term.is_weak]
        return max(telling, default=0.0) <= RELATED

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
    query: Query, index: Index, lexicon: Lexicon, within: Collection[int] | None = None
) -> list[Match]:
    """The events that explain any of the query's terms, best first.

    Args:
        within: positions that may match (those of the period); None for all.
    """
    if not query.content:
        return []
    weighed = [_weigh(term, index, lexicon) for term in query.terms]
    total = sum(weight for _, weight, _ in weighed)
    if not total:
        return []
    why: dict[int, list[Reason]] = defaultdict(list)
    for term, weight, posting in weighed:
        for position, worth in posting.items():
            if within is None or position in within:
                why[position].append(Reason(term, weight, worth))
    bonus, named = _phrase_bonus(query, index)
    matches = []
    for position, reasons in why.items():
        event = index.events[position]
        score = sum(r.weight * r.explained for r in reasons) / total
        score *= 1 + bonus.get(position, 0.0)
        is_of_category = event.category in query.categories
        if query.categories and not is_of_category and position not in named:
            score *= OUTSIDE_CATEGORY
        matches.append(Match(event, score, tuple(reasons), is_of_category))
    # Of equals the newest comes first: who asks for a yearly event means the last one.
    return sorted(matches, key=lambda m: (-m.score, -m.event.when.first.toordinal(), m.event.id))


def names_event(query: Query, index: Index) -> bool:
    """Whether a title or keyword of several words stands in a query, telling though they don't."""
    features = tuple(feature for term in query.content for feature in term.features)
    return any(
        features[start:end] in index.phrases
        for start in range(len(features))
        for end in range(start + 2, min(len(features), start + LONGEST_PHRASE) + 1)
    )


def _weigh(term: Term, index: Index, lexicon: Lexicon) -> tuple[Term, float, Posting]:
    posting: Posting = {}
    if term.features:
        found = index.posting(term.features, term.is_han)
        posting = {p: worth * term.similarity for p, worth in found.items()}
        for other, nearness in lexicon.related.get(term.features, {}).items():
            is_han = len(other) == 1 and not other[0].isascii()
            for position, worth in index.posting(other, is_han).items():
                posting[position] = max(posting.get(position, 0.0), worth * nearness)
    factor = WEAK if term.is_weak else min(term.size, LARGEST)
    if term.names_category:
        return term, index.weight(len(posting)) * CATEGORY_WORD if posting else 0.0, posting
    if not posting:
        factor *= UNKNOWN[term.unknown or Unknown.WORD] * term.telling
    return term, index.weight(len(posting)) * factor, posting


def _phrase_bonus(query: Query, index: Index) -> tuple[dict[int, float], set[int]]:
    """What events get whose title or keyword stands in the question as a whole.

    Returns:
        A little more for each, by position; and the positions of those whose name has a category's
        word in it ("executive meeting"), so that it asks for no other category.
    """
    spread = [(feature, term) for term in query.terms for feature in term.features]
    features = tuple(feature for feature, _ in spread)
    bonus: dict[int, float] = {}
    named: set[int] = set()
    for start in range(len(features)):
        for end in range(start + 1, min(len(features), start + LONGEST_PHRASE) + 1):
            found = index.phrases.get(features[start:end], ())
            if end - start > 1 and any(term.names_category for _, term in spread[start:end]):
                named.update(found)
            for position in found:
                share = (end - start) / len(features)
                bonus[position] = max(bonus.get(position, 0.0), PHRASE_BONUS * share)
    return bonus, named
