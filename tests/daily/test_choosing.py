"""The day's post: its own events, the month's in turn, else the next anniversary."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from bot.daily.choosing import Recalled, choose, day_of_interval
from tests.packs import knowledge


@pytest.mark.parametrize(
    ("day", "recalled", "events"),
    [
        (date(2026, 5, 4), Recalled.DAY, ["rose-garden"]),
        (date(2026, 5, 6), Recalled.DAY, ["rose-garden"]),
        (date(2026, 5, 7), Recalled.NONE, []),
        (date(2026, 11, 2), Recalled.DAY, ["bench-award"]),
        (date(2026, 11, 1), Recalled.MONTH, ["tree-award"]),
        (date(2026, 11, 3), Recalled.MONTH, ["frog-count"]),
        (date(2018, 5, 3), Recalled.NONE, []),
        (date(2018, 5, 5), Recalled.DAY, ["rose-garden"]),
        (date(2017, 5, 5), Recalled.NONE, []),
        (date(2024, 2, 29), Recalled.DAY, ["leap-festival"]),
        (date(2025, 2, 28), Recalled.DAY, ["leap-festival"]),
        (date(2024, 2, 28), Recalled.NONE, []),
    ],
)
def test_a_day_is_remembered_as_well_as_it_is_known(
    day: date, recalled: Recalled, events: list[str]
) -> None:
    choice = choose(knowledge(), day)
    assert choice.recalled is recalled
    assert [event.id for event in choice.events] == events


def test_no_event_of_the_month_comes_twice_before_the_others_came_once() -> None:
    turns = [
        choose(knowledge(), date(2026, 11, day)).events[0].id for day in range(1, 31) if day != 2
    ]
    assert all(first != second for first, second in pairwise(turns))
    assert set(turns) == {"tree-award", "frog-count"}


def test_the_next_anniversary_is_named_over_the_years_end() -> None:
    choice = choose(knowledge(), date(2026, 12, 24))
    assert choice.upcoming is not None
    assert (choice.upcoming.id, choice.returns) == ("leap-festival", date(2027, 2, 28))


def test_an_interval_knows_which_day_of_it_this_is() -> None:
    garden = knowledge().by_key["rose-garden"]
    assert day_of_interval(garden, date(2026, 5, 5)) == (2, 3)
    assert day_of_interval(garden, date(2026, 5, 9)) is None


def test_every_day_of_four_years_has_a_choice() -> None:
    parks = knowledge()
    day = date(2023, 1, 1)
    while day.year < 2027:
        choice = choose(parks, day)
        assert choice.events or choice.upcoming
        day += timedelta(days=1)
