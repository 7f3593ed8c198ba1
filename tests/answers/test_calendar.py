"""Anniversaries in a calendar: no day that nobody knows."""

from datetime import date
from typing import Any

from icalendar import Calendar

from bot.answers.calendar import calendar_of
from bot.answers.wording import wording
from tests.packs import PARKS, knowledge


def entry_of(title: str, when: str, language: str = "en", pack: str = PARKS) -> dict[str, object]:
    """The calendar's entry of the rose garden, had it been at another time."""
    known = knowledge(pack.replace("2018-05-04/2018-05-06", when))
    read = Calendar.from_ical(calendar_of(known.events, known, wording(language)))
    entries = [entry for entry in read.walk("VEVENT") if title in str(entry["summary"])]
    if not entries:
        return {}
    entry = entries[0]
    rule: Any = entry.get("rrule")
    return {
        "title": str(entry["summary"]),
        "first": entry.decoded("dtstart"),
        "after": entry.decoded("dtend"),
        "rule": rule.to_ical().decode() if rule else None,
        "told": str(entry["description"]).splitlines()[0],
    }


def test_an_interval_comes_back_each_year_on_its_days() -> None:
    assert entry_of("Rose garden", "2018-05-04/2018-05-06") == {
        "title": "Rose garden opened (2018)",
        "first": date(2018, 5, 4),
        "after": date(2018, 5, 7),
        "rule": "FREQ=YEARLY",
        "told": "4–6 May 2018: The garden opened with 300 roses.",
    }
    chinese = entry_of("玫瑰園", "2018-05-04", "zh-Hant")["told"]
    assert chinese == "2018年5月4日：玫瑰園開幕，種了300株玫瑰。"


def test_the_year_is_told_once() -> None:
    assert (
        entry_of("Bench 2019", "2019-11-02", pack=PARKS.replace("Bench Design", "Bench 2019"))[
            "title"
        ]
        == "Bench 2019 Award"
    )


def test_what_is_known_to_the_month_spans_it_and_says_so() -> None:
    entry = entry_of("Rose garden", "2018-02")
    assert entry["title"] == "February 2018, day not known: Rose garden opened"
    assert (entry["first"], entry["after"]) == (date(2018, 2, 1), date(2018, 3, 1))
    chinese = entry_of("玫瑰園", "2018-02", "zh-Hant")["title"]
    assert chinese == "2018年2月（日期不詳）：玫瑰園開幕"


def test_what_is_known_to_the_year_is_left_out() -> None:
    assert entry_of("Rose garden", "2018") == {}


def test_a_leap_day_comes_back_on_the_last_of_february() -> None:
    rule = str(entry_of("Rose garden", "2016-02-29")["rule"])
    assert set(rule.split(";")) == {"FREQ=YEARLY", "BYMONTH=2", "BYMONTHDAY=-1"}


def test_what_lasted_longer_than_a_year_stands_there_once() -> None:
    assert entry_of("Rose garden", "2018-05-04/2019-06-06")["rule"] is None


def test_the_same_events_make_the_same_file() -> None:
    known = knowledge()
    words = wording("en")
    assert calendar_of(known.events, known, words) == calendar_of(known.events, known, words)
