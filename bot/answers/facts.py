"""The fact of an event that a question asks for."""

from bot.events.event import Event, Fact
from bot.languages.generic import Ask, generic_words
from bot.languages.text import stems
from bot.matching.index import Index, about
from bot.questions.query import Query


def asked_fact(query: Query, event: Event, index: Index) -> Fact | None:
    """The fact whose words the question uses most tellingly, None where it uses none.

    Words of the title only name the event, unless the question is how many of them there were.
    """
    wanted = {f: t.similarity for t in query.terms if not t.is_weak for f in t.features}
    if Ask.COUNT not in query.asks:
        named = {stem for title in event.title.values() for stem in stems(title)}
        wanted = {f: similarity for f, similarity in wanted.items() if f not in named}
    for ask in query.asks:
        wanted |= dict.fromkeys(generic_words().answered_by[ask], 1.0)
    scores = [_aboutness(fact, wanted, index) for fact in event.facts]
    best = max(scores, default=0.0)
    return event.facts[scores.index(best)] if best > 0 else None


def _aboutness(fact: Fact, wanted: dict[str, float], index: Index) -> float:
    return sum(
        index.weight(index.words.count(word)) * similarity
        for word, similarity in wanted.items()
        if word in about(fact)
    )
