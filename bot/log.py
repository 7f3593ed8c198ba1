"""Logging: one line an event, with the number of the update at hand and without what is secret.

No line holds a token or what somebody wrote. Of an error, whose message may quote either, only its
type and place are told; of other people's libraries, only the words that stand in their code.
"""

import asyncio
import json
import logging
import re
import sys
import threading
import traceback
import warnings
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

logger = logging.getLogger(__name__)

update_id: ContextVar[int | None] = ContextVar("update_id", default=None)
"""The update that is being handled, whose number then stands in every line."""
_OWN = "bot"
_HOME = Path(__file__).parent
_TOKEN = re.compile(r"\d{3,}(:|%3A)[A-Za-z0-9_-]{10,}", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_MOST_PLACES = 4
_SHORTEST_SECRET = 8
"""A shorter one would blacken words that only look like it."""
_QUIET = {
    # It tells of each answer of a broken gateway, which is told once elsewhere.
    "telegram.request.BaseRequest": logging.CRITICAL,
    # A line for each stranger who sends no HTTP would be a line too many.
    "uvicorn": logging.ERROR,
    "uvicorn.error": logging.ERROR,
}


def set_up(level: str, log_format: str, secrets: Iterable[str] = ()) -> None:
    """Send log lines to standard error.

    Libraries speak from WARNING on, whatever the level: below, they log URLs with the token, what
    people wrote and the numbers of their chats.

    Args:
        level: from which on this program itself speaks.
        secrets: what no line may hold.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Redacting(log_format == "json", secrets))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger(_OWN).setLevel(level)
    for name, least in _QUIET.items():
        logging.getLogger(name).setLevel(least)
    warnings.showwarning = _tell_warning
    sys.excepthook = lambda _kind, error, _trace: _tell_failure(error)
    threading.excepthook = lambda failed: _tell_failure(failed.exc_value)


def tell_loop_fault(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what the event loop complains of: nobody waits for the task or callback that failed."""
    error = context.get("exception")
    # With an error, the message quotes the callback, and with it what that was given.
    told = "something failed in the background" if error else context["message"]
    logger.error("%s", told, exc_info=error)


class _Redacting(logging.Formatter):
    """Formats a record as one line.

    Args:
        secrets: what is replaced by a mark; of a token, its secret half too.
    """

    def __init__(self, as_json: bool, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._as_json = as_json
        told = {part for secret in secrets for part in (secret, secret.split(":")[-1])}
        self._secrets = sorted(filter(_is_long, told), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """The line, without secrets and without line ends."""
        entry: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
        }
        if (number := update_id.get()) is not None:
            entry["update"] = number
        entry["message"] = _message(record)
        if record.exc_info and record.exc_info[1]:
            entry["error"] = error_of(record.exc_info[1])
        text = json.dumps(entry, ensure_ascii=False) if self._as_json else _line(entry)
        for secret in self._secrets:
            text = text.replace(secret, "<secret>")
        return _CONTROLS.sub(" ", _TOKEN.sub("<secret>", text))


def error_of(error: BaseException) -> str:
    """An error's type, what it came from, and where it was raised: the innermost place first."""
    kinds = " from ".join(type(each).__name__ for each in _chain(error))
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(_HOME)] or frames
    innermost = frames[-1:] if frames and frames[-1] not in own else []
    places = [*innermost, *reversed(own)][:_MOST_PLACES]
    told = " < ".join(f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in places)
    return f"{kinds} at {told}" if told else kinds


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _short(filename: str) -> str:
    """A file as this program names it; another one by its name and its folder's."""
    path = Path(filename)
    if path.is_relative_to(_HOME):
        return str(path.relative_to(_HOME.parent))
    return "/".join(path.parts[-2:])


def _message(record: logging.LogRecord) -> str:
    if record.name == _OWN or record.name.startswith(f"{_OWN}."):
        return record.getMessage()
    return (str(record.msg).splitlines() or [""])[0]


def _line(entry: dict[str, Any]) -> str:
    number = f" [{entry['update']}]" if "update" in entry else ""
    error = f": {entry['error']}" if "error" in entry else ""
    head = f"{entry['time']} {entry['level']} {entry['logger']}{number}"
    return f"{head}: {entry['message']}{error}"


def _is_long(secret: str) -> bool:
    return len(secret) >= _SHORTEST_SECRET


def _tell_failure(error: BaseException | None) -> None:
    logger.critical("something failed for good", exc_info=error)


def _tell_warning(
    message: Warning | str,  # noqa: ARG001 - the names are Python's
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001
    line: str | None = None,  # noqa: ARG001
) -> None:
    logger.warning("%s at %s:%d", category.__name__, _short(filename), lineno)
