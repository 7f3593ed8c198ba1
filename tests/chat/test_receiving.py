"""Taking turns at polling: a database that goes away ends a turn, and not the bot."""

import asyncio
import logging

import pytest

from bot.chat.receiving import in_turns
from bot.storage.lock import NoLock
from bot.storage.opening import CannotStore
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
                raise CannotStore("the server is away")
            stop.set()

        trouble = Trouble(logging.getLogger("bot.test"), "the database answers again")
        await in_turns(NoLock(), turn, stop, trouble)

    with caplog.at_level(logging.WARNING):
        asyncio.run(asyncio.wait_for(run(), 10))
    assert taken == [0, 1]
    assert caplog.messages == ["nothing is fetched until the database answers: the server is away"]
