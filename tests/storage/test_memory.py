"""What replicas remember: written with the updates that changed it, and read at once or later."""

import time

from bot.storage.database import Database
from bot.storage.inbox import Group, Handled, Noted
from bot.storage.remembering import REMEMBERED_SECONDS, Kept, Key, Recalled
from tests.postgresql import PostgreSQL
from tests.storage.test_subscriptions import run

TALK, GROUP = Key(7, "talk", 8), Key(-9, "group")
LONG_AGO = int(time.time()) - REMEMBERED_SECONDS - 60


def test_what_was_kept_is_recalled_for_ten_minutes(postgresql_server: PostgreSQL) -> None:
    async def steps(database: Database) -> None:
        kept = [Kept(TALK, "old"), Kept(GROUP, "true", LONG_AGO), Kept(TALK, "new")]
        await database.updates.write(1, Group([], [Handled(5)], kept))
        recalled = await database.memory.recall([TALK, GROUP], [7], 2)
        assert recalled == Recalled({TALK: "new"}, {}, {})
        await database.memory.prune(int(time.time()))
        async with database.change() as connection:
            left = await connection.exec_driver_sql("SELECT value FROM remembered")
            assert left.all() == [("new",)]

    run(postgresql_server.new_database(), steps)


def test_what_is_forgotten_is_recalled_no_more(postgresql_server: PostgreSQL) -> None:
    async def steps(database: Database) -> None:
        await database.updates.write(1, Group([], [], [Kept(TALK, "a"), Kept(GROUP, "b")]))
        await database.updates.write(1, Group([], [], [Kept(TALK, None)]))
        assert (await database.memory.recall([TALK, GROUP], [], 2)).values == {GROUP: "b"}

    run(postgresql_server.new_database(), steps)


def test_what_another_handles_and_the_languages_of_chats_are_read_with_a_note(
    postgresql_server: PostgreSQL,
) -> None:
    async def steps(database: Database) -> None:
        await database.choose_language(7, "zh-Hant")
        noted = [Noted(6, 7, "{}"), Noted(5, 7, "{}"), Noted(4, 8, "{}")]
        await database.updates.write(1, Group(noted, [], [Kept(TALK, "a")]))
        await database.updates.write(1, Group([], [Handled(4)]))
        asking = Group([Noted(9, 7, "{}")], keys={TALK, GROUP}, of_chats={7, 8})
        other = await database.updates.write(2, asking)
        assert other.new == {9}
        assert other.recalled == Recalled({TALK: "a"}, {7: "zh-Hant"}, {7: 5})
        assert other.recalled == await database.memory.recall([TALK, GROUP], [7, 8], 2)

    run(postgresql_server.new_database(), steps)
