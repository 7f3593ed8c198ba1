"""What is wished for behind /subscribe: hour and zone in any order and either language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.daily.wish import read_wish
from bot.daily.zones import is_zone

TAIPEI, PARIS = ("Asia/Taipei",), ("Europe/Paris",)


@pytest.mark.parametrize(
    ("text", "at", "zones"),
    [
        ("", "", ()),
        ("every day", "", ()),
        ("7:30", "07:30", ()),
        ("19:00 Europe/Paris", "19:00", PARIS),
        ("Europe/Paris 19:00", "19:00", PARIS),
        ("at 7 pm, Paris time", "19:00", PARIS),
        ("7pm (Paris)", "19:00", PARIS),
        ("Taipei time", "", TAIPEI),
        ("台北時間早上七點半", "07:30", TAIPEI),
        ("每天早上7點", "07:00", ()),
        ("巴黎 晚上七點", "19:00", PARIS),
        ("9 UTC+8", "09:00", ("Etc/GMT-8",)),
        ("UTC+8 9", "09:00", ("Etc/GMT-8",)),
        ("UTC+8", "", ("Etc/GMT-8",)),
        ("noon paris", "12:00", PARIS),
        ("7:30 America/Argentina/Buenos_Aires", "07:30", ("America/Argentina/Buenos_Aires",)),
        ("8 p.m. New York", "20:00", ("America/New_York",)),
    ],
)
def test_an_hour_and_a_zone_are_told_apart(text: str, at: str, zones: tuple[str, ...]) -> None:
    wish = read_wish(text)
    assert (f"{wish.at:%H:%M}" if wish.at else "", wish.zones, wish.unread) == (at, zones, "")


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("hello", "hello"),
        ("25:00", "25:00"),
        ("7:30 nowhereland", "nowhereland"),
        ("7 or 8", "or 8"),
        ("2026-01-01", "-01-01"),
        ("😂", "😂"),
        ("7:30 Nowhereland!", "Nowhereland"),
        ("7點 火星", "火星"),
        ("7点 随便", "随便"),
    ],
)
def test_what_is_not_understood_is_named(text: str, unread: str) -> None:
    assert read_wish(text).unread == unread


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert all(is_zone(zone) for zone in read_wish(text).zones)
