"""Finding the best events of a scoring without scoring them all.

Events that hold a rare word of the question are scored one by one, the rarest word's first, until
those left can't reach the best ones by their common words alone (MaxScore; Turtle and Flood, 1995).
Where they can, all events are split by how well each common word stands in them, as rows of bits:
the part that gains most first, and in it the newest, until no part can reach the best ones.
"""

from dataclasses import dataclass, field
from heapq import heappop, heappush, heappushpop
from itertools import count

from bot.matching.periods import Within
from bot.matching.postings import bits_of
from bot.matching.scoring import OUTSIDE_CATEGORY, PHRASE_BONUS, Scoring, Weighed

_MOST_SCORED = 300
"""Events that are scored one by one before common words are looked at."""
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which matches are wanted: so many, of so high a score, and that near to the best one's."""

    most: int
    least: float = 0.0
    share: float = 0.0


BEST_FIVE = Wanted(5)


def best(scoring: Scoring, within: Within | None, wanted: Wanted) -> list[int]:
    """The positions of the events with the highest scores, best first; none wanted is missing.

    Of equals the newest comes first: who asks for a yearly event means the last one.
    """
    search = _Search(scoring, within, wanted)
    common = search.score_rare()
    if common:
        search.score_common(common)
    return search.ranked()


@dataclass(slots=True)
class _Search:
    scoring: Scoring
    within: Within | None
    wanted: Wanted
    scores: dict[int, float] = field(default_factory=dict)
    highest: list[float] = field(default_factory=list)
    """The highest scores yet, as many as wanted, the lowest of them first."""

    @property
    def floor(self) -> float:
        """The score below which an event is not wanted."""
        if not self.highest:
            return self.wanted.least
        floor = max(self.wanted.least, self.wanted.share * max(self.highest))
        return max(floor, self.highest[0]) if len(self.highest) == self.wanted.most else floor

    def may_reach(self, gained: float) -> bool:
        """Whether an event that gains this weight at most can be among the best."""
        return gained / self.scoring.total * (1 + PHRASE_BONUS) >= self.floor - _ROUNDING

    def score(self, position: int) -> None:
        """Score one event."""
        if position in self.scores or (self.within and position not in self.within):
            return
        score = self.scores[position] = self.scoring.score(position)
        if len(self.highest) < self.wanted.most:
            heappush(self.highest, score)
        else:
            heappushpop(self.highest, score)

    def score_rare(self) -> list[Weighed]:
        """Score all that holds a rare term; the terms left, where these could be enough."""
        terms = sorted((t for t in self.scoring.terms if t.postings), key=lambda t: t.count)
        left = _MOST_SCORED
        for number, term in enumerate(terms):
            if not self.may_reach(sum(t.most for t in terms[number:])):
                return []
            left -= term.count
            if left < 0:
                return terms[number:]
            for posting, _ in term.postings:
                for position in posting.positions:
                    self.score(position)
        return []

    def score_common(self, terms: list[Weighed]) -> None:
        """Score the best of those that hold none but these terms."""
        allowed = -1
        if self.within:
            positions = self.within.positions()
            if len(positions) <= _MOST_SCORED:
                for position in positions:
                    if any(term.explained(position) for term in terms):
                        self.score(position)
                return
            allowed = bits_of(positions)
        terms = sorted(terms, key=lambda t: -t.most)
        split = [_levels(term) for term in terms]
        rest = [sum(t.most for t in terms[number:]) for number in range(len(terms) + 1)]
        tickets = count()
        parts = [(-rest[0], next(tickets), 0, 0.0, allowed)]
        while parts:
            bound, _, number, gained, events = heappop(parts)
            if not self.may_reach(-bound):
                return
            if number == len(terms):
                self._score_alike(gained, events)
                continue
            for gain, holders in split[number]:
                held = events & holders
                events &= ~holders
                if held:
                    more = gained + gain
                    bound = more + rest[number + 1]
                    heappush(parts, (-bound, next(tickets), number + 1, more, held))
            bound = gained + rest[number + 1]
            if events and bound:
                heappush(parts, (-bound, next(tickets), number + 1, gained, events))

    def _score_alike(self, gained: float, events: int) -> None:
        """Score the newest of events that gain the same, by category and by whole names."""
        if not gained:
            return
        for factor, part in self._by_factor(events):
            if gained / self.scoring.total * factor >= self.floor - _ROUNDING:
                self._score_newest(part)

    def _by_factor(self, events: int) -> list[tuple[float, int]]:
        scoring = self.scoring
        parts: list[tuple[float, int]] = []
        for held, by in sorted(scoring.bonuses, key=lambda bonus: -bonus[1]):
            parts.append((1 + by, events & held.bits))
            events &= ~held.bits
        parts.append((1.0, events))
        if not scoring.query.categories:
            return [part for part in parts if part[1]]
        timeline = scoring.index.knowledge.timeline
        inside = 0
        for key in scoring.query.categories:
            inside |= bits_of(timeline.by_category.get(key, ()))
        for held in scoring.named:
            inside |= held.bits
        split = [(factor, part & inside) for factor, part in parts]
        split += [(factor * OUTSIDE_CATEGORY, part & ~inside) for factor, part in parts]
        return sorted(part for part in split if part[1])[::-1]

    def _score_newest(self, events: int) -> None:
        """Score the newest events of some, and those that began on the same day as the last."""
        firsts = self.scoring.index.knowledge.timeline.firsts
        wanted, day = self.wanted.most, 0
        while events > 0:
            position = events.bit_length() - 1
            events ^= 1 << position
            if position in self.scores:
                continue
            if wanted <= 0 and firsts[position] != day:
                return
            self.score(position)
            wanted, day = wanted - 1, firsts[position]

    def ranked(self) -> list[int]:
        """The positions of the best, best first."""
        events = self.scoring.index.knowledge.events
        firsts = self.scoring.index.knowledge.timeline.firsts

        def key(position: int) -> tuple[float, int]:
            return -self.scores[position], -firsts[position]

        ordered = sorted((p for p, score in self.scores.items() if score), key=key)
        last = key(ordered[self.wanted.most - 1]) if len(ordered) > self.wanted.most else None
        kept = [p for p in ordered if last is None or key(p) <= last]
        return sorted(kept, key=lambda p: (*key(p), events[p].id))[: self.wanted.most]


def _levels(term: Weighed) -> list[tuple[float, int]]:
    """What events gain by a term, highest first, and which gain that much or more."""
    levels = [
        (term.weight * worth * by, holders)
        for posting, by in term.postings
        for worth, holders in posting.levels
    ]
    return sorted(levels, reverse=True)
