"""Several bots on one database: nobody notices that they are several, or that one has gone."""

import json
import time
import urllib.request
from collections import Counter

import pytest

from tests.bot_api.server import BotApiServer
from tests.bot_api.webhooks import SECRET_HEADER
from tests.chat.kills import QUESTION
from tests.chat.replicas import Replicas, replicas
from tests.daily.kills import wait_for_chats, wait_for_messages
from tests.postgresql import PostgreSQL

PEOPLE = 120


@pytest.fixture
def url(postgresql_server: PostgreSQL) -> str:
    """An empty database that replicas can share."""
    return postgresql_server.new_database()


def came(server: BotApiServer) -> Counter[int]:
    return Counter(sent.chat_id for sent in list(server.telegram.messages))


def ask_all(server: BotApiServer, number: int = PEOPLE) -> None:
    for person in range(1, number + 1):
        server.person(person).send(QUESTION)


def test_a_conversation_goes_on_with_whichever_replica(server: BotApiServer, url: str) -> None:
    ann = server.person()
    with replicas(server, url, 2):
        for _ in range(2):  # More at once would be a flood.
            assert "WITSA" in ann.ask("what awards in November?").text
            assert "SCAPA" in ann.ask("and in May?").text
            assert "SCAPA" in ann.ask("tell me more").text


def test_a_conversation_goes_on_with_the_replica_that_takes_over_polling(
    server: BotApiServer, url: str
) -> None:
    ann = server.person()
    with replicas(server, url, 1, by_webhook=False) as bots:
        assert "WITSA" in ann.ask("what awards in November?").text
        bots.start()
        time.sleep(0.5)
        bots.kill(0)
        assert "SCAPA" in ann.ask("and in May?").text


def test_a_flood_is_one_though_it_comes_to_two_replicas(server: BotApiServer, url: str) -> None:
    ann, bob = server.person(7), server.person(8)
    with replicas(server, url, 2):
        for _ in range(20):
            ann.send("narlabs")
        bob.ask("narlabs")
        wait_for_messages(server, 10)
        time.sleep(1)
    texts = [sent.text for sent in ann.received]
    assert sum("faster than I can follow" in text for text in texts) == 1
    assert sum("Taipei Project" in text for text in texts) == 8


def test_a_choice_of_language_is_known_to_every_replica(server: BotApiServer, url: str) -> None:
    ann = server.person()
    with replicas(server, url, 2):
        for language, told in (("中文", "怎麼問"), ("English", "How to ask")) * 2:
            choices = ann.ask("/language")
            ann.press(choices, language)
            ann.wait_for_edit(choices)
            assert {told in ann.ask("/help").text for _ in range(3)} == {True}
            time.sleep(2)  # More at once would be a flood.


def test_an_edited_question_is_answered_in_its_place_by_another_replica(
    server: BotApiServer, url: str
) -> None:
    ann = server.person()
    with replicas(server, url, 2):
        for _ in range(3):
            asked = ann.send("what awards in November?")
            answer = ann.hear()[0]
            ann.edit(asked, "what awards in May?")
            assert "SCAPA" in ann.wait_for_edit(answer).text


def test_an_update_that_comes_to_both_replicas_is_answered_once(
    server: BotApiServer, url: str
) -> None:
    ann = server.person()
    with replicas(server, url, 2) as bots:
        for number in range(5000, 5010):
            statuses = [post(address, number, bots) for address in bots.addresses * 2]
            assert set(statuses) == {200}
        ann.hear(10)
        time.sleep(0.5)
    assert len(ann.received) == 10


def post(address: str, number: int, bots: Replicas) -> int:
    """Post a question as Telegram does; the status."""
    chat = {"id": 7, "type": "private", "first_name": "Ann"}
    message = {"message_id": number, "date": number, "text": "expo", "chat": chat}
    message["from"] = {**chat, "is_bot": False}
    request = urllib.request.Request(
        f"http://{address}/updates",
        json.dumps({"update_id": number, "message": message}).encode(),
        {SECRET_HEADER: bots.public["WEBHOOK_SECRET"], "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return int(answer.status)


@pytest.mark.parametrize("by_webhook", [False, True], ids=["polling", "webhook"])
def test_what_a_killed_replica_left_is_answered_by_the_other(
    server: BotApiServer, url: str, by_webhook: bool
) -> None:
    with replicas(server, url, 2, by_webhook) as bots:
        ask_all(server)
        wait_for_messages(server, PEOPLE // 4)
        bots.kill(0)
        wait_for_chats(server, PEOPLE)
    assert came(server).total() - PEOPLE <= 100


@pytest.mark.parametrize("by_webhook", [False, True], ids=["polling", "webhook"])
def test_a_rolling_restart_answers_each_question_once(
    server: BotApiServer, url: str, by_webhook: bool
) -> None:
    with replicas(server, url, 2, by_webhook) as bots:
        for third in range(3):
            for person in range(third * PEOPLE // 3 + 1, (third + 1) * PEOPLE // 3 + 1):
                server.person(person).send(QUESTION)
            wait_for_messages(server, third * PEOPLE // 3 + 5)
            bots.end(0)
            bots.start()
        wait_for_chats(server, PEOPLE)
        time.sleep(1)
    assert came(server) == dict.fromkeys(range(1, PEOPLE + 1), 1)
