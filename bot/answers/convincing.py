"""How much of a question an event has to explain to be its answer."""

from collections.abc import Sequence
from math import inf

from bot.events.event import Event
from bot.matching.ranking import Match
from bot.questions.learning import event_texts
from bot.questions.query import Query, Unknown

_CONVINCING = {0: 0.57, 1: 0.57, 2: 0.38, 3: 0.32}
"""The score that makes an event the answer, by how many terms speak for it: two that point to one
event by themselves are less of a coincidence than one."""
_CONVINCING_BY_LITTLE = 1.05
"""The same where one word that tells little is all: only as the whole of a title or keyword."""
_CONVINCING_BESIDE_A_NAME = 0.7
"""The same where the question names something that the knowledge doesn't hold."""
CONVINCING_OF_LONG = 0.25
"""The same where two or more terms of a long question do: no event explains all of that."""
_LONG = 7
"""Words from which a question is long."""
_CONVINCING_BY_KIN = 0.75
"""The same where one word speaks for the event, and that by its family only."""
SURE = 2
"""Terms that have to speak for several events at once where another one is unknown."""


def convinces(query: Query, matches: Sequence[Match]) -> bool:
    """Whether the best of the matches, if any, is the answer."""
    return bool(matches) and matches[0].score >= needed(query, matches[0])


def needed(query: Query, match: Match) -> float:
    """The score that a match needs to be the answer."""
    if any(term.is_asked for term in query.terms) and not match.tells_asked:
        return inf
    if not all(_names(match.event, place) for place in query.places):
        return inf
    if any(term.unknown is Unknown.NAME for term in query.terms):
        return _CONVINCING_BESIDE_A_NAME
    if match.evidence == 0 and len(query.terms) == 1:
        return _CONVINCING_BY_LITTLE
    if match.evidence <= 1 and match.rests_on_kin and not query.period:
        return _CONVINCING_BY_KIN
    if match.evidence >= SURE and query.length >= _LONG:
        return CONVINCING_OF_LONG
    return _CONVINCING[min(match.evidence, max(_CONVINCING))]


def _names(event: Event, place: str) -> bool:
    return any(place in text.casefold() for text in event_texts(event))
