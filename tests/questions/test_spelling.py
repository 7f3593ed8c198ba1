"""Typing errors: which words are mended, and which stay as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages.text import normalise
from bot.questions.lexicon import Lexicon
from bot.questions.spelling import is_near_place, respell
from tests.packs import PARKS as PARKS_PACK
from tests.packs import knowledge

PARKS = Lexicon(knowledge())


def mended(text: str) -> str:
    return respell(normalise(text), PARKS.spelling, PARKS.knows).line


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rsoe gardn", "rose garden"),
        ("bambbo bnech", "bamboo bench"),
        ("wen was the festval", "wen was the festival"),
        ("sinec novembr", "since november"),
        ("whta hapened last mongh", "what happened last month"),
        ("amphibiens", "amphibians"),
        ("ponds", "ponds"),
        ("rosse", "rose"),
        ("bambbooo gardden", "bamboo garden"),
        ("octobeer awwards", "october awards"),
        ("rosegardn", "rose garden"),
        ("bambobench", "bamboo bench"),
        ("lanched", "launched"),
        ("hoonrs", "honors"),
        ("summrr", "summer"),
        ("bnches", "benches"),
        ("2dn bench, 3dr, 1ts, 11ht", "2nd bench, 3rd, 1st, 11th"),
    ],
)
def test_a_misspelt_word_is_mended(typed: str, meant: str) -> None:
    assert mended(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("faall roses", "fall roses"),
        ("faall roses in may", "falal roses in may"),
        ("sumer in may", "summer in may"),
        ("maay roses in june", "may roses in june"),
    ],
)
def test_beside_a_month_a_misspelt_word_is_rather_a_name_than_a_season(
    typed: str, meant: str
) -> None:
    lexicon = Lexicon(knowledge(PARKS_PACK.replace("Frog counting", "Falal counting")))
    assert respell(normalise(typed), lexicon.spelling, lexicon.knows).line == meant


def test_another_spelling_of_a_known_word_is_no_error() -> None:
    lexicon = Lexicon(knowledge(PARKS_PACK.replace("Frog counting", "Praise counting")))
    assert respell("prise", lexicon.spelling, lexicon.knows).line == "prise"


def test_a_short_word_is_seen_in_a_name_written_as_one() -> None:
    lexicon = Lexicon(knowledge(PARKS_PACK.replace("leap day, feast", "go bamboo, feast")))
    assert lexicon.split("gobamboo") == ("go", "bamboo")
    assert lexicon.split("gofrogs") is None


@pytest.mark.parametrize(
    "text",
    ["horse", "1922", "IMD", "tokyo", "jan", "oct", "rosegarden", "玫瑰園", "x9z", "ab", "", "2nd"],
)
def test_what_is_no_error_stays(text: str) -> None:
    assert mended(text) == text


@pytest.mark.parametrize(
    ("word", "is_place"),
    [("kaohsiun", True), ("tokyyo", True), ("tree", False), ("a" * 4096, False)],
)
def test_a_misspelt_place_is_known(word: str, is_place: bool) -> None:
    assert is_near_place(word) is is_place


@given(st.text())
def test_no_text_makes_mending_fail(text: str) -> None:
    respell(normalise(text), PARKS.spelling, PARKS.knows)
