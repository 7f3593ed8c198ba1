"""Replicas of the bot on one PostgreSQL, behind a balancer that sends to each in turn."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.bot_api.server import TOKEN, BotApiServer
from tests.chat.conftest import ROOT, command, environment, webhook_settings


@dataclass
class Replicas:
    """Running bots; those that are ended on purpose have to end cleanly.

    Args:
        by_webhook: else they poll.
    """

    server: BotApiServer
    database_url: str
    by_webhook: bool
    running: list["subprocess.Popen[str]"] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    public: dict[str, str] = field(default_factory=webhook_settings)

    def start(self) -> None:
        """Start one more, and wait until it can be ended, by webhook until Telegram knows of it."""
        more = {"DATABASE_URL": self.database_url}
        if self.by_webhook:
            listen = webhook_settings()["WEBHOOK_LISTEN"]
            more |= self.public | {"WEBHOOK_LISTEN": listen}
            self.addresses.append(listen)
            self._route()
        awaited = "setWebhook" if self.by_webhook else "getMe"
        told = self.server.calls.count(awaited)
        self.running.append(
            subprocess.Popen(
                command("run"),
                cwd=ROOT,
                env=environment(self.server, **more),
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        self._wait_for_call(awaited, told)

    def kill(self, number: int) -> None:
        """Kill one; the balancer sends nothing more to it."""
        process = self._remove(number)
        process.kill()
        process.communicate()

    def end(self, number: int) -> str:
        """End one as an operator does; what it logged."""
        process = self.running[number]
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=30)
        self._remove(number)
        assert process.returncode == 0, errors
        assert TOKEN not in errors
        assert "Traceback" not in errors, errors
        return errors

    def _remove(self, number: int) -> "subprocess.Popen[str]":
        if self.by_webhook:
            del self.addresses[number]
            self._route()
        return self.running.pop(number)

    def _route(self) -> None:
        with self.server.telegram.changed:
            self.server.telegram.courier.route[:] = self.addresses

    def _wait_for_call(self, method: str, before: int) -> None:
        with self.server.telegram.changed:
            assert self.server.telegram.changed.wait_for(
                lambda: self.server.calls.count(method) > before, timeout=30
            )


@contextmanager
def replicas(
    server: BotApiServer, database_url: str, number: int, by_webhook: bool = True
) -> Iterator[Replicas]:
    """So many replicas while the block runs; those left at its end are ended."""
    bots = Replicas(server, database_url, by_webhook)
    try:
        for _ in range(number):
            bots.start()
        yield bots
        while bots.running:
            bots.end(0)
    finally:
        for process in bots.running:
            process.kill()
            process.communicate()
