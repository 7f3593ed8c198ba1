"""Example questions that a knowledge can answer, found in it and not written for it."""

import re
from collections import Counter

from bot.answers.actions import Action, ShowEvent, ShowFact, ShowList
from bot.answers.composing import category_name
from bot.answers.message import shorten
from bot.answers.wording import Wording
from bot.events.event import in_language
from bot.events.knowledge import Knowledge
from bot.matching.periods import months_of

_LABEL = 56
_NUMBER = re.compile(r"[\d.,]+(?: |[家個位間座項件種名人次處隻株輛盞張所])?")
"""A figure, and in Chinese the measure word between it and what is counted."""
_SOME = 1000
"""Events among which a good example is looked for."""


def examples(knowledge: Knowledge, words: Wording) -> list[tuple[str, Action]]:
    """Up to three example questions in the language of `words`, each with what it asks for."""
    found = (_of_month(knowledge, words), _of_fact(knowledge, words), _of_date(knowledge, words))
    return [example for example in found if example]


def _of_month(knowledge: Knowledge, words: Wording) -> tuple[str, Action] | None:
    timeline = knowledge.timeline
    counted = Counter(zip(timeline.categories, timeline.months, strict=True))
    counts = [
        (count, timeline.category_keys[code], month)
        for (code, month), count in counted.items()
        if month
    ]
    if not counts:
        return None
    _, category, month = max(counts)
    label = words.say(
        "What is there on “{topic}” in {month}?",
        topic=category_name(knowledge, category, words),
        month=words.month(month),
    )
    return label, ShowList(months_of(knowledge)[month - 1], category)


def _of_fact(knowledge: Knowledge, words: Wording) -> tuple[str, Action] | None:
    for event in knowledge.some(_SOME):
        for number, fact in enumerate(event.facts):
            about = fact.about.get(words.language, ())
            answer = fact.answer.get(words.language, "").casefold()
            things = next((a for a in about if _counts(answer, a.casefold())), None)
            if things:
                label = words.say("How many {things}?", things=things)
                return shorten(label, _LABEL), ShowFact(event.key, number)
    return None


def _counts(answer: str, things: str) -> bool:
    """Whether an answer is the number of some things: "251 vendors exhibited", "251家廠商參展"."""
    number = _NUMBER.match(answer)
    # A single sign is a measure word itself.
    return number is not None and len(things) > 1 and answer.startswith(things, number.end())


def _of_date(knowledge: Knowledge, words: Wording) -> tuple[str, Action] | None:
    some = knowledge.some(_SOME)
    exact = [event for event in some if event.when.known_to_the_day] or some
    if not exact:
        return None
    event = min(exact, key=lambda e: len(in_language(e.title, words.language)))
    title = shorten(in_language(event.title, words.language), 40)
    return words.say("When was “{title}”?", title=title), ShowEvent(event.key)
