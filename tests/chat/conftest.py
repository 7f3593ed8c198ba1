"""The bot as a process of its own, against a Bot API server on loopback."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from tests.bot_api.people import Person
from tests.bot_api.server import TOKEN, BotApiServer

ROOT = Path(__file__).parents[2]
numbers = count(20_000)
"""Of people and chats: nobody plays two parts, or one would be told to slow down."""


def environment(server: BotApiServer | None, **more: str) -> dict[str, str]:
    """The environment of a bot that knows only what it is given."""
    kept = {"PATH": os.environ["PATH"], "PYTHONUTF8": "1", "TELEGRAM_BOT_TOKEN": TOKEN}
    if server:
        kept["DATABASE_URL"] = server.database_url
        kept["TELEGRAM_API_BASE_URL"] = server.base_url
    return {**kept, **more}


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def webhook_settings() -> dict[str, str]:
    """The settings of a bot that Telegram posts to, at a port that is free now."""
    address = f"127.0.0.1:{free_port()}"
    return {
        "WEBHOOK_URL": f"http://{address}/updates",
        "WEBHOOK_LISTEN": address,
        "WEBHOOK_SECRET": "a-secret-of-these-tests",
    }


def command(*words: str) -> list[str]:
    """The command line of the bot."""
    return [sys.executable, "-m", "bot", *words]


@contextmanager
def running(
    server: BotApiServer, told: list[str] | None = None, **more: str
) -> Iterator["subprocess.Popen[str]"]:
    """`python -m bot run` while the block runs; ended by SIGTERM, which has to end it cleanly.

    Args:
        told: gets what the bot printed and logged, at its end.
    """
    process = subprocess.Popen(
        command("run"),
        cwd=ROOT,
        env=environment(server, **more),
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
        process.send_signal(signal.SIGTERM)
        output, errors = process.communicate(timeout=15)
    finally:
        process.kill()
        process.wait()
    if told is not None:
        told += [output, errors]
    assert process.returncode == 0, errors
    assert TOKEN not in output + errors
    assert "Traceback" not in errors, errors


@pytest.fixture(scope="session")
def shared(request: pytest.FixtureRequest) -> Iterator[BotApiServer]:
    """A Bot API server with a running bot, for all tests whose people nobody else plays.

    The bot polls; with `--webhook` it is posted to.
    """
    more = webhook_settings() if request.config.getoption("--webhook") else {}
    with BotApiServer() as started, running(started, None, **more):
        yield started


@pytest.fixture
def ann(shared: BotApiServer) -> Person:
    return shared.person(next(numbers))


@pytest.fixture
def mei(shared: BotApiServer) -> Person:
    return shared.person(next(numbers), language="zh-hant")


@pytest.fixture
def keeper(shared: BotApiServer) -> Person:
    """An administrator, writing in a group."""
    person = shared.person(next(numbers))
    shared.telegram.administrators.add(person.user["id"])
    return shared.group(person, -next(numbers))


@pytest.fixture
def member(shared: BotApiServer, keeper: Person) -> Person:
    """Somebody else, writing in the same group."""
    someone = shared.person(next(numbers))
    return Person(shared.telegram, someone.user, keeper.chat)
