"""The daily post in Telegram, end to end: subscribing, its settings, and who may choose."""

from itertools import count

import pytest

from tests.bot_api.server import BotApiServer, Person
from tests.bot_api.telegram import Sent
from tests.chat.conftest import running

_numbers = count(500)


@pytest.fixture
def ann(shared: BotApiServer) -> Person:
    return shared.person(next(_numbers))


@pytest.fixture
def mei(shared: BotApiServer) -> Person:
    return shared.person(next(_numbers), language="zh-hant")


@pytest.fixture
def keeper(shared: BotApiServer) -> Person:
    """An administrator, writing in a group."""
    person = shared.person(next(_numbers))
    shared.telegram.administrators.add(person.user["id"])
    return shared.group(person, -next(_numbers))


@pytest.fixture
def member(shared: BotApiServer, keeper: Person) -> Person:
    """Somebody else, writing in the same group."""
    someone = shared.person(next(_numbers))
    return Person(shared.telegram, someone.user, keeper.chat)


def pressed(person: Person, sent: Sent, *labels: str) -> Sent:
    """Press buttons one after the other; each changes the message in its place."""
    for label in labels:
        edits = sent.edits
        person.press(sent, label)
        person.wait_for_edit(sent, edits + 1)
    return sent


def test_subscribing_says_the_hour_the_zone_and_the_next_day(ann: Person) -> None:
    text = ann.ask("/subscribe").text
    assert "every day at 09:00 (Taipei)" in text
    assert "Next post: " in text


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
    assert "“tapei” is no hour and no place" in answer.text
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
    assert "just so already" in ann.ask("/subscribe").text
    assert "just so already" in ann.ask("/subscribe 7.30").text


def test_another_hour_keeps_the_rest(ann: Person) -> None:
    settings = ann.ask("/subscribe 7:30 Paris")
    pressed(ann, settings, "Settings", "Silent")
    assert "20:00 (Paris)" in ann.ask("/subscribe 20").text
    assert "Sound: silent" in ann.ask("/settings").text


def test_everything_is_changed_by_buttons_in_place(ann: Person) -> None:
    page = pressed(ann, ann.ask("/subscribe"), "Settings")
    assert "Hour: 09:00" in page.text
    assert "every day at 19:45 (Taipei)" in pressed(ann, page, "Hour", "19", ":45").text
    pressed(ann, page, "Back", "Time zone", "Europe", "Later", "Earlier", "Helsinki")
    pressed(ann, page, "Only exact days", "Silent")
    assert "Hour: 19:45" in page.text
    assert "Time zone: Helsinki" in page.text
    assert "Days: only with an event of that very day" in page.text
    assert "Sound: silent" in page.text
    pressed(ann, page, "Language", "中文")
    assert "語言：" in page.text
    assert "每日一則" in ann.ask("/settings").text
    assert len(ann.received) == 2


def test_exact_days_name_the_next_of_them(ann: Person) -> None:
    page = pressed(ann, ann.ask("/subscribe"), "Settings", "Only exact days")
    days = ("16 March", "17 March", "23 March", "24 March", "25 March", "26 March", "1 July")
    assert any(day in page.text for day in days)


def test_the_language_chosen_for_answers_is_the_posts_too(ann: Person) -> None:
    ann.ask("/subscribe")
    pressed(ann, ann.ask("/language"), "中文")
    assert "語言：中文" in ann.ask("/settings").text


def test_unsubscribing_offers_just_what_was(ann: Person) -> None:
    page = pressed(ann, ann.ask("/subscribe 7:15 UTC+8"), "Settings", "Silent", "Only exact days")
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


@pytest.mark.parametrize("label", ["Hour", "Time zone", "Silent", "Only exact days", "Stop"])
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


def test_in_a_group_only_administrators_choose(keeper: Person, member: Person) -> None:
    for command in ("/subscribe", "/unsubscribe", "/settings", "/forget"):
        member.send(command)
    refusals = keeper.hear(4)
    assert all("Only the administrators" in sent.text for sent in refusals)
    page = pressed(keeper, keeper.ask("/subscribe@annals_test_bot 7:30"), "Settings")
    before = page.text
    answer = member.answer_to(member.press(page, "Silent"))
    assert "Only the administrators" in answer["text"]
    assert answer["show_alert"] == "true"
    assert page.text == before
    assert "Sound: silent" in pressed(keeper, page, "Silent").text


