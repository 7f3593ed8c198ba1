"""Listening: who is slow, or says nonsense, holds up nobody; addresses that fail are told."""

import asyncio
import signal
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from bot.web import listening as module
from bot.web.listening import CannotListen, listening
from tests.web.client import exchange, get

Result = TypeVar("Result")
GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with what came."""
    body = await Request(scope, receive).body()
    await PlainTextResponse(body or b"nothing")(scope, receive, send)


def serve(steps: Callable[[int], Awaitable[Result]]) -> Result:
    """Take steps with an application that listens on a port."""

    async def run() -> Result:
        async with listening(echo, "127.0.0.1", 0, "STATUS_LISTEN") as port:
            return await steps(port)

    return asyncio.run(run())


async def is_hung_up_on(port: int, *pieces: bytes, pause: float = 0.05) -> bool:
    try:
        await exchange(port, *pieces, pause=pause)
    except ConnectionError:
        return True
    return False


@pytest.mark.parametrize(
    "pieces",
    [
        [],
        [b"GET / HT"],
        [b"\r\n"] * 30,
        [b"GET / HTTP/1.1\r\n", *[b"A: b\r\n"] * 30],
        [b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 40\r\n\r\n", *[b"x"] * 30],
        [GET + b"GET / HTTP/1.1\r\nA: b", *[b"b"] * 30],
    ],
    ids=["silent", "cut short", "line ends", "slow head", "slow body", "slow second"],
)
def test_a_request_that_never_ends_is_hung_up_on(
    monkeypatch: pytest.MonkeyPatch, pieces: list[bytes]
) -> None:
    monkeypatch.setattr(module, "REQUEST_SECONDS", 0.4)

    async def steps(port: int) -> float:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        began = asyncio.get_running_loop().time()

        async def trickle() -> None:
            with suppress(ConnectionError):
                for piece in pieces:
                    writer.write(piece)
                    await writer.drain()
                    await asyncio.sleep(0.05)

        trickling = asyncio.create_task(trickle())
        with suppress(ConnectionError):
            await reader.read()
        ended = asyncio.get_running_loop().time()
        trickling.cancel()
        writer.close()
        return ended - began

    assert 0.2 < serve(steps) < 1.4


def test_a_slow_answer_is_not_hung_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REQUEST_SECONDS", 0.2)

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(0.5)
        await echo(scope, receive, send)

    async def run() -> bytes:
        async with listening(slow, "127.0.0.1", 0, "STATUS_LISTEN") as port:
            return (await get(port, "/")).body

    assert asyncio.run(run()) == b"nothing"


def test_a_connection_rests_between_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REQUEST_SECONDS", 0.2)

    async def steps(port: int) -> list[bytes]:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        answers = []
        for _ in range(2):
            writer.write(GET)
            answers.append(await reader.readuntil(b"nothing"))
            await asyncio.sleep(0.5)
        writer.close()
        return answers

    assert len(serve(steps)) == 2


def test_a_head_without_end_is_hung_up_on() -> None:
    line = b"A: " + b"b" * 1000 + b"\r\n"
    endless = [b"GET / HTTP/1.1\r\n", *[line * 20] * 20]
    assert serve(lambda port: is_hung_up_on(port, *endless, pause=0))


@pytest.mark.parametrize(
    "nonsense",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
        b"EHLO example.org\r\n\r\n",
        b"GET \xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\nx",
        b"CONNECT example.org:443 HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
    ids=["TLS", "mail", "signs", "version", "length", "smuggling", "connect"],
)
def test_nonsense_is_refused_and_others_are_answered(
    nonsense: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("ERROR")

    async def steps(port: int) -> tuple[int, int]:
        return (await exchange(port, nonsense)).status, (await get(port, "/")).status

    refused, answered = serve(steps)
    assert refused >= 400
    assert answered == 200
    assert not caplog.records


def test_no_more_connections_are_kept_than_there_is_room_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_MOST_CONNECTIONS", 5)

    async def steps(port: int) -> tuple[bool, bool]:
        idle = [await asyncio.open_connection("127.0.0.1", port) for _ in range(5)]
        await asyncio.sleep(0.1)
        before = await is_hung_up_on(port, GET)
        for _, writer in idle:
            writer.close()
        await asyncio.sleep(0.1)
        return before, await is_hung_up_on(port, GET)

    assert serve(steps) == (True, False)


def test_what_is_under_way_at_the_end_is_answered() -> None:
    begun = asyncio.Event()

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        begun.set()
        await asyncio.sleep(0.5)
        await echo(scope, receive, send)

    async def run() -> bytes:
        async with listening(slow, "127.0.0.1", 0, "STATUS_LISTEN") as port:
            asking = asyncio.create_task(get(port, "/"))
            await begun.wait()
        return (await asking).body

    assert asyncio.run(run()) == b"nothing"


def test_the_end_waits_for_nobody_who_is_idle_or_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LAST_SECONDS", 1)

    async def hang(_scope: Scope, _receive: Receive, _send: Send) -> None:
        await asyncio.sleep(60)

    async def run() -> float:
        loop = asyncio.get_running_loop()
        async with listening(hang, "127.0.0.1", 0, "STATUS_LISTEN") as port:
            _, idle = await asyncio.open_connection("127.0.0.1", port)
            asking = asyncio.create_task(is_hung_up_on(port, GET))
            await asyncio.sleep(0.2)
            ended = loop.time()
        took = loop.time() - ended
        idle.close()
        await asking
        return took

    assert 0.9 < asyncio.run(run()) < 4


def test_signals_stay_the_programs_own() -> None:
    async def steps(port: int) -> bool:
        before = signal.getsignal(signal.SIGTERM)
        await get(port, "/")
        return signal.getsignal(signal.SIGTERM) is before

    assert serve(steps)


async def try_listening(host: str, port: int) -> str:
    with pytest.raises(CannotListen) as caught:
        async with listening(echo, host, port, "STATUS_LISTEN"):
            raise AssertionError("it listens")
    return str(caught.value)


def test_an_address_in_use_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        told = asyncio.run(try_listening("127.0.0.1", port))
    assert told == (
        f"STATUS_LISTEN is 127.0.0.1:{port}: "
        "another program listens there: stop it, or choose another port"
    )


@pytest.mark.parametrize("host", ["192.0.2.1", "nowhere.invalid", "2001:db8::1"])
def test_an_address_that_is_not_this_machines_is_told(host: str) -> None:
    told = asyncio.run(try_listening(host, 8080))
    assert told.startswith("STATUS_LISTEN is ")
    assert "this machine" in told
    assert len(told.splitlines()) == 1
