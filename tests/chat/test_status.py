"""How the running bot is, asked over HTTP, in fair weather and foul."""

import json
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError, URLError

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.bot_api.faults import Kind
from tests.bot_api.server import BotApiServer
from tests.chat.conftest import ROOT, environment, running, webhook_settings
from tests.postgresql import PostgreSQL

PATIENCE = 20.0
LOADED_FOR_IT = ("starlette", "uvicorn", "httptools", "prometheus_client")


def free_address() -> str:
    """An address that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"127.0.0.1:{listener.getsockname()[1]}"


def ask(address: str, path: str) -> tuple[int, str]:
    """One page's status and content; 0 where nobody answers."""
    try:
        with urllib.request.urlopen(f"http://{address}/{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()
    except URLError:
        return 0, ""


def readiness(address: str) -> tuple[int, dict[str, str]]:
    status, content = ask(address, "readyz")
    return status, json.loads(content or "{}")


def wait_for(address: str, is_so: Callable[[int, dict[str, str]], bool]) -> dict[str, str]:
    """Ask until it is so; what was told then."""
    deadline = time.monotonic() + PATIENCE
    while not is_so(*(told := readiness(address))):
        assert time.monotonic() < deadline, told
        time.sleep(0.1)
    return told[1]


def is_ready(status: int, _: dict[str, str]) -> bool:
    return status == 200


def lacks(name: str) -> Callable[[int, dict[str, str]], bool]:
    """Whether this, and nothing else, is what is wrong."""

    def is_so(status: int, told: dict[str, str]) -> bool:
        wrong = {key for key, text in told.items() if text != "ok"} - {"status"}
        return status == 503 and wrong == {name}

    return is_so


def numbers(address: str) -> dict[tuple[str, ...], float]:
    status, text = ask(address, "metrics")
    assert status == 200
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def wait_until_idle(address: str) -> dict[tuple[str, ...], float]:
    """The numbers once every update has been handled."""
    deadline = time.monotonic() + PATIENCE
    while (told := numbers(address))["annals_queue_length", "updates"]:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return told


@pytest.mark.parametrize("mode", ["polling", "webhook"])
def test_it_is_ready_until_telegram_is_away_and_again_afterwards(
    server: BotApiServer, mode: str
) -> None:
    address, ann = free_address(), server.person()
    more = webhook_settings() if mode == "webhook" else {}
    with running(server, None, STATUS_LISTEN=address, **more):
        told = wait_for(address, is_ready)
        assert set(told) == {"status", "serving", "knowledge", "database", "telegram"}
        server.fail("*", Kind.BAD_GATEWAY, times=10_000)
        ann.send("expo")  # So that a poll ends, or an answer is tried.
        told = wait_for(address, lacks("telegram"))
        assert told["telegram"] == "no answer lately"
        assert ask(address, "healthz")[0] == 200
        server._faults.clear()
        wait_for(address, is_ready)


def test_a_locked_sqlite_file_is_named_until_it_is_free(
    server: BotApiServer, tmp_path: Path
) -> None:
    address, file = free_address(), tmp_path / "annals.db"
    with running(server, STATUS_LISTEN=address, DATABASE_URL=f"sqlite:///{file}"):
        wait_for(address, is_ready)
        with closing(sqlite3.connect(file, isolation_level=None, timeout=10)) as other:
            other.execute("BEGIN IMMEDIATE")
            wait_for(address, lacks("database"))
            assert server.person().ask("expo").text
            assert ask(address, "metrics")[0] == 200
            other.execute("ROLLBACK")
        wait_for(address, is_ready)


def test_a_postgresql_server_that_is_away_is_told_once_and_questions_wait_for_it(
    server: BotApiServer, postgresql_server: PostgreSQL
) -> None:
    url, address, lines = postgresql_server.new_database(), free_address(), list[str]()
    name = url.split("/")[3].split("?")[0]
    with running(server, lines, STATUS_LISTEN=address, DATABASE_URL=url):
        wait_for(address, is_ready)
        postgresql_server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        postgresql_server.execute(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        )
        wait_for(address, lacks("database"))
        asking = [server.person(number) for number in range(41, 46)]
        for ann in asking:
            ann.send("expo")
        assert ("annals_subscriptions",) not in numbers(address)
        time.sleep(4)
        postgresql_server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        wait_for(address, is_ready)
        assert all("Expo" in ann.hear()[0].text for ann in asking)
        assert numbers(address)["annals_subscriptions",] == 0
        ann.ask("/subscribe 7:30")
        assert numbers(address)["annals_subscriptions",] == 1
    told = [line for line in lines[1].splitlines() if " INFO " not in line]
    assert 0 < len(told) <= 6, told
    assert len({line.split(" ", 1)[1] for line in told}) == len(told), told


def test_numbers_are_those_of_what_happened(server: BotApiServer) -> None:
    address, ann = free_address(), server.person(987_654_321)
    with running(server, STATUS_LISTEN=address):
        sent = ann.ask("expo")
        ann.ask("what awards in November?")
        ann.ask("best restaurant in Paris")
        ann.press(sent, "👍")
        ann.ask_inline("awards")
        server.fail("sendMessage", Kind.BAD_GATEWAY)
        ann.ask("/help")
        told = wait_until_idle(address)
        page = ask(address, "metrics")[1]
    assert told["annals_answers_total", "answer"] == 2
    assert sum(n for (name, *_), n in told.items() if name == "annals_answers_total") == 3
    assert told["annals_answer_seconds_count",] == 3
    assert told["annals_answer_seconds_bucket", "+Inf"] == 3
    assert told["annals_updates_total", "message"] == 4
    assert told["annals_updates_total", "callback_query"] == 1
    assert told["annals_updates_total", "inline_query"] == 1
    assert told["annals_votes_total", "liked"] == 1
    assert told["annals_telegram_call_failures_total", "network"] == 1
    assert told["annals_update_failures_total",] == 0
    assert told["annals_events",] == 15
    assert "987654321" not in page


def test_it_is_not_ready_while_it_ends(server: BotApiServer) -> None:
    address, ann = free_address(), server.person()
    with running(server, STATUS_LISTEN=address) as process:
        wait_for(address, is_ready)
        server.fail("sendMessage", Kind.HANG, seconds=3)
        ann.send("expo")
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        assert wait_for(address, lacks("serving"))["serving"] == "is ending"
        assert ann.hear()[0].text


def test_an_address_in_use_is_told_in_one_line(server: BotApiServer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = f"127.0.0.1:{other.getsockname()[1]}"
        done = subprocess.run(
            [sys.executable, "-m", "bot", "run"],
            cwd=ROOT,
            env=environment(server, STATUS_LISTEN=address),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"annals: STATUS_LISTEN is {address}: another program listens there")


def test_what_serves_http_is_not_loaded_by_a_bot_that_only_polls(server: BotApiServer) -> None:
    program = (
        "import atexit, sys; from bot.commands import main;"
        f"atexit.register(lambda: print([m for m in {LOADED_FOR_IT} if m in sys.modules]));"
        "sys.argv = ['annals', 'run']; main()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment(server),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.person().ask("expo").text
    time.sleep(3)  # Until it has settled, and delivers.
    process.send_signal(signal.SIGTERM)
    assert process.communicate(timeout=15)[0].strip() == "[]"
