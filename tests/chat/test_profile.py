"""What Telegram shows of the bot: set at the start, in every language, only where it changed."""

import time

from tests.bot_api.server import BotApiServer
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
