"""Log lines: one an event, each with its update's number, none with what somebody wrote."""

import asyncio
import io
import json
import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator

import pytest

from bot import log
from bot.answers.wording import wording

TOKEN = "123456:loopback-token-for-tests"
WRITTEN = "my uncle in Tainan"


Lines = Callable[[], list[str]]


@pytest.fixture(params=["text", "json"])
def lines(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lines]:
    """What was logged, in both formats in turn."""
    for place, name in ((warnings, "showwarning"), (sys, "excepthook"), (threading, "excepthook")):
        monkeypatch.setattr(place, name, getattr(place, name))
    root = logging.getLogger()
    kept, level = root.handlers[:], root.level
    root.handlers.clear()  # Or they would be closed.
    log.set_up("DEBUG", request.param, (TOKEN, "a-secret-of-webhooks"))
    handler = root.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    stream = io.StringIO()
    handler.setStream(stream)
    yield lambda: stream.getvalue().splitlines()
    root.handlers[:] = kept
    root.setLevel(level)
    logging.getLogger("bot").setLevel(logging.NOTSET)


def one(lines: Lines) -> str:
    """The only line; in JSON it is an object with the parts of every line."""
    told = lines()
    assert len(told) == 1, told
    if told[0].startswith("{"):
        assert {"time", "level", "logger", "message"} <= json.loads(told[0]).keys()
    return told[0]


@pytest.mark.parametrize(
    "text",
    [
        f"POST https://api.telegram.org/bot{TOKEN}/getMe",
        "bot123456%3Aloopback-token-for-tests",
        "loopback-token-for-tests",
        "a token like 987654:AAbbCCddEEffGGhh",
        "a-secret-of-webhooks",
    ],
)
def test_no_line_holds_a_secret(lines: Lines, text: str) -> None:
    logging.getLogger("bot.chat").info("%s", text)
    line = one(lines)
    assert "<secret>" in line
    assert not any(part in line for part in ("loopback-token", "AAbbCC", "a-secret-of"))


@pytest.mark.parametrize("sign", ["\n", "\r\n", "\u2028", "\x1b[31m", "\x85"])
def test_an_event_is_one_line(lines: Lines, sign: str) -> None:
    logging.getLogger("bot").warning("first%ssecond", sign)
    assert sign not in one(lines)


def raise_twice() -> None:
    try:
        int(WRITTEN)
    except ValueError as error:
        raise KeyError(WRITTEN) from error


def test_of_an_error_its_type_and_place_are_told_and_not_its_text(lines: Lines) -> None:
    try:
        raise_twice()
    except KeyError:
        logging.getLogger("bot.chat").exception("an update failed")
    line = one(lines)
    assert "an update failed" in line
    assert "KeyError from ValueError at tests/test_log.py:" in line
    assert "raise_twice" in line
    assert "Tainan" not in line


def test_a_place_is_told_where_the_programs_own_code_called_a_library() -> None:
    try:
        wording("xx_nowhere")
    except Exception as error:  # noqa: BLE001 - Babel's own
        told = log.error_of(error)
    assert told.startswith("UnknownLocaleError at babel/core.py:")
    assert " < bot/languages/customs.py:" in told


def test_of_a_library_only_the_words_in_its_code_are_told(lines: Lines) -> None:
    library = logging.getLogger("telegram.ext.Application")
    library.critical("Error while building CallbackContext for update %s.", WRITTEN)
    line = one(lines)
    assert "Error while building CallbackContext for update" in line
    assert "Tainan" not in line


def test_libraries_that_nobody_knows_of_yet_are_silent_below_warning(lines: Lines) -> None:
    logging.getLogger("anything.new").debug("text %s", WRITTEN)
    logging.getLogger("anything.new").info(WRITTEN)
    assert lines() == []


def test_lines_bear_the_number_of_the_update_at_hand(lines: Lines) -> None:
    first, second = 700_000_001, 700_000_002  # Longer than any figures of a time.

    async def handle(number: int) -> None:
        log.update_id.set(number)
        await asyncio.sleep(0)
        logging.getLogger("sqlalchemy.pool").error("in update")
        await asyncio.to_thread(logging.getLogger("bot.storage").info, "in update")

    async def run() -> None:
        await asyncio.gather(*(asyncio.create_task(handle(number)) for number in (first, second)))
        logging.getLogger("bot").info("outside")

    asyncio.run(run())
    told = lines()
    assert len(told) == 5
    inside = [line for line in told if "in update" in line]
    assert sorted(str(first) in line for line in inside) == [False, False, True, True]
    assert all((str(first) in line) != (str(second) in line) for line in inside)
    assert not any("70000000" in line for line in told if "outside" in line and "update" in line)
    if told[0].startswith("{"):
        assert {json.loads(line).get("update") for line in told} == {first, second, None}


def test_a_task_that_fails_unheeded_is_told_without_its_text(lines: Lines) -> None:
    async def run() -> None:
        asyncio.get_running_loop().set_exception_handler(log.tell_loop_fault)
        asyncio.get_running_loop().call_soon(int, WRITTEN)
        await asyncio.sleep(0.01)

    asyncio.run(run())
    line = one(lines)
    assert "something failed in the background" in line
    assert "ValueError" in line
    assert "Tainan" not in line


@pytest.mark.parametrize(
    ("fails", "told"),
    [
        ("warnings.warn(TEXT, UserWarning)", "UserWarning at "),
        ("int(TEXT)", "something failed for good: ValueError at "),
        ("threading.Thread(target=int, args=[TEXT]).start()", "something failed for good: "),
    ],
)
def test_what_python_would_print_is_one_line_without_its_text(fails: str, told: str) -> None:
    program = (
        "import threading, warnings; from bot import log; log.set_up('INFO', 'text');"
        f"TEXT = {WRITTEN!r}; {fails}"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert len(done.stderr.splitlines()) == 1
    assert told in done.stderr
    assert "Tainan" not in done.stderr
