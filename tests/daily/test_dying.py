"""Processes that die in the middle of a broadcast."""

import asyncio
import subprocess
from collections import Counter

import pytest

from bot.daily.delivery import WORKERS
from tests.bot_api.server import BotApiServer
from tests.chat.conftest import ROOT
from tests.daily.kills import (
    CHATS,
    a_moment_ago,
    command_of,
    kill_and_restart,
    subscribe_many,
    wait_for_chats,
    wait_for_messages,
)
from tests.postgresql import PostgreSQL


def came(server: BotApiServer) -> Counter[int]:
    return Counter(sent.chat_id for sent in list(server.telegram.messages))


@pytest.mark.parametrize("_run", range(3))
def test_a_killed_broadcast_reaches_everybody_after_a_restart(
    database_url: str, server: BotApiServer, _run: int
) -> None:
    after = kill_and_restart(database_url, command_of(database_url, server.base_url), server)
    assert after.without == 0
    assert after.doubled <= WORKERS


def test_of_two_processes_one_delivers_and_the_other_takes_over(
    postgresql_server: PostgreSQL, server: BotApiServer
) -> None:
    url = postgresql_server.new_database()
    for number in range(1, CHATS + 1):
        server.person(number)
    asyncio.run(subscribe_many(url, CHATS, a_moment_ago()))
    command = command_of(url, server.base_url, "for ever")
    first = subprocess.Popen(command, cwd=ROOT)
    wait_for_messages(server, 1)
    second = subprocess.Popen(command, cwd=ROOT)
    wait_for_messages(server, CHATS // 2)
    assert set(came(server).values()) == {1}
    first.kill()
    first.wait()
    wait_for_chats(server, CHATS)
    second.terminate()
    assert second.wait(timeout=30) == 0
    assert came(server).total() - CHATS <= WORKERS
