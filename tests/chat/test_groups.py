"""Groups, end to end: silent unless meant, greeted once, left cleanly."""

from collections.abc import Iterator

import pytest

from tests.bot_api.content import Refused
from tests.bot_api.people import Person
from tests.bot_api.server import BotApiServer
from tests.chat.conftest import numbers, running

NAME = "@annals_test_bot"


@pytest.fixture
def group(shared: BotApiServer, ann: Person) -> Person:
    return shared.group(ann, -next(numbers))


@pytest.mark.parametrize(
    "text",
    [
        f"{NAME} narlabs",
        f"narlabs {NAME}",
        f"{NAME}, narlabs?",
        f"{NAME.upper()} narlabs",
        f"{NAME}：narlabs",
        "/start@annals_test_bot e_2021-08-second-taipei-project-mou",
    ],
)
def test_a_group_is_answered_where_the_bot_is_meant(group: Person, text: str) -> None:
    number = group.send(text)
    answer = group.hear()[0]
    assert "2nd Taipei Project" in answer.text
    assert f'"message_id":{number}' in str(answer.parameters["reply_parameters"]).replace(" ", "")


def test_a_chinese_question_needs_no_space_behind_the_name(group: Person) -> None:
    assert "資料開放金質獎" in group.ask(f"{NAME}十一月有什麼獎項").text


@pytest.mark.parametrize(
    ("text", "said"), [("narlabs?", "2nd Taipei Project"), ("/month 3", "How to ask")]
)
def test_the_name_in_reply_to_somebody_has_their_question_answered(
    shared: BotApiServer, group: Person, text: str, said: str
) -> None:
    asked = {"message_id": 1, "date": 1, "chat": group.chat, "text": text}
    asked["from"] = shared.person(next(numbers)).user
    group.send(NAME, reply_to_message=asked)
    assert said in group.hear()[0].text


def test_a_caption_is_a_question_where_it_means_the_bot(group: Person) -> None:
    group.send_photo("narlabs")
    group.send_photo(f"{NAME} narlabs")
    assert "2nd Taipei Project" in group.hear()[0].text


def test_a_reply_to_the_bot_is_a_question(group: Person) -> None:
    answer = group.ask(f"{NAME} what awards in November?")
    group.reply_to(answer, "and in May?")
    assert "SCAPA" in group.hear()[0].text


@pytest.mark.parametrize("command", ["month", "month@annals_test_bot 3", "Month@Annals_Test_Bot"])
def test_a_command_is_answered(group: Person, command: str) -> None:
    assert group.ask(f"/{command}").text


def test_the_name_alone_gets_the_help(group: Person) -> None:
    assert "How to ask" in group.ask(NAME).text


def test_an_unknown_command_is_answered_only_where_it_names_the_bot(group: Person) -> None:
    group.send("/nonsense")
    group.send("/nonsense@other_bot")
    group.send("/month@other_bot")
    assert "don't know that command" in group.ask("/nonsense@annals_test_bot").text
    assert len(group.received) == 1


@pytest.fixture(scope="module")
def without_privacy() -> Iterator[BotApiServer]:
    """A bot that Telegram shows every message of its groups."""
    with BotApiServer() as started:
        started.telegram.abilities["can_read_all_group_messages"] = True
        with running(started):
            yield started


def test_without_privacy_mode_a_group_is_left_in_peace_too(without_privacy: BotApiServer) -> None:
    group = without_privacy.group(without_privacy.person(7))
    answer = group.ask(f"{NAME} narlabs")
    for text in ("what awards in November?", "mail me at ann@annals_test_bot", "@other_bot expo"):
        group.send(text)
    group.send("what awards in November?", via_bot={"id": 9, "is_bot": True, "first_name": "x"})
    group.send("/nonsense@other_bot")
    group.choose(group.ask_inline("expo")["results"][0])
    other = {"message_id": 1, "date": 1, "chat": group.chat, "from": group.user, "text": "x"}
    group.send("expo?", reply_to_message=other)
    group.reply_to(answer, "expo?")
    assert "251 vendors" in group.hear()[0].text
    assert len(group.received) == 2


def test_answers_stay_in_their_topic(shared: BotApiServer, group: Person) -> None:
    shared.telegram.administrators.add(group.user["id"])
    topic = shared.topic(group, 11)
    card = topic.ask(f"{NAME} expo")
    topic.press(card, "Daily post")
    assert "No daily post comes here" in topic.hear()[0].text
    assert group.received == []


def test_a_new_group_is_greeted_once_and_told_how_to_ask(group: Person) -> None:
    group.add_bot()
    greeting = group.hear()[0]
    assert "mention me: @annals_test_bot what happened in March?" in greeting.text
    assert "cannot see" in greeting.text
    assert group.ask("/help@annals_test_bot").text
    assert len(group.received) == 2
    for label in greeting.labels[:-1]:
        group.press(greeting, label)
        assert group.hear()[0].text
    assert greeting.edits == 0


def test_the_example_of_the_greeting_is_answered(group: Person) -> None:
    group.add_bot()
    greeting = group.hear()[0].text
    example = next(line for line in greeting.splitlines() if NAME in line).partition(": ")[2]
    assert "Mayors" in group.ask(example).text


def test_a_group_whose_messages_are_seen_is_told_so(
    without_privacy: BotApiServer, group: Person
) -> None:
    open_group = without_privacy.group(without_privacy.person(8), -1009)
    open_group.add_bot()
    assert "keep none of it" in open_group.hear()[0].text
    group.add_bot("administrator")
    assert "keep none of it" in group.hear()[0].text


def test_a_chinese_speaker_is_greeted_in_chinese(shared: BotApiServer) -> None:
    group = shared.group(shared.person(next(numbers), language="zh-hant"), -next(numbers))
    group.add_bot()
    assert "提到我" in group.hear()[0].text


def test_becoming_an_administrator_is_no_news(group: Person) -> None:
    group.add_bot()
    group.hear()
    group.change_membership("member", "administrator")
    assert group.ask("/help").text


def test_a_group_that_the_bot_may_not_write_to_troubles_nobody(
    shared: BotApiServer, ann: Person, group: Person
) -> None:
    shared.telegram.refusals[group.chat["id"]] = Refused(
        "Bad Request: not enough rights to send text messages to the chat"
    )
    group.add_bot()
    assert ann.ask("expo").text
    assert group.received == []


def test_a_link_adds_the_bot_and_its_daily_post(shared: BotApiServer, ann: Person) -> None:
    link = next(b["url"] for b in ann.ask("/help").buttons if "url" in b)
    address, _, payload = link.partition("?startgroup=")
    assert address == "https://t.me/annals_test_bot"
    group = shared.group(ann, -next(numbers))
    group.add_bot()
    group.hear()
    assert "Only the administrators" in group.ask(f"/start@annals_test_bot {payload}").text
    shared.telegram.administrators.add(ann.user["id"])
    assert "every day at 09:00" in group.ask(f"/start@annals_test_bot {payload}").text


def test_a_group_that_puts_the_bot_out_is_left_cleanly(shared: BotApiServer, group: Person) -> None:
    shared.telegram.administrators.add(group.user["id"])
    group.ask("/subscribe 7:30")
    group.ask(f"{NAME} what awards in November?")
    group.change_membership("member", "kicked")
    group.add_bot()
    told = group.hear()[0].text
    assert "The daily post comes again." in told
    assert "Open Data" not in group.ask(f"{NAME} the first one").text
