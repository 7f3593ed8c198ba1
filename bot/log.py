"""Logging: one line an event, and never the token in any of them."""

import json
import logging
import re
import sys
from datetime import UTC, datetime

_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{10,}")
_LIBRARIES = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "telegram": logging.WARNING,
    "asyncio": logging.WARNING,
    "alembic": logging.WARNING,
    "aiosqlite": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "psycopg": logging.WARNING,
    # A line for each stranger who sends no HTTP would be a line too many.
    "uvicorn": logging.ERROR,
    "uvicorn.error": logging.ERROR,
    # It prints a traceback for each answer of a broken gateway, which is told once elsewhere.
    "telegram.request.BaseRequest": logging.CRITICAL,
}
"""Libraries speak from these levels on at any LOG_LEVEL: below, they log URLs with the token,
what people wrote and the numbers of their chats."""


class Redacting(logging.Formatter):
    """Formats a record as one line and puts a mark in the place of anything like a token."""

    def __init__(self, secret: str | None, as_json: bool) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secret = secret
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        """The line, without secrets and without line ends."""
        text = self._json(record) if self._as_json else super().format(record)
        if self._secret:
            text = text.replace(self._secret, "<token>")
        return _TOKEN.sub("<token>", text).replace("\n", " | ")

    def _json(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["error"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


def set_up(level: str, log_format: str, secret: str | None) -> None:
    """Send log lines to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting(secret, log_format == "json"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, least in _LIBRARIES.items():
        logging.getLogger(name).setLevel(least)
