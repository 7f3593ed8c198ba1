"""JSON Schemas of packs and of the vocabulary, for editors that check and complete while typing."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import is_dataclass
from datetime import date
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from bot.events.dates import EventDate
from bot.events.event import Event, Pack, Source, Texts, Vocabulary, Words
from bot.events.shapes import DATE, DAY, ID, LANGUAGE, keys_of, written_fields

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT = {"type": "string", "pattern": r"\S"}
_TOLD: Mapping[tuple[type, str], str] = {
    (Pack, "source"): "Where the facts are from.",
    (Source, "url"): "The page's address; begins with https://.",
    (Event, "id"): "Unique in all packs; a-z, 0-9 and single hyphens.",
    (Event, "date"): "YYYY-MM-DD, YYYY-MM, YYYY, or FROM/TO: as exact as it is known.",
    (Event, "category"): "A key of vocabulary.yaml.",
    (Event, "title"): "What the event is called, by language.",
    (Event, "summary"): "What happened, by language; figures as digits.",
    (Event, "keywords"): "What people call it, by language, also those who don't know its name.",
    (Event, "days"): "What happened on one day of an interval.",
    (Event, "facts"): "Direct answers: what each is about, and what to say.",
    (Vocabulary, "synonyms"): "Lists of words that mean the same; a word stands in one only.",
}
Schema = dict[str, Any]


def pack_schema(categories: Iterable[str] = ()) -> Schema:
    """The schema of a pack; `categories` are offered, others may be written."""
    schema = _schema_of(Pack)
    category = schema["properties"]["events"]["items"]["properties"]["category"]
    category["anyOf"] = [{"enum": list(categories)}, {"type": "string"}]
    return {"$schema": _DRAFT, "title": "A pack of events", **schema}


def vocabulary_schema() -> Schema:
    """The schema of a vocabulary."""
    return {"$schema": _DRAFT, "title": "A vocabulary", **_schema_of(Vocabulary)}


def as_text(schema: Schema) -> str:
    """The schema as a file's text."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _schema_of(hint: Any) -> Schema:
    """The schema of what is written for a value of a type."""
    if isinstance(hint, UnionType):
        return _schema_of(get_args(hint)[0])
    if is_dataclass(hint) and hint is not EventDate:
        return _object(hint)  # type: ignore[arg-type]
    if hint == Texts:
        return _by_language(dict(_TEXT))
    if hint == Words:
        return _by_language(_list(dict(_TEXT)))
    if get_origin(hint) is tuple:
        inner = _schema_of(get_args(hint)[0])
        return _list(inner, 2 if inner == _list(dict(_TEXT)) else 1)
    if get_args(hint):
        key, value = get_args(hint)
        return _mapping(f"^{DAY}$" if key is date else r"\S", _schema_of(value))
    if hint is EventDate:
        dated = {"type": "string", "pattern": f"^{DATE}(?:/{DATE})?$"}
        return {"anyOf": [dated, {"type": "integer", "minimum": 1, "maximum": 9999}]}
    return dict(_TEXT)


def _object(kind: type) -> Schema:
    hints = get_type_hints(kind)
    required, _ = keys_of(kind)
    properties = {}
    for key, field in written_fields(kind).items():
        properties[key] = _schema_of(hints[field.name])
        if (kind, key) in _TOLD:
            properties[key] = {"description": _TOLD[kind, key], **properties[key]}
    if kind is Event:
        properties["id"]["pattern"] = f"^{ID}$"
    if kind is Source:
        properties["url"]["pattern"] = "^https?://"
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _by_language(value: Schema) -> Schema:
    return {**_mapping(f"^{LANGUAGE}$", value), "minProperties": 1}


def _mapping(pattern: str, value: Schema) -> Schema:
    return {"type": "object", "patternProperties": {pattern: value}, "additionalProperties": False}


def _list(value: Schema, least: int = 1) -> Schema:
    return {"type": "array", "items": value, "minItems": least}
