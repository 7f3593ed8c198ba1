"""The bots under test as processes: started, killed, started again, and measured."""

import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from tests.bot_api.server import TOKEN, BotApiServer
from tests.chat.conftest import ROOT, environment, free_port, webhook_settings
from tests.soak.clock import FastClock

_END_SECONDS = 40


@dataclass(frozen=True, slots=True)
class Sample:
    """What a process held at a moment, `at` seconds after the run began."""

    at: float
    kilobytes: int
    threads: int
    files: int


@dataclass
class Bots:
    """So many bots on one database; each keeps its address through its lives."""

    server: BotApiServer
    database_url: str
    clock: FastClock
    number: int
    by_webhook: bool
    log: Path
    kills: int = 0
    ended_alone: int = 0
    samples: dict[int, list[Sample]] = field(default_factory=dict)
    """By the number of the process."""
    _running: list["subprocess.Popen[bytes]"] = field(default_factory=list)
    _settings: list[dict[str, str]] = field(default_factory=list)

    def __enter__(self) -> "Bots":
        public = webhook_settings()
        for _ in range(self.number):
            more = {"DATABASE_URL": self.database_url, "LOG_LEVEL": "WARNING"}
            more |= self.clock.environment
            if self.by_webhook:
                listen = f"127.0.0.1:{free_port()}"
                more |= public | {"WEBHOOK_LISTEN": listen}
                self.server.telegram.courier.route.append(listen)
            self._settings.append(more)
            self._running.append(self._start(more))
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._running:
            process.kill()
            process.wait()

    def kill(self, number: int) -> None:
        """Kill one with -9 and start it again."""
        self._running[number].kill()
        self._running[number].wait()
        self.kills += 1
        self._running[number] = self._start(self._settings[number])

    def tend(self) -> None:
        """Start those again that have ended, as whatever runs services does."""
        for number, process in enumerate(self._running):
            if process.poll() is not None:
                self.ended_alone += 1
                self._running[number] = self._start(self._settings[number])

    def sample(self, at: float) -> None:
        """Measure each."""
        for process in self._running:
            found = _sample(process.pid, at)
            if found:
                self.samples.setdefault(process.pid, []).append(found)

    def end(self) -> list[int]:
        """End all as an operator does; their exit statuses."""
        for process in self._running:
            process.send_signal(signal.SIGTERM)
        return [process.wait(_END_SECONDS) for process in self._running]

    def told(self) -> str:
        """What all of them logged."""
        text = self.log.read_text()
        if TOKEN in text:
            raise AssertionError("the token stands in the log")
        return text

    def _start(self, more: dict[str, str]) -> "subprocess.Popen[bytes]":
        log: IO[bytes]
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "tests.soak.bot"],
                cwd=ROOT,
                env=environment(self.server, **more),
                stderr=log,
            )


def _sample(pid: int, at: float) -> Sample | None:
    """None where the process is gone."""
    folder = Path(f"/proc/{pid}")
    try:
        status = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
        files = sum(1 for _ in (folder / "fd").iterdir())
        return Sample(at, int(status["VmRSS"].split()[0]), int(status["Threads"]), files)
    except (OSError, KeyError):
        return None
