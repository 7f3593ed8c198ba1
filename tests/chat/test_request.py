"""Calls over HTTP: what is known of those that fail, what goes over the wire, and which way."""

import asyncio
import logging
import socket
import time
import traceback
from asyncio import StreamReader as Reader
from asyncio import StreamWriter as Writer
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar
from urllib.parse import parse_qsl

import pytest
import uvloop
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, InputFile
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.chat.request import Request, _body
from bot.chat.retrying import NoAnswer, NotSent, is_unreachable, may_have_arrived
from tests.bot_api.faults import Kind
from tests.bot_api.server import TOKEN, BotApiServer

Result = TypeVar("Result")
Answering = Callable[[Reader, Writer], Awaitable[None]]
_BODY = b'{"ok":true,"result":true}'
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(_BODY)
_LOOPS = {"asyncio": asyncio.new_event_loop, "uvloop": uvloop.new_event_loop}


class Peer:
    """A server that takes each call whole and then does with the connection what it is told."""

    def __init__(self, *answers: Answering) -> None:
        self.calls: list[bytes] = []
        self.called = asyncio.Event()
        self.connections = 0
        self._answers = answers

    async def connected(self, reader: Reader, writer: Writer) -> None:
        self.connections += 1
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = int(head.lower().split(b"content-length:")[1].split()[0])
                self.calls.append(head + await reader.readexactly(length))
                self.called.set()
                await self._answers[min(len(self.calls), len(self._answers)) - 1](reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


async def answer(_: Reader, writer: Writer) -> None:
    writer.write(_HEAD + _BODY)


async def close(_: Reader, writer: Writer) -> None:
    writer.close()


async def reset(_: Reader, writer: Writer) -> None:
    writer.transport.abort()


async def answer_half(_: Reader, writer: Writer) -> None:
    writer.write(_HEAD + _BODY[:5])
    await writer.drain()
    writer.close()


async def hang(reader: Reader, _: Writer) -> None:
    await reader.read()


async def hang_halfway(reader: Reader, writer: Writer) -> None:
    writer.write(_HEAD + _BODY[:5])
    await reader.read()


async def babble(_: Reader, writer: Writer) -> None:
    writer.write(b"220 smtp.example.org\r\n\r\n")


@asynccontextmanager
async def serving(peer: Peer) -> AsyncIterator[str]:
    """The base URL of a peer that listens while the block runs."""
    server = await asyncio.start_server(peer.connected, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot"
    finally:
        server.close()


@asynccontextmanager
async def calling(base_url: str, request: Request) -> AsyncIterator[Bot]:
    """A bot that makes its calls by a request, which is shut down at the end."""
    try:
        yield Bot(TOKEN, base_url=base_url, request=request, get_updates_request=request)
    finally:
        await request.shutdown()


def run(coroutine: Coroutine[Any, Any, Result], loop: str = "asyncio") -> Result:
    with asyncio.Runner(loop_factory=_LOOPS[loop]) as runner:
        return runner.run(coroutine)


async def failure(base_url: str, read_seconds: float = 5) -> NetworkError:
    """How a call fails."""
    async with calling(base_url, Request(1, read_seconds)) as bot:
        with pytest.raises(NetworkError) as caught:
            await bot.log_out(connect_timeout=0.3)
    return caught.value


def caused(error: NetworkError, cause: Exception | None) -> NetworkError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "may"),
    [
        (caused(NetworkError("Bad Gateway (502)"), None), False),
        (caused(NetworkError("Bad Gateway (502)"), TelegramError("no JSON")), False),
        (caused(NetworkError("refused"), NotSent()), False),
        (caused(TimedOut(), NotSent()), False),
        (caused(NetworkError("lost"), NoAnswer()), True),
        (caused(TimedOut(), NoAnswer()), True),
        (caused(NetworkError("something of the library's own"), ValueError()), True),
        (BadRequest("chat not found"), True),
    ],
    ids=repr,
)
def test_what_an_error_says_of_the_call(error: NetworkError, may: bool) -> None:
    assert may_have_arrived(error) == may


