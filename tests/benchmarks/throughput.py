"""How many plain questions a second the bot answers, and what memory that takes, beside its peer.

    python -m tests.benchmarks.throughput [ROUNDS] [QUESTIONS]

The bot and a bare echo bot in turn, each against a lean Bot API server of its own. The questions of
many chats are there all at once. While the bot answers them, the answer to one more chat hangs;
the peer, which handles one update after another, is spared that.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.questions_api import HANGING, Asked, QuestionsApi
from tests.bot_api.server import TOKEN
from tests.chat.conftest import ROOT, command

_ECHO = [sys.executable, "-m", "tests.benchmarks.echo_bot"]
QUESTIONS = (
    "what awards in November?",
    "expo",
    "十一月有什麼獎項",
    "how many vendors were at the expo?",
    "when was the mayors summit?",
    "what happened in March?",
    "narlabs",
    "wen was teh expo",
)
EACH = 4
"""Questions of one chat: more would be held back as a flood."""
_HANGING_SECONDS = 4.0
SETTLING_SECONDS = 8.0
"""The bot reads its dictionaries and opens its database in the first seconds."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one bot did: questions answered a second, and its memory at the most."""

    per_second: float
    peak_mib: float


def measured(words: list[str], questions: int, hangs: float) -> Run:
    """Start a bot, put the questions to it all at once, and wait for every answer.

    Args:
        hangs: seconds that the answer to one more chat takes, 0 for none.
    """
    with QuestionsApi() as api, TemporaryDirectory(prefix="annals-") as folder:
        environ = {
            "PATH": os.environ["PATH"],
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE_URL": api.base_url,
            "DATABASE_URL": f"sqlite:///{folder}/annals.db",
            "LOG_LEVEL": "WARNING",
        }
        process = subprocess.Popen(words, cwd=ROOT, env=environ)
        try:
            api.ask(Asked([(number, "expo") for number in range(10, 20)]))
            time.sleep(SETTLING_SECONDS)
            api.ask(Asked([(20 + n, text) for n, text in enumerate(QUESTIONS)]))
            chats = range(1000, 1000 + questions // EACH)
            asked = [
                (chats[n % len(chats)], QUESTIONS[n % len(QUESTIONS)]) for n in range(questions)
            ]
            hanging = [(HANGING, "expo")] if hangs else []
            answered = api.ask(Asked([*hanging, *asked], hangs))
            if answered.seconds >= hangs > 0:
                print(f"  the others: {answered.seconds:.1f} s, longer than the send that hung")
            return Run(questions / answered.seconds, peak_mib(process.pid))
        finally:
            process.kill()
            process.wait()


def peak_mib(pid: int) -> float:
    """The most memory that a process has held, as the kernel counts it."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def main(rounds: int, questions: int) -> None:
    """Print the medians and their ratios."""
    pairs = [
        (measured(command("run"), questions, _HANGING_SECONDS), measured(_ECHO, questions, 0))
        for _ in range(rounds)
    ]

    def ratio(of: Callable[[Run], float]) -> str:
        ours, peers = (statistics.median(map(of, runs)) for runs in zip(*pairs, strict=True))
        ratio = statistics.median(of(our) / of(peer) for our, peer in pairs)
        return f"annals {ours:.0f}, echo bot {peers:.0f}, ratio {ratio:.2f}"

    print(f"questions a second: {ratio(lambda run: run.per_second)}")
    print(f"peak memory in MiB: {ratio(lambda run: run.peak_mib)}")
    print(f"(medians of {rounds} pairs, {questions} questions each)")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*(numbers + [5, 3000][len(numbers) :]))
