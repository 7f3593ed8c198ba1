"""Delivering the day's posts, on SQLite and on PostgreSQL, to a real Bot API server."""

import asyncio
import logging
from collections import Counter
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.daily.outcomes import Outcome, Sent
from bot.storage.database import Database
from bot.storage.lock import NoLock
from tests.bot_api.content import Refused
from tests.bot_api.faults import Fault, Kind
from tests.bot_api.server import BotApiServer
from tests.daily.deliveries import (
    DAY,
    MORNING,
    NINE,
    Clock,
    Collector,
    deliver,
    delivery_of,
    endings,
    ledger,
    poster_to,
    quick_lock,
    subscribe,
)
from tests.storage.test_subscriptions import run


def came(server: BotApiServer) -> Counter[int]:
    return Counter(sent.chat_id for sent in server.telegram.messages)


def test_what_is_due_goes_out_once(database_url: str, server: BotApiServer) -> None:
    people = [server.person(number) for number in range(1, 31)]

    async def steps(database: Database) -> None:
        await subscribe(database, [replace(NINE, chat_id=number) for number in range(1, 30)])
        await subscribe(database, [replace(NINE, chat_id=30, at=time(9, 1))])
        async with poster_to(server) as poster:
            clock = Clock(MORNING)
            assert await deliver(database, poster, clock) == {"sent": 29}
            assert await deliver(database, poster, clock) == {}
            assert await ledger(database) == [(n, 0, DAY, "sent") for n in range(1, 30)]
            clock.now += timedelta(minutes=1)
            assert await deliver(database, poster, clock) == {"sent": 1}
            clock.now += timedelta(days=1)
            assert await deliver(database, poster, clock) == {"sent": 30}

    run(database_url, steps)
    post = people[0].received[0]
    assert "Bench Design Award" in post.text
    assert "7 years ago" in post.text
    assert set(came(server).values()) == {2}


def test_each_gets_it_in_the_own_language_topic_and_manner(
    database_url: str, server: BotApiServer
) -> None:
    forum = server.group(server.person(), -5)
    server.telegram.topics[-5] = {3}

    async def steps(database: Database) -> None:
        wanted = replace(NINE, chat_id=-5, thread_id=3, language="zh-Hant", is_silent=True)
        await subscribe(database, [wanted])
        async with poster_to(server) as poster:
            assert await deliver(database, poster, Clock(MORNING)) == {"sent": 1}

    run(database_url, steps)
    post = server.topic(forum, 3).received[0]
    assert "座椅設計獎" in post.text
    assert post.parameters["message_thread_id"] == "3"
    assert post.parameters["disable_notification"] == "true"


def test_only_days_with_an_event_of_their_own_are_told_to_who_wants_that(database_url: str) -> None:
    async def steps(database: Database) -> None:
        await subscribe(database, [replace(NINE, only_exact=True)])
        clock = Clock(MORNING)
        collector = Collector(clock)
        assert await deliver(database, collector, clock) == {"sent": 1}
        clock.now += timedelta(days=1)
        assert await deliver(database, collector, clock) == {"empty": 1}
        assert await ledger(database) == [(7, 0, DAY, "sent")]
        awaited = await database.subscriptions.get(7, 0)
        assert awaited is not None
        assert awaited.due_at == MORNING + timedelta(days=2)

    run(database_url, steps)


def test_after_an_outage_only_todays_post_goes_out(database_url: str) -> None:
    async def steps(database: Database) -> None:
        late = replace(NINE, chat_id=8, at=time(20))
        await subscribe(database, [NINE, late])
        clock = Clock(MORNING + timedelta(days=5, hours=3))
        assert await deliver(database, Collector(clock), clock) == {"sent": 1}
        assert [row[2] for row in await ledger(database)] == [date(2026, 11, 7)]
        clock.now += timedelta(hours=8)
        assert await deliver(database, Collector(clock), clock) == {"sent": 1}
        assert {row[2] for row in await ledger(database)} == {date(2026, 11, 7)}

    run(database_url, steps)


GONE = {
    11: ("Forbidden: user is deactivated", 403, "deactivated"),
    12: ("Forbidden: bot was kicked from the supergroup chat", 403, "kicked"),
    13: ("Bad Request: not enough rights to send text messages to the chat", 400, None),
    14: ("Forbidden: bot was blocked by the user", 403, "blocked"),
}