def a_port_that_nobody_takes() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return f"http://127.0.0.1:{listening.getsockname()[1]}/bot"


@pytest.mark.parametrize(
    "base_url", [a_port_that_nobody_takes(), "http://nowhere.invalid/bot"], ids=["refused", "dns"]
)
def test_a_call_without_a_connection_certainly_did_not_arrive(base_url: str) -> None:
    error = run(failure(base_url))
    assert is_unreachable(error)
    assert not may_have_arrived(error)
    assert not isinstance(error, TimedOut)


def test_a_call_to_a_server_without_tls_certainly_did_not_arrive() -> None:
    async def go() -> NetworkError:
        async with serving(Peer(answer)) as base_url:
            return await failure(base_url.replace("http:", "https:"))

    assert not may_have_arrived(run(go()))


def test_a_call_that_is_never_let_in_is_given_up_and_certainly_did_not_arrive() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listening:
        place = listening.getsockname()
        filling = [socket.socket() for _ in range(4)]
        for one in filling:
            one.setblocking(False)
            one.connect_ex(place)
        error = run(failure(f"http://127.0.0.1:{place[1]}/bot"))
        for one in filling:
            one.close()
    assert isinstance(error, TimedOut)
    assert is_unreachable(error)


def test_a_call_that_finds_no_connection_free_certainly_did_not_arrive() -> None:
    async def go() -> tuple[NetworkError, int]:
        peer = Peer(hang)
        async with serving(peer) as base_url, calling(base_url, Request(1)) as bot:
            hanging = asyncio.create_task(bot.log_out())
            await peer.called.wait()
            with pytest.raises(TimedOut) as caught:
                await bot.log_out(pool_timeout=0.1, connect_timeout=0.1)
            hanging.cancel()
            await asyncio.gather(hanging, return_exceptions=True)
            return caught.value, len(peer.calls)

    error, calls = run(go())
    assert calls == 1
    assert is_unreachable(error)


@pytest.mark.parametrize("loop", _LOOPS)
@pytest.mark.parametrize("fault", [close, reset, answer_half, babble, hang, hang_halfway])
def test_a_call_that_was_sent_may_have_arrived_and_is_made_once(
    fault: Answering, loop: str
) -> None:
    peer = Peer(fault)

    async def go() -> NetworkError:
        async with serving(peer) as base_url:
            return await failure(base_url, read_seconds=0.3)

    error = run(go(), loop)
    assert len(peer.calls) == 1
    assert may_have_arrived(error)
    assert not is_unreachable(error)
    assert isinstance(error, TimedOut) == (fault in (hang, hang_halfway))


@pytest.mark.parametrize("loop", _LOOPS)
def test_a_connection_closed_while_idle_loses_and_doubles_nothing(
    server: BotApiServer, loop: str
) -> None:
    server.fail("sendMessage", Kind.CLOSE_AFTER, times=5)
    ann = server.person()

    async def go() -> None:
        async with calling(server.base_url, Request(1)) as bot:
            for number in range(5):
                await bot.send_message(7, f"{number}")
                # The server's farewell arrives, but the loop has no time to hear of it.
                time.sleep(0.05)  # noqa: ASYNC251 - on purpose

    run(go(), loop)
    assert [sent.text for sent in ann.received] == list("01234")


def test_a_connection_is_used_again() -> None:
    peer = Peer(answer)

    async def go() -> None:
        async with serving(peer) as base_url, calling(base_url, Request(4)) as bot:
            for _ in range(5):
                assert await bot.log_out()

    run(go())
    assert (len(peer.calls), peer.connections) == (5, 1)


