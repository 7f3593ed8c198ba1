"""Normalising, languages, tokens and stems."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages.text import (
    _BRITISH,
    _BRITISH_ENDINGS,
    language_of,
    normalise,
    stem,
    tokens,
)
from tests import dictionaries


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("ＳＭＡＲＴ　ｃｉｔｙ　２０２１", "SMART city 2021"),
        ("a\u200bb\u202ec\n\nd", "abc d"),
        ("what’s up", "what's up"),
        ("智慧城市首长峰会", "智慧城市首長峰會"),
        ("", ""),
    ],
)
def test_a_text_is_normalised(typed: str, normal: str) -> None:
    assert normalise(typed) == normal


@pytest.mark.parametrize(
    ("text", "language"),
    [("hello", "en"), ("你好 expo", "zh-Hant"), ("3/16", None), ("😂", None), ("", None)],
)
def test_a_text_shows_its_language(text: str, language: str | None) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "forms",
    [
        ("organisation", "organization", "organisations"),
        ("honour", "honor", "honoured"),
        ("centre", "center"),
        ("defence", "defense"),
        ("award", "awards", "awarded"),
        ("programme", "program"),
        ("revise", "revision", "revised"),
    ],
)
def test_forms_and_spellings_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


def test_each_word_that_would_be_respelt_has_an_ending_that_is_looked_for() -> None:
    words = (word for word in dictionaries.english_words() if word.isalpha() and len(word) > 3)
    respelt = [word for word in words if any(british.search(word) for british, _ in _BRITISH)]
    assert len(respelt) > 300
    assert [word for word in respelt if not word.endswith(_BRITISH_ENDINGS)] == []


def test_tokens_are_folded_and_placed() -> None:
    found = tokens("Bureau Français's 台北 2021")
    assert [token.text for token in found] == ["bureau", "francais", "臺北", "2021"]
    assert "Bureau Français's 台北 2021"[found[2].start : found[2].end] == "台北"


@given(st.text(max_size=300))
def test_tokens_lie_in_the_text(text: str) -> None:
    line = normalise(text)
    assert normalise(line) == line or len(line) > 0
    for token in tokens(line):
        assert line[token.start : token.end] == token.written
