"""The running bot delivers the day's posts, and the commands that show and do it."""

import asyncio
import subprocess
from collections import Counter

import pytest
from filelock import FileLock

from tests.bot_api.server import BotApiServer
from tests.chat.conftest import ROOT, command, environment, running
from tests.daily.kills import a_moment_ago, subscribe_many, wait_for_chats, wait_for_messages


def annals(server: BotApiServer, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """A command on the server's database."""
    return subprocess.run(
        command(*words),
        cwd=ROOT,
        env=environment(server, **more),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def subscribed(server: BotApiServer, number: int) -> None:
    """So many people, subscribed and due."""
    for chat in range(1, number + 1):
        server.person(chat)
    asyncio.run(subscribe_many(server.database_url, number, a_moment_ago()))


def test_a_broadcast_goes_on_after_a_restart_while_people_are_answered(
    server: BotApiServer,
) -> None:
    subscribed(server, 60)
    ann = server.person(1000)
    with running(server, BROADCAST_RATE="30"):
        wait_for_messages(server, 15)
        ann.ask("what awards in November?")
    sent_before = len(server.telegram.messages)
    assert sent_before < 61
    with running(server, BROADCAST_RATE="30"):
        wait_for_chats(server, 61)
    came = Counter(sent.chat_id for sent in server.telegram.messages)
    assert set(came.values()) == {1}


def test_what_is_due_can_be_counted_shown_and_delivered_once(server: BotApiServer) -> None:
    subscribed(server, 5)
    counted = annals(server, "subscriptions").stdout
    assert "UTC" in counted
    assert "5" in counted
    shown = annals(server, "deliver", "--dry-run").stdout
    assert shown.count("On this day") == 1
    assert server.telegram.messages == []
    assert annals(server, "deliver").stdout == "5 sent\n"
    assert annals(server, "deliver").stdout == "nothing is due\n"
    assert annals(server, "deliver", "--dry-run").stdout == "nothing is due\n"
    assert len(server.telegram.messages) == 5


def test_nobody_delivers_beside_another(server: BotApiServer) -> None:
    subscribed(server, 1)
    path = server.database_url.removeprefix("sqlite:///")
    with FileLock(f"{path}.delivering"):
        done = annals(server, "deliver")
    assert done.returncode == 2
    assert done.stderr == (
        "annals: another process delivers these posts already: the running bot does\n"
    )


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ({"TELEGRAM_BOT_TOKEN": "17:wrong"}, "Telegram refuses TELEGRAM_BOT_TOKEN"),
        (
            {"TELEGRAM_API_BASE_URL": "http://127.0.0.1:9/bot"},
            "Telegram cannot be reached at 127.0.0.1:9",
        ),
    ],
)
def test_where_telegram_takes_nothing_that_is_told_before_posts_are_tried(
    server: BotApiServer, setting: dict[str, str], told: str
) -> None:
    subscribed(server, 1)
    done = annals(server, "deliver", **setting)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith(f"annals: {told}: ")
    assert annals(server, "deliver").stdout == "1 sent\n"
