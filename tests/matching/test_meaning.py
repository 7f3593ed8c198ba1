"""Meaning: the nearest event as a whole, by vectors of a small encoder and of the real one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pytest

from bot.answers.answer import Kind
from bot.answers.answering import Answerer
from bot.languages.sentences import sentence_encoder
from bot.languages.text import tokens
from bot.matching.meaning import Meanings
from tests.packs import knowledge

_SENSES = {
    "rose": 0, "garden": 0, "flowers": 0, "blossoms": 0, "plot": 0,
    "tree": 1, "trees": 1, "oaks": 1, "bench": 2, "seat": 2, "frog": 3, "frogs": 3, "croaking": 3,
}  # fmt: skip
TODAY = date(2026, 11, 24)


def encode(texts: Sequence[str]) -> Any:
    """Counts the senses of known words: words of one sense are one."""
    rows = np.zeros((len(texts), 4))
    for row, text in zip(rows, texts, strict=True):
        for token in tokens(text.casefold()):
            if token.text in _SENSES:
                row[_SENSES[token.text]] += 1
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1)


PARKS = knowledge()
MEANT = Answerer.build(PARKS)
MEANT = Answerer(MEANT.knowledge, MEANT.lexicon, MEANT.index, Meanings(PARKS, encode))


def test_the_nearest_event_leads_the_next() -> None:
    near = Meanings(PARKS, encode).nearest("somebody listened to croaking ones")
    assert near is not None
    assert near.event.id == "frog-count"
    assert near.cosine > 0.9
    assert 0 < near.lead <= near.cosine


@pytest.mark.parametrize(
    ("question", "kind", "events"),
    [
        ("where did somebody listen to croaking ones", Kind.ANSWER, ["frog-count"]),
        ("croaking", Kind.NONE, []),
        ("how much money did the croaking ones cost", Kind.SUGGESTIONS, ["frog-count"]),
        ("where can we hear croaking ones in Kaohsiung", Kind.NONE, []),
        ("who mends broken engines of red cars", Kind.NONE, []),
    ],
)
def test_a_long_question_is_answered_by_what_it_means(
    question: str, kind: Kind, events: list[str]
) -> None:
    answer = MEANT.ask(question, TODAY)
    assert (answer.kind, [event.id for event in answer.events]) == (kind, events)


def test_what_words_tell_needs_no_meaning() -> None:
    plain = Answerer.build(PARKS)
    for question in ("rose garden", "awards in november", "quantum chromodynamics"):
        assert MEANT.ask(question, TODAY) == plain.ask(question, TODAY)


@pytest.mark.skipif(sentence_encoder() is None, reason="needs the extra `meaning`")
def test_the_real_encoder_tells_what_is_meant() -> None:
    answer = (
        Answerer.build(PARKS)
        .with_meanings()
        .ask("people reporting amphibious animals on their phone", TODAY)
    )
    assert [event.id for event in answer.events] == ["frog-count"]


@pytest.mark.skipif(sentence_encoder() is not None, reason="the extra `meaning` is there")
def test_without_the_extra_nothing_changes() -> None:
    answerer = Answerer.build(PARKS)
    assert answerer.with_meanings() is answerer
