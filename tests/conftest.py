"""What tests of several rooms share: the databases that the bot runs on, servers, a clock."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot_api.server import BotApiServer
from tests.postgresql import PostgreSQL, postgresql

BACKENDS = ("sqlite", "postgresql")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--webhook`: the chat's tests talk to a bot that Telegram posts to, not to one that polls."""
    parser.addoption("--webhook", action="store_true", help="test the chat by webhook")


@pytest.fixture(autouse=True)
def _logging_stays_as_it_was() -> Iterator[None]:
    """A command run in a test sets up logging for the whole process, and so for later tests."""
    names = ["", *logging.root.manager.loggerDict]
    before = [(logger := logging.getLogger(name), logger.level, logger.disabled) for name in names]
    yield
    for logger, level, is_disabled in before:
        logger.setLevel(level)
        logger.disabled = is_disabled


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgreSQL]:
    """A PostgreSQL server, started at the first use."""
    with postgresql() as server:
        yield server


@pytest.fixture(params=BACKENDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, on each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/annals.db"
    server: PostgreSQL = request.getfixturevalue("postgresql_server")
    return server.new_database()


@pytest.fixture
def server() -> Iterator[BotApiServer]:
    """A fresh Bot API server."""
    with BotApiServer() as started:
        yield started


class Clock:
    """Shows the seconds that it is set to."""

    now = 1000.0

    def __call__(self) -> float:
        """The seconds."""
        return self.now


@pytest.fixture
def clock(caplog: pytest.LogCaptureFixture) -> Clock:
    """A clock for troubles that last, of which the log then tells."""
    caplog.set_level(logging.INFO)
    return Clock()
