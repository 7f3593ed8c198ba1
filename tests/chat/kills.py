"""Killing a bot in the middle of questions, and starting it again."""

import random
import subprocess
import time
from collections import Counter
from dataclasses import dataclass

from tests.bot_api.server import BotApiServer
from tests.chat.conftest import ROOT, command, environment, webhook_settings

QUESTION = "what awards in November?"
_PATIENCE = 90.0


@dataclass(frozen=True)
class Aftermath:
    """What the people got after a kill and a restart."""

    killed_after: int
    lost: int
    doubled: int


def kill_and_restart(
    server: BotApiServer, database_url: str, questions: int, by_webhook: bool
) -> Aftermath:
    """Queue questions of as many people, kill the bot in the midst of them, start it again."""
    more = {"DATABASE_URL": database_url, "LOG_LEVEL": "ERROR"}
    if by_webhook:
        more |= webhook_settings()
    environ = environment(server, **more)
    for number in range(1, questions + 1):
        server.person(number).send(QUESTION)
    moment = random.randrange(questions // 10, questions * 9 // 10)
    process = subprocess.Popen(command("run"), cwd=ROOT, env=environ)
    _wait_for_chats(server, moment)
    time.sleep(random.random() / 20)
    process.kill()
    process.wait()
    process = subprocess.Popen(command("run"), cwd=ROOT, env=environ)
    try:
        _wait_for_chats(server, questions)
        time.sleep(1)  # For what comes twice.
    finally:
        process.terminate()
        process.wait(timeout=30)
    came = Counter(sent.chat_id for sent in server.telegram.messages)
    return Aftermath(moment, questions - len(came), came.total() - len(came))


def _wait_for_chats(server: BotApiServer, number: int) -> None:
    """Wait until so many chats have an answer, or for long enough."""

    def are_there() -> bool:
        return len({sent.chat_id for sent in server.telegram.messages}) >= number

    with server.telegram.changed:
        server.telegram.changed.wait_for(are_there, timeout=_PATIENCE)
