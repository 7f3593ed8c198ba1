"""The status pages, asked over HTTP."""

import asyncio
import json
from collections.abc import Mapping

import pytest

from bot.web.listening import listening
from bot.web.status import Check, status
from tests.web.client import Reply, post


def ask(
    path: str, wrong: Mapping[str, str | None] = {}, method: str = "GET", accept: str = ""
) -> Reply:
    """One answer of the application, where these checks find this wrong."""

    def check_of(told: str | None) -> Check:
        async def check() -> str | None:
            return told

        return check

    async def metrics(accepted: str) -> tuple[bytes, str]:
        return accepted.encode(), "text/plain; version=7"

    async def run() -> Reply:
        checks = {name: check_of(told) for name, told in wrong.items()}
        async with listening(status(checks, metrics), "127.0.0.1", 0, "STATUS_LISTEN") as port:
            body = b"" if method == "GET" else b"x"
            return await post(port, path, body, method, Accept=accept)

    return asyncio.run(run())


def test_who_answers_is_alive() -> None:
    reply = ask("/healthz", {"database": "away"})
    assert (reply.status, json.loads(reply.body)) == (200, {"status": "ok"})


def test_it_is_ready_where_nothing_is_wrong() -> None:
    reply = ask("/readyz", {"database": None, "telegram": None})
    assert reply.status == 200
    assert json.loads(reply.body) == {"status": "ok", "database": "ok", "telegram": "ok"}


def test_what_is_wrong_is_named() -> None:
    reply = ask("/readyz", {"database": "the disk is full", "telegram": None})
    assert reply.status == 503
    told = json.loads(reply.body)
    assert told == {"status": "not ready", "database": "the disk is full", "telegram": "ok"}


@pytest.mark.parametrize("path", ["/", "/healthz/", "/metrics/x", "/telegram"])
def test_there_is_nothing_else(path: str) -> None:
    assert ask(path).status in (307, 404)


def test_nothing_can_be_posted() -> None:
    assert ask("/metrics", method="POST").status in (405, 413)


def test_the_page_of_numbers_is_made_as_the_client_takes_it() -> None:
    reply = ask("/metrics", accept="application/openmetrics-text")
    assert reply.headers["content-type"] == "text/plain; version=7"
    assert reply.body == b"application/openmetrics-text"
