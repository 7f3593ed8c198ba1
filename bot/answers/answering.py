"""The decision: answer, offer, or say honestly that nothing is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import inf

from bot.answers.answer import Answer, Kind
from bot.answers.convincing import CONVINCING_OF_LONG, SURE, convinces, needed
from bot.answers.facts import asked_fact, tells_asked
from bot.answers.listing import Listing, joined
from bot.answers.respelling import may_be_misread, respelt
from bot.events.collecting import uncollected
from bot.events.event import Event
from bot.events.knowledge import Knowledge
from bot.events.telling import Tell, each, untold
from bot.languages.generic import Ask
from bot.languages.sentences import sentence_encoder
from bot.languages.text import ENGLISH, is_han, stems
from bot.matching.best import Wanted
from bot.matching.index import Index, Indexer
from bot.matching.meaning import Meanings, Near
from bot.matching.periods import Within
from bot.matching.ranking import Match, breadth, rank
from bot.matching.scoring import names_event
from bot.questions import spelling, time_expressions
from bot.questions.conversation import Conversation
from bot.questions.learning import Learner, event_texts
from bot.questions.lexicon import Lexicon
from bot.questions.query import Anchor, Query, Side, Term, Unknown
from bot.questions.time_expressions import Period
from bot.questions.understanding import understand

WORTH_OFFERING = 0.25
"""The share from which an event is worth a "did you mean"."""
TIE = 0.97
"""Events this near the best answer with it."""
LISTED_TIE = 0.85
"""The same where the question asks for a list."""
_NAMED_TIE = 0.7
"""The same where nothing but a name is asked with: every event that tells of it is meant."""
MOST_OFFERED = 3
_MOST_TIED = 12
_TIED = Wanted(_MOST_TIED, least=CONVINCING_OF_LONG, share=LISTED_TIE)
_NAMED = Wanted(_MOST_TIED, least=CONVINCING_OF_LONG, share=_NAMED_TIE)
_OFFERED = Wanted(MOST_OFFERED, least=WORTH_OFFERING)
"""Which matches an answer, and which an offer, is made of."""
MEANT, MEANT_LEAD = 0.3, 0.08
"""The cosine from which an event is meant by a question, and its lead over the next event."""
_SHORTEST_MEANT = 5
"""Words of a question that means something as a whole."""
_MANY = 5000
"""Events from which what questions need is looked up before the first of them."""
_COMMON_SHARE = 3


@dataclass(frozen=True)
class Answerer:
    """Answers questions from one knowledge; built once, swapped whole with a new knowledge."""

    knowledge: Knowledge
    lexicon: Lexicon
    index: Index
    meanings: Meanings | None = None

    @classmethod
    def build(cls, knowledge: Knowledge, tell: Tell = untold) -> "Answerer":
        """Index a knowledge.

        Args:
            tell: hears what is done, with how many events, and of how many.
        """
        learner, indexer = Learner(knowledge.vocabulary), Indexer()
        with uncollected():
            for event in each("Indexing", knowledge.events, tell):
                learner.add(event)
                indexer.add(event)
            lexicon = Lexicon(knowledge, learner.learnt())
            index = indexer.index(knowledge)
            if len(knowledge.events) >= _MANY:
                knowledge.timeline.prepare()
                lexicon.han_phrases.prepare()
                index.prepare(lexicon)
        return cls(knowledge, lexicon, index)

    def with_meanings(self) -> "Answerer":
        """The same, helped by what sentences mean; itself where the extra for it is missing.

        The vectors of a large knowledge would take minutes, so it does without.
        """
        if len(self.knowledge.events) >= _MANY:
            return self
        encode = sentence_encoder()
        return replace(self, meanings=Meanings(self.knowledge, encode)) if encode else self

    def ready(self) -> "Answerer":
        """The same `with_meanings`, and with all made at once that only some questions need.

        Otherwise it is made for the first of these: patterns, tables of words by letters and sound.
        """
        time_expressions.prepare()
        spelling.prepare()
        self.lexicon.han_phrases.prepare()
        return self.with_meanings()

    def ask(
        self,
        text: str,
        today: date,
        language: str = ENGLISH,
        conversation: Conversation | None = None,
    ) -> Answer:
        """Answer a question as typed.

        Args:
            today: the day that "this month" is counted from.
            language: serves where the question shows none.
            conversation: what came before; it then remembers this question too.
        """
        query = understand(text, self.knowledge, self.lexicon, today, language)
        talk = conversation or Conversation()
        meant = talk.meant_event(query)
        if meant:
            talk.event = meant
            fact = asked_fact(query, meant, self.index) if query.asks else None
            return Answer(Kind.ANSWER, query, (meant,), fact=fact)
        completed = talk.complete(query)
        answer = self.answer(completed, talk.events)
        if answer.kind is Kind.EMPTY and completed.period != query.period:
            answer = self.answer(query)
        if answer.kind is not Kind.NONE:
            talk.remember(answer.query, answer.events or answer.nearest)
        return answer

    def answer(self, query: Query, before: Sequence[Event] = ()) -> Answer:
        """Answer an understood question; of equal matches those answered `before` come first."""
        if query.anchor:
            return self._beside(query, query.anchor)
        if query.is_blank:
            return Answer(Kind.NONE, query)
        tells = any(map(self._tells, query.content)) or names_event(query, self.index)
        if not (tells or query.needs_search):
            return self.listed(query)
        return self._search(query, before)

    def _tells(self, term: Term) -> bool:
        """Whether a term tells events apart: one that a third of them hold tells nothing."""
        if not term.features:
            return True
        # A Han phrase is found in part too (臺北 of 臺北通); only what holds it whole counts.
        holders = self.index.posting(term.features, term.is_han).tellers
        return holders * _COMMON_SHARE <= len(self.knowledge.events)

    def listed(self, query: Query) -> Answer:
        """The events of the query's period and category, whatever else it says."""
        listing = Listing(self.knowledge)
        held = listing.held(query)
        certain, possible = held.certain, held.possible
        single_day = query.period is not None and query.period.first == query.period.last
        if not certain and (single_day or not possible):
            nearest = listing.select(possible) if possible else listing.nearest(query, MOST_OFFERED)
            return Answer(Kind.EMPTY, query, nearest=nearest, is_list=True)
        positions = joined(certain, possible) if possible else listing.at_end(certain, query)
        events = listing.select(positions)
        is_one = len(events) == 1 and query.asks and not query.wants_end
        fact = asked_fact(query, events[0], self.index) if is_one else None
        return Answer(Kind.ANSWER, query, events, fact=fact, certain=len(certain), is_list=True)

    def _beside(self, query: Query, anchor: Anchor) -> Answer:
        """The events before, after or since the one that the question names."""
        named = replace(query, anchor=None, category=None, terms=anchor.terms)
        matches = rank(named, self.index, self.lexicon, wanted=_OFFERED)
        if not matches or matches[0].score < needed(named, matches[0]):
            return self._unsure(named)
        first, last = self.knowledge.covered
        when = matches[0].event.when
        if anchor.side is Side.BEFORE:
            last = when.first - date.resolution if when.first > first else first
        elif anchor.side is Side.AFTER:
            first = when.last + date.resolution if when.last < last else last
        else:
            first = when.first
        return self.listed(replace(query, period=Period(first, last)))

    def _search(self, query: Query, before: Sequence[Event]) -> Answer:
        within = Within(self.knowledge, query.period) if query.period else None
        matches = rank(query, self.index, self.lexicon, within, _TIED if query.asks else _NAMED)
        if within and not convinces(query, matches):
            matches = self._telling_of(query) or matches
        is_convincing = convinces(query, matches)
        if not is_convincing or may_be_misread(matches[0], query):
            meant = respelt(query, matches, self.index, self.lexicon, within, _TIED)
            if meant:
                return self._search(meant, before)
        if not is_convincing:
            return self._by_meaning(query, within)
        best = _tied(query, matches[:_MOST_TIED])
        best = [match for match in best if match.event in before] or best
        best.sort(key=lambda match: (-match.score, _beyond(match.event, query)))
        if len(best) > 1 and best[0].rests_on_kin:
            best.sort(key=lambda m: (-m.score, -breadth(m, query, self.index, self.lexicon)))
        if len(best) > 1 and best[0].evidence < SURE and any(t.unknown for t in query.terms):
            return self._unsure(query)
        return self._told(query, _at_end(tuple(match.event for match in best), query))

    def _by_meaning(self, query: Query, within: Within | None) -> Answer:
        """The event that the question means as a whole, where its words don't tell."""
        near = self.near(query)
        if near and near.cosine >= MEANT and near.lead >= MEANT_LEAD:
            position = self.knowledge.events.index(near.event)
            if within is None or position in within:
                return self._told(query, (near.event,))
        return self._unsure(query)

    def near(self, query: Query) -> Near | None:
        """The event nearest in meaning; None for short questions, and those on something else."""
        if self.meanings is None or query.language != ENGLISH or query.length < _SHORTEST_MEANT:
            return None
        is_elsewhere = query.places or any(
            term.is_asked or term.unknown is Unknown.NAME for term in query.terms
        )
        return None if is_elsewhere else self.meanings.nearest(query.text)

    def _told(self, query: Query, events: tuple[Event, ...]) -> Answer:
        """The answer that events give; the first is offered where it lacks the detail asked for."""
        fact = asked_fact(query, events[0], self.index)
        if not tells_asked(query, events[0], fact):
            return Answer(Kind.SUGGESTIONS, query, events[:1], lacks_detail=True)
        return Answer(Kind.ANSWER, query, events, fact=fact)

    def candidates(self, answer: Answer) -> list[Match]:
        """The best matches of an answer's terms, convincing or not, for `--explain`."""
        if answer.is_list:
            return []
        period = answer.query.period if answer.kind is Kind.ANSWER else None
        within = Within(self.knowledge, period) if period else None
        return rank(answer.query, self.index, self.lexicon, within)

    def _telling_of(self, query: Query) -> list[Match]:
        """The matches led by an event that tells of a later year, which is the one asked of.

        "How many cruise ships in 2024" asks for what was announced the year before.
        """
        period = query.period
        if not query.asks or period is None or period.every_year:
            return []
        matches = rank(query, self.index, self.lexicon, wanted=_TIED)
        if not convinces(query, matches):
            return []
        event, year = matches[0].event, period.first.year
        is_later = event.when.last.year < year == period.last.year
        is_told = is_later and any(str(year) in text for text in event_texts(event))
        return matches if is_told else []

    def _unsure(self, query: Query) -> Answer:
        matches = rank(query, self.index, self.lexicon, wanted=_OFFERED)
        offered = [m for m in matches if m.score >= WORTH_OFFERING][:MOST_OFFERED]
        events = tuple(match.event for match in offered)
        kind = Kind.SUGGESTIONS if events else Kind.NONE
        return Answer(kind, query, events)


