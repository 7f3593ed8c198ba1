"""Updates posted as Telegram does it: in order for each chat, again until they are taken."""

import json
import re
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

from tests.bot_api.content import Refused, decoded

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
_AGAIN_SECONDS = 0.2
"""Telegram waits longer and longer; here nobody has the time for that."""
_LONGEST_SECONDS = 1.0
_ANSWER_SECONDS = 10.0
_MOST_THREADS = 12


@dataclass
class Webhook:
    """What setWebhook told."""

    url: str
    secret: str
    wanted: list[str]
    connections: int


@dataclass
class Courier:
    """Posts the updates that wait to the webhook that is set.

    Args:
        changed: guards `updates`, and is notified of new ones.
        updates: what waits, in order; what was taken is removed.
        route: addresses (host:port) that a balancer sends to in turn; none for the webhook's own.
    """

    changed: threading.Condition
    updates: list[dict[str, Any]]
    route: list[str] = field(default_factory=list)
    webhook: Webhook | None = None
    statuses: list[int] = field(default_factory=list)
    """What posts were answered with; 0 where nobody answered."""
    _posting: dict[int, int] = field(default_factory=dict)
    _not_before: dict[int, float] = field(default_factory=dict)
    _turn: int = 0

    def set(self, parameters: dict[str, Any]) -> bool:
        """Post from now on, or (without an address) no more.

        Raises:
            Refused: what was told is not taken.
        """
        url, secret = parameters.get("url") or "", parameters.get("secret_token") or ""
        connections = int(parameters.get("max_connections") or 40)
        if url and urlsplit(url).scheme not in ("http", "https"):
            raise Refused("Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if (urlsplit(url).hostname or "").endswith(".invalid"):
            why = "Failed to resolve host: Name or service not known"
            raise Refused(f"Bad Request: bad webhook: {why}")
        if not _SECRET.fullmatch(secret):
            raise Refused("Bad Request: secret token contains unallowed characters")
        if not 1 <= connections <= 100:
            raise Refused("Bad Request: max_connections must be from 1 to 100")
        if parameters.get("drop_pending_updates") in (True, "true", "True"):
            raise AssertionError("the bot would throw away what people wrote")
        wanted = decoded(parameters.get("allowed_updates") or "[]")
        told = Webhook(url, secret, wanted, connections) if url else None
        with self.changed:
            if told == self.webhook:
                return True
            self.webhook = told
            self.changed.notify_all()
        for _ in range(min(connections, _MOST_THREADS) if told else 0):
            threading.Thread(target=self._work, args=(told,), daemon=True).start()
        return True

    def _work(self, webhook: Webhook) -> None:
        connections: dict[str, HTTPConnection] = {}
        while (update := self._next(webhook)) is not None:
            address = self._address(webhook)
            if address not in connections:
                connections[address] = HTTPConnection(address, timeout=_ANSWER_SECONDS)
            status, wait = _post(connections[address], webhook, update)
            self._answered(update, status, wait)

    def _next(self, webhook: Webhook) -> dict[str, Any] | None:
        """Wait for the next update that may be posted; None once another webhook is set."""
        with self.changed:
            while self.webhook is webhook:
                now = time.monotonic()
                busy = set(self._posting.values())
                for update in self.updates:
                    chat = _row_of(update)
                    if webhook.wanted and not update.keys() & set(webhook.wanted):
                        continue
                    if chat in busy:
                        continue
                    if self._not_before.get(update["update_id"], 0) > now:
                        busy.add(chat)  # What follows in its chat waits, too.
                        continue
                    self._posting[update["update_id"]] = chat
                    return update
                self.changed.wait(0.05)
        return None

    def _address(self, webhook: Webhook) -> str:
        with self.changed:
            self._turn += 1
            route = self.route or [urlsplit(webhook.url).netloc]
            return route[self._turn % len(route)]

    def _answered(self, update: dict[str, Any], status: int, wait: float) -> None:
        number = update["update_id"]
        with self.changed:
            self.statuses.append(status)
            del self._posting[number]
            if 200 <= status < 300:
                self.updates[:] = [u for u in self.updates if u["update_id"] != number]
            else:
                self._not_before[number] = time.monotonic() + wait
            self.changed.notify_all()


def _post(
    connection: HTTPConnection, webhook: Webhook, update: dict[str, Any]
) -> tuple[int, float]:
    """Post an update; the status, 0 where nobody answered, and seconds to wait after a refusal."""
    headers = {"Content-Type": "application/json", SECRET_HEADER: webhook.secret}
    path = urlsplit(webhook.url).path or "/"
    try:
        connection.request("POST", path, json.dumps(update).encode(), headers)
        answer = connection.getresponse()
        answer.read()
    except (OSError, HTTPException):
        connection.close()
        return 0, _AGAIN_SECONDS
    wait = float(answer.headers.get("Retry-After") or _AGAIN_SECONDS)
    return answer.status, min(wait, _LONGEST_SECONDS)


def _row_of(update: dict[str, Any]) -> int:
    """Within what an update is posted after the one before: its chat, else its sender."""
    for content in update.values():
        if isinstance(content, dict):
            message = content.get("message") or content
            place = message.get("chat") or content.get("from") or {}
            return int(place.get("id") or 0)
    return 0
