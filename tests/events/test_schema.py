"""The JSON Schemas: in step with the code, and true of packs that load."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from bot.events.event import Category, Event, Fact, Pack, Source, Vocabulary
from bot.events.knowledge import SHIPPED, VOCABULARY, load
from bot.events.schema import as_text, pack_schema, vocabulary_schema
from bot.events.shapes import keys_of
from tests.events.test_knowledge import PACK, faults_of

SCHEMAS = {
    "pack": pack_schema(load(SHIPPED).vocabulary.categories),
    "vocabulary": vocabulary_schema(),
}
PACKS = [path for path in sorted(SHIPPED.rglob("*.yaml")) if path.name != VOCABULARY]


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2's core types, as editors read them: a date is a text."""


EditorLoader.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def errors_of(text: str, schema: dict[str, Any]) -> list[str]:
    tree = yaml.load(text, EditorLoader)
    return [error.message for error in Draft202012Validator(schema).iter_errors(tree)]


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_in_the_folder_is_the_codes_own(name: str) -> None:
    kept = (SHIPPED / f"{name}.schema.json").read_text(encoding="utf-8")
    assert kept == as_text(SCHEMAS[name]), f"run: annals schema {name} --out knowledge/…"
    Draft202012Validator.check_schema(json.loads(kept))


@pytest.mark.parametrize("path", [*PACKS, SHIPPED / VOCABULARY], ids=lambda path: path.name)
def test_shipped_files_name_their_schema_and_satisfy_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert named
    schema = json.loads((path.parent / named[1]).read_text(encoding="utf-8"))
    assert errors_of(text, schema) == []


def test_the_schema_knows_the_keys_that_are_read() -> None:
    assert keys_of(Pack) == (("source", "events"), ())
    assert keys_of(Source) == (("title", "publisher"), ("url",))
    required = ("id", "date", "category", "title", "summary", "keywords")
    assert keys_of(Event) == (required, ("days", "facts"))
    assert keys_of(Fact) == (("about", "answer"), ())
    assert keys_of(Category) == (("name", "words"), ())
    assert keys_of(Vocabulary) == (("categories",), ("synonyms",))


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("id: rose-garden", "id: Rose Garden"),
        ("2024-05-04/2024-05-06", "4 May 2024"),
        ("category: launch", "categori: launch"),
        ("{en: Rose garden opened}", "no"),
        ("{en: Rose garden opened}", '{en: ""}'),
        ("{en: Rose garden opened}", "{english: a}"),
        ('"1922"', "1922"),
        ("{2024-05-04", "{may"),
        ("about: {en: [roses]}", "about: {en: []}"),
        ("source: {title: Events, publisher: Somebody}\n", ""),
        ("publisher: Somebody", "publisher: Somebody, url: ftp://x"),
    ],
)
def test_what_a_loader_refuses_the_schema_refuses(
    tmp_path: Path, written: str, instead: str
) -> None:
    assert written in PACK
    broken = PACK.replace(written, instead, 1)
    assert errors_of(broken, SCHEMAS["pack"])
    assert faults_of(tmp_path, broken)
    assert errors_of(PACK, SCHEMAS["pack"]) == []


@pytest.mark.parametrize("date", ["2024-05-04", "2024-05", "2024", "2024-05/2024-06"])
def test_every_form_of_a_date_satisfies_the_schema(date: str) -> None:
    pack = re.sub(r"date: \S+", f"date: {date}", PACK).replace(
        "    days: {2024-05-04: {en: The first visitors came.}}\n", ""
    )
    assert errors_of(pack, SCHEMAS["pack"]) == []
