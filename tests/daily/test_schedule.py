"""When posts are due, over every change of the clocks."""

import logging
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.daily.schedule import corrected, due, instant, next_date, zone_of

NINE = time(9)
HALF_PAST_TWO = time(2, 30)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def next_due(at: time, zone: str, after: datetime) -> datetime:
    """The first due instant strictly after another."""
    return instant(at, zone, next_date(at, zone, after))


def test_the_next_post_is_strictly_later() -> None:
    assert next_due(NINE, "Asia/Taipei", utc("2026-03-16T00:59")) == utc("2026-03-16T01:00")
    assert next_due(NINE, "Asia/Taipei", utc("2026-03-16T01:00")) == utc("2026-03-17T01:00")


def test_a_wall_time_left_out_has_the_offset_before_the_gap() -> None:
    assert instant(HALF_PAST_TWO, "Europe/Paris", date(2026, 3, 29)) == utc("2026-03-29T01:30")
    assert instant(HALF_PAST_TWO, "America/New_York", date(2026, 3, 8)) == utc("2026-03-08T07:30")


def test_a_wall_time_that_comes_twice_is_the_first() -> None:
    first = instant(HALF_PAST_TWO, "Europe/Paris", date(2026, 10, 25))
    assert first == utc("2026-10-25T00:30")
    assert next_due(HALF_PAST_TWO, "Europe/Paris", first) == utc("2026-10-26T01:30")


def test_a_date_that_the_clocks_leave_out_is_skipped() -> None:
    before = instant(NINE, "Pacific/Apia", date(2011, 12, 29))
    assert next_date(NINE, "Pacific/Apia", before) == date(2011, 12, 31)


def test_a_date_that_the_clocks_only_shorten_is_not_skipped() -> None:
    midnight = time(0, 30)  # From midnight to one o'clock.
    before = instant(midnight, "America/Sao_Paulo", date(2018, 11, 3))
    assert next_date(midnight, "America/Sao_Paulo", before) == date(2018, 11, 4)
    late = time(23, 45)  # From 23:30 to 0:30 of the next day.
    before = instant(late, "America/Toronto", date(1919, 3, 29))
    assert next_date(late, "America/Toronto", before) == date(1919, 3, 30)


def test_leap_day_has_its_post() -> None:
    assert next_date(NINE, "UTC", utc("2028-02-28T10:00")) == date(2028, 2, 29)
    assert next_date(NINE, "UTC", utc("2028-02-29T10:00")) == date(2028, 3, 1)


def test_an_unknown_zone_counts_as_utc_and_is_told(caplog: pytest.LogCaptureFixture) -> None:
    zone_of.cache_clear()
    with caplog.at_level(logging.WARNING):
        assert next_due(NINE, "Mars/Olympus", utc("2026-03-16T08:00")) == utc("2026-03-16T09:00")
    assert caplog.messages == ["the time zone 'Mars/Olympus' is unknown: it counts as UTC"]


@pytest.mark.parametrize(
    ("now", "goes_out"),
    [
        ("2026-03-16T08:59", None),
        ("2026-03-16T09:00", date(2026, 3, 16)),
        ("2026-03-16T23:59", date(2026, 3, 16)),
        ("2026-03-17T00:59", date(2026, 3, 16)),
        ("2026-03-17T01:00", None),
        ("2026-03-17T09:00", date(2026, 3, 17)),
        ("2026-04-20T08:59", None),
        ("2026-04-20T15:00", date(2026, 4, 20)),
        ("2026-03-10T09:00", None),
    ],
)
def test_todays_post_goes_out_late_and_earlier_ones_do_not(now: str, goes_out: date | None) -> None:
    assert due(utc(now), NINE, "UTC", date(2026, 3, 16)) == goes_out


def test_after_the_clock_was_wrong_by_days_the_date_awaited_is_mended() -> None:
    now = utc("2026-03-16T10:00")
    assert corrected(now, NINE, "UTC", date(2026, 3, 17)) == date(2026, 3, 17)
    assert corrected(now, NINE, "UTC", date(2026, 3, 10)) == date(2026, 3, 10)
    assert corrected(now, NINE, "UTC", date(2027, 3, 16)) == date(2026, 3, 17)


ZONES = "America/Toronto Europe/Paris Australia/Lord_Howe Pacific/Apia Africa/Casablanca".split()


@given(
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from(ZONES),
    st.integers(0, 2**31).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
)
def test_dates_follow_each_other_without_a_gap(at: time, zone: str, after: datetime) -> None:
    first = next_date(at, zone, after)
    assert instant(at, zone, first) > after
    following = next_date(at, zone, instant(at, zone, first))
    skipped = timedelta(days=2) if zone == "Pacific/Apia" else timedelta(days=1)
    assert timedelta(days=1) <= following - first <= skipped
    assert due(instant(at, zone, first), at, zone, first) == first
