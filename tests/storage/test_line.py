"""A line to a server: it asks, tells what is wrong in one line, and is made anew after a fault."""

import pytest

from bot.daily.ports import DatabaseAway
from bot.storage.database import Database
from bot.storage.line import array
from tests.postgresql import PostgreSQL
from tests.storage.test_subscriptions import run

_OWN = "SELECT pg_backend_pid()"


def test_a_line_that_is_cut_is_told_of_once_and_made_anew(postgresql_server: PostgreSQL) -> None:
    async def steps(database: Database) -> None:
        line, _ = database._lines
        [(before,)] = await line.ask(_OWN, {})
        assert await line.ask(_OWN, {}) == [(before,)], "one connection serves all"
        postgresql_server.execute(f"SELECT pg_terminate_backend({before}, 5000)")
        with pytest.raises(DatabaseAway):
            await line.ask(_OWN, {})
        [(after,)] = await line.ask(_OWN, {})
        assert after != before

    run(postgresql_server.new_database(), steps)


def test_what_a_server_refuses_is_told_in_one_line_without_what_was_given(
    postgresql_server: PostgreSQL,
) -> None:
    async def steps(database: Database) -> None:
        line, _ = database._lines
        with pytest.raises(DatabaseAway, match="invalid input syntax") as caught:
            await line.ask("SELECT %(text)s::json", {"text": "a secret wish"})
        assert "wish" not in str(caught.value)
        assert len(str(caught.value).splitlines()) == 1
        assert await line.ask("SELECT %(number)s + 1", {"number": 2}) == [(3,)]

    run(postgresql_server.new_database(), steps)


def test_arrays_are_given_as_the_server_reads_them(postgresql_server: PostgreSQL) -> None:
    async def steps(database: Database) -> None:
        given = {"none": array([]), "numbers": array([-(2**62), 7]), "words": array(["a", "b"])}
        [row] = await database._lines[0].ask(
            "SELECT %(none)s::bigint[], %(numbers)s::bigint[], %(words)s::text[]", given
        )
        assert row == ([], [-(2**62), 7], ["a", "b"])

    run(postgresql_server.new_database(), steps)
