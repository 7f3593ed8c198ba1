"""The tables of words, names and signs: as their sources have them, and read as these would be."""

import json
from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from marisa_trie import BytesTrie, RecordTrie, Trie

from bot.languages import data
from bot.languages.traditional import traditional
from bot.locales import LOCALES
from tests import dictionaries

_opencc = opencc.OpenCC("s2tw")
_phrases = st.sampled_from(sorted(dictionaries.phrases()))
_han = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
_others = st.text(st.characters(exclude_categories=["C"]), max_size=3)


def test_words_are_those_that_their_source_has() -> None:
    table = RecordTrie("<d").mmap(str(data.ENGLISH_WORDS))
    assert {word: telling for word, (telling,) in table.items()} == dictionaries.english_words()


def test_places_are_those_that_their_sources_have() -> None:
    assert set(Trie().mmap(str(data.PLACES)).keys()) == dictionaries.places()


@pytest.mark.parametrize(("path", "source"), dictionaries.TABLES.items())
def test_names_and_signs_are_those_that_their_sources_have(
    path: Path, source: Callable[[], dict[str, str]]
) -> None:
    table = BytesTrie().mmap(str(path))
    assert {key: value.decode() for key, value in table.items()} == source()


def test_inhabited_zones_are_those_that_their_source_has() -> None:
    lines = data.INHABITED_ZONES.read_text(encoding="utf-8").splitlines()
    assert lines == dictionaries.inhabited_zones()


def test_what_languages_write_by_is_what_its_source_has() -> None:
    assert json.loads(data.CUSTOMS.read_text(encoding="utf-8")) == dictionaries.customs()


def test_every_catalogue_is_compiled_as_it_is_now() -> None:
    files = {path: path.read_bytes() for path in LOCALES.rglob("*.mo")}
    assert files == dictionaries.compiled(), "python -m tests.dictionaries compiles them anew"


@given(st.lists(_phrases | _han | _others, max_size=12))
def test_simplified_becomes_traditional_as_opencc_does_it(pieces: list[str]) -> None:
    text = normalize("NFKC", "".join(pieces))
    assert traditional(text) == _opencc.convert(text)


@pytest.mark.parametrize(("written", "meant"), [("纯吃茶", "純喫茶"), ("免于幼军", "免於幼軍")])
def test_names_keep_their_variants_and_the_first_phrase_wins(written: str, meant: str) -> None:
    assert traditional(written) == meant == _opencc.convert(written)
