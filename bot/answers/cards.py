"""How an event looks, everywhere: its head, its text, its source, and the buttons of its card."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Sequence
from unicodedata import east_asian_width

from bot.answers.actions import (
    Action,
    ShowAnother,
    ShowBeside,
    ShowEvent,
    ShowList,
    ShowRelated,
)
from bot.answers.buttons import buttons_of, questions_of
from bot.answers.daily_actions import DailyPage
from bot.answers.icons import icon
from bot.answers.message import (
    AnyButton,
    Line,
    LinkButton,
    Message,
    Rows,
    ShareButton,
    Span,
    beginning,
    bold,
    italic,
    line,
    link,
    quote,
    rows,
    shorten,
    utf16_length,
)
from bot.answers.wording import Wording
from bot.events.dates import Precision
from bot.events.event import Event, in_language
from bot.events.knowledge import Knowledge
from bot.matching.beside import neighbour
from bot.matching.periods import events_in
from bot.questions.time_expressions import Period

EVENT_LINK = "e_"
"""Begins a deep link to an event, and a question in inline mode for just that one."""
DAILY_LINK = "daily"
"""What a deep link starts the bot with to subscribe to the daily post."""
_TITLE = 160
_LABEL = 48
_PHONE = 34
"""Columns of a button that a phone surely shows."""
_SUMMARY = 1800
_DAY = 600
_BODY = 2400
_LISTED_SUMMARY = 320
_LONG = 320
"""Columns from which a text is folded: some eight lines of a phone."""
_LONGEST_QUESTION = 256
"""Characters of a question in inline mode."""


def card(event: Event, knowledge: Knowledge, words: Wording, lead: Iterable[Line] = ()) -> Message:
    """One event whole: the lead (a direct answer), title, date, summary, source."""
    lines = (*lead, *_whole(event, words))
    return Message(lines, _card_buttons(event, knowledge, words))


def card_by_chance(event: Event, knowledge: Knowledge, words: Wording) -> Message:
    """The card of an event that nobody asked for, with a button for another one."""
    shown = card(event, knowledge, words)
    if len(knowledge.events) < 2:
        return shown
    another = rows(buttons_of([(words.say("Another one"), ShowAnother(event.key))]), 1)
    return Message(shown.lines, (*another, *shown.buttons))


def shared_card(event: Event, words: Wording) -> Message:
    """The card as it stands in somebody else's chat: its buttons change nothing there."""
    on = LinkButton(words.say("Ask more"), f"{EVENT_LINK}{event.key}")
    return Message(_whole(event, words), rows([on, _share(event, words)], 2))


def related_page(event: Event, related: Sequence[Event], words: Wording) -> Message:
    """The events that are related to one, and the way back to it."""
    lines = [line(bold(words.say("Related to “{title}”", title=title_of(event, words))))]
    for other in related:
        lines += [line(), *listed(other, words)]
    back = buttons_of([("‹ " + words.say("Back"), ShowEvent(event.key))])
    return Message(tuple(lines), (*event_buttons(related, words), *rows(back, 1)))


def head(event: Event, words: Wording, notes: Sequence[str] = ()) -> tuple[Line, Line]:
    """The title, and the date with what else there is to note in a word or two."""
    dated = " · ".join([words.when(event.when), *notes])
    return line(bold(title_of(event, words))), line(f"{icon(event)} ", italic(dated))


def listed(event: Event, words: Wording, notes: Sequence[str] = ()) -> list[Line]:
    """An event among others: the beginning of its text serves."""
    return [*head(event, words, notes), line(beginning(summary_of(event, words), _LISTED_SUMMARY))]


def folded(text: str) -> Span:
    """A text as it is, or as a quotation to unfold where it is long."""
    is_long = len(text) > _LONG or (2 * len(text) > _LONG and _columns(text) > _LONG)
    return quote(text) if is_long else Span(text)


