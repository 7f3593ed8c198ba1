"""EDTF dates of three precisions."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.events.dates import EventDate, Precision


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2021-03-16", date(2021, 3, 16), date(2021, 3, 16), Precision.DAY),
        ("2021-02", date(2021, 2, 1), date(2021, 2, 28), Precision.MONTH),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), Precision.MONTH),
        ("2021", date(2021, 1, 1), date(2021, 12, 31), Precision.YEAR),
        ("2021-03-23/2021-03-26", date(2021, 3, 23), date(2021, 3, 26), Precision.DAY),
        ("2020-11/2021-02", date(2020, 11, 1), date(2021, 2, 28), Precision.MONTH),
    ],
)
def test_a_date_spans_what_it_may_mean(
    text: str, first: date, last: date, precision: Precision
) -> None:
    when = EventDate.parse(text)
    assert (when.first, when.last, when.precision) == (first, last, precision)
    assert str(when) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2021-13",
        "2021-02-29",
        "2021-3-1",
        "0000",
        "21",
        "March 2021",
        "2021-03-23/2021-03",
        "2021-03-26/2021-03-23",
        "2021/2022/2023",
        "２０２１",
    ],
)
def test_what_is_no_date_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not|ends|mixes|more|names|no year"):
        EventDate.parse(text)


@given(st.dates(min_value=date(1, 1, 1)))
def test_every_day_of_the_calendar_reads_back(day: date) -> None:
    assert EventDate.parse(day.isoformat()).holds(day)
