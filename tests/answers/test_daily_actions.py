"""The data of the daily post's buttons: short, versioned, and never trusted."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.actions import decode, encode, encode_question
from bot.answers.daily_actions import (
    KIND,
    ChangeDays,
    ChangeHour,
    ChangeMinute,
    ChangePostLanguage,
    ChangeSound,
    ChangeZone,
    DailyAction,
    DailyPage,
    ShowRegion,
    Subscribe,
)
from bot.daily.zones import regions
from bot.languages.text import LANGUAGES

ZONES = sorted({zone for region in regions().values() for zone in region.zones})


@pytest.mark.parametrize(
    "action",
    [
        *DailyPage,
        ChangeHour(0),
        ChangeHour(23),
        ChangeMinute(59),
        ChangeZone("America/Argentina/ComodRivadavia"),
        ChangeDays(True),
        ChangeSound(False),
        ChangePostLanguage("zh-Hant"),
        ShowRegion("asia", 2),
    ],
)
def test_what_is_encoded_is_decoded(action: DailyAction) -> None:
    data = encode_question(action)
    assert data is not None
    assert decode(data) == action


@given(
    st.times(),
    st.sampled_from(ZONES),
    st.sampled_from(LANGUAGES),
    st.booleans(),
    st.booleans(),
)
def test_any_subscription_fits_on_a_button(
    at: time, zone: str, language: str, only_exact: bool, is_silent: bool
) -> None:
    wanted = Subscribe(at.replace(second=0, microsecond=0), zone, language, only_exact, is_silent)
    data = encode(wanted)
    assert data is not None
    assert len(data.encode()) <= 64
    assert decode(data) == wanted


@pytest.mark.parametrize(
    "rest",
    ["", "nowhere", "h:", "h:24", "h:-1", "h:1:2", "m:60", "m:x", "d:2", "q:a", "z:", "z:Euröpe"]
    + ["z:a b", "r:asia", "r:asia:x", "r:asia:123", "on:", "on:2400:00:en:Asia/Taipei", "l:"]
    + ["on:0960:00:en:Asia/Taipei", "on:0900:02:en:Asia/Taipei", "on:0900:00:en:", "h:１"],
)
def test_forged_data_asks_for_nothing(rest: str) -> None:
    assert decode(f"{KIND}:{rest}") is None


@given(st.text(max_size=60))
def test_no_data_makes_decoding_fail(rest: str) -> None:
    action = decode(f"{KIND}:{rest}")
    assert action is None or encode(action) is not None
