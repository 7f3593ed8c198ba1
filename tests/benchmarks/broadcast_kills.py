"""Broadcasts to 300 chats, each killed with -9 at a random moment and finished by a restart.

    python -m tests.benchmarks.broadcast_kills [RUNS]

RUNS (100) on SQLite and as many on PostgreSQL. Prints how many chats were left without the post
(there must be none) and how many messages came twice (at most one a worker in any run).
"""

import sys
import tempfile
from collections.abc import Callable

from bot.daily.delivery import WORKERS
from tests.bot_api.server import BotApiServer
from tests.daily.kills import CHATS, Aftermath, command_of, kill_and_restart
from tests.postgresql import postgresql


def measure(name: str, new_database: Callable[[], str], runs: int) -> None:
    """Kill and restart many times; print what came of it."""
    seen: list[Aftermath] = []
    for _ in range(runs):
        url = new_database()
        with BotApiServer() as server:
            seen.append(kill_and_restart(url, command_of(url, server.base_url), server))
    doubled = [after.doubled for after in seen]
    print(
        f"{name}: {runs} kills in broadcasts to {CHATS} chats: "
        f"{sum(after.without for after in seen)} without the post; twice: "
        f"{sum(doubled)} in all, {max(doubled)} at most in one run ({WORKERS} workers)",
        flush=True,
    )


def main(runs: int) -> None:
    """Measure on both databases."""
    with tempfile.TemporaryDirectory() as folder:
        numbers = iter(range(runs))
        measure("SQLite", lambda: f"sqlite:///{folder}/{next(numbers)}.db", runs)
    with postgresql() as server:
        measure("PostgreSQL", server.new_database, runs)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
