"""How long a question waits for its answer at 200 questions a second while a broadcast runs.

    python -m tests.benchmarks.latency [SECONDS] [QUESTIONS A SECOND]

By polling and by webhook, on SQLite and on PostgreSQL; posts go out at the default BROADCAST_RATE.
"""

import asyncio
import os
import subprocess
import sys
import time
from statistics import quantiles
from tempfile import TemporaryDirectory

from tests.benchmarks.questions_api import Paced, QuestionsApi
from tests.benchmarks.throughput import QUESTIONS, SETTLING_SECONDS
from tests.bot_api.server import TOKEN
from tests.chat.conftest import ROOT, command, webhook_settings
from tests.daily.kills import a_moment_ago, subscribe_many
from tests.postgresql import postgresql

_DUE = 5000
"""Posts that are due: more than go out meanwhile."""


def waits(database_url: str, by_webhook: bool, seconds: int, per_second: int) -> list[float]:
    """The seconds that each question waited."""
    asyncio.run(subscribe_many(database_url, _DUE, a_moment_ago()))
    with QuestionsApi() as api:
        environ = {
            "PATH": os.environ["PATH"],
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE_URL": api.base_url,
            "DATABASE_URL": database_url,
            "LOG_LEVEL": "WARNING",
        }
        if by_webhook:
            environ |= webhook_settings()
        process = subprocess.Popen(command("run"), cwd=ROOT, env=environ)
        try:
            api.ask_paced(Paced(["expo"], 1))
            time.sleep(SETTLING_SECONDS * 2)
            warm = [QUESTIONS[n % len(QUESTIONS)] for n in range(per_second)]
            api.ask_paced(Paced(warm, per_second))
            asked = [QUESTIONS[n % len(QUESTIONS)] for n in range(per_second * seconds)]
            return api.ask_paced(Paced(asked, per_second))
        finally:
            process.kill()
            process.wait()


def main(seconds: int, per_second: int) -> None:
    """Print the median and the high percentiles of each."""
    with postgresql() as databases, TemporaryDirectory(prefix="annals-") as folder:
        for by_webhook in (False, True):
            for name, url in (
                ("SQLite", f"sqlite:///{folder}/{by_webhook}.db"),
                ("PostgreSQL", databases.new_database()),
            ):
                cuts = quantiles(waits(url, by_webhook, seconds, per_second), n=100)
                told = ", ".join(f"p{p} {cuts[p - 1] * 1000:.0f} ms" for p in (50, 95, 99))
                way = "webhook" if by_webhook else "polling"
                print(f"{way}, {name}: {told} (load {os.getloadavg()[0]:.1f})", flush=True)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*(numbers + [20, 200][len(numbers) :]))
