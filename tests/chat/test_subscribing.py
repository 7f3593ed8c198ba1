"""The commands of the daily post in Telegram, and of what is kept about a chat."""

import pytest

from tests.bot_api.people import Person, pressed
from tests.bot_api.server import BotApiServer
from tests.chat.conftest import numbers, running


def test_subscribing_says_the_hour_the_zone_and_the_next_day(ann: Person) -> None:
    text = ann.ask("/subscribe").text
    assert "every day at 09:00 (Taipei)" in text
    assert "Next post: " in text


def test_who_subscribes_can_see_a_post_at_once(ann: Person) -> None:
    answer = ann.ask("/subscribe")
    ann.press(answer, "Today's post")
    assert "On this day: " in ann.hear()[0].text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("7:30", "07:30 (Taipei)"),
        ("19:00 Europe/Paris", "19:00 (Paris)"),
        ("7 pm new york", "19:00 (New York)"),
        ("UTC+8", "09:00 (UTC+8)"),
        ("noon", "12:00 (Taipei)"),
    ],
)
def test_hours_and_zones_are_read_however_they_are_written(
    ann: Person, typed: str, said: str
) -> None:
    assert said in ann.ask(f"/subscribe {typed}").text


def test_a_chinese_hour_is_answered_in_chinese(ann: Person) -> None:
    assert "每天07:00（東京時間）" in ann.ask("/subscribe 東京 早上七點").text


def test_a_city_in_latin_letters_changes_no_language(mei: Person) -> None:
    assert "每天19:00（巴黎時間）" in mei.ask("/subscribe 19:00 Europe/Paris").text


def test_what_is_not_understood_gets_examples_and_the_nearest(ann: Person) -> None:
    answer = ann.ask("/subscribe 8 Tapei")
    assert "I don't understand “Tapei” there" in answer.text
    assert "/subscribe 7:30" in answer.text
    assert "08:00 (Taipei)" in pressed(ann, answer, "08:00 (Taipei)").text


def test_markup_in_what_is_not_understood_is_shown_as_it_is(ann: Person) -> None:
    assert "<b>" in ann.ask("/subscribe <b>x").text


def test_of_several_zones_the_one_meant_is_asked_for(ann: Person) -> None:
    question = ann.ask("/subscribe 7pm CST")
    assert "Which time zone do you mean?" in question.text
    assert "19:00 (Chicago)" in pressed(ann, question, "Chicago").text


def test_subscribing_twice_says_so_and_changes_nothing(ann: Person) -> None:
    ann.ask("/subscribe 7:30 Paris")
    assert "how it is set already" in ann.ask("/subscribe").text
    assert "how it is set already" in ann.ask("/subscribe 7.30").text


def test_the_greeting_names_the_daily_post_that_comes(ann: Person) -> None:
    ann.ask("/subscribe 7:30 Paris")
    said = "The daily post\nIt comes every day at 07:30 (Paris)."
    assert said in ann.ask("/start").text


def test_another_hour_keeps_the_rest(ann: Person) -> None:
    settings = ann.ask("/subscribe 7:30 Paris")
    pressed(ann, settings, "Settings", "Silent")
    assert "20:00 (Paris)" in ann.ask("/subscribe 20").text
    assert "Sound: silent" in ann.ask("/settings").text


def test_unsubscribing_offers_just_what_was(ann: Person) -> None:
    page = pressed(
        ann, ann.ask("/subscribe 7:15 UTC+8"), "Settings", "Silent", "Only days with an event"
    )
    before = page.text
    farewell = ann.ask("/unsubscribe")
    assert "No more daily posts" in farewell.text
    assert "No daily post comes here" in ann.ask("/settings").text
    pressed(ann, farewell, "Subscribe again", "Settings")
    assert farewell.text == before


def test_unsubscribing_where_nothing_comes_offers_a_subscription(ann: Person) -> None:
    answer = ann.ask("/unsubscribe")
    assert "No daily post comes here" in answer.text
    assert "09:00 (Taipei)" in pressed(ann, answer, "Subscribe").text


def test_unsubscribing_twice_is_told_nothing_untrue(ann: Person) -> None:
    """A bot killed just after it ended a subscription handles the command again."""
    ann.ask("/subscribe")
    ann.ask("/unsubscribe")
    assert ann.ask("/unsubscribe").text.splitlines()[0] == "No daily post comes here."


def test_topics_and_groups_stand_side_by_side(shared: BotApiServer, keeper: Person) -> None:
    first, second = shared.topic(keeper, 11), shared.topic(keeper, 12)
    assert "07:00" in first.ask("/subscribe 7").text
    assert "08:00" in second.ask("/subscribe 8").text
    assert "09:00" in keeper.ask("/subscribe 9").text
    page = first.ask("/settings")
    assert "Hour: 07:00" in page.text
    assert "2 other topics here have their own settings." in page.text
    pressed(first, page, "Stop")
    assert "No daily post comes here" in first.ask("/settings").text
    assert "Hour: 08:00" in second.ask("/settings").text
    assert "Hour: 09:00" in keeper.ask("/settings").text


def test_the_general_topic_is_written_to_without_its_number(
    shared: BotApiServer, keeper: Person
) -> None:
    shared.topic(keeper, 11)
    keeper.send("/subscribe 7", message_thread_id=1, is_topic_message=True)
    assert "07:00" in keeper.hear()[0].text
    keeper.send("/settings", message_thread_id=345)
    assert "Hour: 07:00" in keeper.hear()[0].text


def test_a_channel_subscribes_by_a_post(shared: BotApiServer) -> None:
    person = shared.person(next(numbers))
    channel = shared.channel(person, -next(numbers))
    page = channel.ask("/subscribe 7:30")
    assert "07:30" in page.text
    assert "Only the administrators" in channel.answer_to(channel.press(page, "Stop"))["text"]
    shared.telegram.administrators.add(person.user["id"])
    assert "No more daily posts" in pressed(channel, page, "Stop").text
    channel.send("what awards in November?")
    assert "No daily post" in channel.ask("/settings").text


def test_a_channel_that_subscribes_in_chinese_is_spoken_to_in_chinese(shared: BotApiServer) -> None:
    channel = shared.channel(shared.person(next(numbers)), -next(numbers))
    assert "每天07:00" in channel.ask("/subscribe 早上七點").text
    assert "語言：繁體中文" in channel.ask("/settings").text


def test_a_channels_post_repeated_in_its_group_subscribes_no_group(member: Person) -> None:
    channel = {"id": -100998, "type": "channel", "title": "News"}
    member.send("/subscribe", sender_chat=channel, is_automatic_forward=True)
    assert "How to ask" in member.ask("/help").text


def test_privacy_says_what_is_kept(ann: Person, mei: Person) -> None:
    assert "/forget deletes all of it." in ann.ask("/privacy").text
    assert "/forget" in mei.ask("/privacy").text


def test_settings_outlive_a_restart_and_no_log_holds_who_they_are(server: BotApiServer) -> None:
    ann = server.person(987654321)
    told: list[str] = []
    with running(server, told, LOG_LEVEL="DEBUG"):
        page = pressed(ann, ann.ask("/subscribe 7:30"), "Settings", "Silent")
        ann.send_location(48.8512, 2.3518)
        assert "07:30 (Paris)" in ann.hear()[0].text
        before = page.text.replace("Taipei", "Paris")
    with running(server, told):
        after = ann.ask("/settings").text
    assert after.splitlines()[:-1] == before.splitlines()[:-1]
    output = "".join(told)
    assert "987654321" not in output
    assert "48.85" not in output
