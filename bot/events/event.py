"""What an event is, and the vocabulary that events share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2s

from bot.events.dates import EventDate

Texts = Mapping[str, str]
"""One text by language tag (`en`, `zh-Hant`)."""
Words = Mapping[str, tuple[str, ...]]
"""Several words or phrases by language tag."""

_LONGEST_KEY = 48
"""Bytes of an event's key, so that any button's data stays below Telegram's 64."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a pack's facts are from."""

    title: str
    publisher: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A direct answer: what it is about, and what to say."""

    about: Words
    answer: Texts


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a pack."""

    id: str
    when: EventDate
    category: str
    title: Texts
    summary: Texts
    keywords: Words
    source: Source
    days: Mapping[date, Texts] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()

    @property
    def key(self) -> str:
        """The id where it is short enough for a button, else a stable short form of it."""
        if len(self.id) <= _LONGEST_KEY:
            return self.id
        digest = blake2s(self.id.encode(), digest_size=8).hexdigest()
        return f"{self.id[: _LONGEST_KEY - 17]}-{digest}"


@dataclass(frozen=True, slots=True)
class Pack:
    """What a pack's file holds."""

    source: Source
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of event, its name and the words people ask for it with."""

    key: str
    name: Texts
    words: Words


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What all packs share: categories in their written order, and lists of synonyms."""

    categories: Mapping[str, Category]
    synonyms: tuple[tuple[str, ...], ...] = ()


def in_language(texts: Texts, language: str) -> str:
    """The text in `language`, else in the first language that it was written in."""
    return texts.get(language) or next(iter(texts.values()), "")
