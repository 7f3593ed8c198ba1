"""The format of packs and of the vocabulary: from a file's nodes to events, with all its faults."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from sys import intern

import yaml

from bot.events.dates import EventDate
from bot.events.event import Category, Event, Fact, Pack, Source, Texts, Vocabulary, Words
from bot.events.shapes import ID, LANGUAGE, keys_of
from bot.events.yaml_nodes import NodeReader, TooManyFaults

_ID = re.compile(ID, re.ASCII)
_LANGUAGE = re.compile(LANGUAGE, re.ASCII)
_UNREAD = Source("", "")
_DATE_FORMS = "write YYYY-MM-DD, YYYY-MM, YYYY, or FROM/TO of one of these"


def read_pack(
    reader: NodeReader,
    content: bytes,
    categories: Mapping[str, Category],
    places: dict[str, str] | None = None,
) -> list[Event]:
    """The events of a pack's content that are whole; every fault goes to the reader.

    Args:
        places: where each id stands that other packs have taken; this one's are added.
    """
    taken = places if places is not None else {}
    events: list[Event] = []

    def read(node: yaml.Node) -> bool:
        event = _event(reader, node, categories, taken)
        if event:
            events.append(event)
        return event is not None

    with suppress(TooManyFaults):
        root = reader.compose(content, read)
        if root is None:
            return []
        values = reader.keys(root, "the pack", *keys_of(Pack))
        source = _source(reader, values["source"]) if "source" in values else Source("", "")
        if "events" in values:
            for node in reader.items(values["events"], "'events'"):
                read(node)
        return [replace(event, source=source) for event in events]
    return []


def read_vocabulary(reader: NodeReader, content: bytes) -> Vocabulary:
    """The vocabulary of a content; every fault goes to the reader."""
    categories: dict[str, Category] = {}
    synonyms: list[tuple[str, ...]] = []
    root = reader.compose(content)
    if root is None:
        return Vocabulary({})
    with suppress(TooManyFaults):
        values = reader.keys(root, "the vocabulary", *keys_of(Vocabulary))
        if "categories" in values:
            for key, _, node in reader.mapping(values["categories"], "'categories'"):
                categories[key] = _category_named(reader, key, node)
        if "synonyms" in values:
            for node in reader.items(values["synonyms"], "'synonyms'"):
                synonyms.append(_synonyms(reader, node))
    return Vocabulary(categories, tuple(synonyms))


def _category_named(reader: NodeReader, key: str, node: yaml.Node) -> Category:
    parts = reader.keys(node, f"category {key!r}", *keys_of(Category))
    name = _texts(reader, parts.get("name"), "name")
    return Category(key, name, _words(reader, parts.get("words"), "words"))


def _synonyms(reader: NodeReader, node: yaml.Node) -> tuple[str, ...]:
    group = tuple(reader.text(item, "a synonym") for item in reader.items(node, "synonyms"))
    if len(group) == 1:
        reader.fault(node, "a list of synonyms has one word", "add another, or remove it")
    return tuple(filter(None, group))


def _source(reader: NodeReader, node: yaml.Node) -> Source:
    values = reader.keys(node, "'source'", *keys_of(Source))
    texts = {key: reader.text(value, f"'{key}'") for key, value in values.items()}
    url = texts.get("url")
    if url and not url.startswith(("https://", "http://")):
        reader.fault(values["url"], f"'url' is {url!r}", "begin it with https://")
        url = None
    return Source(texts.get("title", ""), texts.get("publisher", ""), url)


def _event(
    reader: NodeReader,
    node: yaml.Node,
    categories: Mapping[str, Category],
    places: dict[str, str],
) -> Event | None:
    """The event of an entry that has no fault; its source is filled in where all is read."""
    faults_before = len(reader.faults)
    values = reader.keys(node, "an event", *keys_of(Event))
    event_id = _event_id(reader, values.get("id"), places)
    when = _when(reader, values.get("date"))
    category = _category(reader, values.get("category"), categories)
    title = _texts(reader, values.get("title"), "title")
    summary = _texts(reader, values.get("summary"), "summary")
    keywords = _words(reader, values.get("keywords"), "keywords")
    days = _days(reader, values["days"], when) if "days" in values else {}
    facts = _facts(reader, values["facts"]) if "facts" in values else ()
    if len(reader.faults) > faults_before or when is None:
        return None
    return Event(event_id, when, category, title, summary, keywords, _UNREAD, days, facts)


def _event_id(reader: NodeReader, node: yaml.Node | None, places: dict[str, str]) -> str:
    if node is None:
        return ""
    text = reader.scalar(node, "'id'")
    if text and not _ID.fullmatch(text):
        reader.fault(node, f"the id {text!r} has other signs", "use a-z, 0-9 and single hyphens")
    elif text in places:
        wrong = f"the id {text!r} stands at {places[text]} too"
        reader.fault(node, wrong, "give each event an id of its own")
    elif text:
        places[text] = f"{reader.file}:{node.start_mark.line + 1}"
    return text


def _when(reader: NodeReader, node: yaml.Node | None) -> EventDate | None:
    text = reader.scalar(node, "'date'") if node is not None else ""
    if not text or node is None:
        return None
    try:
        return EventDate.parse(text)
    except ValueError as error:
        reader.fault(node, f"the date {error}", _DATE_FORMS)
        return None


def _category(
    reader: NodeReader, node: yaml.Node | None, categories: Mapping[str, Category]
) -> str:
    text = reader.scalar(node, "'category'") if node is not None else ""
    if text and node is not None and text not in categories:
        reader.fault(
            node,
            f"the category {text!r} is not in the vocabulary",
            f"use {', '.join(categories)}" if categories else "add it to vocabulary.yaml",
        )
    return intern(text)


def _texts(reader: NodeReader, node: yaml.Node | None, what: str) -> Texts:
    if node is None:
        return {}
    texts = {
        language: reader.text(value, f"{what!r} in {language}")
        for language, value in _by_language(reader, node, what)
    }
    return {language: text for language, text in texts.items() if text}


def _words(reader: NodeReader, node: yaml.Node | None, what: str) -> Words:
    if node is None:
        return {}
    return {
        language: tuple(
            filter(None, (reader.text(i, f"one of {what!r}") for i in reader.items(value, what)))
        )
        for language, value in _by_language(reader, node, what)
    }


def _by_language(reader: NodeReader, node: yaml.Node, what: str) -> list[tuple[str, yaml.Node]]:
    pairs = []
    for language, key_node, value in reader.mapping(node, repr(what)):
        if _LANGUAGE.fullmatch(language):
            pairs.append((intern(language), value))
        else:
            reader.fault(
                key_node,
                f"{what!r} has an unknown language {language!r}",
                "use a tag such as en or zh-Hant",
            )
    if isinstance(node, yaml.MappingNode) and not node.value:
        reader.fault(node, f"{what!r} is empty", "write it in one language at least")
    return pairs


def _days(reader: NodeReader, node: yaml.Node, when: EventDate | None) -> dict[date, Texts]:
    days: dict[date, Texts] = {}
    for key, key_node, value in reader.mapping(node, "'days'"):
        texts = _texts(reader, value, key)
        try:
            day = date.fromisoformat(key)
        except ValueError:
            reader.fault(key_node, f"the day {key!r} is not a date", "write YYYY-MM-DD")
            continue
        if when and not when.holds(day):
            reader.fault(key_node, f"the day {key} is not one of the event's", "correct one")
        days[day] = texts
    return days


def _facts(reader: NodeReader, node: yaml.Node) -> tuple[Fact, ...]:
    facts = []
    for item in reader.items(node, "'facts'"):
        values = reader.keys(item, "a fact", *keys_of(Fact))
        about = _words(reader, values.get("about"), "about")
        facts.append(Fact(about, _texts(reader, values.get("answer"), "answer")))
    return tuple(facts)
