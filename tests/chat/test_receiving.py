"""Taking turns at polling: a database that goes away ends a turn, and not the bot."""

import asyncio
import logging

import pytest

from bot.chat.receiving import in_turns
from bot.daily.ports import DatabaseAway
from bot.storage.lock import NoLock
from bot.troubles import Trouble


def test_a_turn_that_the_database_cut_short_is_taken_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    taken: list[int] = []

    async def run() -> None:
        stop = asyncio.Event()

        async def turn() -> None:
            taken.append(len(taken))
            if len(taken) == 1:
                raise DatabaseAway("the server is away")
            stop.set()

        trouble = Trouble(logging.getLogger("bot.test"), "the database answers again")
        await in_turns(NoLock(), turn, stop, trouble)

    with caplog.at_level(logging.WARNING):
        asyncio.run(asyncio.wait_for(run(), 10))
    assert taken == [0, 1]
    assert caplog.messages == ["nothing is fetched until the database answers: the server is away"]


class Foreseen(NoLock):
    """A lock of which it is foreseen what comes of each try: True, False, or it cannot be known."""

    def __init__(self, *tries: bool | None) -> None:
        self._tries = list(tries)

    async def acquire(self) -> bool:
        found = self._tries.pop(0)
        if found is None:
            raise DatabaseAway("the server is away")
        return found


def test_another_replica_is_spoken_of_only_where_there_is_one(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once each time that it stands by, and not while nobody can tell."""
    monkeypatch.setattr("bot.chat.receiving._TURN_SECONDS", 0.001)
    turns: list[int] = []

    async def run() -> None:
        stop = asyncio.Event()

        async def turn() -> None:
            turns.append(len(turns))
            logging.getLogger("bot.test").info("a turn")
            if len(turns) == 2:
                stop.set()

        lease = Foreseen(None, None, True, None, False, False, None, False, True)
        trouble = Trouble(logging.getLogger("bot.test"), "the database answers again")
        await in_turns(lease, turn, stop, trouble)

    with caplog.at_level(logging.INFO):
        asyncio.run(asyncio.wait_for(run(), 10))
    away = "nothing is fetched until the database tells who polls: the server is away"
    beside = "another replica polls; this one takes over when that one ends"
    assert caplog.messages == [away, "a turn", beside, "a turn"]
