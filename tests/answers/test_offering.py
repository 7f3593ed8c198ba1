"""What inline mode offers while somebody types."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.answering import Answerer
from bot.answers.offering import Offering, offer
from bot.answers.wording import wording
from bot.events.knowledge import SHIPPED, load
from bot.locales import LANGUAGES
from tests.packs import knowledge

TODAY = date(2026, 11, 23)
PARKS = Answerer.build(knowledge())
DOIT = Answerer.build(load(SHIPPED))
OFFERING = Offering()


def offered(text: str, answerer: Answerer = DOIT) -> list[str]:
    return [event.id for event in OFFERING.events(text, answerer, TODAY, "en")]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("exp", "2021-03-smart-city-summit-expo"),
        ("hotsp", "2021-05-covid19-dashboard"),
        ("mayo", "2021-03-smart-city-mayors-summit"),
        ("sca", "2021-05-idc-scapa"),
        ("how many vendo", "2021-03-smart-city-summit-expo"),
        ("expo", "2021-03-smart-city-summit-expo"),
        ("備忘", "2021-08-information-security-mou"),
    ],
)
def test_unfinished_words_find_their_events(typed: str, first: str) -> None:
    assert first in offered(typed)[:3]


def test_a_list_is_whole_and_in_order_of_time() -> None:
    assert offered("awards nov") == [
        "2021-11-open-data-golden-quality-award",
        "2021-11-witsa-ehealth-award",
    ]


def test_what_is_asked_before_the_unfinished_word_counts() -> None:
    assert offered("awards wit")[:1] == ["2021-11-witsa-ehealth-award"]


@pytest.mark.parametrize("typed", ["awards in may 2019", "😂", "zzzz", "?"])
def test_where_nothing_fits_nothing_is_offered(typed: str) -> None:
    assert offered(typed) == []


@pytest.mark.parametrize("answerer", [PARKS, DOIT])
def test_a_title_and_a_link_ask_for_just_their_event(answerer: Answerer) -> None:
    for event in answerer.knowledge.events:
        assert offered(f"e_{event.key}", answerer) == [event.id]
        for title in event.title.values():
            assert offered(f" {title} ", answerer) == [event.id]


def test_another_knowledge_is_looked_up_anew() -> None:
    assert offered("ros", PARKS) == ["rose-garden"]
    assert "rose-garden" not in offered("ros")


def test_an_offer_tells_icon_title_date_and_the_beginning() -> None:
    event = DOIT.knowledge.events[-1]
    shown = offer(event, wording("zh-Hant"))
    assert shown.title.startswith("🎤 臺北市")
    assert shown.description.startswith("2021年12月 · ")
    assert len(shown.description) < 150


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=256), st.sampled_from(LANGUAGES))
def test_no_text_makes_it_fail(text: str, language: str) -> None:
    events = OFFERING.events(text, DOIT, TODAY, language)
    assert len({event.key for event in events}) == len(events)
