"""What the picture of a year shows: its months, with the events by category."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2s

from bot.answers.message import shorten, utf16_length
from bot.answers.wording import Wording
from bot.events.dates import Precision
from bot.events.event import Event, in_language
from bot.events.knowledge import Knowledge

MOST_ENTRIES = 24
"""Events told by name; where there are more, the fullest months only count their last ones."""
_CAPTION = 1024
"""UTF-16 code units that Telegram takes."""
_TITLE = 160
_NAME = 60


@dataclass(frozen=True, slots=True)
class Topic:
    """A category of the year's events; `mark` numbers the sign that stands for it, from 0."""

    name: str
    count: int
    mark: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An event: the days where they are known ("23–26", "30 – 2 Nov"), and its title."""

    days: str
    title: str
    mark: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A month, or what is known only to the year; `more` says how many are not told by name."""

    name: str
    entries: tuple[Entry, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class YearView:
    """All that the picture of a year says, in one language; `told` says it in lines of words."""

    title: str
    subtitle: str
    topics: tuple[Topic, ...]
    stretches: tuple[Stretch, ...]
    told: tuple[str, ...]

    @property
    def key(self) -> str:
        """The same for the same picture, and for no other one."""
        return blake2s(repr(self).encode(), digest_size=16).hexdigest()

    def caption(self) -> str:
        """The picture in words, for those who cannot see it."""
        first, *others = self.told
        if utf16_length("\n".join(self.told)) > _CAPTION:
            most = (_CAPTION - utf16_length(first)) // max(1, len(others)) - 1
            others = [shorten(line, most) for line in others]
        return "\n".join([first, *others])


def years_of(knowledge: Knowledge) -> list[tuple[int, int]]:
    """The years in which something happened, each with the number of its events."""
    return list(knowledge.timeline.counts_by_year.items())


def view_of(knowledge: Knowledge, year: int, words: Wording) -> YearView:
    """The view of a year, in the language of `words`."""
    held = knowledge.timeline.touching(date(year, 1, 1), date(year, 12, 31))
    events = [knowledge.events[position] for position in held]
    counts = Counter(event.category for event in events)
    keys = [key for key in knowledge.vocabulary.categories if counts[key]]
    names = {
        key: shorten(in_language(category.name, words.language), _NAME)
        for key, category in knowledge.vocabulary.categories.items()
    }
    marks = {key: number for number, key in enumerate(keys)}
    by_month: dict[int, list[Event]] = {number: [] for number in range(13)}
    for event in events:
        by_month[_month(event, year)].append(event)
    most = _most_in_a_month([len(held) for held in by_month.values()])

    def stretch(number: int, held: Sequence[Event]) -> Stretch:
        name = words.month(number) if number else words.say("All year")
        entries = tuple(
            Entry(_days(event, year, words), _title(event, words), marks[event.category])
            for event in held[:most]
        )
        left = len(held) - most
        more = words.count("and {n} more", "and {n} more", left) if left > 0 else ""
        return Stretch(name, entries, more)

    whole_year, *months = (stretch(number, held) for number, held in by_month.items())
    stretches = (*months, *([whole_year] if whole_year.entries else []))
    title = words.say("The year {year}", year=year)
    subtitle = words.count("{n} event", "{n} events", len(events))
    return YearView(
        title,
        subtitle,
        topics=tuple(Topic(names[key], counts[key], marks[key]) for key in keys),
        stretches=stretches,
        told=(
            words.say("{name}: {value}", name=title, value=subtitle),
            *(_told(stretch, words) for stretch in stretches if stretch.entries),
        ),
    )


def _told(stretch: Stretch, words: Wording) -> str:
    told = [entry.title for entry in stretch.entries]
    told += [stretch.more] if stretch.more else []
    return words.say("{name}: {value}", name=stretch.name, value=" · ".join(told))


def _month(event: Event, year: int) -> int:
    """The month that an event begins in, or reaches into from the year before; 0 for none."""
    if event.when.precision is Precision.YEAR:
        return 0
    return event.when.first.month if event.when.first.year == year else 1


def _most_in_a_month(counts: list[int]) -> int:
    """How many events of each month have room."""
    most = max(counts)
    while most > 1 and sum(min(count, most) for count in counts) > MOST_ENTRIES:
        most -= 1
    return most


def _days(event: Event, year: int, words: Wording) -> str:
    first, last = event.when.first, event.when.last
    if not event.when.known_to_the_day or first.year != year:
        return ""
    if first == last:
        return str(first.day)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day}"
    return f"{first.day} – {words.short_day(last)}"


def _title(event: Event, words: Wording) -> str:
    return shorten(in_language(event.title, words.language), _TITLE)
