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

from sqlalchemy import create_engine, text

from tests.bot_api.server import BotApiServer
from tests.chat.conftest import ROOT, command, environment
from tests.daily.kills import a_moment_ago, subscribe_many, wait_for_messages

_SPELLS = 3
_DUE = 3000


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
    with BotApiServer() as server:
        for chat in range(1, _DUE + 1):
            server.person(chat)
        process = subprocess.Popen(
            command("run"), cwd=ROOT, env=environment(server, LOG_LEVEL="WARNING")
        )
        server.person(10**6).ask("expo")
        time.sleep(6)
        asyncio.run(subscribe_many(server.database_url, _DUE, a_moment_ago()))
        for _ in range(_SPELLS):
            begun = len(server.telegram.messages)
            wait_for_messages(server, begun + 10)
            broadcasting += answer_seconds(server, questions)
            rest(server, is_due=False)
            quiet += answer_seconds(server, questions)
            rest(server, is_due=True)
        process.terminate()
        process.wait()
    for name, waits in (("quiet", quiet), ("during a broadcast", broadcasting)):
        waits.sort()
        print(
            f"{name}: median {statistics.median(waits) * 1000:.1f} ms, "
            f"95 of 100 within {waits[int(len(waits) * 0.95)] * 1000:.1f} ms ({len(waits)} questions)"
        )


def rest(server: BotApiServer, is_due: bool) -> None:
    """Put all that is still due a day off, or make it due again; wait till the bot has noticed."""
    engine = create_engine(server.database_url, connect_args={"timeout": 10})
    sign = ("-" if is_due else "+") + " 86400"
    beyond = "due_at > strftime('%s', 'now')" if is_due else "due_at <= strftime('%s', 'now')"
    with engine.begin() as connection:
        gone = "(SELECT chat_id FROM deliveries WHERE done_at IS NOT NULL)"
        connection.execute(
            text(
                f"UPDATE subscriptions SET due_at = due_at {sign} "
                f"WHERE CAST({beyond.split()[0]} AS INTEGER) {beyond.split(' ', 1)[1]} "
                f"AND chat_id NOT IN {gone}"
            )
        )
    engine.dispose()
    time.sleep(6)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 150)
