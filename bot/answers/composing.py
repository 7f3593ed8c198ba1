"""From an answer to the message that says it: cards, lists, offers and honest noes."""

from collections.abc import Sequence

from bot.answers.actions import (
    Action,
    ChooseLanguage,
    Page,
    ShowList,
)
from bot.answers.answer import Answer, Kind
from bot.answers.buttons import as_set, buttons_of, questions_of
from bot.answers.cards import DAILY_LINK, card, event_buttons, listed, title_of
from bot.answers.message import (
    Line,
    LinkButton,
    Message,
    Rows,
    ShareButton,
    bold,
    italic,
    line,
    rows,
    shorten,
)
from bot.answers.wording import Wording, own_name
from bot.events.event import Event, in_language
from bot.events.knowledge import Knowledge
from bot.languages.generic import Ask
from bot.locales import LANGUAGES
from bot.questions.query import Query
from bot.questions.time_expressions import Period

LIST_PAGE = 6
"""Events on one page of a list."""
_FACT = 600
_LABEL = 48
_NAME = 60
_MOST_TOPICS = 60
"""Buttons of a message: Telegram takes a hundred."""
_MOST_NEAREST = 5
_SOME = 1000
"""Events that tell enough of what a large knowledge holds."""


def compose(answer: Answer, knowledge: Knowledge, words: Wording, page: int = 0) -> Message:
    """The message for an answer, in the language of `words`.

    Args:
        page: which page of a long list, from 0; one past the end shows the last.
    """
    match answer.kind:
        case Kind.NONE:
            return _none(answer.query, words)
        case Kind.EMPTY:
            return _empty(answer, knowledge, words)
        case Kind.SUGGESTIONS:
            return _suggestions(answer, words)
    if answer.is_list:
        return _list(answer, knowledge, words, page)
    if len(answer.events) > 1 and answer.fact is None:
        return _several(answer, words)
    return _one(answer, knowledge, words)


def start(
    knowledge: Knowledge,
    words: Wording,
    examples: Sequence[tuple[str, Action]],
    posts: Sequence[Line] = (),
) -> Message:
    """The greeting, with example questions as buttons.

    Args:
        posts: what there is to say about the chat's daily post; where nothing is, how to get it.
    """
    told = dict(commands(words))
    lines = (
        line(bold(words.say("Hello! Ask me what happened."))),
        line(scope(knowledge, words)),
        line(),
        *(posts or [line(f"/subscribe – {told['subscribe']}")]),
        line(f"/help – {words.say('what else I can do')}"),
        line(),
        line(words.say("Just type a question, for example:")),
    )
    return Message(lines, rows(questions_of(examples), 1))


def commands(words: Wording) -> list[tuple[str, str]]:
    """The commands that people are told of, without "/help", each with what it does."""
    return [
        ("today", words.say("what happened on this day")),
        ("month", words.say("events month by month")),
        ("topics", words.say("events by topic")),
        ("random", words.say("an event by chance")),
        ("calendar", words.say("the anniversaries for your calendar")),
        ("year", words.say("a picture of the year")),
        ("subscribe", words.say("a daily post: what happened on this day")),
        ("unsubscribe", words.say("no more daily posts")),
        ("settings", words.say("hour, time zone and more of the daily post")),
        ("language", words.say("the language of my answers")),
        ("privacy", words.say("what is kept about this chat")),
        ("forget", words.say("delete what is kept about this chat")),
    ]


def help_page(knowledge: Knowledge, words: Wording) -> Message:
    """What can be asked, and the commands."""
    listed = [line(f"/{name} – {what}") for name, what in commands(words)]
    lines = [
        line(bold(words.say("How to ask"))),
        line(scope(knowledge, words)),
        line(
            words.say(
                "Ask for a month, a day, a topic or a name, in English or Chinese. "
                "Spelling need not be perfect."
            )
        ),
        line(),
        *listed,
    ]
    buttons = [(words.say("Months"), Page.MONTHS), (words.say("Topics"), Page.TOPICS)]
    group = LinkButton(words.say("Daily post for a group"), DAILY_LINK, in_group=True)
    elsewhere = ShareButton(words.say("Ask in another chat"), "")
    return Message(tuple(lines), (*rows(buttons_of(buttons), 2), (group,), (elsewhere,)))


def months(words: Wording, counts: Sequence[tuple[Period, int]]) -> Message:
    """The keyboard of months, each with the count of its events."""
    buttons = [
        (f"{words.month(period.first.month)} ({count})", ShowList(period, None))
        for period, count in counts
    ]
    return Message((line(bold(words.say("Which month?"))),), rows(buttons_of(buttons), 3))


def languages(words: Wording) -> Message:
    """The languages that can be chosen, each in its own name, the present one between points."""
    names = [
        (as_set(own_name(tag)) if tag == words.language else own_name(tag), ChooseLanguage(tag))
        for tag in LANGUAGES
    ]
    lines = (line(bold(words.say("Which language?"))),)
    return Message(lines, rows(buttons_of(names), 1))


def topics(knowledge: Knowledge, words: Wording) -> Message:
    """The categories that hold anything, each with its count."""
    held = knowledge.timeline.by_category
    buttons = [
        (f"{category_name(knowledge, key, words)} ({len(held[key])})", ShowList(None, key))
        for key in knowledge.vocabulary.categories
        if key in held
    ]
    return Message(
        (line(bold(words.say("Which topic?"))),), rows(buttons_of(buttons[:_MOST_TOPICS]), 2)
    )


