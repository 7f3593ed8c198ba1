"""The database: migrated at the start, lasting, and its faults told in one line."""

import asyncio
import stat
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from bot.storage.database import HEAD, Database
from bot.storage.opening import CannotStore
from bot.storage.tables import metadata


def url(folder: Path) -> str:
    return f"sqlite:///{folder}/data/annals.db"


async def _chosen_and_read_back(address: str) -> list[str | None]:
    database = await Database.open(address)
    read = [await database.language(7)]
    await database.choose_language(7, "zh-Hant")
    read.append(await database.language(7))
    await database.choose_language(7, "en")
    await database.close()
    database = await Database.open(address)
    read.append(await database.language(7))
    await database.close()
    return read


def test_a_choice_outlives_the_process(tmp_path: Path) -> None:
    assert asyncio.run(_chosen_and_read_back(url(tmp_path))) == [None, "zh-Hant", "en"]


def _opened(address: str) -> None:
    async def run() -> None:
        await (await Database.open(address)).close()

    asyncio.run(run())


def test_migrations_make_the_tables_of_the_code(tmp_path: Path) -> None:
    _opened(url(tmp_path))
    engine = create_engine(url(tmp_path))
    made = inspect(engine)
    for table in metadata.sorted_tables:
        assert {c["name"] for c in made.get_columns(table.name)} == {c.name for c in table.columns}
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == HEAD
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
    engine.dispose()


def test_a_folder_made_for_it_is_nobody_elses_to_read(tmp_path: Path) -> None:
    _opened(url(tmp_path))
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    _opened(url(tmp_path))
    engine = create_engine(url(tmp_path))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(CannotStore, match="newer"):
        _opened(url(tmp_path))


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("nonsense", "is not a database's URL"),
        ("sqlite:////proc/nowhere/annals.db", "cannot be made"),
        ("mysql+nothing://a:secret@b/c", "not installed"),
    ],
)
def test_an_unusable_database_is_told_in_one_line(address: str, told: str) -> None:
    with pytest.raises(CannotStore, match=told) as caught:
        _opened(address)
    assert "secret" not in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "annals.db").write_text("no database at all, only text " * 99)
    with pytest.raises(CannotStore, match="not a database"):
        _opened(url(tmp_path))


def test_no_error_names_a_chat(database_url: str) -> None:
    async def run() -> None:
        database = await Database.open(database_url)
        try:
            async with database._engine.begin() as connection:
                await connection.execute(text("DROP TABLE chats"))
            await database.language(987654321)
        finally:
            await database.close()

    with pytest.raises(SQLAlchemyError) as caught:
        asyncio.run(run())
    assert "987654321" not in str(caught.value)
