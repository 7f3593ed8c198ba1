"""Who may choose for a chat."""

from tests.bot_api.people import Person, pressed
from tests.bot_api.server import BotApiServer
from tests.chat.conftest import numbers


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


def test_readers_of_a_channel_are_answered_in_private(shared: BotApiServer) -> None:
    channel = shared.channel(shared.person(next(numbers)), -next(numbers))
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
    reader = shared.person(next(numbers))
    assert "Another one" in reader.ask("/start random").labels
