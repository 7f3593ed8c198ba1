"""What buttons make of a subscription, and on which day its next post comes."""

from datetime import date, time

import pytest

from bot.answers.daily_actions import (
    Change,
    ChangeDays,
    ChangeHour,
    ChangeMinute,
    ChangePostLanguage,
    ChangeSound,
    ChangeZone,
    Subscribe,
)
from bot.daily.changing import changed, next_day, subscription_for, wished
from bot.daily.subscription import Subscription
from bot.daily.wish import Wish
from tests.packs import knowledge

HELD = Subscription(7, 0, time(9, 30), "Asia/Taipei", "en")
USUAL = Subscribe(time(9), "Asia/Taipei", "en")


@pytest.mark.parametrize(
    ("change", "after"),
    [
        (ChangeHour(19), Subscription(7, 0, time(19, 30), "Asia/Taipei", "en")),
        (ChangeMinute(45), Subscription(7, 0, time(9, 45), "Asia/Taipei", "en")),
        (ChangeZone("Europe/Paris"), Subscription(7, 0, time(9, 30), "Europe/Paris", "en")),
        (ChangePostLanguage("zh-Hant"), Subscription(7, 0, time(9, 30), "Asia/Taipei", "zh-Hant")),
        (ChangeDays(True), Subscription(7, 0, time(9, 30), "Asia/Taipei", "en", only_exact=True)),
        (ChangeSound(True), Subscription(7, 0, time(9, 30), "Asia/Taipei", "en", is_silent=True)),
    ],
)
def test_a_button_changes_one_part_and_pressed_twice_no_more(
    change: Change, after: Subscription
) -> None:
    once = changed(HELD, change)
    assert once == after
    assert changed(once, change) == after


@pytest.mark.parametrize(
    "change", [ChangeZone("Mars/Olympus"), ChangeZone("../etc"), ChangePostLanguage("xx")]
)
def test_what_does_not_exist_cannot_be_chosen(change: Change) -> None:
    assert changed(HELD, change) is None


@pytest.mark.parametrize(
    "wanted",
    [Subscribe(time(9), "Mars/Olympus", "en"), Subscribe(time(9), "Asia/Taipei", "xx")],
)
def test_a_forged_subscription_is_none(wanted: Subscribe) -> None:
    assert subscription_for(7, 0, wanted) is None


def test_a_wish_changes_what_it_names_and_keeps_the_rest() -> None:
    assert wished(USUAL, Wish()) == [USUAL]
    assert wished(USUAL, Wish(at=time(7, 30))) == [Subscribe(time(7, 30), "Asia/Taipei", "en")]
    zones = ("Asia/Taipei", "America/Chicago")
    assert [wish.zone for wish in wished(USUAL, Wish(zones=zones))] == list(zones)


@pytest.mark.parametrize(
    ("first", "day"),
    [
        (date(2026, 5, 4), date(2026, 5, 4)),
        (date(2026, 5, 7), date(2026, 11, 2)),
        (date(2026, 11, 3), date(2027, 2, 28)),
        (date(2027, 3, 1), date(2027, 5, 4)),
        (date(2028, 2, 28), date(2028, 2, 29)),
    ],
)
def test_the_next_post_of_exact_days_is_on_the_next_of_them(first: date, day: date) -> None:
    exact = changed(HELD, ChangeDays(True))
    assert exact is not None
    assert next_day(exact, knowledge(), first) == day
    assert next_day(HELD, knowledge(), first) == first
