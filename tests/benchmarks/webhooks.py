"""How many questions a second the bot answers that Telegram posts to it, beside its peer.

    python -m tests.benchmarks.webhooks [ROUNDS] [QUESTIONS]

The bot on SQLite and on PostgreSQL, two replicas on PostgreSQL, and a bare echo bot with
python-telegram-bot's own web server (`pip install 'python-telegram-bot[webhooks]'`), in turn; each
against a lean Bot API server of its own that posts up to forty updates at once.

How many replicas are worth while is a question of cores. One bot works on one core, however many
there are; the database and the Bot API server work on the others, and share them with a second bot.
So the run tells what a question costs each of them, and what bound on two replicas that sets: all
cores at work without a pause, over the one core of one bot.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.echo_bot import SECRET
from tests.benchmarks.questions_api import Asked, QuestionsApi
from tests.benchmarks.throughput import EACH, QUESTIONS, SETTLING_SECONDS
from tests.bot_api.server import TOKEN
from tests.chat.conftest import ROOT, command, free_port
from tests.postgresql import PostgreSQL, postgresql

_ECHO = [sys.executable, "-m", "tests.benchmarks.echo_bot"]


@dataclass(frozen=True, slots=True)
class Run:
    """Questions answered a second, and for each the processor time of bots and servers.

    Other programs on the machine take from the first and not from the others.
    """

    per_second: float
    milliseconds: float
    database_milliseconds: float
    api_milliseconds: float

    @property
    def all_milliseconds(self) -> float:
        """Of all that work for a question."""
        return self.milliseconds + self.database_milliseconds + self.api_milliseconds


def measured(
    commands: Sequence[Sequence[str]],
    database_url: str,
    questions: int,
    databases: PostgreSQL | None = None,
) -> Run:
    """Start bots, have questions posted to them in turn, and wait for every answer.

    Args:
        commands: of each bot; what stands for `PORT` in it is the port to listen on.
        databases: the server of the database, where it has one.
    """
    ports = [free_port() for _ in commands]
    with ExitStack() as stack:
        api = stack.enter_context(QuestionsApi([("127.0.0.1", port) for port in ports]))
        bots = []
        for words, port in zip(commands, ports, strict=True):
            environ = {
                "PATH": os.environ["PATH"],
                "TELEGRAM_BOT_TOKEN": TOKEN,
                "TELEGRAM_API_BASE_URL": api.base_url,
                "DATABASE_URL": database_url,
                "LOG_LEVEL": "WARNING",
                "WEBHOOK_URL": f"http://127.0.0.1:{ports[0]}/",
                "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
                "WEBHOOK_SECRET": SECRET,
            }
            started = [word.replace("PORT", str(port)) for word in words]
            process = stack.enter_context(subprocess.Popen(started, cwd=ROOT, env=environ))
            stack.callback(process.kill)
            bots.append(process.pid)
        api.ask(Asked([(number, "expo") for number in range(10, 50)]))
        time.sleep(SETTLING_SECONDS)
        api.ask(Asked([(100 + n, text) for n, text in enumerate(QUESTIONS * 5)]))
        chats = range(1000, 1000 + questions // EACH)
        asked = [(chats[n % len(chats)], QUESTIONS[n % len(QUESTIONS)]) for n in range(questions)]
        groups = bots, [databases.pid] if databases else [], [api.pid]
        before = [processor_seconds(group) for group in groups]
        took = api.ask(Asked(asked)).seconds
        spent = [
            processor_seconds(group) - began for group, began in zip(groups, before, strict=True)
        ]
        return Run(questions / took, *(seconds / questions * 1000 for seconds in spent))


def processor_seconds(pids: Sequence[int]) -> float:
    """The processor time that processes and their children have used, also those that ended."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # It has just ended.
            fields = path.read_text(encoding="utf-8").rpartition(")")[2].split()
            if int(path.parent.name) in pids:
                ticks += sum(map(int, fields[11:15]))
            elif int(fields[1]) in pids:
                ticks += sum(map(int, fields[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def once(databases: PostgreSQL, questions: int) -> dict[str, Run]:
    """What each did, one after the other."""
    run = command("run")
    with TemporaryDirectory(prefix="annals-") as folder:
        return {
            "echo bot": measured([[*_ECHO, "PORT"]], "", questions),
            "annals, SQLite": measured([run], f"sqlite:///{folder}/annals.db", questions),
            "annals, PostgreSQL": measured([run], databases.new_database(), questions, databases),
            "two replicas": measured([run, run], databases.new_database(), questions, databases),
        }


def main(rounds: int, questions: int) -> None:
    """Print the medians and their ratios."""
    with postgresql() as databases:
        runs = [once(databases, questions) for _ in range(rounds)]
    for name in runs[0]:
        speed = statistics.median(run[name].per_second for run in runs)
        spent = statistics.median(run[name].milliseconds for run in runs)
        database = statistics.median(run[name].database_milliseconds for run in runs)
        api = statistics.median(run[name].api_milliseconds for run in runs)
        print(
            f"{name}: {speed:.0f} questions a second; milliseconds of processor time each:"
            f" bots {spent:.2f}, PostgreSQL {database:.2f}, Bot API server {api:.2f}"
        )
    for name, peer in (
        ("annals, SQLite", "echo bot"),
        ("annals, PostgreSQL", "echo bot"),
        ("two replicas", "annals, PostgreSQL"),
    ):
        speeds = [run[name].per_second / run[peer].per_second for run in runs]
        costs = [run[peer].milliseconds / run[name].milliseconds for run in runs]
        print(
            f"{name} / {peer}: {_told(speeds)} a second, {_told(costs)} for the same processor time"
        )
    cores = os.cpu_count() or 1
    bound = statistics.median(
        cores * run["annals, PostgreSQL"].milliseconds / run["two replicas"].all_milliseconds
        for run in runs
    )
    print(f"two replicas / one: {cores} cores allow {min(bound, 2):.2f} a second at the most")
    print(f"(medians of {rounds} runs, {questions} questions each, {cores} cores)")


def _told(ratios: list[float]) -> str:
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*(numbers + [3, 2000][len(numbers) :]))
