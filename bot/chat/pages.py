"""The pages that commands and buttons lead to."""

from random import randrange

from bot.answers.actions import (
    Action,
    FromEvent,
    Page,
    ShowAnother,
    ShowBeside,
    ShowEvent,
    ShowFact,
    ShowList,
    ShowRelated,
)
from bot.answers.answer import Answer, Kind
from bot.answers.cards import card, card_by_chance, related_page
from bot.answers.composing import compose, help_page, languages, months, notice, topics
from bot.answers.message import Message
from bot.answers.wording import Wording
from bot.chat.context import Services
from bot.daily.choosing import choose
from bot.daily.post import compose_post
from bot.events.event import Event
from bot.matching.beside import neighbour, related
from bot.matching.periods import events_in, months_of
from bot.questions.query import Query


def page_of(action: Action, services: Services, words: Wording) -> Message | None:
    """The message that a button asks for; None where the knowledge no longer holds it."""
    knowledge = services.answerer.knowledge
    match action:
        case Page.TODAY:
            return compose_post(choose(knowledge, services.today()), words)
        case Page.MONTHS:
            counts = [(p, len(events_in(knowledge, p).certain)) for p in months_of(knowledge)]
            return months(words, counts)
        case Page.TOPICS:
            return topics(knowledge, words)
        case Page.RANDOM:
            return _by_chance(services, words)
        case Page.LANGUAGES:
            return languages(words)
        case Page.HELP:
            return help_page(knowledge, words)
        case ShowEvent() | ShowBeside() | ShowRelated() | ShowAnother():
            event = knowledge.named(action.key)
            return _from_event(action, event, services, words) if event else None
        case ShowFact(key, number):
            event = knowledge.by_key.get(key)
            if event is None or number >= len(event.facts):
                return None
            query = Query("", words.language)
            answer = Answer(Kind.ANSWER, query, (event,), fact=event.facts[number])
            return compose(answer, knowledge, words)
        case ShowList(period, category, page):
            if category and category not in knowledge.vocabulary.categories:
                return None
            query = Query("", words.language, period, category)
            return compose(services.answerer.listed(query), knowledge, words, page)
        case _:  # What changes something, or shows what is set, is done by its handler.
            return None


def _from_event(
    action: FromEvent, event: Event, services: Services, words: Wording
) -> Message | None:
    knowledge = services.answerer.knowledge
    match action:
        case ShowBeside(_, is_later):
            beside = neighbour(event, knowledge, is_later)
            return card(beside, knowledge, words) if beside else None
        case ShowRelated():
            others = related(event, services.answerer.index, knowledge)
            return related_page(event, others, words)
        case ShowAnother():
            return _by_chance(services, words, event)
    return card(event, knowledge, words)


def _by_chance(services: Services, words: Wording, but: Event | None = None) -> Message | None:
    knowledge = services.answerer.knowledge
    events = knowledge.events
    others = len(events) - (but is not None)
    if others <= 0:
        return None
    # Nothing hangs on the choice: the last stands in the place of the one that is not wanted.
    event = events[randrange(others)]  # noqa: S311
    is_unwanted = but is not None and event.id == but.id
    return card_by_chance(events[-1] if is_unwanted else event, knowledge, words)


def outdated(words: Wording) -> Message:
    """What an old or forged button gets."""
    return notice(words, words.say("That button is from another time. Ask me again, or choose:"))


def gone(words: Wording) -> Message:
    """What an old or forged link gets."""
    text = words.say("I know nothing of what that link leads to. Ask me, or choose:")
    return notice(words, text)
