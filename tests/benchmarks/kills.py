"""Kill the bot in the midst of questions, again and again: how many were lost, how many came twice.

    python -m tests.benchmarks.kills [KILLS] [QUESTIONS]

By polling and by webhook, on SQLite and on PostgreSQL: the questions of as many people wait, the
bot is started, killed with -9 after a random number of answers, and started again.
"""

import sys

from tests.bot_api.server import BotApiServer
from tests.chat.kills import Aftermath, kill_and_restart
from tests.postgresql import postgresql


def main(kills: int, questions: int) -> None:
    """Print a line for each way in and each database."""
    with postgresql() as databases:
        for by_webhook in (False, True):
            for name in ("SQLite", "PostgreSQL"):
                runs: list[Aftermath] = []
                for _ in range(kills):
                    with BotApiServer() as server:
                        is_file = name == "SQLite"
                        url = server.database_url if is_file else databases.new_database()
                        runs.append(kill_and_restart(server, url, questions, by_webhook))
                way = "webhook" if by_webhook else "polling"
                twice = ", ".join(str(run.doubled) for run in runs)
                moments = ", ".join(str(run.killed_after) for run in runs)
                print(
                    f"{way}, {name}: {kills} kills after {moments} answers, "
                    f"{questions} questions each: "
                    f"{sum(run.lost for run in runs)} lost; answered twice: {twice}",
                    flush=True,
                )


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*(numbers + [3, 400][len(numbers) :]))
