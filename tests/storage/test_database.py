"""The database: migrated at the start, lasting, and its faults told in one line."""

import asyncio
import re
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, inspect, text

from bot.daily.ports import DatabaseAway
from bot.storage import database as database_module
from bot.storage import migrations
from bot.storage.database import HEAD, Database
from bot.storage.opening import CannotStore
from bot.storage.tables import metadata
from tests.postgresql import PostgreSQL

VERSIONS = Path(migrations.__file__).with_name("versions")


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


def _engine(address: str) -> Engine:
    return create_engine(address.replace("postgresql:", "postgresql+psycopg:"))


def _migrated(address: str, revision: str, *also: str) -> None:
    """Bring an empty database to a revision by its migrations, and execute what comes after."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    engine = _engine(address)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        for statement in also:
            connection.execute(text(statement))
    engine.dispose()


def _described(address: str) -> dict[str, object]:
    """Every table with its columns, key and indexes, and the version, as the database tells."""
    engine = _engine(address)
    made = inspect(engine)
    described: dict[str, object] = {
        name: (
            [(c["name"], repr(c["type"]), c["nullable"]) for c in made.get_columns(name)],
            made.get_pk_constraint(name),
            made.get_indexes(name),
            made.get_table_options(name),
        )
        for name in made.get_table_names()
    }
    with engine.connect() as connection:
        described["version"] = connection.scalar(text("SELECT version_num FROM alembic_version"))
    engine.dispose()
    return described


@pytest.fixture
def other_url(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> str:
    """A second empty database of the same kind."""
    if database_url.startswith("sqlite"):
        return f"sqlite:///{tmp_path}/other.db"
    server: PostgreSQL = request.getfixturevalue("postgresql_server")
    return server.new_database()


def test_a_new_database_is_what_all_migrations_make(database_url: str, other_url: str) -> None:
    _migrated(other_url, "head")
    _opened(database_url)
    made = _described(database_url)
    assert made == _described(other_url)
    assert made["version"] == HEAD
    assert metadata.tables.keys() <= made.keys()


def test_an_older_database_is_migrated_and_keeps_what_it_held(
    database_url: str, other_url: str
) -> None:
    _migrated(database_url, "0001", "INSERT INTO chats VALUES (7, 'zh-Hant')")
    assert asyncio.run(_chosen_and_read_back(database_url)) == ["zh-Hant", "zh-Hant", "en"]
    _migrated(other_url, "head")
    assert _described(database_url) == _described(other_url)


def test_a_file_is_written_ahead(tmp_path: Path) -> None:
    _opened(url(tmp_path))
    engine = create_engine(url(tmp_path))
    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
    engine.dispose()


def test_a_folder_made_for_it_is_nobody_elses_to_read(tmp_path: Path) -> None:
    _opened(url(tmp_path))
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_a_file_is_nobody_elses_to_read_in_whatever_folder(tmp_path: Path) -> None:
    _opened(f"sqlite:///{tmp_path}/annals.db")
    made = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert made == {"annals.db": 0o600}


def _pass_for(database_url: str, version: str) -> None:
    """Let a database be of another version."""

    async def run() -> None:
        database = await Database.open(database_url)
        async with database._engine.begin() as connection:
            given = {"version": version}
            await connection.execute(
                text("UPDATE alembic_version SET version_num = :version"), given
            )
            await connection.execute(text("ALTER TABLE chats ADD COLUMN mood varchar(9)"))
            await connection.execute(text("CREATE TABLE moods (mood varchar(9))"))
        await database.close()

    asyncio.run(run())


def test_a_database_of_a_newer_era_is_refused(database_url: str) -> None:
    _pass_for(database_url, "0100")
    with pytest.raises(CannotStore, match="newer"):
        _opened(database_url)


def test_a_database_that_a_newer_version_only_expanded_is_worked_with(database_url: str) -> None:
    _pass_for(database_url, "0099")
    assert asyncio.run(_chosen_and_read_back(database_url)) == [None, "zh-Hant", "en"]


def test_of_several_that_start_at_once_one_migrates(database_url: str) -> None:
    code = "import asyncio, sys; from bot.storage.database import Database; "
    code += "asyncio.run(Database.open(sys.argv[1]))"
    starting = [
        subprocess.Popen(
            [sys.executable, "-c", code, database_url], stderr=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    assert [(process.communicate()[1], process.returncode) for process in starting] == [("", 0)] * 4
    _opened(database_url)


def test_migrations_only_add() -> None:
    for path in sorted(VERSIONS.glob("v[0-9]*.py")):
        upgrade = path.read_text(encoding="utf-8").partition("def upgrade")[2]
        upgrade = upgrade.partition("def downgrade")[0]
        used = set(re.findall(r"\bop\.(\w+)", upgrade))
        assert used <= {"create_table", "create_index", "add_column"}, path.name


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("nonsense", "is not a database's URL"),
        ("sqlite:////proc/nowhere/annals.db", "cannot be made"),
        ("mysql+nothing://a:secret@b/c", "not installed"),
        ("postgresql://127.0.0.1:1/c?password=secret&sslpassword=secret", "Connection refused"),
    ],
)
def test_an_unusable_database_is_told_in_one_line(address: str, told: str) -> None:
    with pytest.raises(CannotStore, match=told) as caught:
        _opened(address)
    assert "secret" not in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_a_server_that_never_answers_is_told_after_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(database_module._PATIENCE, "connect_timeout", "2")
    with socket.create_server(("127.0.0.1", 0)) as silent:  # It takes what comes, and says nothing.
        address = f"postgresql://annals:secret@127.0.0.1:{silent.getsockname()[1]}/annals"

        async def opened_in_time() -> None:
            async with asyncio.timeout(20):
                await Database.open(address)

        with pytest.raises(CannotStore, match="it does not answer") as caught:
            asyncio.run(opened_in_time())
    assert "secret" not in str(caught.value)
    assert "timeout" not in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_the_patience_with_a_server_is_the_urls_own_where_it_names_one() -> None:
    url = database_module._engine("postgresql://a@b/c?connect_timeout=3", must_exist=False).url
    assert url.query["connect_timeout"] == "3"
    assert url.query["keepalives_idle"] == database_module._PATIENCE["keepalives_idle"]


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

    with pytest.raises(DatabaseAway) as caught:
        asyncio.run(run())
    assert "987654321" not in str(caught.value)
