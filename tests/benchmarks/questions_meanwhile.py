"""How long a question waits for its answer, with and without a broadcast going on.

    python -m tests.benchmarks.questions_meanwhile [QUESTIONS]

The bot as a process of its own at the default BROADCAST_RATE, asked one question after the other;
spells with nothing and with thousands of posts due, in turns.
"""

import asyncio
import statistics
import subprocess
import sys
import time
from datetime import datetime, timedelta

from sqlalchemy import create_engine, update

from bot.storage.rows import seconds_of
from bot.storage.tables import subscriptions
from tests.bot_api.server import BotApiServer
from tests.chat.conftest import ROOT, command, environment
from tests.daily.kills import a_moment_ago, subscribe_many, wait_for_messages

_SPELLS = 3
_DUE = 3000
_SETTLING_SECONDS = 8


def answer_seconds(server: BotApiServer, questions: int) -> list[float]:
    """The seconds that each of so many questions waits."""
    ann = server.person(10**6)
    ann._seen = len(ann.received)
    waits = []
    for number in range(questions):
        started = time.perf_counter()
        ann.ask(f"what awards in {('November', 'May', 'October')[number % 3]}?")
        waits.append(time.perf_counter() - started)
        time.sleep(0.02)
    return waits


def main(questions: int) -> None:
    """Print the medians and the 95th percentiles."""
    quiet: list[float] = []
    broadcasting: list[float] = []
    due = a_moment_ago()
    with BotApiServer() as server:
        for chat in range(1, _DUE + 1):
            server.person(chat)
        process = subprocess.Popen(
            command("run"), cwd=ROOT, env=environment(server, LOG_LEVEL="WARNING")
        )
        server.person(10**6).ask("expo")
        time.sleep(_SETTLING_SECONDS)
        asyncio.run(subscribe_many(server.database_url, _DUE, due))
        for _ in range(_SPELLS):
            wait_for_messages(server, len(server.telegram.messages) + 10)
            broadcasting += answer_seconds(server, questions)
            put_off(server, due, timedelta(hours=12))
            time.sleep(_SETTLING_SECONDS)
            quiet += answer_seconds(server, questions)
            put_off(server, due, timedelta(0))
        process.terminate()
        process.wait()
    for name, waits in (("quiet", quiet), ("during a broadcast", broadcasting)):
        waits.sort()
        print(
            f"{name}: median {statistics.median(waits) * 1000:.1f} ms, 95 of 100 within "
            f"{waits[int(len(waits) * 0.95)] * 1000:.1f} ms ({len(waits)} questions)"
        )


def put_off(server: BotApiServer, due: datetime, wait: timedelta) -> None:
    """Let the bot look at all posts that are still due so long after their time."""
    engine = create_engine(server.database_url, connect_args={"timeout": 10})
    with engine.begin() as connection:
        later = update(subscriptions).values(due_at=seconds_of(due + wait))
        connection.execute(later.where(subscriptions.c.due_on == due.date()))
    engine.dispose()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 150)
