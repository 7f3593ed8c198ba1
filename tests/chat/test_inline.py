"""Inline mode, end to end: what is offered in other chats, and what is sent there."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.bot_api.faults import Kind
from tests.bot_api.people import Person
from tests.bot_api.server import BotApiServer
from tests.chat.conftest import numbers, running


@pytest.fixture
def mei(shared: BotApiServer) -> Person:
    return shared.person(next(numbers), language="zh-hans")


def test_events_are_offered_with_icon_title_date_and_beginning(ann: Person) -> None:
    results = ann.ask_inline("awards nov")["results"]
    assert [result["title"] for result in results] == [
        "🏆 Open Data Golden Quality Award",
        "🏆 WITSA 2021 ICT Excellence Award",
    ]
    assert results[0]["description"].startswith("November 2021 · Taipei City Government came 2nd")


def test_the_card_that_is_sent_looks_like_every_card(ann: Person) -> None:
    card = ann.ask("witsa")
    sent = ann.choose(ann.ask_inline("witsa")["results"][0])
    assert sent.html == card.html
    assert sent.labels == ["Ask more", "Share"]
    content = ann.ask_inline("witsa")["results"][0]["input_message_content"]
    assert content["link_preview_options"]["is_disabled"] is True


def test_a_sent_card_is_no_question_to_the_bot(ann: Person) -> None:
    ann.choose(ann.ask_inline("witsa")["results"][0])
    assert "251 vendors" in ann.ask("expo").text
    assert len(ann.received) == 1


def test_a_sent_card_leads_to_the_private_chat(ann: Person) -> None:
    sent = ann.choose(ann.ask_inline("witsa")["results"][0])
    link, share = sent.buttons
    assert link["url"] == "https://t.me/annals_test_bot?start=e_2021-11-witsa-ehealth-award"
    assert "eHealth" in ann.ask(f"/start {link['url'].partition('=')[2]}").text
    shared_again = ann.ask_inline(share["switch_inline_query"])["results"]
    assert [result["id"] for result in shared_again] == ["2021-11-witsa-ehealth-award"]


@pytest.mark.parametrize("data", ["e:2021-11-witsa-ehealth-award", "s1:settings", "g:en", "forged"])
def test_nobody_changes_a_sent_card_by_forged_buttons(ann: Person, data: str) -> None:
    sent = ann.choose(ann.ask_inline("witsa")["results"][0])
    answer = ann.answer_to(ann.press(sent, data=data))
    assert answer["url"].startswith("https://t.me/annals_test_bot?start=")
    assert sent.edits == 0


def test_nothing_typed_offers_todays_events(ann: Person) -> None:
    post = ann.ask("/today")
    answer = ann.ask_inline("")
    assert answer["results"]
    assert all(result["title"].split(" ", 1)[1] in post.text for result in answer["results"])


def test_long_lists_come_page_by_page(ann: Person) -> None:
    first = ann.ask_inline("2021")
    assert len(first["results"]) == 15
    assert not first.get("next_offset")
    assert ann.ask_inline("2021", offset="10")["results"] == first["results"][10:]
    assert ann.ask_inline("2021", offset="99")["results"] == []


@pytest.mark.parametrize("offset", ["-1", "x", "１", "9" * 60])
def test_a_forged_offset_does_no_harm(ann: Person, offset: str) -> None:
    assert "results" in ann.ask_inline("2021", offset=offset)


def test_results_are_in_the_persons_language(ann: Person, mei: Person) -> None:
    assert "資料開放金質獎" in mei.ask_inline("awards nov")["results"][0]["title"]
    assert "2021年11月" in ann.ask_inline("十一月獎項")["results"][0]["description"]
    choices = mei.ask("/language")
    mei.press(choices, "English")
    mei.wait_for_edit(choices)
    assert "Open Data" in mei.ask_inline("awards nov")["results"][0]["title"]


def test_what_depends_on_the_person_is_kept_for_that_person(ann: Person) -> None:
    assert ann.ask_inline("awards nov")["is_personal"] == "true"
    assert ann.ask_inline("")["is_personal"] == "true"
    assert ann.ask_inline("十一月獎項")["is_personal"] == "false"


def test_no_answer_is_kept_past_midnight(ann: Person) -> None:
    kept = int(ann.ask_inline("today")["cache_time"])
    now = datetime.now(ZoneInfo("Asia/Taipei"))
    assert 1 <= kept <= max(1, min(300, 86400 - (now.hour * 60 + now.minute) * 60))


def test_the_way_to_subscribe_stands_above_the_results(ann: Person, mei: Person) -> None:
    button = ann.ask_inline("awards")["button"]
    assert button == {"text": "Get the daily post", "start_parameter": "daily"}
    assert mei.ask_inline("獎項")["button"]["text"] == "訂閱每日一則"
    assert "every day at 09:00" in ann.ask(f"/start {button['start_parameter']}").text


def test_where_nothing_is_found_the_private_chat_helps(ann: Person) -> None:
    answer = ann.ask_inline("zzzz qqqq")
    assert answer["results"] == []
    assert "Nothing found" in answer["button"]["text"]
    assert "How to ask" in ann.ask(f"/start {answer['button']['start_parameter']}").text


@pytest.mark.parametrize(
    "text", ["獎" * 256, "x" * 256, "😂", "<b>&lt;", "\u202e", "  ", "/month", "@annals_test_bot"]
)
def test_any_text_gets_an_answer_that_telegram_takes(ann: Person, text: str) -> None:
    assert "results" in ann.ask_inline(text)


def test_a_question_given_up_meanwhile_troubles_nobody(shared: BotApiServer, ann: Person) -> None:
    with shared.telegram.changed:
        number = shared.telegram.ask_inline(ann.user, "expo")
        shared.telegram.inline.waiting.discard(number)
    assert ann.ask_inline("expo")["results"]
    assert ann.received == []


def test_one_persons_slow_answer_holds_up_nobody_elses(shared: BotApiServer, ann: Person) -> None:
    bob = shared.person(next(numbers))
    ann.ask_inline("expo")
    shared.fail("answerInlineQuery", Kind.HANG, seconds=2)
    slow = shared.telegram.ask_inline(ann.user, "awards")
    assert bob.ask_inline("expo")["results"]
    assert slow not in shared.telegram.inline.answers


def test_without_inline_mode_no_button_leads_to_it(server: BotApiServer) -> None:
    server.telegram.abilities["supports_inline_queries"] = False
    told: list[str] = []
    with running(server, told):
        assert "Share" not in server.person().ask("expo").labels
    assert "/setinline" in told[1]


def test_the_help_leads_to_inline_mode(ann: Person) -> None:
    (button,) = [b for b in ann.ask("/help").buttons if "switch_inline_query" in b]
    assert button == {"text": "Ask in another chat", "switch_inline_query": ""}
