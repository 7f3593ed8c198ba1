"""Time zones, as people call them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.wording import wording
from bot.daily.local_time import folded
from bot.daily.zones import (
    common_zones,
    is_zone,
    regions,
    take_offset,
    zone_at,
    zones_like,
    zones_named,
)
from bot.languages.text import LANGUAGES


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Paris", "Europe/Paris"),
        ("europe/paris", "Europe/Paris"),
        ("AMERICA/NEW_YORK", "America/New_York"),
        ("america/new york", "America/New_York"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Etc/GMT-8", "Etc/GMT-8"),
        ("Paris", "Europe/Paris"),
        ("new york", "America/New_York"),
        ("台北", "Asia/Taipei"),
        ("臺北市", "Asia/Taipei"),
        ("巴黎", "Europe/Paris"),
        ("东京", "Asia/Tokyo"),
        ("加爾各答", "Asia/Kolkata"),
        ("高雄", "Asia/Taipei"),
        ("台中市", "Asia/Taipei"),
        ("舊金山", "America/Los_Angeles"),
        ("San Francisco", "America/Los_Angeles"),
        ("München", "Europe/Berlin"),
        ("munich", "Europe/Berlin"),
        ("Paris, France", "Europe/Paris"),
        ("Japan", "Asia/Tokyo"),
        ("日本", "Asia/Tokyo"),
        ("Taiwan", "Asia/Taipei"),
        ("台灣", "Asia/Taipei"),
        ("UTC", "Etc/UTC"),
        ("JST", "Asia/Tokyo"),
        ("Germany", "Europe/Berlin"),
    ],
)
def test_a_zone_is_known_by_what_people_call_it(text: str, zone: str) -> None:
    assert zones_named(folded(text)) == (zone,)


@pytest.mark.parametrize("text", ["CST", "IST", "USA", "美國", "加拿大"])
def test_a_name_of_several_zones_names_them_all(text: str) -> None:
    zones = zones_named(folded(text))
    assert len(zones) > 1
    assert all(is_zone(zone) for zone in zones)


@pytest.mark.parametrize("text", ["", "nowhere at all", "😂", "europe/", "<b>", "'; drop table"])
def test_what_names_no_zone_names_none(text: str) -> None:
    assert zones_named(folded(text)) == ()


@pytest.mark.parametrize(
    ("text", "hours", "rest"),
    [
        ("UTC+8", 8, ""),
        ("utc +08:00", 8, ""),
        ("GMT-5 7pm", -5, "7pm"),
        ("+8", 8, ""),
        ("9 -3", -3, "9"),
        ("UTC+5:30", 5.5, ""),
        ("utc+5:45", 5.75, ""),
        ("UTC+14", 14, ""),
        ("UTC-12", -12, ""),
        ("UTC+0", 0, ""),
    ],
)
def test_an_offset_is_a_zone_that_keeps_it(text: str, hours: float, rest: str) -> None:
    zone, left = take_offset(folded(text))
    assert zone is not None
    assert left == rest
    for month in (1, 7):
        offset = datetime(2026, month, 1, tzinfo=ZoneInfo(zone)).utcoffset()
        assert offset == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["UTC+15", "UTC-13", "utc+7:20", "etc/gmt+3", "2026-01-01", "9-5"])
def test_no_offset_is_made_up(text: str) -> None:
    assert take_offset(folded(text)) == (None, folded(text))


@pytest.mark.parametrize(
    ("text", "zone"),
    [("Tapei", "Asia/Taipei"), ("pariss", "Europe/Paris"), ("Singapure", "Asia/Singapore")],
)
def test_a_misspelt_city_is_offered(text: str, zone: str) -> None:
    assert zone in zones_like(folded(text))


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (25.05, 121.5, "Asia/Taipei"),
        (48.85, 2.35, "Europe/Paris"),
        (27.7, 85.3, "Asia/Kathmandu"),
        (40.7, -74.0, "America/New_York"),
        (0.0, -150.0, "Etc/GMT+10"),
        (90.0, 0.0, "Etc/UTC"),
    ],
)
def test_a_location_lies_in_its_zone(latitude: float, longitude: float, zone: str) -> None:
    found = zone_at(latitude, longitude)
    assert found is not None
    now = datetime.now(UTC)
    assert now.astimezone(ZoneInfo(found)).utcoffset() == now.astimezone(ZoneInfo(zone)).utcoffset()


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_place_on_earth_lies_in_a_zone(latitude: float, longitude: float) -> None:
    zone = zone_at(latitude, longitude)
    assert zone is None or is_zone(zone)


def test_every_zone_that_is_offered_exists_and_has_a_name_in_every_language() -> None:
    offered = {*common_zones(), *(zone for region in regions().values() for zone in region.zones)}
    assert len(offered) > 400
    for zone in offered:
        assert is_zone(zone)
        assert ZoneInfo(zone)
        assert all(wording(language).zone(zone) for language in LANGUAGES)


def test_no_zone_is_offered_twice_in_its_region() -> None:
    for region in regions().values():
        assert len(set(region.zones)) == len(region.zones)
        assert set(region.name) == set(LANGUAGES)


@given(st.text(max_size=60))
def test_any_text_is_looked_up_without_an_error(text: str) -> None:
    assert all(is_zone(zone) for zone in (*zones_named(folded(text)), *zones_like(folded(text))))
