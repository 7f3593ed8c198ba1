"""The watch on the packs, where their folder cannot be looked at for a while."""

import asyncio
import errno
import logging
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import troubles
from bot.answers.answering import Answerer
from bot.chat.context import Services
from bot.chat.reloading import watch
from bot.events.knowledge import SHIPPED, load
from bot.settings import read_settings
from bot.storage.opening import Storage

_LOOK = 0.05


class Drive:
    """The packs on a network drive that can be away, and whose files can be gone."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.is_away = False
        shutil.copytree(SHIPPED, folder)
        look = Path.rglob

        def rglob(path: Path, pattern: str) -> Iterator[Path]:
            if self.is_away and path == folder:
                raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))
            return look(path, pattern)

        # No such drive can be had here: only what the system says of one.
        monkeypatch.setattr(Path, "rglob", rglob)


@pytest.fixture
def drive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Drive:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(troubles, "STEADY_SECONDS", 0.3)
    return Drive(tmp_path / "knowledge", monkeypatch)


async def _watched(drive: Drive, away_seconds: float) -> int:
    """Let the drive be away for a while, change a pack, and tell how many events are known."""
    settings = replace(read_settings(), knowledge_dir=drive.folder)
    answerer = Answerer.build(load(drive.folder))
    services = Services(answerer, settings, lambda: datetime.now(UTC), Storage("sqlite://"))
    watching = asyncio.create_task(watch(services, _LOOK))
    await asyncio.sleep(4 * _LOOK)
    drive.is_away = True
    await asyncio.sleep(away_seconds)
    assert len(services.answerer.knowledge.events) == len(answerer.knowledge.events)
    drive.is_away = False
    pack = next(drive.folder.glob("[a-u]*.yaml"))
    text = pack.read_text(encoding="utf-8")
    pack.write_text(text.replace("2021-01-mycode-plus", "2021-01-mycode-more"), encoding="utf-8")
    async with asyncio.timeout(10):
        while services.answerer is answerer:  # noqa: ASYNC110
            await asyncio.sleep(_LOOK)
    await asyncio.sleep(0.5)
    watching.cancel()
    await asyncio.wait({watching})
    return len(services.answerer.knowledge.events)


def test_a_drive_that_is_away_is_told_once_and_the_watch_goes_on(
    drive: Drive, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        assert asyncio.run(_watched(drive, away_seconds=0.6)) == 15
    told = [line for line in caplog.messages if "packs" in line]
    assert told[0] == "the packs cannot be looked at; what was known stays in force"
    assert sorted(line.split(";")[0].split(":")[0] for line in told[1:]) == [
        "the packs can be looked at again",
        "the packs have changed",
    ]
