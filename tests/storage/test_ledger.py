"""The ledger of deliveries on SQLite and PostgreSQL: claims, due instants, pruning."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import update

from bot.daily.outcomes import Outcome, Sent
from bot.storage.database import Database
from bot.storage.tables import subscriptions
from tests.daily.deliveries import (
    MORNING,
    NINE,
    Clock,
    Collector,
    deliver,
    ledger,
    subscribe,
)
from tests.storage.test_subscriptions import run


def test_open_claims_of_one_that_died_are_taken_up(database_url: str) -> None:
    async def steps(database: Database) -> None:
        await subscribe(database, [NINE])
        assert len(await database.ledger.claim(MORNING, 10, set())) == 1
        other = await Database.open(database_url)
        clock = Clock(MORNING)
        assert await deliver(other, Collector(clock), clock) == {"sent": 1}
        await other.close()

    run(database_url, steps)


def test_a_change_of_hour_meanwhile_is_kept(database_url: str) -> None:
    async def steps(database: Database) -> None:
        await subscribe(database, [NINE])
        clock = Clock(MORNING)
        collector = Collector(clock)

        class Changing(Collector):
            async def send(self, chat_id: int, *rest: object) -> Outcome:
                await database.subscriptions.put(replace(NINE, at=time(19)), clock.now)
                return Sent()

        assert await deliver(database, Changing(clock), clock) == {"sent": 1}
        clock.now = MORNING.replace(hour=19)
        assert await deliver(database, collector, clock) == {}
        clock.now += timedelta(days=1)
        assert await deliver(database, collector, clock) == {"sent": 1}

    run(database_url, steps)


def test_instants_that_no_longer_fit_are_mended_and_nothing_comes_early(database_url: str) -> None:
    async def steps(database: Database) -> None:
        wrong_clock = datetime(2031, 1, 1, 12, tzinfo=UTC)
        await subscribe(database, [NINE])
        clock = Clock(wrong_clock)
        assert await deliver(database, Collector(clock), clock) == {"sent": 1}
        right = MORNING - timedelta(hours=1)
        assert await database.ledger.correct(right) == 1
        assert await database.ledger.correct(right) == 0
        awaited = await database.subscriptions.get(7, 0)
        assert awaited is not None
        assert awaited.due_at == MORNING

    run(database_url, steps)


@pytest.mark.parametrize("hours", [-1, 1])
def test_when_the_rules_of_a_zone_change_the_post_comes_at_its_new_time(
    database_url: str, hours: int
) -> None:
    async def steps(database: Database) -> None:
        await subscribe(database, [NINE])
        by_old_rules = MORNING + timedelta(hours=hours)
        async with database._engine.begin() as connection:
            stale = update(subscriptions).values(due_at=int(by_old_rules.timestamp()))
            await connection.execute(stale)
        clock = Clock(MORNING - timedelta(minutes=30))
        assert await deliver(database, Collector(clock), clock) == {}
        clock.now = MORNING
        assert await deliver(database, Collector(clock), clock) == {"sent": 1}

    run(database_url, steps)


def test_the_ledger_is_pruned_after_a_week(database_url: str) -> None:
    async def steps(database: Database) -> None:
        await subscribe(database, [replace(NINE, chat_id=number) for number in range(1, 6)])
        clock = Clock(MORNING)
        for _ in range(3):
            await deliver(database, Collector(clock), clock)
            clock.now += timedelta(days=4)
        await database.ledger.prune(clock.now)
        assert {row[2] for row in await ledger(database)} == {date(2026, 11, 6), date(2026, 11, 10)}

    run(database_url, steps)
