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
from tempfile import TemporaryDirectory

from tests.benchmarks.echo_bot import SECRET
from tests.benchmarks.questions_api import Asked, QuestionsApi
from tests.benchmarks.throughput import EACH, QUESTIONS, SETTLING_SECONDS
from tests.bot_api.server import TOKEN
from tests.chat.conftest import ROOT, command, free_port
from tests.postgresql import PostgreSQL, postgresql

_ECHO = [sys.executable, "-m", "tests.benchmarks.echo_bot"]


def per_second(commands: Sequence[Sequence[str]], database_url: str, questions: int) -> float:
    """Start bots, have questions posted to them in turn, and wait for every answer.

    Args:
        commands: of each bot; what stands for `PORT` in it is the port to listen on.
    """
    ports = [free_port() for _ in commands]
    with ExitStack() as stack:
        api = stack.enter_context(QuestionsApi([("127.0.0.1", port) for port in ports]))
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
        api.ask(Asked([(number, "expo") for number in range(10, 50)]))
        time.sleep(SETTLING_SECONDS)
        api.ask(Asked([(100 + n, text) for n, text in enumerate(QUESTIONS * 5)]))
        chats = range(1000, 1000 + questions // EACH)
        asked = [(chats[n % len(chats)], QUESTIONS[n % len(QUESTIONS)]) for n in range(questions)]
        return questions / api.ask(Asked(asked)).seconds


def once(databases: PostgreSQL, questions: int) -> dict[str, float]:
    """Questions a second of each, in one run."""
    run = command("run")
    with TemporaryDirectory(prefix="annals-") as folder:
        return {
            "echo bot": per_second([[*_ECHO, "PORT"]], "", questions),
            "annals, SQLite": per_second([run], f"sqlite:///{folder}/annals.db", questions),
            "annals, PostgreSQL": per_second([run], databases.new_database(), questions),
            "two replicas": per_second([run, run], databases.new_database(), questions),
        }


def main(rounds: int, questions: int) -> None:
    """Print the medians and their ratios."""
    with postgresql() as databases:
        runs = [once(databases, questions) for _ in range(rounds)]
    for name in runs[0]:
        print(f"{name}: {statistics.median(run[name] for run in runs):.0f} questions a second")
    for name, peer in (
        ("annals, SQLite", "echo bot"),
        ("annals, PostgreSQL", "echo bot"),
        ("two replicas", "annals, PostgreSQL"),
    ):
        ratios = [run[name] / run[peer] for run in runs]
        told = ", ".join(f"{ratio:.2f}" for ratio in sorted(ratios))
        print(f"{name} / {peer}: {statistics.median(ratios):.2f} (runs: {told})")
    print(f"(medians of {rounds} runs, {questions} questions each, {os.cpu_count()} cores)")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*(numbers + [3, 2000][len(numbers) :]))
