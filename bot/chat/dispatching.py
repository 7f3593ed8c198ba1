"""Having updates handled: in order within a chat, side by side across chats, a few at a time."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from telegram import Update

from bot.chat.bounded import Bounded
from bot.chat.slots import Slots
from bot.chat.updates import chat_of
from bot.pauses import is_set_within

logger = logging.getLogger(__name__)

_DRAIN_SECONDS = 10.0
_RECHECK_SECONDS = 0.25


class Outcome(StrEnum):
    """What became of an update. What a handler reports as its own error counts as handled."""

    HANDLED = "handled"
    FAILED = "failed"


class Watcher(Protocol):
    """Is told of every update."""

    def began(self, update: Update) -> None:
        """An update is being handled from now on; called in the context that handles it."""

    def ended(self, update: Update, outcome: Outcome) -> None:
        """An update has been handled, well or not; never told of one that was cut short."""


@dataclass(slots=True)
class _UnderWay:
    """An update that is handled or waits for that.

    From when it `has_begun` none of its chat goes before it, whatever its number.
    """

    update: Update
    task: "asyncio.Task[None]"
    has_begun: bool = False


class Dispatcher:
    """Has each update handled once.

    Args:
        handle: handles one update.
        watchers: are told of each, in this order.
        prepare: is awaited before that, for any number of updates at once.
    """

    def __init__(
        self,
        handle: Callable[[Update], Awaitable[None]],
        watchers: Sequence[Watcher] = (),
        prepare: Callable[[Update], Awaitable[None]] | None = None,
    ) -> None:
        self._handle = handle
        self._watchers = watchers
        self._prepare = prepare
        self._slots = Slots()
        self._under_way: dict[int, _UnderWay] = {}
        self._rows: dict[int, list[_UnderWay]] = defaultdict(list)
        """What is under way, by chat."""
        self._known: Bounded[int, bool] = Bounded()
        self._one_ended = asyncio.Event()

    def know(self, update_ids: Iterable[int]) -> None:
        """Leave these alone: they have been handled before."""
        for update_id in update_ids:
            self._known.put(update_id, True)

    def knows(self, update_id: int) -> bool:
        """Whether an update came before, here or told by `know`."""
        return self._known.get(update_id) is not None

    def begin(self, update: Update) -> bool:
        """Have an update handled after those of its chat before it; False where it is known.

        One that comes late, as what a dead replica left does, goes before those that still wait.
        """
        if self.knows(update.update_id):
            return False
        self._known.put(update.update_id, True)
        chat = chat_of(update)
        task = asyncio.create_task(self._handle_in_turn(update.update_id, chat))
        own = self._under_way[update.update_id] = _UnderWay(update, task)
        self._rows[chat].append(own)
        task.add_done_callback(lambda _: self._ended(own, chat))
        return True

    @property
    def under_way(self) -> Collection[int]:
        """The ids of the updates that are handled or wait for that."""
        return self._under_way.keys()

    def updates(self) -> list[Update]:
        """The updates under way."""
        return [one.update for one in self._under_way.values()]

    async def lessened(self, number: int) -> None:
        """Wait until no more than a number of updates are under way, or none ends for a while."""
        await asyncio.sleep(0)
        while len(self._under_way) > max(number, 0):
            self._one_ended.clear()
            if not await is_set_within(self._one_ended, _RECHECK_SECONDS):
                return

    async def drain(self) -> None:
        """Wait until all are handled, for ten seconds at most."""
        if self._under_way:
            tasks = {one.task for one in self._under_way.values()}
            await asyncio.wait(tasks, timeout=_DRAIN_SECONDS)

    async def _handle_in_turn(self, update_id: int, chat: int) -> None:
        own = self._under_way[update_id]
        await self._wait_for_those_before(own, chat)
        while self._prepare:
            try:
                await self._prepare(own.update)
            except Exception:
                logger.exception("an update is handled without what came before it")
            if not await self._wait_for_those_before(own, chat):
                break
        own.has_begun = True
        await self._handle_now(own)

    async def _wait_for_those_before(self, own: _UnderWay, chat: int) -> bool:
        """Wait for those of a chat that go before one; whether there were any."""
        has_waited = False
        while before := self._before(own, chat):
            has_waited = True
            await asyncio.wait(before)
        return has_waited

    def _before(self, own: _UnderWay, chat: int) -> "set[asyncio.Task[None]]":
        return {
            one.task
            for one in self._rows[chat]
            if one is not own
            and (one.has_begun or one.update.update_id < own.update.update_id)
            and not one.task.done()
        }

    async def _handle_now(self, own: _UnderWay) -> None:
        update = own.update
        async with self._slots.slot():
            for watcher in self._watchers:
                watcher.began(update)
            outcome = Outcome.HANDLED
            try:
                await self._handle(update)
            except Exception:
                logger.exception("an update could not be handled")
                outcome = Outcome.FAILED
            for watcher in self._watchers:
                watcher.ended(update, outcome)

    def _ended(self, own: _UnderWay, chat: int) -> None:
        self._under_way.pop(own.update.update_id, None)
        self._rows[chat].remove(own)
        if not self._rows[chat]:
            del self._rows[chat]
        self._one_ended.set()
