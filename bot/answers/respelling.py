"""A doubtful word of a question read as another one, where the rest of it tells which."""

from dataclasses import replace

from bot.answers.convincing import SURE, convinces
from bot.languages.dictionaries import dictionaries
from bot.languages.generic import generic_words
from bot.languages.text import stem
from bot.matching.best import Wanted
from bot.matching.index import Index
from bot.matching.periods import Within
from bot.matching.ranking import EVIDENT, Match, rank
from bot.matching.scoring import names_event
from bot.questions.lexicon import Lexicon
from bot.questions.query import Query, Term
from bot.questions.spelling import Correction

_SHORTEST_RESPELT, _MOST_RESPELT = 3, 8
"""Letters of a word that may be read as another one, and as how many others it is tried."""


def respelt(
    query: Query, index: Index, lexicon: Lexicon, within: Within | None, wanted: Wanted
) -> Query | None:
    """The query with its one doubtful word read as another that an event explains wholly.

    A word that English has (*peon*) is no error by itself, nor can a word that is near to many
    tell which was meant; but all the rest of the question can, where one event explains it.
    """
    doubtful = [term for term in query.terms if term.unknown] or [
        term for term in query.terms if term.similarity < 1
    ]
    if len(doubtful) != 1 or not doubtful[0].written.isascii():
        return None
    at = query.terms.index(doubtful[0])
    is_first = not any(term in query.content for term in query.terms[:at])
    if is_first and any(term.names_category for term in query.terms[at + 1 :][:1]):
        # The name of another one of these, as the Nobel prize.
        return None
    word = doubtful[0].written.casefold()
    is_place = word in dictionaries().places
    if is_place or not word.isalpha() or len(word) < _SHORTEST_RESPELT:
        return None
    found: dict[str, Query] = {}
    nearest = lexicon.spelling.alternatives(word)
    for near in nearest[:_MOST_RESPELT]:
        term = Term(doubtful[0].written, (stem(near.word),), near.similarity)
        terms = tuple(term if one is doubtful[0] else one for one in query.terms)
        meant = replace(query, terms=terms)
        if not (_tells_something(near, lexicon) or names_event(meant, index)):
            continue
        matches = rank(meant, index, lexicon, within, wanted)
        if convinces(meant, matches) and _explains_all(matches[0], meant):
            found[matches[0].event.id] = meant
    return next(iter(found.values())) if len(found) == 1 else None


def _tells_something(near: Correction, lexicon: Lexicon) -> bool:
    is_category = (stem(near.word),) in lexicon.categories
    return not is_category and near.word not in generic_words().ignored


def _explains_all(match: Match, query: Query) -> bool:
    """Whether an event explains every term, and more than one of them tells something."""
    explained = sum(reason.explained >= EVIDENT for reason in match.why)
    return explained == len(query.terms) and match.evidence >= SURE
