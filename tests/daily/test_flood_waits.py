"""Chats that may have no message yet: they wait, and hold up nobody."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.daily.outcomes import FloodWait, Outcome, Sent
from bot.storage.database import Database
from tests.daily.deliveries import (
    MORNING,
    NINE,
    Clock,
    Collector,
    deliver,
    delivery_of,
    subscribe,
)
from tests.storage.test_subscriptions import run


class Flooding(Collector):
    """Asks chats to wait so many seconds, each once."""

    def __init__(self, clock: Clock, waits: dict[int, float]) -> None:
        super().__init__(clock)
        self.waits = waits

    async def send(self, chat_id: int, *rest: object) -> Outcome:
        """Ask to wait, or take the message."""
        wait = self.waits.pop(chat_id, None)
        if wait is not None:
            return FloodWait(wait)
        self.came.append((chat_id, self.clock.now))
        return Sent()


def test_a_long_flood_wait_gives_the_chat_back_until_then(database_url: str) -> None:
    async def steps(database: Database) -> None:
        await subscribe(database, [NINE, replace(NINE, chat_id=8)])
        clock = Clock(MORNING)
        flooding = Flooding(clock, {8: 43_837})
        assert await deliver(database, flooding, clock) == {"sent": 1, "later": 1}
        clock.now += timedelta(hours=12)
        assert await deliver(database, flooding, clock) == {}
        clock.now += timedelta(hours=1)
        assert await deliver(database, flooding, clock) == {"sent": 1}
        clock.now = MORNING + timedelta(days=1)
        assert await deliver(database, flooding, clock) == {"sent": 2}

    run(database_url, steps)


def test_a_short_flood_wait_holds_up_only_its_chat(database_url: str) -> None:
    async def steps(database: Database) -> None:
        numbers = range(1, 20)
        await subscribe(database, [replace(NINE, chat_id=number) for number in numbers])
        clock = Clock(MORNING)
        flooding = Flooding(clock, {1: 0.3})
        assert await deliver(database, flooding, clock, workers=1) == {"sent": 19}
        assert [chat for chat, _ in flooding.came][-1] == 1

    run(database_url, steps)


def test_topics_of_one_group_follow_each_other_slowly_and_hold_up_nobody(database_url: str) -> None:
    async def steps(database: Database) -> None:
        wanted = [replace(NINE, chat_id=-5, thread_id=topic) for topic in (2, 3)]
        await subscribe(database, [*wanted, *(replace(NINE, chat_id=n) for n in range(1, 9))])
        clock = Clock(MORNING)
        collector = Collector(clock)
        assert await deliver(database, collector, clock, workers=1) == {"sent": 10}
        assert [chat for chat, _ in collector.came][-1] == -5

    run(database_url, steps)


def test_when_several_chats_are_told_to_wait_all_wait(database_url: str) -> None:
    async def steps(database: Database) -> None:
        numbers = range(1, 11)
        await subscribe(database, [replace(NINE, chat_id=number) for number in numbers])
        clock = Clock(MORNING)
        flooding = Flooding(clock, dict.fromkeys((1, 2, 3), 0.5))
        delivery = delivery_of(database, flooding, clock, workers=1)
        delivering = asyncio.create_task(delivery.once(asyncio.Event()))
        while flooding.waits:  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        assert delivery.pace.halted_for() > 0
        assert flooding.came == []
        assert await delivering
        assert sorted(chat for chat, _ in flooding.came) == list(numbers)

    run(database_url, steps)
