"""The knowledge as a calendar: each event's anniversary, yearly and all day, as iCalendar.

What is known to the day stands on its days. What is known only to the month spans that month and
says so in its title, as a calendar has no other way to leave the day open. What is known only to
the year has no anniversary and is left out.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.answers.wording import Wording
from bot.events.dates import Precision
from bot.events.event import Event, in_language
from bot.events.knowledge import Knowledge

if TYPE_CHECKING:
    from icalendar import Event as Entry

FILE_NAME = "annals.ics"
_PRODUCT = "-//Annals//annals export//EN"
_DAY = timedelta(days=1)
_YEAR = timedelta(days=365)
"""What lasted as long has no anniversary that ends before the next: it stands on its days once."""


def anniversaries(events: Iterable[Event]) -> list[Event]:
    """The events that a calendar can hold: those known to the day or to the month."""
    return [event for event in events if event.when.precision is not Precision.YEAR]


def calendar_of(events: Iterable[Event], knowledge: Knowledge, words: Wording) -> bytes:
    """An iCalendar file (RFC 5545) of the events' anniversaries; the same for the same events."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", words.say("On this day"))
    for event in anniversaries(events):
        calendar.add_component(_entry(event, knowledge, words))
    return bytes(calendar.to_ical())


def _entry(event: Event, knowledge: Knowledge, words: Wording) -> "Entry":
    from icalendar import Event as Entry

    entry = Entry()
    entry.add("uid", f"{event.id}@annals")
    # When the entry was made is no matter of its content; a fixed instant keeps files comparable.
    entry.add("dtstamp", datetime.combine(event.when.first, time(), UTC))
    entry.add("dtstart", event.when.first)
    entry.add("dtend", _after(event.when.last))
    if event.when.last - event.when.first < _YEAR:
        entry.add("rrule", _yearly(event))
    entry.add("summary", _title(event, words))
    source = f"{event.source.title}, {event.source.publisher}"
    summary = in_language(event.summary, words.language)
    told = words.say("Source: {source}", source=source)
    dated = words.say("{name}: {value}", name=words.when(event.when), value=summary)
    entry.add("description", f"{dated}\n\n{told}")
    category = knowledge.vocabulary.categories.get(event.category)
    if category:
        entry.add("categories", [in_language(category.name, words.language)])
    if event.source.url:
        entry.add("url", event.source.url)
    entry.add("transp", "TRANSPARENT")
    return entry


def _after(day: date) -> date:
    """The day after, where an all-day entry ends; the calendar's very last day ends on itself."""
    return day + _DAY if day < date.max else day


def _yearly(event: Event) -> dict[str, object]:
    """Once a year; what began on 29 February comes on the last of February in common years."""
    first = event.when.first
    if event.when.known_to_the_day and (first.month, first.day) == (2, 29):
        return {"freq": "yearly", "bymonth": 2, "bymonthday": -1}
    return {"freq": "yearly"}


def _title(event: Event, words: Wording) -> str:
    title, year = in_language(event.title, words.language), str(event.when.first.year)
    if event.when.known_to_the_day:
        return title if year in title else f"{title} ({year})"
    return words.say("{month}, day not known: {title}", month=words.when(event.when), title=title)
