"""Webhooks: whose secret is right is heard, everybody else learns nothing."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from bot.web.listening import listening
from bot.web.receipt import Receipt
from bot.web.webhooks import MOST_BYTES, SECRET_HEADER, Webhooks
from tests.web.client import Reply, exchange, post

SECRET = "a-secret_of-7"
BODY = json.dumps({"update_id": 7}).encode()
Result = TypeVar("Result")


class Taker:
    """Takes updates, and tells of each what it is told to."""

    def __init__(self, receipt: Receipt = Receipt.TAKEN) -> None:
        self.receipt = receipt
        self.taken: list[bytes] = []
        self.begun = asyncio.Event()
        self.goes_on = asyncio.Event()
        self.goes_on.set()

    async def take(self, body: bytes) -> Receipt:
        self.taken.append(body)
        self.begun.set()
        await self.goes_on.wait()
        return self.receipt


def serve(
    steps: Callable[[Webhooks, int], Awaitable[Result]],
    take: Callable[[bytes], Awaitable[Receipt]],
) -> Result:
    """Take steps with the application, which listens on a port."""

    async def run() -> Result:
        webhooks = Webhooks(take, "/telegram/hook", SECRET)
        async with listening(webhooks, "127.0.0.1", 0, "WEBHOOK_LISTEN") as port:
            return await steps(webhooks, port)

    return asyncio.run(run())


async def send(port: int, body: bytes = BODY, path: str = "/telegram/hook") -> Reply:
    return await post(port, path, body, **{SECRET_HEADER: SECRET})


@pytest.mark.parametrize(
    ("receipt", "status"),
    [
        (Receipt.TAKEN, 200),
        (Receipt.KNOWN, 200),
        (Receipt.FULL, 503),
        (Receipt.MALFORMED, 400),
    ],
)
def test_what_became_of_an_update_is_told_by_the_status(receipt: Receipt, status: int) -> None:
    taker = Taker(receipt)
    reply = serve(lambda _, port: send(port), taker.take)
    assert reply.status == status
    assert reply.body == b""
    assert ("retry-after" in reply.headers) == (receipt is Receipt.FULL)
    assert taker.taken == [BODY]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {SECRET_HEADER: ""},
        {SECRET_HEADER: SECRET[:-1]},
        {SECRET_HEADER: SECRET + "x"},
        {SECRET_HEADER: SECRET.upper()},
        {SECRET_HEADER: "\xe4\xf6\xfc"},
        {"Authorization": SECRET},
    ],
)
def test_who_does_not_know_the_secret_is_told_nothing(headers: dict[str, str]) -> None:
    taker = Taker()
    reply = serve(lambda _, port: post(port, "/telegram/hook", BODY, **headers), taker.take)
    assert (reply.status, reply.body) == (403, b"")
    assert taker.taken == []


@pytest.mark.parametrize(
    "path", ["/", "/telegram", "/telegram/hook/", "/telegram/hook/x", "//telegram/hook", "/metrics"]
)
def test_there_is_one_path_alone(path: str) -> None:
    taker = Taker()
    assert serve(lambda _, port: send(port, path=path), taker.take).status == 404
    assert taker.taken == []


@pytest.mark.parametrize("method", ["GET", "PUT", "HEAD", "DELETE", "OPTIONS"])
def test_updates_are_posted(method: str) -> None:
    taker = Taker()

    async def ask(_: Webhooks, port: int) -> Reply:
        request = f"{method} /telegram/hook HTTP/1.1\r\nHost: x\r\n{SECRET_HEADER}: {SECRET}"
        # The end of the connection shows that HEAD's answer, too, had no body.
        return await exchange(port, f"{request}\r\nConnection: close\r\n\r\n".encode())

    if method == "HEAD":
        with pytest.raises(asyncio.IncompleteReadError):
            serve(ask, taker.take)
    else:
        assert serve(ask, taker.take).status == 405
    assert taker.taken == []


def test_a_body_without_end_is_refused_while_it_comes() -> None:
    taker = Taker()
    head = f"POST /telegram/hook HTTP/1.1\r\nHost: x\r\n{SECRET_HEADER}: {SECRET}\r\n"
    half = b"%x\r\n%b\r\n" % (MOST_BYTES // 2 + 1, b" " * (MOST_BYTES // 2 + 1))

    async def ask(_: Webhooks, port: int) -> tuple[Reply, Reply]:
        chunked = await exchange(
            port, f"{head}Transfer-Encoding: chunked\r\n\r\n".encode(), half, half
        )
        # Nothing of it has come yet.
        told = await exchange(port, f"{head}Content-Length: {MOST_BYTES + 1}\r\n\r\n".encode())
        return chunked, told

    assert [reply.status for reply in serve(ask, taker.take)] == [413, 413]
    assert taker.taken == []


def test_the_largest_body_is_taken() -> None:
    taker, body = Taker(), b" " * MOST_BYTES
    assert serve(lambda _, port: send(port, body), taker.take).status == 200
    assert taker.taken == [body]


def test_what_is_being_taken_is_answered_and_nothing_new_is_taken_while_draining() -> None:
    async def steps(webhooks: Webhooks, port: int) -> tuple[Reply, Reply]:
        taker.goes_on.clear()
        under_way = asyncio.create_task(send(port))
        await taker.begun.wait()
        webhooks.drain()
        refused = await send(port)
        taker.goes_on.set()
        return await under_way, refused

    taker = Taker()
    under_way, refused = serve(steps, taker.take)
    assert under_way.status == 200
    assert (refused.status, refused.headers["retry-after"]) == (503, "1")
    assert len(taker.taken) == 1


def test_an_update_that_could_not_be_noted_has_to_come_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def take(body: bytes) -> Receipt:
        raise OSError(body)

    assert serve(lambda _, port: send(port), take).status == 503
    assert caplog.messages == ["an update could not be noted"]


def test_a_client_that_goes_away_in_the_midst_troubles_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    taker = Taker()
    head = f"POST /telegram/hook HTTP/1.1\r\nHost: x\r\n{SECRET_HEADER}: {SECRET}\r\n"

    async def steps(_: Webhooks, port: int) -> Reply:
        writer = (await asyncio.open_connection("127.0.0.1", port))[1]
        writer.write(f"{head}Content-Length: 99\r\n\r\nhalf".encode())
        await writer.drain()
        await asyncio.sleep(0.1)
        writer.close()
        await writer.wait_closed()
        return await send(port)

    assert serve(steps, taker.take).status == 200
    assert taker.taken == [BODY]
    assert not caplog.records


def test_updates_come_side_by_side() -> None:
    async def steps(_: Webhooks, port: int) -> list[Reply]:
        return await asyncio.gather(*(send(port, b"%d" % number) for number in range(100)))

    taker = Taker()
    assert {reply.status for reply in serve(steps, taker.take)} == {200}
    assert sorted(map(int, taker.taken)) == list(range(100))
