"""The text of the *on this day* post, and its buttons."""

from collections.abc import Iterable

from bot.answers.actions import Action, Page, ShowEvent
from bot.answers.buttons import questions_of
from bot.answers.cards import folded, head, label_of, source_of, title_of
from bot.answers.composing import LIST_PAGE
from bot.answers.daily_actions import DailyPage
from bot.answers.message import Line, Message, Rows, Span, beginning, bold, line, rows, shorten
from bot.answers.wording import Wording
from bot.daily.choosing import DayChoice, Recalled, day_of_interval, day_remembered
from bot.events.dates import Precision
from bot.events.event import Event, Fact, in_language

_TEXT = 500
_TEXTS = 1500
"""What all texts of a post share, so that with titles, dates and sources Telegram takes it."""
_SOURCES = 3


def compose_post(choice: DayChoice, words: Wording) -> Message:
    """The post for what was chosen, in the language of `words`."""
    lines = [line(bold(words.say("On this day: {day}", day=words.month_and_day(choice.day))))]
    if choice.recalled is Recalled.NONE:
        return _none(choice, words, lines)
    if choice.recalled is Recalled.MONTH:
        lines.append(line(words.say("Nothing is known of this very day, but of this month:")))
    shown = choice.events[:LIST_PAGE]
    told = (choice.meanwhile,) if choice.meanwhile else ()
    details = sum(1 for event in shown if _detail(choice, event, words))
    most = min(_TEXT, _TEXTS // max(1, len(shown) + len(told) + details))
    for event in shown:
        lines += [line(), *_event(choice, event, words, most)]
    for event in told:
        lines += [line(), *_meanwhile(event, words.say("And one more to remember:"), words, most)]
    lines += [line(), *_sources((*shown, *told), words)]
    return Message(tuple(lines), _buttons((*shown, *told), words))


def _event(choice: DayChoice, event: Event, words: Wording, most: int) -> list[Line]:
    notes = [_ago(choice, event, words)]
    if choice.recalled is Recalled.MONTH:
        notes.append(words.say("known only to the month"))
    part = day_of_interval(event, choice.day)
    if part:
        notes.append(words.say("day {n} of {all}", n=part[0], all=part[1]))
    lines = [*head(event, words, notes), line(_text(event, words, most))]
    detail = _detail(choice, event, words)
    return [*lines, line("• ", shorten(detail, most))] if detail else lines


def _ago(choice: DayChoice, event: Event, words: Wording) -> str:
    then = day_remembered(event, choice.day) or event.when.first
    years = choice.day.year - then.year
    return words.count("{n} year ago", "{n} years ago", years) if years else words.say("this year")


def _detail(choice: DayChoice, event: Event, words: Wording) -> str | None:
    """What happened on this day of an interval; in a month of few events, a fact in turn."""
    then = day_remembered(event, choice.day)
    if then and then in event.days:
        return in_language(event.days[then], words.language)
    if choice.recalled is Recalled.MONTH and choice.turn and event.facts:
        return _told(event.facts[(choice.turn - 1) % len(event.facts)], words)
    return None


def _told(fact: Fact, words: Wording) -> str:
    """A fact that nobody asked for: what it is about comes first, or it would be a riddle."""
    answer, about = in_language(fact.answer, words.language), fact.about.get(words.language)
    if not about or about[0].casefold() in answer.casefold():
        return answer
    return words.say("{name}: {value}", name=about[0][:1].upper() + about[0][1:], value=answer)


def _none(choice: DayChoice, words: Wording, lines: list[Line]) -> Message:
    lines.append(line(words.say("Nothing is known for this day.")))
    if choice.upcoming and choice.returns:
        title = title_of(choice.upcoming, words)
        is_exact = choice.upcoming.when.precision is Precision.DAY
        precision = Precision.DAY if is_exact else Precision.MONTH
        day = words.span(choice.returns, choice.returns, precision)
        lines.append(line(words.say("Next anniversary: {day}", day=day), " – ", bold(title)))
    told = choice.meanwhile
    if told:
        lead = (
            words.say("Until then, one to remember:")
            if choice.upcoming
            else words.say("One to remember:")
        )
        lines += [line(), *_meanwhile(told, lead, words)]
    about = told or choice.upcoming
    if about:
        lines += [line(), *_sources([about], words)]
    return Message(tuple(lines), _buttons((about,) if about else (), words))


def _meanwhile(event: Event, lead: str, words: Wording, most: int = _TEXT) -> list[Line]:
    return [line(lead), *head(event, words), line(_text(event, words, most))]


def _text(event: Event, words: Wording, most: int) -> Span:
    return folded(beginning(in_language(event.summary, words.language), most))


def _sources(events: Iterable[Event], words: Wording) -> list[Line]:
    """Where the facts of the post are from, each source once, of many the first."""
    return list(dict.fromkeys(source_of(event, words) for event in events))[:_SOURCES]


def _buttons(events: tuple[Event, ...], words: Wording) -> Rows:
    """Buttons whose answers are messages of their own: the post stays as it is."""
    if len(events) == 1:
        more = [(words.say("Tell me more"), ShowEvent(events[0].key))]
    else:
        more = [(label_of(event, words), ShowEvent(event.key)) for event in events]
    others: list[tuple[str, Action]] = [
        (words.say("Another one"), Page.RANDOM),
        (words.say("Settings"), DailyPage.SETTINGS),
    ]
    return (*rows(questions_of(more), 1), *rows(questions_of(others), 2))