def test_bad_chats_end_quietly_and_stop_nobody(
    database_url: str, server: BotApiServer, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(1, 21):
        server.person(number)
    server.group(server.person(), -5)
    server.telegram.topics[-5] = {3}
    for chat, (text, code, _) in GONE.items():
        server.telegram.refusals[chat] = Refused(text, code)

    async def steps(database: Database) -> None:
        numbers = [*range(1, 21), 99]
        await subscribe(database, [replace(NINE, chat_id=number) for number in numbers])
        for topic in (3, 4):
            await subscribe(database, [replace(NINE, chat_id=-5, thread_id=topic)])
        async with poster_to(server) as poster:
            tally = await deliver(database, poster, Clock(MORNING))
        assert tally == {"sent": 17, "ended": 5, "refused": 1}
        ended = {key: reason for key, reason in (await endings(database)).items() if reason}
        expected = {(chat, 0): reason for chat, (*_, reason) in GONE.items() if reason}
        assert ended == {**expected, (99, 0): "not found", (-5, 4): "not found"}

    with caplog.at_level(logging.INFO):
        run(database_url, steps)
    assert set(came(server).values()) == {1}
    told = [record.getMessage() for record in caplog.records if record.name.startswith("bot.daily")]
    assert any("Not enough rights" in line for line in told)
    assert not any("13" in line for line in told)


def test_a_group_that_became_a_supergroup_gets_it_there(
    database_url: str, server: BotApiServer
) -> None:
    ann = server.person()
    server.group(ann, -5)
    supergroup = server.group(ann, -1005)
    moved = Refused(
        "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1005
    )
    server.telegram.refusals[-5] = moved

    async def steps(database: Database) -> None:
        await subscribe(database, [replace(NINE, chat_id=-5)])
        async with poster_to(server) as poster:
            clock = Clock(MORNING)
            assert await deliver(database, poster, clock) == {"sent": 1}
            clock.now += timedelta(days=1)
            assert await deliver(database, poster, clock) == {"sent": 1}
        assert await endings(database) == {(-1005, 0): None}

    run(database_url, steps)
    assert len(supergroup.received) == 2


@pytest.mark.filterwarnings("ignore:.*retry_after")
def test_a_faulty_server_costs_nobody_the_post(database_url: str, server: BotApiServer) -> None:
    """One call in five fails; only a hang whose message had come doubles it."""
    numbers = range(1, 41)
    for number in numbers:
        server.person(number)
    server.fail_one_in(
        5,
        "sendMessage",
        Fault("sendMessage", Kind.FLOOD, seconds=1),
        Fault("sendMessage", Kind.BAD_GATEWAY),
        Fault("sendMessage", Kind.HANG, seconds=1),
        Fault("sendMessage", Kind.DROP_BEFORE),
    )

    async def steps(database: Database) -> None:
        await subscribe(database, [replace(NINE, chat_id=number) for number in numbers])
        async with poster_to(server) as poster:
            assert await deliver(database, poster, Clock(MORNING)) == {"sent": len(numbers)}

    run(database_url, steps)
    hangs = -(-server.calls.count("sendMessage") // 20)
    counted = came(server)
    assert set(counted) == set(numbers)
    assert sum(counted.values()) - len(numbers) <= hangs


class Slow(Collector):
    """Takes a while for each message."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.twenty = asyncio.Event()

    async def send(self, chat_id: int, *rest: object) -> Outcome:
        """Take the message after a while."""
        await asyncio.sleep(0.05)
        self.came.append((chat_id, self.clock.now))
        if len(self.came) == 20:
            self.twenty.set()
        return Sent()


def test_at_the_end_what_is_under_way_is_finished_and_the_rest_given_back(
    database_url: str,
) -> None:
    async def steps(database: Database) -> None:
        await subscribe(database, [replace(NINE, chat_id=number) for number in range(1, 101)])
        clock = Clock(MORNING)
        slow = Slow(clock)
        stop = asyncio.Event()
        delivery = delivery_of(database, slow, clock)
        running = asyncio.create_task(delivery.run(stop))
        await slow.twenty.wait()
        stop.set()
        await running
        assert len(slow.came) < 60
        assert [(chat, "sent") for chat, _ in sorted(slow.came)] == [
            (row[0], row[3]) for row in await ledger(database)
        ]
        await deliver(database, slow, clock)
        assert sorted(chat for chat, _ in slow.came) == list(range(1, 101))

    run(database_url, steps)


def test_one_delivers_at_a_time(database_url: str) -> None:
    async def steps(database: Database) -> None:
        clock = Clock(MORNING)
        first, second = quick_lock(database), quick_lock(database)
        assert await first.acquire()
        assert first.is_held
        delivery = delivery_of(database, Collector(clock), clock)
        assert not await delivery.once(asyncio.Event())
        await first.release()
        assert not first.is_held
        for _ in range(100):  # PostgreSQL takes a moment to see the connection gone.
            if await second.acquire():
                break
            await asyncio.sleep(0.05)
        assert second.is_held
        await second.release()

    run(database_url, steps)


class Flickering(NoLock):
    """A lock that is lost for a moment, again and again."""

    asked = 0

    @property
    def is_held(self) -> bool:  # type: ignore[override]
        """Whether it is held this time."""
        self.asked += 1
        return self.asked % 50 != 0


def test_a_lock_that_is_lost_for_a_moment_loses_no_post(database_url: str) -> None:
    async def steps(database: Database) -> None:
        await subscribe(database, [replace(NINE, chat_id=number) for number in range(1, 101)])
        clock = Clock(MORNING)
        collector = Collector(clock)
        delivery = delivery_of(database, collector, clock)
        delivery.lock = Flickering()
        assert await delivery.once(asyncio.Event())
        assert sorted(chat for chat, _ in collector.came) == list(range(1, 101))

    run(database_url, steps)
