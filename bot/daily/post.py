"""The text of the *on this day* post."""

from collections.abc import Sequence

from bot.answers.actions import Page, ShowEvent, encode
from bot.answers.composing import LIST_PAGE
from bot.answers.message import Button, Line, Message, bold, italic, line, rows, shorten
from bot.answers.wording import Wording
from bot.daily.choosing import DayChoice, Recalled, day_of_interval
from bot.events.dates import Precision
from bot.events.event import Event, in_language

_SUMMARY = 500


def compose_post(choice: DayChoice, words: Wording) -> Message:
    """The post for what was chosen, in the language of `words`."""
    heading = line(bold(words.say("On this day: {day}", day=words.month_and_day(choice.day))))
    if choice.recalled is Recalled.NONE:
        return _none(choice, words, heading)
    lines = [heading]
    for event in choice.events[:LIST_PAGE]:
        lines += [line(), *_event(choice, event, words)]
    return Message(tuple(lines), _buttons(choice.events[:LIST_PAGE], words))


def _event(choice: DayChoice, event: Event, words: Wording) -> list[Line]:
    when = words.when(event.when)
    years = choice.day.year - event.when.first.year
    ago = words.count("{n} year ago", "{n} years ago", years) if years else words.say("this year")
    notes = [when, ago]
    if choice.recalled is Recalled.MONTH:
        notes.append(words.say("known only to the month"))
    part = day_of_interval(event, choice.day)
    if part:
        notes.append(words.say("day {n} of {all}", n=part[0], all=part[1]))
    title = shorten(in_language(event.title, words.language), 160)
    text = shorten(in_language(event.summary, words.language), _SUMMARY)
    return [line(bold(title)), line(italic(" · ".join(notes))), line(text)]


def _none(choice: DayChoice, words: Wording, heading: Line) -> Message:
    lines = [heading, line(words.say("Nothing is known for this day."))]
    if choice.upcoming and choice.returns:
        title = shorten(in_language(choice.upcoming.title, words.language), 160)
        is_exact = choice.upcoming.when.precision is Precision.DAY
        day = (
            words.span(choice.returns, choice.returns)
            if is_exact
            else words.span(choice.returns, choice.returns, Precision.MONTH)
        )
        lines.append(line(words.say("Next anniversary: {day}", day=day), " – ", bold(title)))
    return Message(tuple(lines), _buttons((choice.upcoming,) if choice.upcoming else (), words))


def _buttons(events: Sequence[Event], words: Wording) -> tuple[tuple[Button, ...], ...]:
    buttons = []
    for event in events:
        data = encode(ShowEvent(event.key))
        if data:
            label = shorten(in_language(event.title, words.language), 48)
            buttons.append(Button(label, data))
    another = Button(words.say("Another one"), encode(Page.RANDOM) or "")
    return (*rows(buttons, 1), (another,))
