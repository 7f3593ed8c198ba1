"""The thesaurus: well formed, in both languages, some words asking for others one way."""

import pytest

from bot.languages.text import stems
from bot.languages.thesaurus import families


def test_every_family_relates_words_that_differ() -> None:
    for family in families():
        phrases = {stems(word) for word in (*family.asked, *family.told)}
        assert () not in phrases, family
        assert len(phrases) > 1, family


@pytest.mark.parametrize(
    ("asked", "told"), [("hacker", "網路攻擊"), ("grandma", "長者"), ("European", "French")]
)
def test_lay_words_ask_for_official_ones(asked: str, told: str) -> None:
    assert any(asked in family.asked and told in family.told for family in families())


def test_a_country_does_not_ask_for_its_continent() -> None:
    assert not any("French" in f.asked and "European" in f.told for f in families())


def test_what_a_country_and_its_people_are_called_are_names() -> None:
    of_japan = [f for f in families() if {"Japan", "Japanese"} <= {*f.asked}]
    assert of_japan
    assert all(family.are_names for family in of_japan)
    assert not any(family.are_names for family in families() if "hacker" in family.asked)