def _tied(query: Query, matches: Sequence[Match]) -> list[Match]:
    """Those of the matches that answer a question together with the best of them."""

    def near(share: float) -> list[Match]:
        return [match for match in matches if match.score >= matches[0].score * share]

    if query.asks:
        return near(TIE)
    if len(query.content) == 1 and not matches[0].rests_on_kin:
        return near(_NAMED_TIE)
    name = _as_asked(query)
    titles, texts = matches[0].event.title.values(), event_texts(matches[0].event)
    if _is_in(name, texts) and not _is_in(name, titles):
        return [match for match in near(_NAMED_TIE) if _is_in(name, event_texts(match.event))]
    return near(LISTED_TIE if query.wants_list else TIE)


def _as_asked(query: Query) -> str:
    """The part of a question from its first term to its last, folded."""
    line = query.text.casefold()
    terms = [term.written.casefold() for term in query.content]
    return line[line.find(terms[0]) : line.rfind(terms[-1]) + len(terms[-1])]


def _is_in(name: str, texts: Iterable[str]) -> bool:
    return any(name in text.casefold() for text in texts)


def _beyond(event: Event, query: Query) -> float:
    """How many words a title has beyond those asked for; infinitely many where it lacks one."""
    asked = {feature for term in query.content for feature in term.features}
    titles = map(stems, event.title.values())
    return min((_size(title) for title in titles if all(_in(title, f) for f in asked)), default=inf)


def _in(title: Sequence[str], feature: str) -> bool:
    return feature in title or (is_han(feature) and any(feature in run for run in title))


def _size(title: Sequence[str]) -> int:
    """The words and Han signs of a title."""
    return sum(len(piece) if is_han(piece) else 1 for piece in title)


def _at_end(events: tuple[Event, ...], query: Query) -> tuple[Event, ...]:
    """The first or last of a few events where the question asks for it, as `Listing.at_end`."""
    if not query.wants_end:
        return events
    if Ask.FIRST in query.asks:
        first = min(event.when.first for event in events)
        return tuple(event for event in events if event.when.first == first)
    last = max(event.when.last for event in events)
    return tuple(event for event in events if event.when.last == last)
