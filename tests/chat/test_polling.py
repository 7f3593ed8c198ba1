"""Fetching updates: none is lost, and one that hangs keeps no later one away."""

import asyncio
from collections.abc import Sequence
from typing import Any, cast

from telegram import Bot, Update

from bot.chat.dispatching import Dispatcher
from bot.chat.patience import Patience
from bot.chat.polling import Poller
from bot.chat.reach import Reach
from bot.chat.slots import Slots

_LIMIT = 100


class Queue:
    """Plays Telegram's queue of updates, each of a chat of its own.

    An offset far above all numbers is one of before these began anew: it acknowledges nothing.
    """

    def __init__(self, number: int, first: int = 1) -> None:
        self.waiting = list(range(first, first + number))
        self.anew: list[int] = []
        self.offsets: list[int] = []

    async def get_updates(self, offset: int, limit: int, **_: Any) -> list[Update]:
        await asyncio.sleep(0.01)
        self.offsets.append(offset)
        if self.waiting and offset <= self.waiting[-1] + 10:
            self.waiting = [number for number in self.waiting if number >= offset]
        elif not self.waiting:
            self.waiting, self.anew = self.anew, []
        return [Update.de_json(_of(n), None) for n in self.waiting[:limit]]


def _of(number: int) -> dict[str, Any]:
    chat = {"id": number, "type": "private", "first_name": "Ann"}
    message = {"message_id": number, "date": 1, "chat": chat, "from": {**chat, "is_bot": False}}
    return {"update_id": number, "message": {**message, "text": "expo"}}


async def _polled(queue: Queue, hanging: set[int], seconds: float) -> tuple[set[int], set[int]]:
    """Poll for a while; what was handled by then, and what is still with Telegram, or noted."""
    handled: set[int] = set()

    async def handle(update: Update) -> None:
        if update.update_id in hanging:
            await asyncio.sleep(seconds + 5)
        assert update.update_id not in handled, "an update was handled twice"
        handled.add(update.update_id)

    async def note(updates: Sequence[Update]) -> None:
        noted.update(update.update_id for update in updates)

    noted: set[int] = set()
    poller = Poller(cast("Bot", queue), Dispatcher(handle), note, Patience(Reach("nowhere")), 1)
    stop = asyncio.Event()
    polling = asyncio.create_task(poller.run(stop))
    await asyncio.sleep(seconds)
    done, left = set(handled), set(queue.waiting) | noted
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)
    return done, left


def test_many_are_handled_once_each() -> None:
    queue = Queue(5 * _LIMIT)
    done, left = asyncio.run(_polled(queue, set(), 2))
    assert len(done) == 5 * _LIMIT
    assert left == set()


def test_hanging_ones_keep_no_later_ones_away_and_are_noted() -> None:
    done, left = asyncio.run(_polled(Queue(5 * _LIMIT), set(range(1, 12)), 4))
    assert done == set(range(12, 5 * _LIMIT + 1))
    assert left >= set(range(1, 12))


def test_numbers_that_begin_anew_are_heard() -> None:
    queue = Queue(50, first=9000)
    queue.anew = list(range(1, 151))
    done, left = asyncio.run(_polled(queue, set(), 2))
    assert (len(done), left) == (200, set())


def test_a_hanging_one_stays_unacknowledged_while_it_keeps_nobody_away() -> None:
    done, left = asyncio.run(_polled(Queue(50), {1}, 2))
    assert done == set(range(2, 51))
    assert 1 in left


def test_a_turn_that_lasts_too_long_is_given_to_others() -> None:
    async def run() -> list[str]:
        slots, ended = Slots(1, patience=0.1), []

        async def take(name: str, seconds: float) -> None:
            async with slots.slot():
                await asyncio.sleep(seconds)
                ended.append(name)

        await asyncio.gather(take("long", 0.4), take("short", 0), take("third", 0))
        return ended

    assert asyncio.run(run()) == ["short", "third", "long"]
