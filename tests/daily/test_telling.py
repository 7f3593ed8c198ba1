"""What delivering tells the log: a trouble of every post once, and that it is over."""

import asyncio
import logging
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot import troubles
from bot.answers.message import Message
from bot.daily.outcomes import Outcome, Refused
from bot.storage.database import Database
from tests.daily.deliveries import MORNING, NINE, Clock, Collector, deliver, delivery_of, subscribe
from tests.storage.test_subscriptions import run


@dataclass
class Refusing(Collector):
    """Takes no message."""

    async def send(
        self, chat_id: int, thread_id: int, message: Message, is_silent: bool
    ) -> Outcome:
        return Refused("Bad Request: can't parse entities")


@dataclass
class Failing(Collector):
    """Fails at every message."""

    async def send(
        self, chat_id: int, thread_id: int, message: Message, is_silent: bool
    ) -> Outcome:
        raise ValueError(message.plain())


@pytest.mark.parametrize(
    ("sender", "told"),
    [
        (Refusing, "a post was refused, the next is tomorrow's: Bad Request: can't parse entities"),
        (Failing, "a post could not be made or sent"),
    ],
)
def test_what_befalls_every_post_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, sender: type[Collector], told: str
) -> None:
    clock = Clock(MORNING)

    async def steps(database: Database) -> None:
        await subscribe(database, [replace(NINE, chat_id=number) for number in range(1, 201)])
        await deliver(database, sender(clock), clock)

    with caplog.at_level(logging.WARNING):
        run(f"sqlite:///{tmp_path}/annals.db", steps)
    assert caplog.messages == [told]


def test_a_database_that_comes_and_goes_is_told_once_and_that_it_is_over(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(troubles, "STEADY_SECONDS", 1.5)
    clock = Clock(MORNING)

    async def steps(database: Database) -> None:
        stop = asyncio.Event()
        collector = Collector(clock)
        delivering = asyncio.create_task(delivery_of(database, collector, clock).run(stop))
        await asyncio.sleep(0.5)
        async with database._engine.begin() as connection:
            await connection.exec_driver_sql("ALTER TABLE subscriptions RENAME TO hidden")
        for _ in range(3):
            await asyncio.sleep(1)
        async with database._engine.begin() as connection:
            await connection.exec_driver_sql("ALTER TABLE hidden RENAME TO subscriptions")
        await subscribe(database, [NINE])
        async with asyncio.timeout(20):
            # The first claim after a long pause tells that it is over before its post is sent.
            while not (collector.came and "go out again" in caplog.text):  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        stop.set()
        await delivering
        assert [chat for chat, _ in collector.came] == [NINE.chat_id]

    with caplog.at_level(logging.INFO, "bot.daily.delivery"):
        run(f"sqlite:///{tmp_path}/annals.db", steps)
    told = [line for line in caplog.messages if "go" in line]
    assert told[0].startswith("no post goes out until one can be recorded: no such table")
    assert told[-1].startswith("posts can be recorded and go out again; ")
    assert len([line for line in told if "can be recorded" in line]) == 2
