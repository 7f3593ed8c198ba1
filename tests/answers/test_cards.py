"""Cards: one look for an event, and buttons that lead somewhere."""

from datetime import date

import pytest

from bot.answers.actions import decode
from bot.answers.answering import Answerer
from bot.answers.cards import card, card_by_chance, event_buttons, shared_card
from bot.answers.composing import compose
from bot.answers.message import LinkButton, Message, ShareButton, utf16_length
from bot.answers.wording import wording
from bot.daily.choosing import choose
from bot.daily.post import compose_post
from bot.events.knowledge import SHIPPED, load
from bot.locales import LANGUAGES
from tests.bot_api.entities import parse_html
from tests.packs import PARKS as PACK
from tests.packs import knowledge

TODAY = date(2026, 11, 23)
DOIT = Answerer.build(load(SHIPPED))
EXPO = "2021-03-smart-city-summit-expo"
LONG = """\
source: {title: Long, publisher: Archive, url: https://example.org/a?b=1&c=2}
events:
  - id: long-fair
    date: 2019-01-01/2019-01-31
    category: somebody-s-own
    title: {en: "Long < fair"}
    summary: {en: "SUMMARY"}
    keywords: {en: [fair]}
    days: {DAYS}
"""


def labels(message: Message) -> list[str]:
    return [button.label for row in message.buttons for button in row]


def shown(name: str, language: str = "en") -> Message:
    event = DOIT.knowledge.named(name)
    assert event is not None
    return card(event, DOIT.knowledge, wording(language))


def test_a_card_has_title_icon_date_text_and_source() -> None:
    lines = shown("2021-11-witsa-ehealth-award").plain().splitlines()
    assert lines[0] == "WITSA 2021 ICT Excellence Award"
    assert lines[1] == "🏆 November 2021"
    assert "Innovative eHealth Solutions Award" in lines[2]
    assert lines[-1].startswith("Source: Major Events of 2021")


def test_the_date_of_a_card_is_in_the_readers_language() -> None:
    assert "2021年3月23日至26日" in shown(EXPO, "zh-Hant").plain()


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_text_is_a_quotation_to_unfold_and_short_text_is_none(language: str) -> None:
    assert "<blockquote expandable>" in shown(EXPO, language).html()
    assert "blockquote" not in shown("2021-08-second-taipei-project-mou", language).html()


def test_the_days_of_an_interval_stand_in_the_card() -> None:
    assert "16 March 2021: The City" in shown("2021-03-organization-guideline-approved").plain()


def test_in_chinese_no_latin_colon_parts_a_day_from_its_text() -> None:
    pack = PACK.replace("    facts:", "    days: {2018-05-05: {zh-Hant: 音樂會。}}\n    facts:", 1)
    known = knowledge(pack)
    text = card(known.by_key["rose-garden"], known, wording("zh-Hant")).plain()
    assert "• 2018年5月5日：音樂會。" in text


@pytest.mark.parametrize(
    ("language", "apart"),
    [
        ("en", ["Revised Organization… approved", "Revised Organization… in force"]),
        ("zh-Hant", ["組織規程修正案通過市政會議", "組織規程修正生效"]),
    ],
)
def test_events_that_begin_alike_are_told_apart_on_their_buttons(
    language: str, apart: list[str]
) -> None:
    words = wording(language)
    alike = [e for e in DOIT.knowledge.events if "organization-guideline" in e.id]
    labels = [button.label for row in event_buttons(alike, words) for button in row]
    assert labels == [f"📜 {title}" for title in apart]
    (alone,) = event_buttons(alike[:1], words)
    assert alone[0].label.startswith("📜 Revised Organization Structure") == (language == "en")


def test_an_overlong_event_makes_a_card_that_telegram_takes() -> None:
    days = ", ".join(f"2019-01-{day:02d}: {{en: {'happened ' * 100}}}" for day in range(1, 32))
    pack = LONG.replace("SUMMARY", "word & " * 900).replace("{DAYS}", f"{{{days}}}")
    held = knowledge(pack.replace("somebody-s-own", "launch"))
    text, entities = parse_html(card(held.events[0], held, wording("en")).html())
    assert utf16_length(text) <= 4096
    assert "expandable_blockquote" in {entity["type"] for entity in entities}
    links = [entity["url"] for entity in entities if entity["type"] == "text_link"]
    assert links == ["https://example.org/a?b=1&c=2"]


def test_a_card_leads_on_in_time_to_related_events_and_to_others() -> None:
    said = labels(shown(EXPO))
    assert said == ["‹ Before", "After ›", "Related", "Same month", "Share", "Daily post"]


def test_at_the_ends_of_time_there_is_no_step_further() -> None:
    events = DOIT.knowledge.events
    assert "‹ Before" not in labels(shown(events[0].id))
    assert "After ›" not in labels(shown(events[-1].id))


def test_an_event_alone_in_its_month_offers_no_month() -> None:
    assert "Same month" not in labels(shown("2021-12-angers-webinar"))


def test_an_only_event_offers_nothing_beside_it() -> None:
    first = PACK[: PACK.index("  - id: tree-award")]
    held = knowledge(first)
    assert labels(card(held.events[0], held, wording("en"))) == ["Share", "Daily post"]
    assert "Another one" not in labels(card_by_chance(held.events[0], held, wording("en")))


def test_sharing_asks_for_the_events_title_in_the_readers_language() -> None:
    shares = [b for row in shown(EXPO, "zh-Hant").buttons for b in row if type(b) is ShareButton]
    assert [share.question for share in shares] == ["2021智慧城市展"]


def test_a_card_in_somebody_elses_chat_changes_nothing_there() -> None:
    event = DOIT.knowledge.named(EXPO)
    assert event is not None
    message = shared_card(event, wording("en"))
    assert message.lines == shown(EXPO).lines
    assert {type(b) for row in message.buttons for b in row} == {LinkButton, ShareButton}


def test_answers_posts_and_cards_show_an_event_alike() -> None:
    head = shown(EXPO).lines[:3]
    answer = DOIT.ask("expo", TODAY)
    assert compose(answer, DOIT.knowledge, wording("en")).lines[:3] == head
    post = compose_post(choose(DOIT.knowledge, date(2026, 3, 26)), wording("en"))
    assert head[0] in post.lines
    assert "\n🎤 23–26 March 2021 · 5 years ago" in post.plain()
    assert post.plain().count("Source:") == 1


def test_every_button_of_a_card_is_understood_when_it_comes_back() -> None:
    for event in DOIT.knowledge.events:
        message = card(event, DOIT.knowledge, wording("en"))
        assert all(decode(button.data) for button in message.pressable)