def category_name(knowledge: Knowledge, key: str, words: Wording) -> str:
    """A category's name in the language of `words`."""
    category = knowledge.vocabulary.categories.get(key)
    return shorten(in_language(category.name, words.language), _LABEL) if category else key


def scope(knowledge: Knowledge, words: Wording) -> str:
    """How many events are known, and where they are from."""
    sources = dict.fromkeys(
        (event.source.title, event.source.publisher) for event in knowledge.some(_SOME)
    )
    names = [shorten(f"{title}, {publisher}", _NAME * 2) for title, publisher in list(sources)[:3]]
    return words.count(
        "I know {n} event: {sources}.",
        "I know {n} events: {sources}.",
        len(knowledge.events),
        sources=words.join(names),
    )


def notice(words: Wording, text: str) -> Message:
    """One kind line, with a way on."""
    buttons = [(words.say("Months"), Page.MONTHS), (words.say("Topics"), Page.TOPICS)]
    return Message((line(text),), rows(buttons_of(buttons), 2))


def _one(answer: Answer, knowledge: Knowledge, words: Wording) -> Message:
    event = answer.events[0]
    lead: list[Line] = []
    if answer.fact:
        text = shorten(in_language(answer.fact.answer, words.language), _FACT)
        lead.append(line(bold(text)))
    if Ask.WHEN in answer.query.asks:
        lead.insert(0, line(bold(words.when(event.when))))
    message = card(event, knowledge, words, [*lead, line()] if lead else [])
    return Message(message.lines, (*event_buttons(answer.events[1:], words), *message.buttons))


def _several(answer: Answer, words: Wording) -> Message:
    lines = [line(words.count("{n} event fits:", "{n} events fit:", len(answer.events)))]
    for event in answer.events:
        lines += [line(), *listed(event, words)]
    return Message(tuple(lines), event_buttons(answer.events, words))


def _list(answer: Answer, knowledge: Knowledge, words: Wording, page: int) -> Message:
    pages = -(-len(answer.events) // LIST_PAGE)
    page = max(0, min(page, pages - 1))
    shown = answer.events[page * LIST_PAGE : (page + 1) * LIST_PAGE]
    if len(answer.events) == 1:
        return _one(answer, knowledge, words)
    heading = words.count("{n} event", "{n} events", len(answer.events))
    listed_by = _listed_by(answer.query, knowledge, words)
    if listed_by:
        heading = words.say("{name}: {value}", name=listed_by, value=heading)
    lines = [line(bold(heading))]
    for number, event in enumerate(shown, page * LIST_PAGE):
        is_vague = number >= answer.certain
        notes = [words.say("known only to the month")] if is_vague else []
        lines += [line(), *listed(event, words, notes)]
    if pages > 1:
        lines += [line(), line(italic(words.say("Page {n} of {all}", n=page + 1, all=pages)))]
    buttons = event_buttons(shown, words)
    return Message(tuple(lines), (*buttons, *_turns(answer.query, page, pages, words)))


def _turns(query: Query, page: int, pages: int, words: Wording) -> Rows:
    turns: list[tuple[str, Action]] = []
    if page > 0:
        before = ShowList(query.period, query.category, page - 1)
        turns.append(("‹ " + words.say("Earlier"), before))
    if page < pages - 1:
        after = ShowList(query.period, query.category, page + 1)
        turns.append((words.say("Later") + " ›", after))
    return rows(buttons_of(turns), 2)


def _suggestions(answer: Answer, words: Wording) -> Message:
    if answer.lacks_detail:
        text = words.say("I don't know that. This is the nearest I have:")
    elif len(answer.events) > 1:
        text = words.say("I am not sure. Did you mean one of these?")
    else:
        text = words.say("I am not sure. Did you mean this one?")
    lines = [line(text), *_dated(answer.events, words)]
    return Message(tuple(lines), event_buttons(answer.events, words))


def _empty(answer: Answer, knowledge: Knowledge, words: Wording) -> Message:
    listed_by = _listed_by(answer.query, knowledge, words)
    if listed_by:
        text = words.say("I know of nothing for {period}.", period=listed_by)
    else:
        text = words.say("I know of nothing there.")
    lines, nearest = [line(text)], answer.nearest[:_MOST_NEAREST]
    if nearest:
        lines += [line(), line(words.say("Nearest to it:")), *_dated(nearest, words)]
    return Message(tuple(lines), event_buttons(nearest, words))


def _dated(events: Sequence[Event], words: Wording) -> list[Line]:
    """Events in a line each, by date and title."""
    return [line("• ", words.when(event.when), " – ", title_of(event, words)) for event in events]


def _none(query: Query, words: Wording) -> Message:
    if query.is_blank:
        # A greeting, thanks, a smile: nothing that could be unknown.
        return notice(
            words, words.say("Ask me what happened: in a month, on a topic, or by a name.")
        )
    return notice(
        words,
        words.say(
            "I don't know about that. I can tell you what happened in a month or on a topic."
        ),
    )


def _listed_by(query: Query, knowledge: Knowledge, words: Wording) -> str:
    """What a list is of, by name: "March · Awards"; "" where it is of everything."""
    names = [_period(query.period, words)] if query.period else []
    if query.category:
        names.append(category_name(knowledge, query.category, words))
    return " · ".join(names)


def _period(period: Period, words: Wording) -> str:
    parts = period.parts or (period.days,)
    return words.join([words.period(*part, period.every_year) for part in parts])
