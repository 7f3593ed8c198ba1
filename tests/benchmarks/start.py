"""How long from starting the process to the answer of a question that was waiting.

    python -m tests.benchmarks.start [ROUNDS]

Starts the bot and a bare echo bot in turn, each against a Bot API server of its own.
"""

import statistics
import subprocess
import sys
import time

from tests.bot_api.server import BotApiServer
from tests.chat.conftest import ROOT, command, environment

_ECHO = [sys.executable, "-m", "tests.benchmarks.echo_bot"]


def seconds_to_first_answer(words: list[str]) -> float:
    """Start a bot with a question waiting for it; the seconds until its answer has come."""
    with BotApiServer() as server:
        ann = server.person()
        ann.send("what awards in November?")
        started = time.perf_counter()
        process = subprocess.Popen(
            words, cwd=ROOT, env=environment(server, LOG_LEVEL="WARNING"), stderr=subprocess.DEVNULL
        )
        ann.hear()
        spent = time.perf_counter() - started
        process.kill()
        process.wait()
    return spent


def main(rounds: int) -> None:
    """Print the medians and their ratio."""
    pairs = [
        (seconds_to_first_answer(command("run")), seconds_to_first_answer(_ECHO))
        for _ in range(rounds + 1)
    ][1:]
    ours, peers = zip(*pairs, strict=True)
    ratio = statistics.median(our / peer for our, peer in pairs)
    print(f"annals {statistics.median(ours):.3f} s, echo bot {statistics.median(peers):.3f} s")
    print(f"ratio, pair by pair: {ratio:.2f} (median of {rounds})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
