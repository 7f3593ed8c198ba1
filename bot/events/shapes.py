"""The keys and forms of a pack's entries, taken from the data classes that they become.

`pack` reads by them and `schema` tells editors of them, so that neither can differ.
"""

from dataclasses import MISSING, Field, fields
from typing import Any

from bot.events.event import Category, Event

ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
LANGUAGE = r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?"
DAY = r"\d{4}-\d{2}-\d{2}"
DATE = rf"(?:{DAY}|\d{{4}}-\d{{2}}|\d{{4}})"
"""One part of an event's date; two of them with a slash between are an interval."""

_WRITTEN_AS: dict[tuple[type, str], str] = {(Event, "when"): "date"}
_NOT_WRITTEN = {(Event, "source"), (Category, "key")}
"""What an entry becomes with the help of what stands around it."""


def written_fields(kind: type) -> dict[str, "Field[Any]"]:
    """The fields of a data class by the keys that they are written with, in order."""
    return {
        _WRITTEN_AS.get((kind, field.name), field.name): field
        for field in fields(kind)
        if (kind, field.name) not in _NOT_WRITTEN
    }


def keys_of(kind: type) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys that an entry has to have, and those that it may have."""
    written = written_fields(kind)
    required = tuple(key for key, field in written.items() if _is_required(field))
    return required, tuple(key for key in written if key not in required)


def _is_required(field: "Field[Any]") -> bool:
    return field.default is MISSING and field.default_factory is MISSING
