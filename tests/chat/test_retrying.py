"""Calls that failed are tried again; a reply waits for Telegram to be back."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import count

import pytest
from telegram.error import BadRequest, NetworkError
from telegram.ext import ExtBot

from bot.chat import retrying
from bot.chat.precedence import Precedence
from bot.chat.reach import Reach
from bot.chat.request import Request
from bot.chat.retrying import Retrying, SentMessage
from tests.bot_api.faults import Kind
from tests.bot_api.server import TOKEN, BotApiServer

CHAT = 760_001
Call = Callable[[ExtBot[SentMessage]], Awaitable[object]]


def called(server: BotApiServer, call: Call, reach: Reach) -> None:
    """Have a bot make one call of the server."""
    server.person(CHAT)

    async def run() -> None:
        request = Request(2)
        bot = ExtBot(
            TOKEN,
            server.base_url,
            request=request,
            get_updates_request=Request(1),
            rate_limiter=Retrying(Precedence(), reach),
        )
        try:
            await call(bot)
        finally:
            await request.shutdown()

    asyncio.run(run())


async def send(bot: ExtBot[SentMessage]) -> None:
    await bot.send_message(CHAT, "expo")


async def press(bot: ExtBot[SentMessage]) -> None:
    await bot.answer_callback_query("1")


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retrying, "_PAUSES", (0.001,) * 5)
    monkeypatch.setattr(retrying, "_LONG_PAUSE", 0.002)


def test_a_reply_waits_as_long_as_telegram_answers_nobody(server: BotApiServer) -> None:
    server.fail("sendMessage", Kind.BAD_GATEWAY, times=60)
    called(server, send, Reach("here"))
    assert server.calls.count("sendMessage") == 61
    assert [sent.text for sent in server.telegram.messages] == ["expo"]


def test_a_reply_is_given_up_where_telegram_answers_others(server: BotApiServer) -> None:
    server.fail("sendMessage", Kind.BAD_GATEWAY, times=60)
    reach = Reach("here", lambda: 7.0)
    reach.answered()
    with pytest.raises(NetworkError):
        called(server, send, reach)
    assert server.calls.count("sendMessage") == 6


def test_that_telegram_answered_before_is_no_reason_to_give_up(server: BotApiServer) -> None:
    server.fail("sendMessage", Kind.BAD_GATEWAY, times=60)
    instants = count(step=5)
    reach = Reach("here", lambda: float(next(instants)))
    reach.answered()
    called(server, send, reach)
    assert [sent.text for sent in server.telegram.messages] == ["expo"]


def test_a_reply_is_not_waited_with_for_ever(
    server: BotApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retrying, "_LONG_PAUSES", 10)
    server.fail("sendMessage", Kind.BAD_GATEWAY, times=60)
    with pytest.raises(NetworkError):
        called(server, send, Reach("here"))
    assert server.calls.count("sendMessage") == 16


def test_what_is_soon_too_late_is_given_up(server: BotApiServer) -> None:
    server.fail("answerCallbackQuery", Kind.BAD_GATEWAY, times=60)
    with pytest.raises(NetworkError):
        called(server, press, Reach("here"))
    assert server.calls.count("answerCallbackQuery") == 6


def test_a_reply_that_did_not_arrive_for_all_that_is_known_is_repeated(
    server: BotApiServer,
) -> None:
    server.fail("sendMessage", Kind.DROP_BEFORE, times=2)
    called(server, send, Reach("here"))
    assert [sent.text for sent in server.telegram.messages] == ["expo"]


def test_a_reply_that_may_have_arrived_does_not_fill_the_chat(server: BotApiServer) -> None:
    server.fail("sendMessage", Kind.DROP_AFTER, times=60)
    with pytest.raises(NetworkError):
        called(server, send, Reach("here"))
    assert [sent.text for sent in server.telegram.messages] == ["expo"] * 3


def test_what_telegram_does_not_take_is_not_repeated(server: BotApiServer) -> None:
    with pytest.raises(BadRequest):
        called(server, lambda bot: bot.send_message(CHAT, ""), Reach("here"))
    assert server.calls.count("sendMessage") == 1


def test_other_calls_are_repeated_whether_they_arrived_or_not(server: BotApiServer) -> None:
    server.fail("setMyCommands", Kind.DROP_AFTER, times=5)
    called(server, lambda bot: bot.set_my_commands([("help", "What I know")]), Reach("here"))
    assert server.calls.count("setMyCommands") == 6