def test_an_anonymous_administrator_may_choose(member: Person) -> None:
    member.send_as_group("/subscribe 7:30")
    assert "07:30" in member.hear()[0].text


def test_somebody_writing_as_a_channel_may_not_choose(member: Person) -> None:
    channel = {"id": -100999, "type": "channel", "title": "Elsewhere"}
    member.send("/subscribe", sender_chat=channel)
    assert "Only the administrators" in member.hear()[0].text


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
    person = shared.person(next(_numbers))
    channel = shared.channel(person, -next(_numbers))
    page = channel.ask("/subscribe 7:30")
    assert "07:30" in page.text
    assert "Only the administrators" in channel.answer_to(channel.press(page, "Stop"))["text"]
    shared.telegram.administrators.add(person.user["id"])
    assert "No more daily posts" in pressed(channel, page, "Stop").text
    channel.send("what awards in November?")
    assert "No daily post" in channel.ask("/settings").text


def test_a_channel_that_subscribes_in_chinese_is_spoken_to_in_chinese(shared: BotApiServer) -> None:
    channel = shared.channel(shared.person(next(_numbers)), -next(_numbers))
    assert "每天07:00" in channel.ask("/subscribe 早上七點").text
    assert "語言：中文" in channel.ask("/settings").text


def test_a_channels_post_repeated_in_its_group_subscribes_no_group(member: Person) -> None:
    channel = {"id": -100998, "type": "channel", "title": "News"}
    member.send("/subscribe", sender_chat=channel, is_automatic_forward=True)
    assert "How to ask" in member.ask("/help").text


def test_readers_of_a_channel_are_answered_in_private(shared: BotApiServer) -> None:
    channel = shared.channel(shared.person(next(_numbers)), -next(_numbers))
    page = channel.ask("/subscribe")
    for data, link in (
        ("xe:2021-05-idc-scapa", "e_2021-05-idc-scapa"),
        ("xp:random", "random"),
        ("p:months", "months"),
        ("l:::0", "help"),
        ("forged", "help"),
    ):
        answer = channel.answer_to(channel.press(page, data=data))
        assert answer["url"] == f"https://t.me/annals_test_bot?start={link}"
    assert [sent.edits for sent in channel.received] == [0]
    reader = shared.person(next(_numbers))
    assert "Another one" in reader.ask("/start random").labels


def test_a_posts_buttons_leave_it_as_it_is(ann: Person) -> None:
    post = ann.ask("/today")
    before = post.text
    for label in ("Another one", "Settings"):
        ann.press(post, label)
        assert ann.hear()[0].text
    assert (post.text, post.edits) == (before, 0)


def test_a_block_ends_the_posts_and_start_revives_them(ann: Person) -> None:
    ann.ask("/subscribe 7:30")
    ann.change_membership("member", "kicked")
    assert "No daily post comes here" in ann.ask("/settings").text
    greeting = ann.ask("/start")
    assert "The daily post comes again." in greeting.text
    assert "07:30" in greeting.text
    assert "Hour: 07:30" in ann.ask("/settings").text


def test_an_unblocked_bot_posts_again_and_start_says_when(ann: Person) -> None:
    ann.ask("/subscribe 7:30")
    ann.change_membership("member", "kicked")
    ann.change_membership("kicked", "member")
    assert "every day at 07:30" in ann.ask("/start").text


def test_subscribing_again_after_a_block_finds_what_was(ann: Person) -> None:
    ann.ask("/subscribe 7:30 Paris")
    ann.change_membership("member", "kicked")
    assert "07:30 (Paris)" in ann.ask("/subscribe").text


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


def test_start_does_not_revive_what_was_ended_by_choice(ann: Person) -> None:
    ann.ask("/subscribe 7:30")
    ann.ask("/unsubscribe")
    assert "07:30" not in ann.ask("/start").text


def test_a_group_that_lets_the_bot_in_again_is_told(keeper: Person) -> None:
    keeper.ask("/subscribe 7:30")
    keeper.change_membership("member", "left")
    keeper.change_membership("left", "member")
    told = keeper.hear()[0]
    assert "The daily post comes again." in told.text
    assert "07:30" in told.text


def test_a_group_that_becomes_a_supergroup_keeps_its_posts(keeper: Person) -> None:
    keeper.ask("/subscribe 7:30")
    moved = keeper.migrate(-next(_numbers))
    assert "Hour: 07:30" in moved.ask("/settings").text


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
