"""Buttons' data: short, stable, and never trusted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.actions import (
    Action,
    Page,
    ShowAnother,
    ShowBeside,
    ShowEvent,
    ShowFact,
    ShowList,
    ShowRelated,
    decode,
    encode,
    encode_question,
    is_question,
)
from bot.questions.time_expressions import Period

MAY = Period(date(2021, 5, 1), date(2021, 5, 31))
MARCH_AND_MAY = Period(
    date(2021, 3, 1), MAY.last, True, ((date(2021, 3, 1), date(2021, 3, 31)), MAY.days)
)


@pytest.mark.parametrize(
    "action",
    [
        ShowEvent("2021-05-idc-scapa"),
        ShowBeside("rose-garden", is_later=False),
        ShowBeside("rose-garden", is_later=True),
        ShowRelated("rose-garden"),
        ShowAnother("rose-garden"),
        ShowFact("rose-garden", 3),
        ShowList(MAY, "award", 2),
        ShowList(Period(MAY.first, MAY.last, every_year=True), None),
        ShowList(MARCH_AND_MAY, "conference", 12),
        ShowList(None, "award"),
        ShowList(MAY, "a:category:7", 3),
        *Page,
    ],
)
def test_what_is_encoded_is_decoded(action: Action) -> None:
    data = encode(action)
    assert data is not None
    assert len(data.encode()) <= 64
    assert decode(data) == action
    question = encode_question(action)
    assert question is not None
    assert is_question(question)
    assert decode(question) == action


def test_what_would_not_fit_is_no_button() -> None:
    assert encode(ShowList(None, "類" * 30)) is None


@pytest.mark.parametrize(
    "data",
    [
        "",
        "x",
        "p:",
        "p:nowhere",
        "e:",
        "a:",
        "b:",
        "r:",
        "o:",
        "l:",
        "l:20210230-20210301::0",
        "l:20210501-20210401::0",
    ]
    + ["f:a:b", "drop table"],
)
def test_forged_data_asks_for_nothing(data: str) -> None:
    assert decode(data) is None


@given(st.text(max_size=64))
def test_no_data_makes_decoding_fail(data: str) -> None:
    action = decode(data)
    assert action is None or encode(action) is not None or len(data.encode()) > 64
