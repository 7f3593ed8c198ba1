"""The thesaurus: well formed, in both languages, read as it is written, some words one way only."""

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marisa_trie import BytesTrie

from bot.languages.text import bigrams, is_han_feature, stems
from bot.languages.thesaurus import THESAURUS, Family, compiled, phrases_in, table_of, thesaurus
from tests import dictionaries

_source = THESAURUS.read_bytes()
_phrases = list(phrases_in(_source))
_families = [Family.of(*line) for line in _phrases]
_pieces = sorted({piece for family in _families for told in family.told for piece in told.split()})


def test_every_family_relates_words_that_differ() -> None:
    for asked, told, _ in _phrases:
        phrases = {stems(word) for word in (*asked, *told)}
        assert () not in phrases, asked
        assert len(phrases) > 1, asked


@pytest.mark.parametrize(
    ("asked", "told"), [("hacker", "網路攻擊"), ("grandma", "長者"), ("European", "French")]
)
def test_lay_words_ask_for_official_ones(asked: str, told: str) -> None:
    assert any(asked in family[0] and told in family[1] for family in _phrases)


def test_a_country_does_not_ask_for_its_continent() -> None:
    assert not any("French" in asked and "European" in told for asked, told, _ in _phrases)


def test_what_a_country_and_its_people_are_called_are_names() -> None:
    of_japan = [names for asked, _, names in _phrases if {"Japan", "Japanese"} <= {*asked}]
    assert of_japan
    assert all(of_japan)
    assert not any(names for asked, _, names in _phrases if "hacker" in asked)


def test_the_table_was_made_of_the_thesaurus_as_it_is_now() -> None:
    message = "python -m tests.dictionaries makes it anew"
    assert dictionaries.thesaurus_tables() == [table_of(_source)], message
    made = BytesTrie().mmap(str(table_of(_source)))
    assert sorted(made.items()) == sorted(compiled(_source).items()), message


@given(st.sets(st.sampled_from(_pieces), max_size=40))
@settings(deadline=None)
def test_just_the_families_are_found_of_which_something_is_told(told: set[str]) -> None:
    def is_told(phrase: str) -> bool:
        return told.issuperset(phrase.split())

    features = chain.from_iterable(bigrams(p) if is_han_feature(p) else [p] for p in told)
    expected = [
        (f.asked, list(filter(is_told, f.told)), f.words, f.runs, f.are_names) for f in _families
    ]
    found = [
        (list(f.asked), list(f.told), list(f.words), list(f.runs), f.are_names)
        for f in thesaurus().families(features, is_told)
    ]
    assert found == [family for family in expected if family[1]]


def test_what_a_family_is_asked_with_are_the_words_that_tell() -> None:
    family = Family.of(["mend a road", "the", "找 work"], ["employment", "開工了"])
    assert family == Family(
        asked=["mend road", "找 work"],
        told=["employ", "開工了"],
        words=["mend", "a", "road", "work"],
        runs=["找"],
    )