def sent_to_peer(texts: dict[str, Any]) -> bytes:
    """What reaches the server of a call with these parameters."""
    peer = Peer(answer)

    async def go() -> None:
        async with serving(peer) as base_url, calling(base_url, Request(1)) as bot:
            await bot.do_api_request("newMethod", api_kwargs=texts)

    run(go())
    return peer.calls[0]


@given(st.dictionaries(st.text("abc_", min_size=1), st.text(), max_size=5))
def test_a_form_is_read_as_it_was_written(texts: dict[str, str]) -> None:

    data = RequestData([RequestParameter(name, text, None) for name, text in texts.items()])
    body = _body(data)
    assert isinstance(body, bytes)
    assert dict(parse_qsl(body.decode("ascii"), keep_blank_values=True)) == texts


def test_a_call_is_a_plain_form() -> None:
    call = sent_to_peer({"chat_id": 7, "text": "十一月 & more", "is": True})
    head, _, body = call.partition(b"\r\n\r\n")
    assert head.startswith(f"POST /bot{TOKEN}/newMethod HTTP/1.1".encode())
    assert b"Content-Type: application/x-www-form-urlencoded" in head
    assert b"User-Agent: python-telegram-bot" in head
    assert parse_qsl(body.decode()) == [("chat_id", "7"), ("text", "十一月 & more"), ("is", "true")]


def test_a_file_goes_with_its_name_and_the_other_parameters(server: BotApiServer) -> None:
    received: list[dict[str, Any]] = []

    def call(method: str, parameters: dict[str, Any]) -> bool:
        received.append({"method": method, **parameters})
        return True

    server.telegram.call = call  # type: ignore[method-assign]

    async def go() -> None:
        async with calling(server.base_url, Request(1)) as bot:
            file = InputFile(b"\x00\xff\r\n--", "年.ics")
            await bot.do_api_request("newMethod", {"chat_id": 7, "caption": "年", "document": file})

    run(go())
    sent = {"chat_id": "7", "caption": "年", "document": b"\x00\xff\r\n--"}
    assert received == [{"method": "newMethod", **sent}]


@pytest.mark.parametrize(
    ("excepted", "goes_by_proxy"), [("", True), ("telegram.invalid", False), ("*", False)]
)
def test_the_environment_names_the_proxy(
    monkeypatch: pytest.MonkeyPatch, excepted: str, goes_by_proxy: bool
) -> None:
    peer = Peer(answer)

    async def go() -> None:
        async with serving(peer) as proxy:
            monkeypatch.setenv("http_proxy", proxy.removesuffix("/bot"))
            monkeypatch.setenv("no_proxy", excepted)
            async with calling("http://telegram.invalid/bot", Request(1)) as bot:
                await bot.log_out()

    if goes_by_proxy:
        run(go())
        assert peer.calls[0].startswith(b"POST http://telegram.invalid/bot")
    else:
        with pytest.raises(NetworkError):
            run(go())
        assert not peer.calls


def test_a_proxy_that_cannot_be_used_is_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("all_proxy", "socks5://127.0.0.1:9")
    assert is_unreachable(run(failure("http://telegram.invalid/bot")))
    assert "has to begin with http://" in caplog.text


@pytest.mark.parametrize("fault", [answer, close, hang])
def test_neither_logs_nor_errors_hold_the_token(
    fault: Answering, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[str] = []

    async def go() -> None:
        async with serving(Peer(fault)) as base_url:
            for url in (base_url, a_port_that_nobody_takes()):
                async with calling(url, Request(1, read_seconds=0.2)) as bot:
                    try:
                        await bot.log_out()
                    except NetworkError as error:
                        told.extend(traceback.format_exception(error))

    with caplog.at_level(logging.DEBUG):
        run(go())
    assert told
    # The library itself logs it, and is kept from that where logging is set up.
    logged = [r.getMessage() for r in caplog.records if not r.name.startswith("telegram.")]
    assert TOKEN not in "".join(told + logged)
