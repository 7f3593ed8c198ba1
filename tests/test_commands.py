"""The command line, as scripts use it."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def annals(*words: str, typed: str = "", **more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=ROOT,
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1", **more},
        check=False,
    )


def test_the_example_of_the_readme() -> None:
    done = annals("ask", "--json", typed="what awards in November?\n")
    answer = json.loads(done.stdout)
    assert answer.pop("text")
    assert answer == {
        "question": "what awards in November?",
        "lang": "en",
        "kind": "answer",
        "events": ["2021-11-open-data-golden-quality-award", "2021-11-witsa-ehealth-award"],
        "period": "2021-11-01/2021-11-30",
        "category": "award",
    }


def test_the_help_tells_each_command_in_a_line_that_has_room() -> None:
    commands = annals("--help").stdout.partition("Commands:")[2].splitlines()[1:]
    assert len(commands) > 10
    assert [told for told in commands if told.endswith("...")] == []


def test_each_line_is_answered_in_order_an_empty_one_too() -> None:
    done = annals("ask", "--json", typed="expo\n\n3/16\n")
    kinds = [json.loads(line)["kind"] for line in done.stdout.splitlines()]
    assert kinds == ["answer", "none", "answer"]


def test_lines_lean_on_each_other_only_in_a_conversation() -> None:
    typed = "what awards in November?\nand in May?\n"
    apart = annals("ask", "--json", typed=typed).stdout.splitlines()[1]
    joined = annals("ask", "--json", "--conversation", typed=typed).stdout.splitlines()[1]
    assert len(json.loads(apart)["events"]) == 2
    assert json.loads(joined)["events"] == ["2021-05-idc-scapa"]


def test_explain_shows_what_was_understood() -> None:
    shown = annals("ask", "--explain", "wen was teh mayors sumit").stdout
    assert "read as mayor summit" in shown
    assert "candidate: 2021-03-smart-city-mayors-summit" in shown


@pytest.mark.parametrize(
    ("day", "precision", "events"),
    [
        ("2026-03-16", "day", ["2021-03-organization-guideline-approved"]),
        ("2026-08-05", "month", 1),
        ("2026-09-05", "none", []),
    ],
)
def test_the_days_post(day: str, precision: str, events: object) -> None:
    post = json.loads(annals("today", "--json", "--date", day).stdout)
    assert (post["date"], post["precision"]) == (day, precision)
    assert events in (post["events"], len(post["events"]))


def test_the_terminal_chat_presses_buttons_by_number() -> None:
    done = annals("chat", typed="1\n/month\n3\n")
    assert done.returncode == 0
    assert "Smart City Mayors' Summit" in done.stdout
    assert done.stderr == ""


def test_a_line_of_thousands_of_digits_is_no_button_of_the_terminal_chat() -> None:
    done = annals("chat", typed="1" * 5000 + "\n")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_terminal_chat_subscribes_and_says_that_no_post_comes_there() -> None:
    typed = "/subscribe 7pm Paris\n1\n/unsubscribe\n1\n/privacy\n/forget\n1\n/settings\n"
    done = annals("chat", typed=typed)
    assert done.returncode == 0
    assert done.stderr == ""
    for said in (
        "It comes every day at 19:00 (Paris).",
        "In this terminal no post comes",
        "Hour: 19:00",
        "No more daily posts come here.",
        "/forget deletes all of it.",
        "Everything about this chat is deleted.",
        "No daily post comes here.",
    ):
        assert said in done.stdout


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (["nonsense"], 2, "No such command"),
        (["ask", "--date", "yesterday", "x"], 2, "write YYYY-MM-DD"),
        (["ask", "--date", "20260316", "x"], 2, "write YYYY-MM-DD"),
        (["today", "--date", "2026-W12-1"], 2, "write YYYY-MM-DD"),
        (["today", "--date", "2026-02-29"], 2, "write YYYY-MM-DD"),
        (["ask", "--lang", "tlh", "x"], 2, "--lang"),
        (["ask", "--knowledge", "/nowhere", "x"], 2, "--knowledge: /nowhere is not a folder"),
        (["run"], 2, "TELEGRAM_BOT_TOKEN is not set"),
        (["check", "/nowhere"], 2, "is not a folder"),
    ],
)
def test_an_error_is_one_line(words: list[str], status: int, told: str) -> None:
    done = annals(*words)
    assert done.returncode == status
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_folder_of_the_environment_that_is_none_is_named_with_its_variable() -> None:
    done = annals("ask", "x", KNOWLEDGE_DIR="/nowhere")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "annals: KNOWLEDGE_DIR or --knowledge: /nowhere is not a folder\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full disk at hand")
@pytest.mark.parametrize(
    "words",
    [["ask", "expo"], ["today", "--json"], ["check"], ["schema"], ["export", "--format=csv"]],
)
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_is_one_line(words: list[str], unbuffered: str) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *words],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={"PYTHONUTF8": "1", "PYTHONUNBUFFERED": unbuffered},
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == "annals: the output cannot be written: No space left on device\n"


def test_a_reader_that_has_read_enough_is_no_error() -> None:
    command = f"yes expo | head -9999 | {sys.executable} -m bot ask --json | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={"PYTHONUTF8": "1", "PATH": os.environ["PATH"]},
        check=False,
    )
    assert json.loads(done.stdout)["kind"] == "answer"
    assert done.stderr == ""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes to make a start wait with")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_start_is_ended_cleanly_too(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / ".env")
    starting = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        env={"PYTHONUTF8": "1"},
    )
    with (tmp_path / ".env").open("w", encoding="utf-8"):  # Once it reads, it waits for more.
        starting.send_signal(getattr(signal, name))
        _, told = starting.communicate(timeout=20)
    assert (starting.returncode, told) == (0, "")


@pytest.mark.parametrize("command", ["subscriptions", "unanswered"])
def test_a_database_that_fails_is_told_in_a_line(tmp_path: Path, command: str) -> None:
    url = f"sqlite:///{tmp_path}/annals.db"
    assert annals(command, DATABASE_URL=url).returncode == 0
    with closing(sqlite3.connect(tmp_path / "annals.db")) as opened:
        opened.execute(f"DROP TABLE {command}")
    done = annals(command, DATABASE_URL=url)
    assert done.returncode == 2
    assert done.stderr == f"annals: DATABASE_URL cannot be used: no such table: {command}\n"
