"""The fact of an event that a question asks for, and whether the event tells it at all."""

import re

from bot.events.event import Event, Fact
from bot.languages.details import details
from bot.languages.generic import Ask, generic_words
from bot.languages.text import stems
from bot.matching.index import Index, about
from bot.questions.learning import event_texts
from bot.questions.query import Query

_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d")
"""A number that is no year."""
_MONEY = re.compile(
    r"(?:[$€£¥]|\b(?:NTD?|TWD|USD|EUR))\s?\d[\d,.]*(?![\d,.]|\s?(?:[mb]illion|[mb]n\b))"
    r"|\d\s?(?:(?:hundred|thousand)\s)?(?:dollar|euro|pound|crown|franc|yen|won|cent)s?\b"
    r"|(?<![\d,億])\d[\d,]*[百千萬]*[餘多]?(?:元|圓|塊錢|[美歐日英港]元|[美歐日英港]圓|克朗|法郎|英鎊)"
)
"""A sum of money that may be a price: nothing sold to people costs millions."""


def asked_fact(query: Query, event: Event, index: Index) -> Fact | None:
    """The fact whose words the question uses most tellingly, None where it uses none.

    Words of the title only name the event, unless the question is how many of them there were. A
    fact about what is counted ("how many *countries* came to the mayors' summit") goes before all.
    """
    wanted = {f: t.similarity for t in query.terms if not t.is_weak for f in t.features}
    if Ask.COUNT not in query.asks:
        named = {stem for title in event.title.values() for stem in stems(title)}
        wanted = {f: similarity for f, similarity in wanted.items() if f not in named}
    for ask in query.asks:
        wanted |= dict.fromkeys(generic_words().answered_by[ask], 1.0)
    counted = _counted(query)
    told = [fact for fact in event.facts if not counted.isdisjoint(about(fact))] or event.facts
    scores = [_aboutness(fact, wanted, index) for fact in told]
    best = max(scores, default=0.0)
    return told[scores.index(best)] if best > 0 else None


def _counted(query: Query) -> frozenset[str]:
    """The words of the thing that a question asks the number of: the first after "how many"."""
    if Ask.COUNT not in query.asks:
        return frozenset()
    line = query.text.casefold()
    phrases = [phrase.strip() for phrase in generic_words().asks[Ask.COUNT]]
    ends = (line.find(phrase) + len(phrase) for phrase in phrases if phrase in line)
    asked_to = max(ends, default=0)
    # A misspelt word stands there as it was mended, which begins with its stem.
    places = (
        (line.find(name, asked_to), term)
        for term in query.terms
        for name in (term.written.casefold(), *term.features[:1])
    )
    after = {at: term for at, term in places if at >= 0}
    return frozenset(after[min(after)].features) if after else frozenset()


def tells_asked(query: Query, event: Event, fact: Fact | None) -> bool:
    """Whether an event tells the detail, the cost or the number that a question asks for.

    Args:
        fact: of the event, as `asked_fact` found it.
    """
    if Ask.COST in query.asks and not (_is_cost(fact) or _names_sum(event)):
        return False
    is_counted = Ask.COUNT in query.asks and Ask.WHEN not in query.asks
    if not (query.office or query.details or (is_counted and not fact)):
        return True
    texts = list(event_texts(event))
    return (
        (fact is not None or not is_counted or any(map(_NUMBER.search, texts)))
        and (query.office is None or details().is_holder_told(query.office, texts))
        and all(detail.is_told(texts) for detail in query.details)
    )


def _names_sum(event: Event) -> bool:
    return any(map(_MONEY.search, event_texts(event)))


def _is_cost(fact: Fact | None) -> bool:
    costs = generic_words().answered_by[Ask.COST]
    return fact is not None and not costs.isdisjoint(about(fact))


def _aboutness(fact: Fact, wanted: dict[str, float], index: Index) -> float:
    return sum(
        index.weight(index.words.count(word)) * similarity
        for word, similarity in wanted.items()
        if word in about(fact)
    )
