"""The status pages: what is asked of them over HTTP, and what a page of numbers holds."""

import asyncio
import json
from collections.abc import Mapping

import pytest
from prometheus_client.openmetrics.parser import (
    text_string_to_metric_families as openmetrics_families,
)
from prometheus_client.parser import text_string_to_metric_families

from bot.web.listening import listening
from bot.web.metrics import Counted, Lasted, Measured, page
from bot.web.status import Check, status
from tests.web.client import Reply, get, post

INFINITE = float("inf")
FIGURES = (
    Counted("annals_answers", "Answers.", "kind", {"answer": 3, "none": 0}),
    Counted("annals_floods", "Floods.", "", {"": 2}),
    Measured("annals_events", "Events.", {"": 15}),
    Measured("annals_queue_length", "Queues.", {"updates": 7}, "queue"),
    Lasted("annals_answer_seconds", "Answers.", [(0.1, 2), (INFINITE, 3)], 1.5),
)


def ask(path: str, wrong: Mapping[str, str | None] = {}, method: str = "GET") -> Reply:
    """One answer of the application, where these checks find this wrong."""

    def check_of(told: str | None) -> Check:
        async def check() -> str | None:
            return told

        return check

    async def metrics(accepted: str) -> tuple[bytes, str]:
        return page(FIGURES, "1.2.3", accepted)

    async def run() -> Reply:
        checks = {name: check_of(told) for name, told in wrong.items()}
        async with listening(status(checks, metrics), "127.0.0.1", 0, "STATUS_LISTEN") as port:
            return await (get(port, path) if method == "GET" else post(port, path, b"x", method))

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


def test_numbers_are_in_prometheus_words() -> None:
    reply = ask("/metrics")
    assert reply.headers["content-type"].startswith("text/plain; version=")
    families = {f.name: f for f in text_string_to_metric_families(reply.body.decode())}
    samples = {
        (sample.name, *sample.labels.values()): sample.value
        for family in families.values()
        for sample in family.samples
    }
    assert samples["annals_answers_total", "answer"] == 3
    assert samples["annals_answers_total", "none"] == 0
    assert samples["annals_floods_total",] == 2
    assert samples["annals_events",] == 15
    assert samples["annals_queue_length", "updates"] == 7
    assert samples["annals_answer_seconds_bucket", "0.1"] == 2
    assert samples["annals_answer_seconds_bucket", "+Inf"] == 3
    assert samples["annals_answer_seconds_count",] == 3
    assert samples["annals_answer_seconds_sum",] == 1.5
    assert samples["annals_build_info", "1.2.3"] == 1
    assert samples["process_resident_memory_bytes",] > 0
    assert all(family.documentation for family in families.values())


def test_numbers_are_in_the_words_of_openmetrics_where_those_are_asked_for() -> None:
    text, kind = page(FIGURES, "1.2.3", "application/openmetrics-text; version=1.0.0")
    assert kind.startswith("application/openmetrics-text")
    names = {family.name for family in openmetrics_families(text.decode())}  # type: ignore[no-untyped-call]
    assert {"annals_answers", "annals_events", "annals_answer_seconds"} <= names
