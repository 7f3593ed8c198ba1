"""Delivering the day's posts: claim what is due, send it at the pace allowed, record it.

It knows neither Telegram nor SQL. A post is claimed in the ledger before it is sent and recorded
after; one process at a time delivers, so whatever another had claimed is free to be taken up.
"""

import asyncio
import logging
import math
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from bot.daily.outcomes import (
    Claim,
    Ended,
    Fate,
    FloodWait,
    Key,
    Moved,
    Outcome,
    Refused,
    Sent,
    Settlement,
    Unavailable,
    Uncertain,
)
from bot.daily.pace import Pace
from bot.daily.ports import DatabaseAway, Ledger, Lock, Sender
from bot.daily.posts import Posts
from bot.daily.recording import Recorder, held_up
from bot.pauses import is_set_within
from bot.troubles import Trouble

logger = logging.getLogger(__name__)

WORKERS = 16
"""Messages under way at once: enough for the usual rate where an answer takes half a second."""
_BATCH = 100
_MOST_OPEN = 500
"""Claims held at once; those that wait for another try count too."""
_TICK_SECONDS = 1.0
_LOCK_SECONDS = 2.0
_PRUNE_SECONDS = 6 * 3600.0
_STEP_SECONDS = 60.0
"""A wall clock that runs off by more than this has been set."""
_LONGEST_WAIT = 60.0
"""Seconds; whoever has to wait longer is given back and looked at again when the time has come."""
_PAUSES = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
_GIVEN_BACK_FOR = timedelta(minutes=5)
_GROUP_PAUSE = 0.5
_LONGEST_LEDGER_PAUSE = 30.0