def source_of(event: Event, words: Wording) -> Line:
    """Where the facts are from, with its link."""
    name = shorten(f"{event.source.title}, {event.source.publisher}", 2 * _TITLE)
    text = words.say("Source: {source}", source=name)
    return line(link(text, event.source.url) if event.source.url else italic(text))


def title_of(event: Event, words: Wording) -> str:
    """An event's title, cut where it is overlong."""
    return shorten(in_language(event.title, words.language), _TITLE)


def summary_of(event: Event, words: Wording) -> str:
    """An event's summary, cut where it is overlong."""
    return shorten(in_language(event.summary, words.language), _SUMMARY)


def event_buttons(events: Iterable[Event], words: Wording) -> Rows:
    """A button for each event, which opens its card in place."""
    listed = list(events)
    seen = Counter(_begun(event, words) for event in listed)
    wanted = [
        (label_of(event, words, is_alike=seen[_begun(event, words)] > 1), ShowEvent(event.key))
        for event in listed
    ]
    return rows(buttons_of(wanted), 1)


def label_of(event: Event, words: Wording, is_alike: bool = False) -> str:
    """What a button that opens an event says; of one that begins like another, the end too.

    "Revised Organization Structure Guideline approved" is "Revised Organization… approved" then.
    """
    title = in_language(event.title, words.language)
    most = len(_begun(event, words))
    if is_alike and len(title) > most:
        end = _end(title, most // 2)
        title = shorten(title, most - len(end)) + end
    return f"{icon(event)} {shorten(title, _LABEL)}"


def _begun(event: Event, words: Wording) -> str:
    """What a phone shows of a title on a button: fewer signs where they may be wide."""
    title = in_language(event.title, words.language)
    return title[: _PHONE if title.isascii() else _PHONE // 2]


def _end(text: str, most: int) -> str:
    """The last words of a text, at most so many signs."""
    end = text[-most:]
    return end[max(0, end.find(" ")) :]


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _whole(event: Event, words: Wording) -> tuple[Line, ...]:
    parts = [summary_of(event, words)]
    for day, texts in sorted(event.days.items()):
        text = shorten(in_language(texts, words.language), _DAY)
        parts.append("• " + words.say("{name}: {value}", name=words.span(day, day), value=text))
    body = folded(shorten("\n".join(parts), _BODY))
    return (*head(event, words), line(body), line(), source_of(event, words))


def _card_buttons(event: Event, knowledge: Knowledge, words: Wording) -> Rows:
    steps: list[tuple[str, Action]] = []
    if neighbour(event, knowledge, is_later=False):
        steps.append(("‹ " + words.say("Before"), ShowBeside(event.key, is_later=False)))
    if neighbour(event, knowledge, is_later=True):
        steps.append((words.say("After") + " ›", ShowBeside(event.key, is_later=True)))
    others: list[tuple[str, Action]] = []
    if len(knowledge.events) > 1:
        others.append((words.say("Related"), ShowRelated(event.key)))
    period = _month_or_year(event)
    held = events_in(knowledge, period)
    if len(held.certain) + len(held.possible) > 1:
        is_year = event.when.precision is Precision.YEAR
        name = words.say("Same year") if is_year else words.say("Same month")
        others.append((name, ShowList(period, None)))
    post = questions_of([(words.say("Daily post"), DailyPage.SETTINGS)])
    last: list[AnyButton] = [_share(event, words), *post]
    return (*rows(buttons_of(steps), 2), *rows(buttons_of(others), 2), *rows(last, 2))


def _share(event: Event, words: Wording) -> ShareButton:
    title = in_language(event.title, words.language)
    fits = utf16_length(title) <= _LONGEST_QUESTION
    return ShareButton(words.say("Share"), title if fits else f"{EVENT_LINK}{event.key}")


def _month_or_year(event: Event) -> Period:
    """The month that an event begins in; the year where no more is known."""
    first = event.when.first.replace(day=1)
    if event.when.precision is Precision.YEAR:
        return Period(first, first.replace(month=12, day=31))
    return Period(first, first.replace(day=monthrange(first.year, first.month)[1]))
