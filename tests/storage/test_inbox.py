"""The inbox: what is noted lasts, is handled once, and nothing of it is left afterwards."""

import asyncio
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from bot.daily.ports import DatabaseAway
from bot.storage.database import Database
from bot.storage.inbox import Group, Handled, Inbox, Noted, Written
from bot.storage.opening import Storage
from bot.storage.peeking import Glimpse, peek
from bot.storage.tables import updates
from bot.storage.updates import KNOWN_SECONDS
from tests.postgresql import PostgreSQL
from tests.storage.test_subscriptions import run

BODY = '{"update_id": 5, "message": {"text": "a secret wish"}}'
LONG_AGO = int(time.time()) - KNOWN_SECONDS - 60


async def rows(database: Database) -> dict[int, tuple[int | None, str | None, bool]]:
    """Of each update its chat, its body, and whether it was handled."""
    async with database._engine.connect() as connection:
        found = await connection.execute(select(updates))
        return {r.update_id: (r.chat_id, r.body, r.handled_at is not None) for r in found}


def test_an_update_is_new_once_whoever_notes_it(database_url: str) -> None:
    async def steps(database: Database) -> None:
        kept = database.updates
        assert (await kept.write(1, Group([Noted(5, 7, BODY), Noted(6, 7, BODY)]))).new == {5, 6}
        assert (await kept.write(2, Group([Noted(6, 7, BODY), Noted(8, 7, BODY)]))).new == {8}

    run(database_url, steps)


def test_of_what_was_handled_only_the_number_is_left(database_url: str) -> None:
    async def steps(database: Database) -> None:
        await database.updates.write(1, Group([Noted(5, 7, BODY), Noted(6, 7, BODY)], [Handled(5)]))
        await database.updates.write(1, Group([], [Handled(9)]))
        assert await rows(database) == {
            5: (None, None, True),
            6: (7, BODY, False),
            9: (None, None, True),
        }
        assert (await database.updates.write(1, Group([Noted(5, 7, BODY)]))).new == set()
        assert await database.updates.lately_handled(1) == [9]

    run(database_url, steps)


def test_who_lost_the_answer_but_not_the_update_is_told_again_that_it_is_new(
    database_url: str,
) -> None:
    async def steps(database: Database) -> None:
        for _ in range(2):
            assert (await database.updates.write(1, Group([Noted(5, 7, BODY)]))).new == {5}
        await database.updates.write(1, Group([], [Handled(5)]))
        assert (await database.updates.write(1, Group([Noted(5, 7, BODY)]))).new == set()

    run(database_url, steps)


def test_what_is_told_twice_at_once_is_written_once(database_url: str) -> None:
    async def steps(database: Database) -> None:
        twice = Group([Noted(5, 7, BODY), Noted(6, 7, BODY)] * 2, [Handled(5), Handled(9)] * 2)
        assert (await database.updates.write(1, twice)).new == {6}
        assert await rows(database) == {
            5: (None, None, True),
            6: (7, BODY, False),
            9: (None, None, True),
        }

    run(database_url, steps)


@pytest.mark.parametrize(
    "body",
    [
        '{"text": "十一月有什麼獎項 🎉 \\u0000 \\ud800 \\" \\\\ \\n"}',
        '{"text":\t"é"}\r\n',
        '{"text": "' + "字" * 100_000 + '"}',
    ],
    ids=["signs", "spaces", "long"],
)
def test_an_update_is_kept_to_the_letter(database_url: str, body: str) -> None:
    async def steps(database: Database) -> None:
        await database.updates.write(1, Group([Noted(2**63 - 1, -(2**62), body)]))
        assert await rows(database) == {2**63 - 1: (-(2**62), body, False)}

    run(database_url, steps)


def test_numbers_are_remembered_for_a_day(database_url: str) -> None:
    async def steps(database: Database) -> None:
        old = [Handled(5, LONG_AGO), Handled(6)]
        await database.updates.write(1, Group([Noted(7, 7, BODY, LONG_AGO)], old))
        await database.updates.prune(int(time.time()))
        assert sorted(await rows(database)) == [6, 7]

    run(database_url, steps)