class Delivery:
    """Delivers what is due.

    Args:
        clock: the present instant, with its zone.
        tally: counts how claims end, beyond this delivery's life too.
    """

    def __init__(
        self,
        ledger: Ledger,
        lock: Lock,
        sender: Sender,
        posts: Posts,
        pace: Pace,
        clock: Callable[[], datetime],
        workers: int = WORKERS,
        tally: Counter[Fate] | None = None,
    ) -> None:
        self.ledger = ledger
        self.lock = lock
        self.sender = sender
        self.posts = posts
        self.pace = pace
        self.clock = clock
        self.workers = workers
        self.tally: Counter[Fate] = Counter() if tally is None else tally
        self.waiting = Trouble(logger, "posts can be recorded and go out again")
        self.failing = Trouble(logger, "posts go out again")
        self._clock_offset = 0.0
        self._pruned_at = -math.inf

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until `stop` is set, whenever no other process does."""
        while not stop.is_set():
            if await self._take_lock(stop):
                await self._deliver(stop, is_endless=True)

    async def once(self, stop: asyncio.Event) -> bool:
        """Deliver what is due now; False where another process delivers.

        Raises:
            DatabaseAway: it cannot be known whether another process delivers.
        """
        while await self._take_lock(stop, is_patient=False):
            if await self._deliver(stop, is_endless=False) or stop.is_set():
                return True
        return False

    async def _take_lock(self, stop: asyncio.Event, is_patient: bool = True) -> bool:
        while not await self._try_lock(is_patient):
            if not is_patient or await is_set_within(stop, _LOCK_SECONDS):
                await self.lock.release()
                return False
        await is_set_within(stop, self.lock.pause)
        return True

    async def _try_lock(self, is_patient: bool) -> bool:
        try:
            return await self.lock.acquire()
        except DatabaseAway as error:
            if not is_patient:
                raise
            self.waiting.happened(held_up(error))
            return False

    async def _deliver(self, stop: asyncio.Event, is_endless: bool) -> bool:
        try:
            return await _Tenure(self, stop).last(is_endless)
        finally:
            await self.lock.release()

    async def take_care(self) -> None:
        """Mend due instants at the start and when the clock was set; prune now and then."""
        now, ticks = self.clock(), time.monotonic()
        try:
            if abs(now.timestamp() - ticks - self._clock_offset) > _STEP_SECONDS:
                if await self.ledger.correct(now):
                    logger.info("due instants were mended")
                self._clock_offset = now.timestamp() - ticks
            if ticks - self._pruned_at >= _PRUNE_SECONDS:
                await self.ledger.prune(now)
                self._pruned_at = ticks
        except DatabaseAway as error:
            self.waiting.happened(held_up(error))


class _Tenure:
    """One time of holding the lock."""

    def __init__(self, delivery: Delivery, stop: asyncio.Event) -> None:
        self._of = delivery
        self._stop = stop
        self._open: dict[Key, Claim] = {}
        self._tries: Counter[Key] = Counter()
        self._ready: asyncio.Queue[Claim | None] = asyncio.Queue()
        self._stirred = asyncio.Event()
        self._recorder = Recorder(self._record, lambda: not self._goes_on, delivery.waiting)
        self._told = Counter(delivery.tally)
        self._over = asyncio.Event()

    @property
    def _goes_on(self) -> bool:
        """Whether more may be sent; once it is not so, this tenure is over for good."""
        if self._stop.is_set() or not self._of.lock.is_held:
            self._over.set()
        return not self._over.is_set()

    async def last(self, is_endless: bool) -> bool:
        """Deliver until told to stop, until the lock is lost or, if not endless, until all is done.

        What is under way then is finished and recorded; what has not begun is given back.

        Returns:
            Whether all is done.
        """
        workers = [asyncio.create_task(self._work()) for _ in range(self._of.workers)]
        await self._of.take_care()
        care = asyncio.create_task(self._take_care())
        waking = asyncio.create_task(self._wake_at_stop())
        try:
            return await self._feed(is_endless)
        finally:
            waking.cancel()
            self._over.set()
            for _ in workers:
                self._ready.put_nowait(None)
            await asyncio.gather(care, *workers)
            if self._open:
                with suppress(DatabaseAway):
                    await self._of.ledger.release(list(self._open.values()))
            self._tell()

    async def _feed(self, is_endless: bool) -> bool:
        """Keep the workers supplied with claims, a batch at a time; whether all is done."""
        pause = _TICK_SECONDS
        while self._goes_on:
            room = min(_BATCH, _MOST_OPEN - len(self._open))
            try:
                now = self._of.clock()
                claims = await self._of.ledger.claim(now, room, self._open.keys())
            except DatabaseAway as error:
                self._of.waiting.happened(held_up(error))
                await is_set_within(self._stop, pause)
                pause = min(_LONGEST_LEDGER_PAUSE, 2 * pause)
                continue
            pause = _TICK_SECONDS
            self._of.waiting.passed()
            for claim in claims:
                self._open[claim.key] = claim
                self._ready.put_nowait(claim)
            if claims:
                await self._until(
                    lambda: self._ready.qsize() < _BATCH // 2 and len(self._open) < _MOST_OPEN
                )
            elif self._open:
                await self._until(lambda: not self._open, _TICK_SECONDS)
            elif is_endless:
                self._tell()
                await is_set_within(self._stop, _TICK_SECONDS)
            else:
                return True
        return False

    async def _until(self, reached: Callable[[], bool], seconds: float = math.inf) -> None:
        """Wait until something is so, or so long, or until all is to end."""
        until = time.monotonic() + seconds
        while self._goes_on and not reached() and (left := until - time.monotonic()) > 0:
            self._stirred.clear()
            await is_set_within(self._stirred, min(left, _TICK_SECONDS))

    async def _wake_at_stop(self) -> None:
        await self._stop.wait()
        self._stirred.set()

    async def _take_care(self) -> None:
        while not await is_set_within(self._over, _TICK_SECONDS):
            await self._of.take_care()

    async def _work(self) -> None:
        while claim := await self._ready.get():
            if not self._goes_on:
                return
            try:
                settlement = await self._attempt(claim)
            except Exception as error:  # noqa: BLE001 - told once for all posts that it befalls
                told = "a post could not be made or sent"
                self._of.failing.happened(told, type(error).__name__, error)
                settlement = self._given_back(claim, _GIVEN_BACK_FOR)
            if settlement is not None:
                await self._recorder.record(settlement)
                self._open.pop(claim.key, None)
                self._open.pop(settlement.claim.key, None)
                self._tries.pop(claim.key, None)
                self._of.tally[settlement.fate] += 1
            self._stirred.set()

    async def _attempt(self, claim: Claim) -> Settlement | None:
        """Send once; None where the claim stays open for another try."""
        of, wanted = self._of, claim.subscription
        post = of.posts.of(wanted.language, claim.local_date)
        if wanted.only_exact and not post.is_exact:
            return Settlement(claim, Fate.EMPTY)
        if not await of.pace.take_chat(wanted.chat_id):
            self._again(claim, _GROUP_PAUSE)
            return None
        await of.pace.turn()
        if not self._goes_on:
            return None
        if halted_for := of.pace.halted_for():
            self._again(claim, halted_for)
            return None
        outcome = await of.sender.send(
            wanted.chat_id, wanted.thread_id, post.message, wanted.is_silent
        )
        return await self._after(claim, outcome)

    async def _after(self, claim: Claim, outcome: Outcome) -> Settlement | None:
        """What an attempt came to; None where the claim stays open."""
        of = self._of
        match outcome:
            case Sent():
                of.pace.sent()
                of.failing.passed()
                return Settlement(claim, Fate.SENT)
            case FloodWait(seconds):
                of.pace.flooded(claim.subscription.chat_id, min(seconds, _LONGEST_WAIT))
                if seconds > _LONGEST_WAIT:
                    return self._given_back(claim, timedelta(seconds=seconds))
                self._again(claim, seconds)
                return None
            case Unavailable() | Uncertain():
                return self._after_fault(claim)
            case Ended():
                return Settlement(claim, Fate.ENDED, ended=outcome)
            case Moved(new_chat_id):
                await self._follow(claim, new_chat_id)
                return None
            case Refused(why):
                of.failing.happened(f"a post was refused, the next is tomorrow's: {why}", why)
                return Settlement(claim, Fate.REFUSED)

    def _again(self, claim: Claim, seconds: float) -> None:
        """Let a claim come to the workers again after so long."""
        asyncio.get_running_loop().call_later(seconds, self._ready.put_nowait, claim)

    def _after_fault(self, claim: Claim) -> Settlement | None:
        tries = self._tries[claim.key]
        self._tries[claim.key] += 1
        if tries < len(_PAUSES):
            self._again(claim, _PAUSES[tries])
            return None
        return self._given_back(claim, _GIVEN_BACK_FOR)

    def _given_back(self, claim: Claim, wait: timedelta) -> Settlement:
        return Settlement(claim, Fate.LATER, until=self._of.clock() + wait)

    async def _follow(self, claim: Claim, new_chat_id: int) -> None:
        """Move what is kept of a group and send to the supergroup instead."""
        await self._of.ledger.move(claim.subscription.chat_id, new_chat_id)
        moved = replace(claim, subscription=replace(claim.subscription, chat_id=new_chat_id))
        del self._open[claim.key]
        self._open[moved.key] = moved
        self._again(moved, 0)

    async def _record(self, settlements: Sequence[Settlement]) -> None:
        await self._of.ledger.record(self._of.clock(), settlements)

    def _tell(self) -> None:
        """Say in the log what was delivered since this was said last."""
        new = self._of.tally - self._told
        if new:
            logger.info("posts: %s", ", ".join(f"{n} {fate}" for fate, n in sorted(new.items())))
        self._told = Counter(self._of.tally)
