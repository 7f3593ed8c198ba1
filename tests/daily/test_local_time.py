"""Hours of the day, as people write them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.daily.local_time import folded, take_time

ANY_TIME = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def read(text: str) -> tuple[str, str]:
    """The hour read, "" for none, and what is left."""
    at, rest = take_time(folded(text))
    return f"{at:%H:%M}" if at else "", rest


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("9", "09:00"),
        ("9:00", "09:00"),
        ("09:05", "09:05"),
        ("7.30", "07:30"),
        ("7h30", "07:30"),
        ("7 30", "07:30"),
        ("0730", "07:30"),
        ("730", "07:30"),
        ("1930", "19:30"),
        ("7:30:00", "07:30"),
        ("24:00", "00:00"),
        ("7pm", "19:00"),
        ("7 PM", "19:00"),
        ("7:30 pm", "19:30"),
        ("7:30 p.m.", "19:30"),
        ("7p", "19:00"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("15 pm", "15:00"),
        ("noon", "12:00"),
        ("Midnight", "00:00"),
        ("half past seven", "07:30"),
        ("quarter past 7 pm", "19:15"),
        ("quarter to 8", "07:45"),
        ("quarter to 1 pm", "12:45"),
        ("seven thirty", "07:30"),
        ("seven", "07:00"),
        ("7 o'clock", "07:00"),
        ("7 o’clock", "07:00"),
        ("7 o clock", "07:00"),
        ("at 7 in the morning", "07:00"),
        ("7 in the evening", "19:00"),
        ("11 at night", "23:00"),
        ("早上七點", "07:00"),
        ("早上七点", "07:00"),
        ("晚上7點半", "19:30"),
        ("下午三點", "15:00"),
        ("下午3:30", "15:30"),
        ("中午", "12:00"),
        ("中午12點半", "12:30"),
        ("中午一點", "13:00"),
        ("凌晨12點", "00:00"),
        ("凌晨兩點", "02:00"),
        ("晚上12點", "00:00"),
        ("晚上一點", "01:00"),
        ("半夜十一點", "23:00"),
        ("上午12點", "12:00"),
        ("下午15點", "15:00"),
        ("晚8", "20:00"),
        ("十九點三十分", "19:30"),
        ("七點零五分", "07:05"),
        ("七點一刻", "07:15"),
        ("七點三刻", "07:45"),
        ("二十點", "20:00"),
        ("廿一時", "21:00"),
        ("19時30分", "19:30"),
        ("午夜", "00:00"),
        ("７：３０", "07:30"),
        ("９點", "09:00"),
    ],
)
def test_an_hour_is_read_however_it_is_written(text: str, at: str) -> None:
    assert read(text)[0] == at


@pytest.mark.parametrize(
    "text",
    [
        "",
        "25:00",
        "12:60",
        "7:5",
        "13 am",
        "0 pm",
        "上午15點",
        "later",
        "7:30:15",
        "-7",
        "+8",
        "utc+8",
    ]
    + ["a7", "7a7", "12345", "二十五點", "小時", "時間", "x" * 100, "中午25點"],
)
def test_what_no_clock_shows_is_left_alone(text: str) -> None:
    assert read(text) == ("", folded(text))


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("19:00 Europe/Paris", "europe/paris"),
        ("Paris 7pm", "paris"),
        ("台北早上七點", "臺北"),
        ("7pm or 8pm", "or 8pm"),
    ],
)
def test_what_stands_around_an_hour_is_given_back(text: str, rest: str) -> None:
    at, left = take_time(folded(text))
    assert at is not None
    assert left == rest


@given(ANY_TIME)
def test_every_minute_of_the_day_can_be_written(at: time) -> None:
    part = "am" if at.hour < 12 else "pm"
    twelve = at.hour % 12 or 12
    written = [
        f"{at:%H:%M}",
        f"{at:%H.%M}",
        f"{at:%H%M}",
        f"{at.hour}:{at:%M}",
        f"{twelve}:{at:%M} {part}",
        f"{twelve}.{at:%M}{part}",
        f"{at.hour}點{at.minute}分",
        f"{'凌晨' if at.hour < 12 else '下午'}{twelve}點{at.minute:02d}分",
    ]
    assert {text: take_time(text)[0] for text in written} == dict.fromkeys(written, at)


@given(st.text(max_size=100))
def test_any_text_is_read_without_an_error(text: str) -> None:
    at, rest = take_time(folded(text))
    assert at is not None or rest == take_time(rest)[1]
