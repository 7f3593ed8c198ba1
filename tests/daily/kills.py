"""Killing a broadcast at a random moment, again and again."""

import asyncio
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from bot.storage.database import Database
from bot.storage.rows import minute_of, seconds_of
from bot.storage.tables import subscriptions
from tests.bot_api.server import BotApiServer
from tests.chat.conftest import ROOT

CHATS = 300


@dataclass(frozen=True)
class Aftermath:
    """What the people got after a kill and a restart."""

    killed_after: int
    without: int
    doubled: int


def command_of(url: str, base_url: str, *more: str) -> list[str]:
    """The command line of a deliverer."""
    return [sys.executable, "-m", "tests.daily.deliverer", url, base_url, *more]


async def subscribe_many(url: str, number: int, due: datetime) -> None:
    """Subscribe the chats 1 to `number`, all due at one instant."""
    row = {
        "thread_id": 0,
        "minute": minute_of(due.time()),
        "zone": "UTC",
        "language": "en",
        "only_exact": False,
        "is_silent": False,
        "due_on": due.date(),
        "due_at": seconds_of(due),
        "ended": None,
    }
    database = await Database.open(url)
    async with database._engine.begin() as connection:
        for first in range(1, number + 1, 1000):
            chats = range(first, min(first + 1000, number + 1))
            await connection.execute(
                insert(subscriptions), [{**row, "chat_id": chat} for chat in chats]
            )
    await database.close()


def a_moment_ago() -> datetime:
    """A whole minute that has just passed, and whose local day goes on for long enough."""
    return (datetime.now(UTC) - timedelta(minutes=1)).replace(second=0, microsecond=0)


def kill_and_restart(url: str, command: Sequence[str], server: BotApiServer) -> Aftermath:
    """Kill a broadcast to 300 chats after a random number of messages; have it finished by another.

    Args:
        url: an empty database.
        command: starts a process that delivers what is due there and ends.
    """
    for number in range(1, CHATS + 1):
        server.person(number)
    asyncio.run(subscribe_many(url, CHATS, a_moment_ago()))
    moment = random.randrange(CHATS)
    process = subprocess.Popen(command, cwd=ROOT)
    wait_for_messages(server, moment)
    time.sleep(random.random() / 50)
    process.kill()
    process.wait()
    subprocess.run(command, cwd=ROOT, check=True, timeout=120, stdout=subprocess.DEVNULL)
    came = Counter(sent.chat_id for sent in server.telegram.messages)
    return Aftermath(moment, CHATS - len(came), came.total() - len(came))


def wait_for_messages(server: BotApiServer, number: int) -> None:
    """Wait until so many messages have come."""
    wait_until(server, lambda: len(server.telegram.messages) >= number)


def wait_for_chats(server: BotApiServer, number: int) -> None:
    """Wait until so many chats have a message."""
    wait_until(server, lambda: len({sent.chat_id for sent in server.telegram.messages}) >= number)


def wait_until(server: BotApiServer, reached: Callable[[], bool]) -> None:
    """Wait, a minute at most, until something is so on the server."""
    with server.telegram.changed:
        assert server.telegram.changed.wait_for(reached, timeout=60), server.telegram.messages[-1:]
