"""The bot in Telegram, end to end: a process of its own, spoken to as people do."""

import pytest

from tests.bot_api.people import Person
from tests.bot_api.server import BotApiServer
from tests.chat.conftest import numbers


def test_a_question_gets_its_events_with_date_and_summary(ann: Person) -> None:
    answer = ann.ask("what awards in November?")
    assert "Open Data Golden Quality Award" in answer.text
    assert "WITSA 2021 ICT Excellence Award" in answer.text
    assert "November 2021" in answer.text


def test_a_direct_question_gets_its_figure_first(ann: Person) -> None:
    assert ann.ask("how many vendors were at the expo?").text.startswith("251 vendors")


def test_a_chinese_question_is_answered_in_chinese(ann: Person) -> None:
    assert "資料開放金質獎" in ann.ask("十一月有什麼獎項").text


def test_the_greeting_has_three_examples_that_answer(ann: Person) -> None:
    greeting = ann.ask("/start")
    assert len(greeting.buttons) == 3
    for label in greeting.labels:
        ann.press(greeting, label)
        assert ann.hear()[0].text


def test_the_greeting_leads_to_the_daily_post_and_to_the_help(ann: Person, mei: Person) -> None:
    lines = ann.ask("/start").text.splitlines()
    assert "/subscribe – a daily post: what happened on this day" in lines
    assert "/help – what else I can do" in lines
    assert "/help – 還有哪些功能" in mei.ask("/start").text.splitlines()


def test_the_client_chooses_the_language_of_commands(mei: Person) -> None:
    assert "您好" in mei.ask("/start").text


@pytest.mark.parametrize("name", ["help", "today", "month", "topics", "random", "language"])
def test_a_command_leads_to_its_page(ann: Person, mei: Person, name: str) -> None:
    assert ann.ask(f"/{name}").text
    assert mei.ask(f"/{name}").text


def test_the_months_have_counts_and_open_in_place(ann: Person) -> None:
    months = ann.ask("/month")
    assert len(months.buttons) == 12
    ann.press(months, "March (3)")
    assert "Mayors" in ann.wait_for_edit(months).text


@pytest.mark.parametrize("named", ["11", "november", "Nov", "十一月", "11 2021", "2021 11"])
def test_a_month_can_be_named(ann: Person, named: str) -> None:
    answer = ann.ask(f"/month {named}").text
    assert "WITSA" in answer
    assert "SCAPA" not in answer


@pytest.mark.parametrize("named", ["this", "last", "next"])
def test_a_month_can_be_named_by_its_place_to_this_one(ann: Person, named: str) -> None:
    assert ann.ask(f"/month {named}").text == ann.ask(f"{named} month").text


def test_what_is_no_month_is_told_in_the_language_of_the_chat(mei: Person) -> None:
    assert "哪個月" in mei.ask("/month foo").text


def test_a_long_list_turns_pages(ann: Person) -> None:
    first = ann.ask("what happened in 2021?")
    before = first.text
    ann.press(first, "Later")
    assert ann.wait_for_edit(first).text != before
    ann.press(first, "Earlier")
    assert ann.wait_for_edit(first, 2).text == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("unsubscribe", "For that, send /unsubscribe."),
        ("Stop!", "For that, send /unsubscribe."),
        ("subscribe", "For that, send /subscribe."),
        ("取消訂閱", "請傳送 /unsubscribe。"),
        ("取消订阅", "請傳送 /unsubscribe。"),
        ("設定", "請傳送 /settings。"),
        ("help", "How to ask"),
        ("說明", "怎麼問"),
    ],
)
def test_who_writes_a_command_as_a_word_is_shown_the_way(ann: Person, text: str, said: str) -> None:
    assert ann.ask(text).text.startswith(said)


def test_unsure_answers_are_offered_as_buttons(ann: Person) -> None:
    offer = ann.ask("who is the mayor of Tokyo?")
    assert "Did you mean" in offer.text
    ann.press(offer, offer.labels[0])
    assert "139 city leaders" in ann.wait_for_edit(offer).text


@pytest.mark.parametrize("data", ["", "e:nothing", "l:2:3", "x", "p:secret", "\u202e"])
def test_a_forged_button_gets_a_kind_line(ann: Person, data: str) -> None:
    message = ann.ask("expo")
    ann.press(message, data=data)
    assert "another time" in ann.wait_for_edit(message).text


def test_a_button_pressed_too_long_ago_still_opens(ann: Person) -> None:
    months = ann.ask("/month")
    ann.press(months, "March (3)", too_late=True)
    assert "Mayors" in ann.wait_for_edit(months).text


def test_an_edited_question_is_answered_anew_in_place(ann: Person) -> None:
    number = ann.send("expo")
    answer = ann.hear()[0]
    ann.edit(number, "narlabs")
    assert "2nd Taipei Project" in ann.wait_for_edit(answer).text


def test_a_sticker_is_answered_kindly(ann: Person) -> None:
    ann.send_sticker()
    assert "only read text" in ann.hear()[0].text


def test_the_caption_of_a_picture_is_a_question(ann: Person) -> None:
    ann.send_photo("what awards in November?")
    assert "WITSA" in ann.hear()[0].text


def test_an_album_with_a_caption_is_one_question(ann: Person) -> None:
    for caption in ("narlabs", "", "", ""):
        ann.send_photo(caption, album="3")
    assert "2nd Taipei Project" in ann.hear()[0].text
    ann.ask("expo")
    assert len(ann.received) == 2


def test_an_album_is_answered_once(ann: Person) -> None:
    for album in (*"1" * 10, *"2" * 10):
        ann.send_photo(album=album)
    assert [sent.text[:20] for sent in ann.hear(2)] == ["I can only read text"] * 2
    ann.ask("expo")
    assert len(ann.received) == 3


@pytest.mark.parametrize(
    "text",
    ["x" * 4096, "<b>&lt;</b>", "😂", "‮abc‬", "\x00\x01", "/nonsense", "獎" * 4096, "> < &", "a" * 3]
    + ["'; DROP TABLE events; --", "3/16 " * 800],
)
def test_any_text_gets_an_answer_that_telegram_takes(ann: Person, text: str) -> None:
    assert ann.ask(text).text


def test_the_conversation_goes_on(ann: Person) -> None:
    ann.ask("what awards in November?")
    assert "Open Data" in ann.ask("the first one").text
    assert "SCAPA" in ann.ask("and in May?").text


def test_a_chat_chooses_its_language(mei: Person) -> None:
    choices = mei.ask("/language")
    assert choices.labels == ["English", "·繁體中文·"]
    mei.press(choices, "English")
    assert "in English" in mei.wait_for_edit(choices).text
    assert mei.ask("/language").labels == ["·English·", "繁體中文"]
    assert "How to ask" in mei.ask("/help").text
    assert "獎項" in mei.ask("十一月有什麼獎項").text


def test_only_administrators_choose_for_a_group(shared: BotApiServer) -> None:
    person = shared.person(next(numbers))
    group = shared.group(person, -next(numbers))
    choices = group.ask("/language")
    press = group.press(choices, choices.labels[1])
    answer = group.answer_to(press)
    assert "administrators" in answer["text"]
    assert answer["show_alert"] == "true"
    shared.telegram.administrators.add(person.user["id"])
    choices = group.ask("/language")
    group.press(choices, choices.labels[1])
    assert "中文" in group.wait_for_edit(choices).text
