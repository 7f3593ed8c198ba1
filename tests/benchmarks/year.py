"""The year of `tests.daily.test_year`, whole on both databases.

python -m tests.benchmarks.year
"""

import tempfile
import time
from collections import Counter

from tests.daily.test_year import START, YEAR, ZONES, a_while, check
from tests.postgresql import postgresql
from tests.storage.test_subscriptions import run


def main() -> None:
    """Let the year pass."""
    with tempfile.TemporaryDirectory() as folder, postgresql() as server:
        urls = {"SQLite": f"sqlite:///{folder}/a.db", "PostgreSQL": server.new_database()}
        for name, url in urls.items():
            started = time.perf_counter()
            came = run(url, lambda database: a_while(database, START, YEAR))
            check(came)
            posts = Counter(chat for chat, _ in came)
            print(
                f"{name}: {len(ZONES)} zones, {min(posts.values())} to {max(posts.values())} "
                f"posts each, all on their local date at their local time "
                f"({time.perf_counter() - started:.0f} s)"
            )


if __name__ == "__main__":
    main()
