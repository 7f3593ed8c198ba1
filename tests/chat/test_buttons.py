"""The daily post in Telegram: what is chosen by buttons and by a shared location."""

import pytest

from tests.bot_api.people import Person, pressed
from tests.bot_api.server import BotApiServer


def test_everything_is_changed_by_buttons_in_place(ann: Person) -> None:
    page = pressed(ann, ann.ask("/subscribe"), "Settings")
    assert "Hour: 09:00" in page.text
    assert "every day at 19:45 (Taipei)" in pressed(ann, page, "Hour", "19", ":45").text
    pressed(ann, page, "Back", "Time zone", "Europe", "Later", "Earlier", "Helsinki")
    pressed(ann, page, "Only days with an event", "Silent")
    assert "Hour: 19:45" in page.text
    assert "Time zone: Helsinki" in page.text
    assert "Days: only with an event of that very day" in page.text
    assert "Sound: silent" in page.text
    pressed(ann, page, "Language", "中文")
    assert "語言：" in page.text
    assert "每日一則" in ann.ask("/settings").text
    assert len(ann.received) == 2


def test_exact_days_name_the_next_of_them(ann: Person) -> None:
    page = pressed(ann, ann.ask("/subscribe"), "Settings", "Only days with an event")
    days = ("16 March", "17 March", "23 March", "24 March", "25 March", "26 March", "1 July")
    assert any(day in page.text for day in days)


def test_the_language_chosen_for_answers_is_the_posts_too(ann: Person) -> None:
    ann.ask("/subscribe")
    pressed(ann, ann.ask("/language"), "中文")
    assert "語言：繁體中文" in ann.ask("/settings").text


@pytest.mark.parametrize(
    "label", ["Hour", "Time zone", "Silent", "Only days with an event", "Stop"]
)
def test_an_old_button_after_unsubscribing_changes_nothing(ann: Person, label: str) -> None:
    page = pressed(ann, ann.ask("/subscribe"), "Settings")
    ann.ask("/unsubscribe")
    assert "No daily post comes here" in pressed(ann, page, label).text
    assert "No daily post comes here" in ann.ask("/settings").text


@pytest.mark.parametrize(
    "data",
    ["s1:", "s1:h:99", "s1:z:Mars/Olympus", "s1:z:../../etc/passwd", "s1:l:xx", "s1:r:mars:0"]
    + ["s1:on:0900:00:en:Mars/Olympus", "s2:h:9", "s1:on:0900:00:xx:Asia/Taipei", "xs1:q:7"],
)
def test_a_forged_button_gets_a_kind_line(ann: Person, data: str) -> None:
    page = ann.ask("/subscribe")
    ann.press(page, data=data)
    assert "another time" in ann.wait_for_edit(page).text
    assert "Hour: 09:00" in ann.ask("/settings").text


def test_a_region_page_that_is_too_high_is_the_last(ann: Person) -> None:
    page = ann.ask("/subscribe")
    ann.press(page, data="s1:r:asia:99")
    assert "Asia" in ann.wait_for_edit(page).text


def test_a_button_pressed_too_long_ago_still_changes(ann: Person) -> None:
    page = pressed(ann, ann.ask("/subscribe"), "Settings")
    ann.press(page, "Silent", too_late=True)
    assert "Sound: silent" in ann.wait_for_edit(page, page.edits + 1).text


def test_a_shared_location_gives_its_zone(ann: Person) -> None:
    page = pressed(ann, ann.ask("/subscribe"), "Settings", "Time zone")
    ann.press(page, "By my location")
    request = ann.hear()[0]
    assert "keep no more of it" in request.text
    assert request.keyboard[0]["request_location"] is True
    ann.send_location(48.85, 2.35)
    answer = ann.hear()[0]
    assert "09:00 (Paris)" in answer.text
    assert (answer.markup or {}).get("remove_keyboard")


def test_a_location_without_a_subscription_offers_one(ann: Person) -> None:
    ann.send_location(35.7, 139.7)
    offer = ann.hear()[0]
    assert "Tokyo" in offer.text
    assert "09:00 (Tokyo)" in pressed(ann, offer, "Subscribe").text


def test_a_location_need_not_be_shared(ann: Person) -> None:
    page = pressed(ann, ann.ask("/subscribe"), "Settings", "Time zone")
    ann.press(page, "By my location")
    answer = ann.ask(ann.hear()[0].keyboard[1]["text"])
    assert "All stays as it is" in answer.text
    assert (answer.markup or {}).get("remove_keyboard")


def test_two_administrators_pressing_at_once_both_get_their_way(
    shared: BotApiServer, keeper: Person, member: Person
) -> None:
    shared.telegram.administrators.add(member.user["id"])
    page = pressed(keeper, keeper.ask("/subscribe"), "Settings", "Hour")
    edits = page.edits
    keeper.press(page, data="s1:h:19")
    member.press(page, data="s1:z:Asia/Tokyo")
    member.press(page, data="s1:h:19")
    keeper.wait_for_edit(page, edits + 3)
    assert "19:00 (Tokyo)" in page.text


def test_a_posts_buttons_leave_it_as_it_is(ann: Person) -> None:
    post = ann.ask("/today")
    before = post.text
    for label in ("Another one", "Settings"):
        ann.press(post, label)
        assert ann.hear()[0].text
    assert (post.text, post.edits) == (before, 0)


def test_a_message_too_old_to_be_known_still_answers(ann: Person) -> None:
    post = ann.ask("/today")
    ann.press(post, "Tell me more", is_old=True)
    assert ann.hear()[0].text
    ann.press(post, "Settings", is_old=True)
    assert "No daily post comes here" in ann.hear()[0].text


def test_an_old_message_of_a_forum_changes_nothing(shared: BotApiServer, keeper: Person) -> None:
    topic = shared.topic(keeper, 11)
    page = topic.ask("/subscribe 7")
    answer = topic.answer_to(topic.press(page, "Stop", is_old=True))
    assert "too old" in answer["text"]
    assert "Hour: 07:00" in topic.ask("/settings").text


def test_forgetting_asks_once_and_deletes_everything(ann: Person) -> None:
    ann.ask("/subscribe 7:30")
    pressed(ann, ann.ask("/language"), "中文")
    ann.ask("what awards in November?")
    question = ann.ask("/forget")
    assert "刪除" in question.text
    assert "全部刪除" in pressed(ann, question, "全部刪除").text
    assert "No daily post comes here" in ann.ask("/settings").text
    assert "Open Data" not in ann.ask("the first one").text


def test_forgetting_can_be_thought_better_of(ann: Person) -> None:
    ann.ask("/subscribe 7:30")
    assert "All stays as it is" in pressed(ann, ann.ask("/forget"), "Keep it").text
    assert "Hour: 07:30" in ann.ask("/settings").text