def test_what_waits_is_written_together(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def steps() -> int:
        storage = Storage(database_url)
        database = await storage.database()
        inbox = Inbox(storage)
        groups: list[Group] = []
        write = database.updates.write

        async def counted(claimant: int, group: Group) -> Written:
            groups.append(group)
            return await write(claimant, group)

        monkeypatch.setattr(database.updates, "write", counted)
        for number in range(100, 150):
            inbox.handled(number)
        results = await asyncio.gather(*(inbox.note([Noted(n, 7, BODY)]) for n in range(100)))
        assert results == [[True]] * 100
        await inbox.close()
        assert len(await rows(database)) == 150
        await storage.close()
        return len(groups)

    assert asyncio.run(steps()) < 10


def test_a_database_that_is_away_keeps_no_number_from_being_remembered(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def steps() -> list[int]:
        storage = Storage(f"sqlite:///{tmp_path}/annals.db")
        database = await storage.database()
        inbox = Inbox(storage)
        async with database._engine.begin() as connection:
            await connection.execute(text("ALTER TABLE updates RENAME TO gone"))
        inbox.handled(5)
        for _ in range(20):
            with pytest.raises(DatabaseAway):
                await inbox.note([Noted(6, 7, BODY)])
            await inbox.flush()
        async with database._engine.begin() as connection:
            await connection.execute(text("ALTER TABLE gone RENAME TO updates"))
        await inbox.close()
        kept = sorted(await rows(database))
        await storage.close()
        return kept

    assert asyncio.run(steps()) == [5]
    assert caplog.messages == ["updates cannot be kept: no such table: updates"], "told once"


def test_what_was_handled_while_the_last_group_is_written_is_not_forgotten(
    database_url: str,
) -> None:
    async def steps() -> list[int]:
        storage = Storage(database_url)
        database = await storage.database()
        inbox = Inbox(storage)
        inbox.open()
        async with database._engine.connect() as other:
            is_sqlite = other.dialect.name == "sqlite"
            await other.exec_driver_sql("BEGIN IMMEDIATE" if is_sqlite else "LOCK TABLE updates")
            inbox.handled(5)
            await asyncio.sleep(0.3)
            assert not inbox._handled  # It is being written, and has to wait.
            inbox.handled(6)
            closing = asyncio.create_task(inbox.close())
            await asyncio.sleep(0.01)
            await other.rollback()
        await closing
        kept = sorted(await rows(database))
        await storage.close()
        return kept

    assert asyncio.run(steps()) == [5, 6]


def test_a_first_look_sees_what_was_handled_and_what_waits(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/annals.db"
    assert peek(url) == Glimpse()
    notes = Noted(8, 7, BODY), Noted(5, 7, BODY), Noted(6, 7, BODY)
    run(url, lambda database: database.updates.write(1, Group(notes, [Handled(5), Handled(9)])))
    assert peek(url) == Glimpse((9, 5), (notes[2], notes[0]))


def test_a_first_look_at_nonsense_finds_nothing(tmp_path: Path) -> None:
    (tmp_path / "annals.db").write_text("no database at all, only text " * 99)
    assert peek(f"sqlite:///{tmp_path}/annals.db") == Glimpse()
    assert peek("sqlite://") == Glimpse()
    assert peek("postgresql://nobody@nowhere/nothing") == Glimpse()


def test_only_what_the_dead_left_is_taken_over(postgresql_server: PostgreSQL) -> None:
    async def steps(database: Database) -> None:
        kept = database.updates
        await kept.write(
            1, Group([Noted(6, 7, BODY), Noted(5, 8, BODY), Noted(4, 8, BODY)], [Handled(4)])
        )
        await kept.write(2, Group([Noted(9, 7, BODY)]))
        assert await kept.claimants(2) == [1]
        life = database.life_lock(1)
        assert await life.acquire()
        assert not await kept.is_dead(1)
        assert await kept.take_over(2, 1) == []
        await life.release()
        async with asyncio.timeout(5):  # The server ends a session in its own time.
            while not await kept.is_dead(1):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        assert [one.update_id for one in await kept.take_over(2, 1)] == [5, 6]
        assert await kept.claimants(2) == []
        async with database._engine.connect() as connection:
            query = select(func.count()).where(updates.c.claimed_by == 2)
            assert await connection.scalar(query) == 3

    run(postgresql_server.new_database(), steps)
