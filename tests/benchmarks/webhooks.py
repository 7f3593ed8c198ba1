"""How many questions a second the bot answers that Telegram posts to it, beside its peer.

    python -m tests.benchmarks.webhooks [ROUNDS] [QUESTIONS]

The bot on SQLite and on PostgreSQL, two replicas on PostgreSQL, and a bare echo bot with
python-telegram-bot's own web server (`pip install 'python-telegram-bot[webhooks]'`), in turn; each
against a lean Bot API server of its own that posts up to forty updates at once.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
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
    """Questions answered a second, and the processor time of all bots for each.

    Other programs on the machine take from the first and not from the second.
    """

    per_second: float
    milliseconds: float


def measured(commands: Sequence[Sequence[str]], database_url: str, questions: int) -> Run:
    """Start bots, have questions posted to them in turn, and wait for every answer.

    Args:
        commands: of each bot; what stands for `PORT` in it is the port to listen on.
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
        before = processor_seconds(bots)
        took = api.ask(Asked(asked)).seconds
        return Run(questions / took, (processor_seconds(bots) - before) / questions * 1000)


def processor_seconds(pids: Sequence[int]) -> float:
    """The processor time that processes have used."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def once(databases: PostgreSQL, questions: int) -> dict[str, Run]:
    """What each did, one after the other."""
    run = command("run")
    with TemporaryDirectory(prefix="annals-") as folder:
        return {
            "echo bot": measured([[*_ECHO, "PORT"]], "", questions),
            "annals, SQLite": measured([run], f"sqlite:///{folder}/annals.db", questions),
            "annals, PostgreSQL": measured([run], databases.new_database(), questions),
            "two replicas": measured([run, run], databases.new_database(), questions),
        }


def main(rounds: int, questions: int) -> None:
    """Print the medians and their ratios."""
    with postgresql() as databases:
        runs = [once(databases, questions) for _ in range(rounds)]
    for name in runs[0]:
        speed = statistics.median(run[name].per_second for run in runs)
        spent = statistics.median(run[name].milliseconds for run in runs)
        print(f"{name}: {speed:.0f} questions a second, {spent:.2f} ms of processor time each")
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
    print(f"(medians of {rounds} runs, {questions} questions each, {os.cpu_count()} cores)")


def _told(ratios: list[float]) -> str:
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*(numbers + [3, 2000][len(numbers) :]))
