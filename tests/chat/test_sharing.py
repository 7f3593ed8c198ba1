"""What replicas share is known when an update's turn comes, from one look at the database."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from telegram import Update

from bot.answers.answering import Answerer
from bot.chat.context import Services
from bot.chat.dispatching import Outcome
from bot.chat.sharing import SharedMemory
from bot.events.knowledge import SHIPPED, load
from bot.settings import read_settings
from bot.storage.inbox import Inbox, Noted
from bot.storage.opening import Storage
from tests.chat.test_dispatching import update
from tests.postgresql import PostgreSQL

ANN = 7
NOW = datetime(2026, 3, 16, 9, 30, tzinfo=UTC)
TICKS = count()
FIRST, SECOND = "2021-11-witsa-ehealth-award", "2021-05-idc-scapa"


class Replica:
    """What a replica knows, without the handlers of updates."""

    def __init__(self, answerer: Answerer, url: str) -> None:
        self._answerer = answerer
        self.storage = Storage(url)
        self.services = Services(
            answerer, read_settings(), lambda: NOW + timedelta(seconds=next(TICKS)), self.storage
        )
        self.inbox = Inbox(self.storage)
        self.memory = SharedMemory(self.services, self.inbox, is_alone=False)

    async def note(self, one: Update) -> bool:
        return await self.memory.note(one, Noted(one.update_id, ANN, "{}"))

    async def talks_about(self, one: Update) -> str | None:
        """The event that was spoken of before an update, once its turn has come."""
        await self.memory.recall(one)
        event = self.services.conversation(ANN, ANN).event
        return event.id if event else None

    async def end(self, one: Update, event: str) -> None:
        """Have an update handled that speaks of an event."""
        self.services.conversation(ANN, ANN).event = self._answerer.knowledge.named(event)
        self.memory.ended(one, Outcome.HANDLED)
        self.inbox.handled(one.update_id)

    async def handle(self, one: Update, event: str) -> str | None:
        """All of it, written down at the end; the event that was spoken of before."""
        assert await self.note(one)
        before = await self.talks_about(one)
        await self.end(one, event)
        await self.inbox.flush()
        return before


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    """Answers from the shipped pack."""
    return Answerer.build(load(SHIPPED))


@pytest.fixture
def take(
    answerer: Answerer,
    postgresql_server: PostgreSQL,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[Callable[[Replica, Replica], Awaitable[None]]], None]:
    """Takes steps with two replicas on one empty database."""
    monkeypatch.chdir(tmp_path)

    async def run(steps: Callable[[Replica, Replica], Awaitable[None]]) -> None:
        url = postgresql_server.new_database()
        both = Replica(answerer, url), Replica(answerer, url)
        try:
            await steps(*both)
        finally:
            for replica in both:
                await replica.inbox.close()
                await replica.storage.close()

    return lambda steps: asyncio.run(run(steps))


Take = Callable[[Callable[[Replica, Replica], Awaitable[None]]], None]


def test_what_came_before_is_read_together_with_the_note(take: Take) -> None:
    async def steps(one: Replica, other: Replica) -> None:
        assert await one.handle(update(1), FIRST) is None
        assert await other.handle(update(2), SECOND) == FIRST
        assert await one.handle(update(3), FIRST) == SECOND
        for replica in (one, other):
            _, reading = (await replica.storage.database())._lines
            assert reading._connection is None, "it was not needed"

    take(steps)


@pytest.mark.parametrize("is_written", [False, True], ids=["at once", "written meanwhile"])
def test_what_changes_here_after_it_was_read_is_not_forgotten(take: Take, is_written: bool) -> None:
    async def steps(one: Replica, _: Replica) -> None:
        for number in (1, 2, 3):
            assert await one.note(update(number))
        assert await one.talks_about(update(1)) is None
        await one.services.choose_language(ANN, "zh-Hant")
        await one.end(update(1), FIRST)
        if is_written:
            await one.inbox.flush()
        assert await one.talks_about(update(2)) == FIRST
        assert await one.services.chosen_language(ANN) == "zh-Hant"
        await one.end(update(2), SECOND)
        assert await one.talks_about(update(3)) == SECOND

    take(steps)


def test_what_ended_here_and_is_not_yet_written_is_not_forgotten(take: Take) -> None:
    async def steps(one: Replica, _: Replica) -> None:
        assert await one.note(update(1))
        assert await one.talks_about(update(1)) is None
        await one.end(update(1), FIRST)
        assert await one.handle(update(2), SECOND) == FIRST

    take(steps)


def test_an_update_waits_for_what_another_replica_handles_before_it(take: Take) -> None:
    async def steps(one: Replica, other: Replica) -> None:
        assert await one.note(update(1))
        assert await other.note(update(2))
        waiting = asyncio.create_task(other.talks_about(update(2)))
        assert await one.talks_about(update(1)) is None
        await asyncio.sleep(0.1)
        assert not waiting.done()
        await one.end(update(1), FIRST)
        await one.inbox.flush()
        assert await waiting == FIRST

    take(steps)


def test_of_an_update_that_another_replica_has_nothing_is_kept(take: Take) -> None:
    async def steps(one: Replica, other: Replica) -> None:
        assert await one.note(update(1))
        assert not await other.note(update(1))
        assert other.memory._ahead.take(ANN, 1) is None
        assert one.memory._ahead.take(ANN, 1) is not None
        assert one.memory._ahead.take(ANN, 1) is None

    take(steps)
