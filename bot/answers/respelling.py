"""Which one word of a question may stand for another, and the question read so."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.answers.convincing import SURE, convinces
from bot.languages.dictionaries import dictionaries
from bot.languages.generic import generic_words
from bot.languages.text import stem
from bot.matching.best import Wanted
from bot.matching.index import Index
from bot.matching.periods import Within
from bot.matching.ranking import Match, Reason, rank
from bot.matching.scoring import EVIDENT, names_event
from bot.questions.lexicon import Lexicon
from bot.questions.query import Query, Term
from bot.questions.spelling import Correction

_SHORTEST, _MOST = 3, 8
"""Letters of a word that may be read as another one, and as how many others it is tried."""


def respelt(
    query: Query,
    matches: Sequence[Match],
    index: Index,
    lexicon: Lexicon,
    within: Within | None,
    wanted: Wanted,
) -> Query | None:
    """The query with its one doubtful word read as another, where one event explains it so.

    Args:
        matches: what the query finds as it stands, best first.
    """
    doubtful = _doubtful_term(query, matches)
    found: dict[str, Query] = {}
    for meant in _readings(query, doubtful, index, lexicon) if doubtful else ():
        best = rank(meant, index, lexicon, within, wanted)
        if convinces(meant, best) and _explains_all(best[0], meant):
            found[best[0].event.id] = meant
    return next(iter(found.values())) if len(found) == 1 else None


def may_be_misread(match: Match, query: Query) -> bool:
    """Whether a match that convinces leaves a doubtful word open, or rests on one word of several.

    "Maoor reservoir award" is hardly any reservoir's award; a word that English has is no error.
    """
    explained = sum(map(_tells, match.why))
    doubtful = [term for term in query.terms if term.unknown or term.similarity < 1]
    if doubtful:
        english = dictionaries().english_words
        is_error = any(term.written.casefold() not in english for term in doubtful)
        return is_error and explained < len(query.terms)
    return explained == 1 < len(query.terms) - 1


def _doubtful_term(query: Query, matches: Sequence[Match]) -> Term | None:
    """The one word of a query that may be misspelt: unknown, corrected, or at odds with the rest.

    A word that English or another event has (*peon*) is no error by itself, nor can a word that is
    near to many tell which was meant; but all the rest of the question can. Known words are at odds
    where the best match explains all others, or that one alone.
    """
    explained = [reason.term for match in matches[:1] for reason in match.why if _tells(reason)]
    others = [term for term in query.terms if term not in explained]
    doubtful = (
        [term for term in query.terms if term.unknown]
        or [term for term in query.terms if term.similarity < 1]
        or (others if len(others) == 1 else explained)
    )
    if len(doubtful) != 1 or not doubtful[0].written.isascii():
        return None
    at = query.terms.index(doubtful[0])
    is_first = not any(term in query.content for term in query.terms[:at])
    if is_first and any(term.names_category for term in query.terms[at + 1 :][:1]):
        # The name of another one of these, as the Nobel prize.
        return None
    word = doubtful[0].written.casefold()
    is_elsewhere = word in dictionaries().places and not query.period
    return doubtful[0] if word.isalpha() and len(word) >= _SHORTEST and not is_elsewhere else None


def _readings(query: Query, doubtful: Term, index: Index, lexicon: Lexicon) -> Iterator[Query]:
    """The query with a word of it read as each known one that is an error away.

    As a word that tells nothing or names a category only where that makes the name of an event.
    """
    for near in lexicon.spelling.alternatives(doubtful.written.casefold())[:_MOST]:
        term = Term(doubtful.written, (stem(near.word),), near.similarity)
        terms = tuple(term if one is doubtful else one for one in query.terms)
        places = tuple(p for p in query.places if p != doubtful.written.casefold())
        meant = replace(query, terms=terms, places=places)
        if _tells_something(near, lexicon) or names_event(meant, index):
            yield meant


def _explains_all(match: Match, query: Query) -> bool:
    """Whether an event explains every term, and more than one of them tells something.

    The name of a place is another place's error only where two more words and a time tell so.
    """
    places = dictionaries().places
    reread = [term.written.casefold() for term in query.terms if term.similarity < 1]
    is_place = any(word in places for word in reread)
    least = SURE + 1 if is_place else SURE
    return sum(map(_tells, match.why)) == len(query.terms) and match.evidence >= least


def _tells(reason: Reason) -> bool:
    return reason.explained >= EVIDENT


def _tells_something(near: Correction, lexicon: Lexicon) -> bool:
    is_category = (stem(near.word),) in lexicon.categories
    return not is_category and near.word not in generic_words().ignored
