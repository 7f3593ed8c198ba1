"""What the running bot logs: one line an event, nothing anybody wrote, and troubles once."""

import json
import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.bot_api.faults import Fault, Kind
from tests.bot_api.people import Person
from tests.bot_api.server import TOKEN, BotApiServer
from tests.chat.conftest import running, webhook_settings

WRITTEN = "zanzibarquux"
"""Is in everything that is written here, and in nothing else."""
PERSON = 730_019_551
_LINE = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00 [A-Z]+ [\w.]+( \[\d+\])?: .+")


def write_everything(ann: Person, server: BotApiServer) -> None:
    """Write in each way that there is; some of it is answered, and faults come between."""
    sent = ann.ask(f"expo {WRITTEN}")
    ann.ask(WRITTEN)
    for text in (
        f"/subscribe {WRITTEN}",
        f"/month {WRITTEN}",
        f"/{WRITTEN}",
        f"/start e_{WRITTEN}",
    ):
        time.sleep(0.6)  # No flood.
        ann.ask(text)
    ann.press(sent, data=f"e:{WRITTEN}"[:64])
    ann.ask_inline(WRITTEN)
    group = server.group(ann, -1_000_730_019)
    group.send(f"@annals_test_bot {WRITTEN}")
    group.send(WRITTEN)
    number = ann.send(f"narlabs {WRITTEN}")
    ann.edit(number, f"narlabs and {WRITTEN}")
    for kind in (Kind.BAD_GATEWAY, Kind.DROP_BEFORE, Kind.DROP_AFTER, Kind.FLOOD):
        server.fail("sendMessage", kind)
        time.sleep(0.6)
        ann.send(f"award {WRITTEN}")
    time.sleep(2)


@pytest.mark.parametrize(("mode", "log_format"), [("polling", "text"), ("webhook", "json")])
def test_no_line_holds_what_was_written_or_a_secret_at_any_level(
    server: BotApiServer, mode: str, log_format: str, tmp_path: Path
) -> None:
    more = webhook_settings() if mode == "webhook" else {}
    file, told = tmp_path / "annals.db", list[str]()
    more |= {"LOG_LEVEL": "DEBUG", "LOG_FORMAT": log_format, "DATABASE_URL": f"sqlite:///{file}"}
    ann = server.person(PERSON)
    with running(server, told, **more):
        write_everything(ann, server)
        if mode == "polling":  # A webhook's update is taken only once it is noted.
            with closing(sqlite3.connect(file, isolation_level=None, timeout=10)) as other:
                other.execute("BEGIN IMMEDIATE")
                ann.send(f"/subscribe 7:30 {WRITTEN}")
                ann.send(f"what of {WRITTEN}")
                time.sleep(11)  # Longer than the bot waits for the lock.
                other.execute("ROLLBACK")
    lines = told[1].splitlines()
    assert len(lines) > 3
    secrets = [WRITTEN, str(PERSON), TOKEN, quote(TOKEN), TOKEN.split(":")[1]]
    secrets += [more["WEBHOOK_SECRET"]] if mode == "webhook" else []
    for secret in secrets:
        assert not [line for line in lines if secret in line]
    for line in lines:
        if log_format == "json":
            assert {"time", "level", "logger", "message"} <= json.loads(line).keys()
        else:
            assert _LINE.fullmatch(line), line


def test_lines_about_an_update_bear_its_number(server: BotApiServer) -> None:
    told: list[str] = []
    ann = server.person()
    with running(server, told, LOG_LEVEL="DEBUG", LOG_FORMAT="json"):
        ann.ask("expo")
        server.telegram.blocked.add(7)
        ann.send("expo")
        time.sleep(1)
    entries = [json.loads(line) for line in told[1].splitlines()]
    (entry,) = [entry for entry in entries if "did not take an answer" in entry["message"]]
    assert isinstance(entry["update"], int)


def test_maintenance_of_telegrams_is_told_once_and_healed(server: BotApiServer) -> None:
    told: list[str] = []
    ann = server.person()
    with running(server, told):
        ann.ask("expo")
        for times in (4, 3):
            server.fail("*", Kind.BAD_GATEWAY, times)
            ann.send("narlabs")
            assert "2nd Taipei Project" in ann.hear()[0].text
            server._faults.clear()
    troubles = [line for line in told[1].splitlines() if " WARNING " in line or " ERROR " in line]
    assert len(troubles) == 1
    assert "Telegram cannot be reached at 127.0.0.1" in troubles[0]


def test_a_second_bot_on_the_token_is_told_once_and_questions_are_answered(
    server: BotApiServer,
) -> None:
    told: list[str] = []
    ann = server.person()
    with running(server, told):
        ann.ask("expo")
        server.fail_one_in(2, "getUpdates", Fault("getUpdates", Kind.CONFLICT))
        for _ in range(8):
            ann.ask("narlabs")
            time.sleep(0.7)
        server.fail_one_in(1, "", Fault("", Kind.CONFLICT))
    troubles = [line for line in told[1].splitlines() if " WARNING " in line or " ERROR " in line]
    assert len(troubles) == 1
    assert "another bot is polling with this token" in troubles[0]
