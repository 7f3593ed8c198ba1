"""What handlers are given, where the database gives nothing."""

import asyncio
import logging
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.answers.answering import Answerer
from bot.chat.context import Services
from bot.events.knowledge import SHIPPED, load
from bot.settings import read_settings
from bot.storage.opening import Storage


def test_a_chat_is_answered_though_nobody_can_tell_which_language_it_chose(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answerer = Answerer.build(load(SHIPPED))
    storage = Storage("sqlite:////proc/nowhere/annals.db")
    settings = replace(read_settings(), database_url=storage.url)

    async def steps() -> list[str]:
        services = Services(answerer, settings, lambda: datetime.now(UTC), storage)
        return [await services.chosen_language(chat) for chat in range(1, 20)]

    with caplog.at_level(logging.WARNING):
        assert asyncio.run(steps()) == [""] * 19
    assert len(caplog.messages) == 1
    assert caplog.messages[0].startswith("the database cannot be asked: DATABASE_URL")
