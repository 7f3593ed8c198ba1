"""What is known of a conversation, as JSON holds it, without anything that people wrote."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.events.event import Event
from bot.languages.generic import Ask
from bot.questions.conversation import Conversation
from bot.questions.query import Query, Term, Unknown
from bot.questions.time_expressions import Period

_HIDDEN = "?"
"""Stands for each sign of a word that the knowledge does not hold."""


def written_conversation(at: datetime, talk: Conversation) -> dict[str, Any]:
    """A conversation: its instant, its events' ids, and what was asked for."""
    return {
        "at": at.timestamp(),
        "events": [event.id for event in talk.events],
        "event": talk.event.id if talk.event else None,
        "query": _written_query(talk.query) if talk.query else None,
    }


def read_conversation(
    held: dict[str, Any], event_of: Callable[[str], Event | None]
) -> tuple[datetime, Conversation]:
    """A conversation; events that are not known any more are left out."""
    query = held["query"]
    events = map(event_of, held["events"])
    talk = Conversation(
        _read_query(query) if query else None,
        tuple(event for event in events if event),
        event_of(held["event"]) if held["event"] else None,
    )
    return datetime.fromtimestamp(held["at"], UTC), talk


def _written_query(query: Query) -> dict[str, Any]:
    period = query.period
    return {
        "language": query.language,
        "period": (
            [
                period.first.isoformat(),
                period.last.isoformat(),
                period.every_year,
                [[first.isoformat(), last.isoformat()] for first, last in period.parts],
            ]
            if period
            else None
        ),
        "category": query.category,
        "categories": sorted(query.categories),
        "terms": [_written_term(term) for term in query.terms],
        "asks": sorted(query.asks),
        "wants_list": query.wants_list,
    }


def _read_query(held: dict[str, Any]) -> Query:
    period = held["period"]
    return Query(
        text="",
        language=held["language"],
        period=_read_period(period) if period else None,
        category=held["category"],
        categories=frozenset(held["categories"]),
        terms=tuple(_read_term(term) for term in held["terms"]),
        asks=frozenset(map(Ask, held["asks"])),
        wants_list=held["wants_list"],
    )


def _read_period(held: list[Any]) -> Period:
    # A replica of the version before wrote no parts.
    first, last, every_year, *rest = held
    parts = rest[0] if rest else ()
    return Period(*_days(first, last), every_year, tuple(_days(*part) for part in parts))


def _days(first: str, last: str) -> tuple[date, date]:
    return date.fromisoformat(first), date.fromisoformat(last)


def _written_term(term: Term) -> dict[str, Any]:
    """A term: of a known one the knowledge's own words, of an unknown one no more than its size."""
    if term.unknown:
        word = _HIDDEN * len(term.written)
    else:
        word = term.written if term.similarity == 1 else " ".join(term.features)
    return {
        "written": word,
        "features": term.features,
        "similarity": term.similarity,
        "is_han": term.is_han,
        "unknown": term.unknown,
        "is_weak": term.is_weak,
        "names_category": term.names_category,
        "telling": term.telling,
    }


def _read_term(held: dict[str, Any]) -> Term:
    term = Term(**{**held, "features": tuple(held["features"])})
    return replace(term, unknown=Unknown(term.unknown)) if term.unknown else term
