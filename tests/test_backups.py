"""`annals backup` and `annals restore`, beside a running bot."""

import subprocess
from pathlib import Path

import pytest

from tests.bot_api.server import BotApiServer
from tests.chat.conftest import ROOT, command, environment, running


def annals(url: str, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command(*words),
        cwd=ROOT,
        env=environment(None, DATABASE_URL=url),
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_running_bot_is_saved_and_brought_back(
    server: BotApiServer, database_url: str, tmp_path: Path
) -> None:
    file, ann = tmp_path / "backup.db", server.person(12_001)
    with running(server, DATABASE_URL=database_url):
        assert "09:00" in ann.ask("/subscribe").text
        saved = annals(database_url, "backup", str(file))
        assert (saved.returncode, saved.stderr) == (0, "")
        assert saved.stdout == f"1 row is saved in {file}.\n"
        ann.ask("/unsubscribe")
        refused = annals(database_url, "restore", str(file))
        assert refused.returncode == 2
        assert refused.stderr == "annals: a bot is running on this database: stop it first\n"
    restored = annals(database_url, "restore", str(file))
    assert (restored.returncode, restored.stderr) == (0, "")
    with running(server, DATABASE_URL=database_url):
        assert "Hour: 09:00" in ann.ask("/settings").text


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("backup", "annals.db"), 2, "is there already: choose another name"),
        (("backup", "/nowhere/backup.db"), 2, "/nowhere/backup.db cannot be used (No such file"),
        (("restore", "/nowhere/backup.db"), 2, "/nowhere/backup.db cannot be used (No such file"),
        (("restore", "README.md"), 1, "is no backup: choose one that `annals backup` wrote"),
        (("backup",), 2, "Missing argument 'FILE'"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    tmp_path: Path, words: tuple[str, ...], status: int, told: str
) -> None:
    url = f"sqlite:///{tmp_path}/annals.db"
    annals(url, "subscriptions")
    named = [str(tmp_path / word) if word == "annals.db" else word for word in words]
    done = annals(url, *named)
    assert done.returncode == status
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_wrong_address_is_told_and_nothing_made(tmp_path: Path) -> None:
    done = annals(f"sqlite:///{tmp_path}/annal.db", "backup", str(tmp_path / "backup.db"))
    assert done.returncode == 2
    assert "there is no" in done.stderr
    assert list(tmp_path.iterdir()) == []
