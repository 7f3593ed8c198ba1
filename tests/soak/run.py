"""One run: people, faults, kills and restarts, then the quiet after; and what came of it."""

import asyncio
import random
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.daily.delivery import WORKERS
from tests.bot_api.faults import Fault, Kind
from tests.bot_api.server import BotApiServer
from tests.postgresql import PostgreSQL, postgresql
from tests.soak import judging
from tests.soak.clock import FastClock
from tests.soak.expected import Core
from tests.soak.judging import Check
from tests.soak.kept import left_in
from tests.soak.life import Life
from tests.soak.processes import Bots

_FAULTS = (
    Fault("*", Kind.DROP_BEFORE),
    Fault("*", Kind.BAD_GATEWAY),
    Fault("*", Kind.HANG, seconds=6),
    Fault("*", Kind.FLOOD, seconds=1),
    Fault("*", Kind.DROP_AFTER),
)
_ONE_IN = 20
_TICK_SECONDS = 0.02
_SETTLE_SECONDS = 120.0
_POSTS_SECONDS = 15.0
"""For which the last posts are waited for."""
_SILENCE_SECONDS = 25.0
"""After which what has not come comes no more: longer than any pause before another try."""
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Variant:
    """How the bot is run."""

    by_webhook: bool
    on_postgresql: bool
    bots: int = 1


