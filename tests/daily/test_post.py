"""The post's text says how exactly and how long ago; its buttons leave it as it is."""

from datetime import date

import pytest

from bot.answers.actions import Page, ShowEvent, decode, is_question
from bot.answers.daily_actions import DailyPage
from bot.answers.message import Message, utf16_length
from bot.answers.wording import wording
from bot.daily.choosing import choose
from bot.daily.post import compose_post
from tests.bot_api.entities import parse_html
from tests.packs import PARKS, knowledge

OVER_NEW_YEAR = """\
source: {title: Events, publisher: Parks Department}
events:
  - id: fireworks
    date: 2018-12-30/2019-01-02
    category: launch
    title: {en: Fireworks}
    summary: {en: Four nights of them.}
    keywords: {en: [fireworks]}
    days: {2018-12-31: {en: The greatest night.}}
"""


def post(day: date, pack: str = PARKS, language: str = "en") -> Message:
    return compose_post(choose(knowledge(pack), day), wording(language))


def test_a_day_says_how_many_years_ago_and_which_day_of_it() -> None:
    text = post(date(2026, 5, 5)).plain()
    assert "On this day: 5 May" in text
    assert "8 years ago · day 2 of 3" in text


def test_what_is_known_to_the_month_says_so() -> None:
    text = post(date(2026, 11, 1)).plain()
    assert "Nothing is known of this very day, but of this month:" in text
    assert "November 2018 · 8 years ago · known only to the month" in text
    assert "僅知月份" in post(date(2026, 11, 1), language="zh-Hant").plain()


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 12, 30), "8 years ago · day 1 of 4"),
        (date(2027, 1, 1), "8 years ago · day 3 of 4"),
        (date(2018, 12, 31), "this year · day 2 of 4"),
    ],
)
def test_an_interval_over_new_year_counts_from_the_day_itself(day: date, told: str) -> None:
    assert told in post(day, OVER_NEW_YEAR).plain()


def test_a_day_of_an_interval_tells_what_happened_on_it() -> None:
    assert "The greatest night." in post(date(2026, 12, 31), OVER_NEW_YEAR).plain()
    assert "The greatest night." not in post(date(2026, 12, 30), OVER_NEW_YEAR).plain()


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "• Gardeners: 12 of them."), ("zh-Hant", "• 12位園丁。")],
)
def test_a_fact_that_comes_in_turn_says_what_it_is_about(language: str, told: str) -> None:
    pack = PARKS.replace("2018-05-04/2018-05-06", "2018-06")
    pack = pack.replace(
        "about: {en: [roses], zh-Hant: [玫瑰]}", "about: {en: [gardeners], zh-Hant: [園丁]}"
    )
    pack = pack.replace(
        "{en: 300 roses, zh-Hant: 300株玫瑰}", "{en: 12 of them., zh-Hant: 12位園丁。}"
    )
    assert told in post(date(2026, 6, 9), pack, language).plain()


def test_a_day_without_events_names_the_next_anniversary_and_tells_of_another_event() -> None:
    text = post(date(2026, 7, 1)).plain()
    assert "Next anniversary:" in text
    assert "Until then, one to remember:" in text


def test_where_nothing_is_known_to_the_day_or_month_each_day_tells_of_another_event() -> None:
    pack = "source: {title: Bridges, publisher: Archive}\nevents:\n" + "".join(
        f"  - {{id: b-{n}, date: {n}, category: launch, title: {{en: Bridge of {n}}}, "
        f"summary: {{en: It opened.}}, keywords: {{en: [bridge]}}}}\n"
        for n in (1999, 2003)
    )
    first, second = (post(date(2026, 7, day), pack).plain() for day in (1, 2))
    assert "One to remember:\nBridge of" in first
    assert "Bridge of" in second
    assert first.splitlines()[4] != second.splitlines()[4]


@pytest.mark.parametrize("day", [date(2026, 5, 5), date(2026, 11, 1), date(2026, 7, 1)])
def test_every_button_is_answered_by_a_message_of_its_own(day: date) -> None:
    message = post(day)
    data = [button.data for button in message.pressable]
    assert all(map(is_question, data))
    more, *others = map(decode, data)
    assert isinstance(more, ShowEvent)
    assert others == [Page.RANDOM, DailyPage.SETTINGS]
    assert message.buttons[0][0].label == "Tell me more"


def test_a_day_of_many_long_events_makes_a_post_that_telegram_takes() -> None:
    event = OVER_NEW_YEAR.partition("events:\n")[2].replace("Four nights", "Long & nights " * 80)
    event = event.replace("The greatest", "The very greatest " * 60)
    event = event.replace("Fireworks", "Fireworks " * 30)
    pack = OVER_NEW_YEAR.partition("  - id")[0]
    pack += "".join(event.replace("fireworks\n", f"f{number}\n", 1) for number in range(9))
    text, _ = parse_html(post(date(2026, 12, 31), pack).html())
    assert text.count("day 2 of 4") == 6
    assert utf16_length(text) <= 4096
