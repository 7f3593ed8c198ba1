"""The knowledge as data for others: JSON and CSV for open-data portals, iCalendar for calendars."""

import csv
import json
from collections.abc import Mapping
from enum import StrEnum
from io import StringIO
from typing import Any

from bot.answers.calendar import anniversaries, calendar_of
from bot.answers.wording import wording
from bot.events.event import Event, in_language
from bot.events.knowledge import Knowledge
from bot.languages.text import LANGUAGES

_FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet runs a cell for that begins so."""


class Format(StrEnum):
    """What can be exported to."""

    ICS = "ics"
    JSON = "json"
    CSV = "csv"


def export(knowledge: Knowledge, to: Format, language: str | None, default: str) -> str:
    """All events in a format.

    Args:
        language: the one language wanted; None for every one, in a calendar for `default`.
    """
    match to:
        case Format.ICS:
            words = wording(language or default)
            return calendar_of(knowledge.events, knowledge, words).decode()
        case Format.JSON:
            return _json(knowledge, language)
        case Format.CSV:
            return _csv(knowledge, language)


def left_out(knowledge: Knowledge, to: Format) -> int:
    """How many events a format cannot hold: those known only to the year have no anniversary."""
    if to is not Format.ICS:
        return 0
    return len(knowledge.events) - len(anniversaries(knowledge.events))


def _json(knowledge: Knowledge, language: str | None) -> str:
    def told(values: Mapping[str, Any]) -> Any:
        return in_language(values, language) if language else dict(values)

    events = [
        {
            **_dated(event),
            "title": told(event.title),
            "summary": told(event.summary),
            "keywords": told(event.keywords),
            "days": {day.isoformat(): told(texts) for day, texts in sorted(event.days.items())},
            "facts": [
                {"about": told(fact.about), "answer": told(fact.answer)} for fact in event.facts
            ],
            "source": {
                "title": event.source.title,
                "publisher": event.source.publisher,
                "url": event.source.url,
            },
        }
        for event in knowledge.events
    ]
    return json.dumps({"events": events}, ensure_ascii=False, indent=1) + "\n"


def _csv(knowledge: Knowledge, language: str | None) -> str:
    """One row an event; texts have a column for each language."""
    languages = (language,) if language else LANGUAGES
    rows = [
        {
            **_dated(event),
            **{
                f"{part}_{tag}": text
                for tag in languages
                for part, text in _texts(event, tag, is_only=language is not None).items()
            },
            "source": event.source.title,
            "publisher": event.source.publisher,
            "url": event.source.url or "",
        }
        for event in knowledge.events
    ]
    written = StringIO()
    writer = csv.DictWriter(written, list(rows[0]) if rows else ["id"], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _inert(text) for name, text in row.items()} for row in rows)
    return written.getvalue()


def _inert(text: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _dated(event: Event) -> dict[str, str]:
    return {
        "id": event.id,
        "date": str(event.when),
        "first": event.when.first.isoformat(),
        "last": event.when.last.isoformat(),
        "precision": event.when.precision.value,
        "category": event.category,
    }


def _texts(event: Event, language: str, is_only: bool) -> dict[str, str]:
    """An event's texts in a language; in the only one wanted, another stands in where it lacks."""
    texts = {"title": event.title, "summary": event.summary}
    told = {
        part: in_language(by, language) if is_only else by.get(language, "")
        for part, by in texts.items()
    }
    return {**told, "keywords": "; ".join(event.keywords.get(language, ()))}