VARIANTS = {
    "polling-sqlite": Variant(by_webhook=False, on_postgresql=False),
    "polling-postgresql": Variant(by_webhook=False, on_postgresql=True),
    "polling-replicas": Variant(by_webhook=False, on_postgresql=True, bots=2),
    "webhook-sqlite": Variant(by_webhook=True, on_postgresql=False),
    "webhook-postgresql": Variant(by_webhook=True, on_postgresql=True),
    "webhook-replicas": Variant(by_webhook=True, on_postgresql=True, bots=2),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """How long, with how many updates a second, and how many kills."""

    minutes: float
    rate: float
    seed: int
    kills: int


def run(variant: Variant, plan: Plan) -> list[Check]:
    """Live through a plan; the checks."""
    with (
        tempfile.TemporaryDirectory(prefix="annals-soak-") as folder,
        _database(variant) as database,
        BotApiServer() as server,
    ):
        url = database.new_database() if database else f"sqlite:///{folder}/annals.db"
        luck, clock = random.Random(plan.seed), FastClock.of(plan.minutes)
        core = Core(clock)
        life = Life(server, core, clock, luck)
        server.fail_one_in(_ONE_IN, "*", *_FAULTS)
        log = Path(folder) / "log"
        with Bots(server, url, clock, variant.bots, variant.by_webhook, log) as bots:
            return _Run(life, bots, plan, database).checks()


@contextmanager
def _database(variant: Variant) -> Iterator[PostgreSQL | None]:
    if not variant.on_postgresql:
        yield None
        return
    with postgresql() as server:
        yield server


class _Run:
    """The course of one run."""

    def __init__(self, life: Life, bots: Bots, plan: Plan, database: PostgreSQL | None) -> None:
        self._life = life
        self._bots = bots
        self._plan = plan
        self._database = database
        self._seconds = plan.minutes * 60
        self._restarts = 0

    def checks(self) -> list[Check]:
        """Live, wait for what is still to come, end; then judge."""
        self._live()
        until = self._life.clock()
        lasted = self._settle()
        statuses = self._bots.end()
        self._life.listen()
        left = asyncio.run(left_in(self._bots.database_url))
        life, bots = self._life, self._bots
        updates = life.server.telegram.updates_queued
        logged = bots.told().splitlines()
        last_words = [line for line in logged if line.startswith("annals:")]
        checks = [
            Check("updates", f"{updates}, in {self._plan.minutes:g} min"),
            Check("faults of calls", f"{len(life.server.failed)} of {len(life.server.calls)}"),
            Check("kills (-9), restarts of PostgreSQL", f"{bots.kills}, {self._restarts}"),
            Check(
                "bots that ended by themselves, started again",
                f"{bots.ended_alone}{_some(sorted(set(last_words)))}",
            ),
        ]
        checks += self._answers()
        found = judging.posts(life, life.core, life.clock, until, left)
        told = f"{found.came} came; {found.wanted} had to, {len(found.missing)} of these missing"
        checks += [
            Check("posts", told + _some(found.missing), not found.missing),
            Check(
                "posts that came twice",
                f"{found.doubled}{_unsure(found.unsure)}",
                found.doubled <= self._plan.kills * WORKERS,
            ),
            Check(
                "posts not wished for",
                str(len(found.unwished)) + _some(found.unwished),
                not found.unwished,
            ),
        ]
        mismatched = judging.mismatched(life, left)
        checks += [
            Check(
                "subscriptions not as wished",
                f"{len(mismatched)}{_some(mismatched)}",
                not mismatched,
            ),
            Check("seconds until the last answer, in the quiet after", f"{lasted:.0f}"),
            Check("updates noted and not handled at the end", str(left.waiting), not left.waiting),
            Check("rows", ", ".join(f"{name} {n}" for name, n in left.rows.items() if n)),
            Check("rows of updates", f"{left.rows['updates']}", left.rows["updates"] <= updates),
            Check("exit statuses", str(statuses), not any(statuses)),
        ]
        faults = [line for line in logged if "Traceback" in line or " ERROR " in line]
        checks += [
            Check("errors logged", f"{len(faults)}{_some(faults)}", not faults),
            Check("lines logged, of warnings and worse", str(len(logged))),
        ]
        return checks + self._flatness()

    def _live(self) -> None:
        plan, life, bots = self._plan, self._life, self._bots
        began, done, sampled = time.monotonic(), 0, 0.0
        kills = [self._seconds * (n + 1) / (plan.kills + 1) for n in range(plan.kills)]
        restarts = [self._seconds / 3, self._seconds * 2 / 3] if self._database else []
        while (at := time.monotonic() - began) < self._seconds:
            while done < at * plan.rate:
                life.act()
                done += 1
            life.listen()
            if at - sampled >= 1:
                sampled = at
                bots.tend()
                bots.sample(at)
            if kills and at >= kills[0]:
                del kills[0]
                bots.kill(life.luck.randrange(bots.number))
            if restarts and at >= restarts[0]:
                del restarts[0]
                self._restart()
            time.sleep(_TICK_SECONDS)

    def _restart(self) -> None:
        """Restart the database while people go on."""
        if self._database:
            self._restarts += 1
            threading.Thread(target=self._database.restart, daemon=True).start()

    def _settle(self) -> float:
        """Wait for what is still to come; after how many seconds the last of it came."""
        began = last = time.monotonic()
        waiting = self._life.waiting
        while (now := time.monotonic()) - began < _SETTLE_SECONDS:
            self._life.listen()
            self._bots.tend()
            if self._life.waiting != waiting:
                waiting, last = self._life.waiting, now
            if now - began > _POSTS_SECONDS and (not waiting or now - last > _SILENCE_SECONDS):
                break
            time.sleep(_TICK_SECONDS)
        return last - began

    def _answers(self) -> list[Check]:
        checks = []
        for kind, found in judging.tally(self._life).items():
            if found.done:
                told = f"{found.done}; {found.lost} lost{_some(found.examples)}"
                told += f", {found.doubled} answered twice{_unsure(found.unsure)}"
                is_good = not found.lost and (self._plan.kills > 0 or not found.doubled)
                checks.append(Check(kind.value, told, is_good))
        wrong = judging.wrong(self._life)
        return [*checks, Check("wrong answers", f"{len(wrong)}{_some(wrong)}", not wrong)]

    def _flatness(self) -> list[Check]:
        is_demanded = not self._plan.kills
        checks = []
        for samples in self._bots.samples.values():
            checks += judging.flatness(samples, self._seconds, is_demanded)
        return checks


def _unsure(number: int) -> str:
    return f", {number} more after a call that broke off" if number else ""


def _some(examples: list[str]) -> str:
    return f" ({'; '.join(examples[:_SHOWN])})" if examples else ""
