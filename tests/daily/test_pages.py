"""The pages of the daily post: what they promise, and that every button leads somewhere."""

from datetime import UTC, date, datetime, time

import pytest

from bot.answers.actions import decode
from bot.answers.daily_actions import ChangeZone, DailyPage, ShowRegion, Subscribe
from bot.answers.message import Message
from bot.answers.wording import wording
from bot.daily import pages
from bot.daily.pages import Standing
from bot.daily.subscription import Subscription
from bot.daily.zones import regions
from bot.languages.text import LANGUAGES
from tests.bot_api.entities import parse_html

HELD = Subscription(7, 0, time(9), "Asia/Taipei", "en")
TODAY = date(2026, 11, 24)
ENGLISH = wording("en")


def standing(next_day: date | None = TODAY, does_come: bool = True) -> Standing:
    return Standing(HELD, TODAY, next_day, does_come=does_come)


@pytest.mark.parametrize(
    ("next_day", "said"),
    [
        (date(2026, 11, 24), "Next post: today, Tuesday 24 November."),
        (date(2026, 11, 25), "Next post: tomorrow, Wednesday 25 November."),
        (date(2027, 3, 16), "Next post: Tuesday 16 March."),
        (None, "No event is known to the day yet, so no post comes."),
    ],
)
def test_the_next_post_is_named_by_its_day(next_day: date | None, said: str) -> None:
    assert said in pages.subscribed(standing(next_day), ENGLISH).plain()


def test_where_no_post_can_come_none_is_promised() -> None:
    text = pages.subscribed(standing(does_come=False), ENGLISH).plain()
    assert "In this terminal no post comes" in text
    assert "Next post" not in text


def test_the_local_day_is_that_of_the_zone() -> None:
    late = Subscription(
        7, 0, time(6), "Asia/Taipei", "en", due_at=datetime(2026, 1, 1, 22, tzinfo=UTC)
    )
    assert pages.local_day(late) == date(2026, 1, 2)
    with pytest.raises(ValueError, match="saved"):
        pages.local_day(HELD)


def every_page(language: str) -> list[Message]:
    words = wording(language)
    wish = Subscribe(time(23, 59), "America/Argentina/ComodRivadavia", language, True, True)
    regional = [
        page
        for region in regions().values()
        for number in range(-(-len(region.zones) // 24))
        if (page := pages.region(region.key, number, words))
    ]
    return [
        pages.subscribed(standing(), words),
        pages.revived([standing(), standing()], words),
        pages.settings(standing(), words),
        pages.not_subscribed("Asia/Taipei", 2, words),
        pages.hours(standing(), words),
        pages.zones(standing(), words, has_location=True),
        pages.languages(HELD, words),
        pages.which_zone([wish, wish], words),
        pages.misunderstood("<b>" * 90, [wish], words),
        pages.unsubscribed(HELD, words),
        pages.locating(words),
        pages.located("Asia/Tokyo", words),
        *regional,
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_one_that_telegram_takes(language: str) -> None:
    for page in every_page(language):
        text, _ = parse_html(page.html())
        assert 0 < len(text) < 4096
        assert all(1 <= len(row) <= 8 for row in page.buttons)
        assert len(page.pressable) <= 100
        for button in page.pressable:
            assert button.label
            assert 1 <= len(button.data.encode()) <= 64
            assert decode(button.data) is not None


@pytest.mark.parametrize("key", regions())
def test_turning_pages_shows_every_city_of_a_region_once(key: str) -> None:
    shown: list[str] = []
    actions = [ShowRegion(key)]
    while actions:
        page = pages.region(key, actions[0].page, ENGLISH)
        assert page is not None
        decoded = [decode(button.data) for button in page.pressable]
        shown += [action.zone for action in decoded if isinstance(action, ChangeZone)]
        onward = [a for a in decoded if isinstance(a, ShowRegion) and a.page > actions[0].page]
        assert decoded[-1] is DailyPage.ZONES
        actions = onward
    assert shown == list(regions()[key].zones)


def test_a_region_that_does_not_exist_has_no_page() -> None:
    assert pages.region("mars", 0, ENGLISH) is None


def test_the_way_back_is_just_what_was() -> None:
    held = Subscription(7, 3, time(19, 45), "Europe/Paris", "zh-Hant", True, True)
    data = pages.unsubscribed(held, ENGLISH).pressable[0].data
    assert decode(data) == Subscribe(time(19, 45), "Europe/Paris", "zh-Hant", True, True)
