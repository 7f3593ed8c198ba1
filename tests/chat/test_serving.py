"""Starting, staying up and ending: faults are waited out or told in one line."""

import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.bot_api.faults import Kind
from tests.bot_api.server import TOKEN, BotApiServer
from tests.chat.conftest import ROOT, command, environment, running, webhook_settings


def fails(environ: dict[str, str], *words: str) -> tuple[int, str]:
    """The exit status and the error lines of a bot that cannot start."""
    done = subprocess.run(
        command(*(words or ("run",))),
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    output = done.stdout + done.stderr
    assert TOKEN not in output
    assert "Traceback" not in output
    return done.returncode, done.stderr


@pytest.mark.parametrize("level", ["INFO", "DEBUG"])
def test_a_refused_token_is_told_in_one_line(server: BotApiServer, level: str) -> None:
    server.fail("*", Kind.UNAUTHORIZED, times=99)
    status, errors = fails(environment(server, LOG_LEVEL=level))
    assert status == 2
    assert errors.splitlines()[-1].startswith("annals: Telegram refuses TELEGRAM_BOT_TOKEN")


def test_a_taken_token_is_told_in_one_line(server: BotApiServer) -> None:
    server.fail("getUpdates", Kind.CONFLICT, times=99)
    status, errors = fails(environment(server))
    assert status == 2
    assert "is in use by another running bot" in errors.splitlines()[-1]


def test_an_address_that_telegram_refuses_is_told_in_one_line(server: BotApiServer) -> None:
    settings = webhook_settings() | {"WEBHOOK_URL": "https://bot.invalid/hook-8f3"}
    status, errors = fails(environment(server, **settings))
    assert status == 2
    assert errors.splitlines()[-1] == (
        "annals: Telegram refuses WEBHOOK_URL: "
        "Bad webhook: failed to resolve host: name or service not known"
    )


def test_no_network_is_told_in_one_line() -> None:
    status, errors = fails(environment(None, TELEGRAM_API_BASE_URL="http://127.0.0.1:9/bot"))
    assert status == 2
    assert "cannot be reached at 127.0.0.1:9" in errors.splitlines()[-1]


def test_a_broken_pack_is_told_in_one_line(server: BotApiServer, tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("source: 3\nevents: [", encoding="utf-8")
    status, errors = fails(environment(server, KNOWLEDGE_DIR=str(tmp_path)))
    assert status == 1
    assert "pack.yaml:" in errors
    assert len(errors.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "no token"),
        ("TIMEZONE", "Mars/Olympus"),
        ("LANGUAGE", "tlh"),
        ("ADMIN_IDS", "me"),
        ("BROADCAST_RATE", "31"),
        ("BROADCAST_RATE", "0"),
        ("BROADCAST_RATE", "fast"),
        ("ALLOW_PAID_BROADCAST", "perhaps"),
        ("LOG_LEVEL", "LOUD"),
        ("TELEGRAM_API_BASE_URL", "ftp://x"),
        ("KNOWLEDGE_DIR", "/nowhere"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "sqlite:////proc/nowhere/annals.db"),
    ],
)
def test_a_wrong_setting_is_named(server: BotApiServer, name: str, value: str) -> None:
    status, errors = fails(environment(server, **{name: value}))
    assert status == 2
    assert name in errors.splitlines()[-1]
    assert len([line for line in errors.splitlines() if " INFO bot" not in line]) == 1


@pytest.mark.parametrize("kind", [Kind.BAD_GATEWAY, Kind.FLOOD, Kind.DROP_BEFORE])
@pytest.mark.parametrize("method", ["getMe", "deleteWebhook", "getUpdates", "sendMessage"])
def test_a_fault_of_the_first_call_is_waited_out(
    server: BotApiServer, method: str, kind: Kind
) -> None:
    server.fail(method, kind, times=2)
    with running(server):
        assert "expo" in server.person().ask("expo").text.casefold()


