"""What Telegram shows of the bot: set at the start, in every language, only where it changed."""

import asyncio
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answers.answering import Answerer
from bot.chat import serving
from bot.chat.application import build
from bot.events.knowledge import SHIPPED, load
from bot.settings import read_settings
from bot.storage.opening import Storage
from tests.bot_api.faults import Kind
from tests.bot_api.server import TOKEN, BotApiServer
from tests.chat.conftest import running


def wait_for_profile(server: BotApiServer) -> None:
    with server.telegram.changed:
        kinds = {("short_description", ""), ("short_description", "zh")}
        assert server.telegram.changed.wait_for(
            lambda: kinds <= server.telegram.profile.texts.keys(), timeout=15
        )


def wait_for_calls(server: BotApiServer, method: str, times: int) -> None:
    deadline = time.monotonic() + 15
    while server.calls.count(method) < times:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def settings(server: BotApiServer) -> list[str]:
    return [call for call in server.calls if call.startswith("setMy")]


def test_the_profile_is_set_in_both_languages_and_then_only_where_it_changed(
    server: BotApiServer,
) -> None:
    with running(server):
        wait_for_profile(server)
    profile = server.telegram.profile
    english, chinese = profile.commands[""], profile.commands["zh"]
    assert [c["command"] for c in english] == [c["command"] for c in chinese]
    assert all(c["description"].isascii() for c in english)
    assert not any(c["description"].isascii() for c in chinese)
    assert "I know 15 events" in profile.texts["description", ""]
    assert "我知道15則大事" in profile.texts["description", "zh"]
    assert len(settings(server)) == 6
    server.calls.clear()
    profile.texts["description", "zh"] = "something else"
    with running(server):
        wait_for_calls(server, "getMyShortDescription", 2)
    assert settings(server) == ["setMyDescription"]
    assert "我知道15則大事" in profile.texts["description", "zh"]


def test_a_profile_that_could_not_be_set_is_set_later(
    server: BotApiServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(serving, "_DESCRIBE_AGAIN_SECONDS", 0.1)
    settings = replace(read_settings(), api_base_url=server.base_url)
    answerer = Answerer.build(load(SHIPPED))

    async def steps() -> None:
        application = build(settings, answerer, TOKEN, Storage("sqlite://"))
        await application.bot.initialize()
        server.fail("setMyCommands", Kind.DROP_BEFORE)
        server.fail("setMyShortDescription", Kind.DROP_BEFORE)
        await serving._describe(application, asyncio.create_task(asyncio.sleep(0)))
        await application.bot.shutdown()

    asyncio.run(steps())
    assert {("short_description", ""), ("short_description", "zh")} <= set(
        server.telegram.profile.texts
    )
    assert server.telegram.profile.commands.keys() == {"", "zh"}
