"""The day's post: its own events, the month's in turn, else the next anniversary."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

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


PROGRAMMES = """\
source: {title: Programmes, publisher: Parks Department}
events:
"""
PROGRAMME = """\
  - id: %s
    date: %s
    category: launch
    title: {en: Event %s}
    summary: {en: It ran for months.}
    keywords: {en: [programme]}
"""


def months(count: int) -> st.SearchStrategy[list[str]]:
    """Dates of events: single months, spans of months and single days of two years."""
    month = st.builds("{}-{:02d}".format, st.sampled_from([2019, 2020]), st.integers(1, 12))
    span = st.tuples(month, month).map(lambda both: "/".join(sorted(both)))
    day = st.builds("{}-{:02d}".format, month, st.integers(1, 28))
    return st.lists(month | span | day, min_size=1, max_size=count)


@given(months(5), st.integers(1, 12))
@example(["2019-01/2019-03", "2019-03"], 2)
@example(["2019-01/2019-03", "2019-02/2019-04"], 1)
@example(["2019-01/2019-12", "2019-01/2019-12"], 12)
@example(["2019-11/2020-02", "2019-11/2020-02", "2019-12/2020-01"], 11)
@example(["2019-01/2019-12", "2019-01/2019-12", "2019-05-31"], 5)
@settings(max_examples=60, deadline=None)
def test_no_post_comes_on_two_days_running_where_there_is_another(
    dates: list[str], month: int
) -> None:
    programmes = knowledge(
        PROGRAMMES + "".join(PROGRAMME % (f"event-{n}", when, n) for n, when in enumerate(dates))
    )
    first = date(2021, month, 1)
    choices = [choose(programmes, first + timedelta(days=n)) for n in range(62)]
    has_turns: dict[int, set[str]] = {}
    for choice in choices:
        if choice.recalled is Recalled.MONTH:
            has_turns.setdefault(choice.day.month, set()).add(choice.events[0].id)
    for before, after in pairwise(choices):
        if before.recalled is after.recalled is Recalled.MONTH and before.events == after.events:
            assert len(has_turns[after.day.month]) == 1


def test_a_month_of_one_event_tells_of_another_one_each_day() -> None:
    choices = [choose(knowledge(PARKS_IN_MAY), date(2026, 6, day)) for day in range(1, 31)]
    assert {choice.events[0].id for choice in choices} == {"only-one"}
    told = [choice.meanwhile for choice in choices]
    assert None not in told
    assert all(before is not after for before, after in pairwise(told))


def test_a_day_without_events_tells_of_another_one_each_day() -> None:
    choices = [choose(knowledge(), date(2026, 7, day)) for day in range(1, 32)]
    assert all(choice.events == () for choice in choices)
    told = [choice.meanwhile for choice in choices]
    assert None not in told
    assert all(before is not after for before, after in pairwise(told))


PARKS_IN_MAY = (
    PROGRAMMES
    + PROGRAMME % ("only-one", "2019-06", 1)
    + PROGRAMME % ("another", "2019-08", 2)
    + PROGRAMME % ("a-third", "2019-09-03", 3)
)


def test_the_first_days_of_the_calendar_have_a_choice() -> None:
    assert choose(knowledge(), date(1, 1, 5)).recalled is Recalled.NONE


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