def test_an_answer_whose_arrival_is_unknown_is_repeated_and_not_apologised_for(
    server: BotApiServer,
) -> None:
    server.fail("sendMessage", Kind.DROP_AFTER, times=3)
    ann = server.person()
    with running(server):
        ann.send("expo")
        answers = [sent.text for sent in ann.hear(3)]
        assert "2nd Taipei Project" in ann.ask("narlabs").text
    assert len(set(answers)) == 1
    assert len(ann.received) == 4


@pytest.mark.parametrize("kind", [Kind.DROP_BEFORE, Kind.DROP_AFTER])
def test_what_can_come_twice_without_harm_is_repeated(server: BotApiServer, kind: Kind) -> None:
    ann = server.person()
    with running(server):
        sent = ann.ask("/help")
        for method in ("answerCallbackQuery", "editMessageText"):
            ann.wait_for_edit(sent, sent.edits)
            server.fail(method, kind)
            edits = sent.edits
            ann.press(sent, data="p:months" if edits == 0 else "p:topics")
            ann.wait_for_edit(sent, edits + 1)
        server.fail("answerInlineQuery", kind)
        assert ann.ask_inline("expo")["results"]
    assert len(ann.received) == 1


def test_somebody_who_blocked_the_bot_troubles_nobody(server: BotApiServer) -> None:
    ann, bob = server.person(7), server.person(8)
    server.telegram.blocked.add(7)
    with running(server):
        ann.send("expo")
        assert bob.ask("expo").text


def test_a_flood_wait_is_kept_while_others_are_answered(server: BotApiServer) -> None:
    ann = server.person()
    with running(server):
        ann.ask("expo")
        time.sleep(1)
        server.fail("sendMessage", Kind.HANG, seconds=0.5)
        server.fail("getUpdates", Kind.FLOOD, seconds=3)
        polls = server.calls.count("getUpdates")
        ann.send("narlabs")
        ann.hear()
        time.sleep(1)
        assert server.calls.count("getUpdates") == polls + 1


def test_six_quick_questions_all_get_their_answer(server: BotApiServer) -> None:
    server.telegram.per_second = 3
    ann = server.person()
    with running(server):
        for _ in range(6):
            ann.send("narlabs")
        assert len(ann.hear(6)) == 6


def test_an_answer_that_telegram_takes_slowly_comes_once(server: BotApiServer) -> None:
    server.fail("sendMessage", Kind.HANG, seconds=6)
    ann = server.person()
    with running(server):
        ann.send("expo")
        ann.hear()
        assert "2nd Taipei Project" in ann.ask("narlabs").text
    assert len(ann.received) == 2


def test_one_hanging_send_holds_up_nobody_else(server: BotApiServer) -> None:
    ann, bob = server.person(7), server.person(8)
    with running(server):
        ann.ask("expo")
        server.fail("sendMessage", Kind.HANG, seconds=4)
        ann.send("expo")
        time.sleep(0.3)
        started = time.monotonic()
        bob.ask("narlabs")
        waited = time.monotonic() - started
        ann.hear()
    assert waited < 3, "an answer waited for another chat's"


def test_a_choice_of_language_outlives_a_restart(server: BotApiServer) -> None:
    ann = server.person()
    with running(server):
        choices = ann.ask("/language")
        ann.press(choices, choices.labels[1])
        ann.wait_for_edit(choices)
    with running(server):
        assert "怎麼問" in ann.ask("/help").text


def test_a_killed_bot_loses_no_question(server: BotApiServer) -> None:
    ann = server.person()
    process = subprocess.Popen(command("run"), cwd=ROOT, env=environment(server))
    ann.ask("expo")
    server.fail("sendMessage", Kind.HANG, times=5, seconds=30)
    for _ in range(5):
        ann.send("narlabs")
    time.sleep(1)
    process.send_signal(signal.SIGKILL)
    process.wait()
    server._faults.clear()
    with running(server):
        assert len(ann.hear(5)) == 5
