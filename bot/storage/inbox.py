"""The inbox: updates are noted and ticked off in groups, one transaction for all that wait."""

import asyncio
import logging
import math
import secrets
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from bot.daily.ports import DatabaseAway
from bot.pauses import is_set_within
from bot.storage.opening import Storage
from bot.storage.remembering import Kept, Key, Recalled
from bot.troubles import Trouble

logger = logging.getLogger(__name__)

_LINGER_SECONDS = 0.02
"""What was handled waits for its like as long; a killed process may do that much twice."""
_PAUSE_SECONDS = 1.0
_MANY = 10
_MOST_WAITING = 10_000
"""Numbers of handled updates that wait for a database that is away."""
_CLAIMANT_BITS = 62
_PRUNE_SECONDS = 60.0
_SELDOM = 60
"""Prunings of what is remembered to one of the updates, of which there are many more."""


@dataclass(frozen=True, slots=True)
class Noted:
    """An update as it is noted: its number, its chat and its JSON; `at` in seconds since 1970."""

    update_id: int
    chat_id: int
    body: str
    at: int = field(default_factory=lambda: int(time.time()))


@dataclass(frozen=True, slots=True)
class Handled:
    """That an update was handled; `at` in seconds since 1970."""

    update_id: int
    at: int = field(default_factory=lambda: int(time.time()))


@dataclass(frozen=True, slots=True)
class Group:
    """What is written together, and what is read with it: of keys and of chats."""

    noted: Sequence[Noted]
    handled: Sequence[Handled] = ()
    kept: Sequence[Kept] = ()
    keys: Collection[Key] = ()
    of_chats: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing a group.

    Attributes:
        new: the numbers of the noted updates that nobody else has noted, and nobody handled.
        recalled: what was asked for, as it was before this group.
    """

    new: set[int]
    recalled: Recalled


class Inbox:
    """Writes in groups to the table of updates.

    Nothing is written before `open`, so that the first answers do not wait for the libraries of the
    database, unless something is noted or many updates were handled.
    """

    def __init__(self, storage: Storage) -> None:
        self.claimant = secrets.randbits(_CLAIMANT_BITS)
        """The number that stands for this process."""
        self._storage = storage
        self._notes: list[_Waiting] = []
        self._handled: list[Handled] = []
        self._kept: list[Kept] = []
        self._being_kept: list[Kept] = []
        self._waiting = asyncio.Event()
        self._urgent = asyncio.Event()
        self._writing: asyncio.Task[None] | None = None
        self._is_closing = False
        self._one_at_a_time = asyncio.Lock()
        self._failing = Trouble(logger, "updates are kept again")
        self._pruned_at = -math.inf
        self._prunings = 0

    def open(self) -> None:
        """Write from now on."""
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_for_ever())

    async def close(self) -> None:
        """Write what waits, once, and end."""
        self._is_closing = True
        self._waiting.set()
        self._urgent.set()
        if self._writing is not None:
            await self._writing

    async def flush(self) -> None:
        """Write what waits now."""
        await self._write()

    async def note(self, noted: Iterable[Noted]) -> list[bool]:
        """Keep updates durably until they are handled.

        Returns:
            Of each whether it is new: False where it was noted or handled before, by anybody.

        Raises:
            DatabaseAway: the database cannot be used now; nothing is kept.
        """
        return [is_new for is_new, _ in await asyncio.gather(*map(self._put, noted))]

    async def note_and_recall(
        self, noted: Noted, keys: Collection[Key], of_chats: Collection[int]
    ) -> tuple[bool, Recalled]:
        """Keep one update, and read what is known of keys and of chats, both at once.

        Returns:
            Whether it is new, and what was known before.

        Raises:
            DatabaseAway: the database cannot be used now; nothing is kept.
        """
        return await self._put(noted, keys, of_chats)

    def _put(
        self, noted: Noted, keys: Collection[Key] = (), of_chats: Collection[int] = ()
    ) -> "asyncio.Future[tuple[bool, Recalled]]":
        if self._is_closing:
            raise DatabaseAway("no more updates are taken")
        future: asyncio.Future[tuple[bool, Recalled]] = asyncio.get_running_loop().create_future()
        self._notes.append(_Waiting(noted, keys, of_chats, future))
        self.open()
        self._waiting.set()
        self._urgent.set()
        return future

    def handled(self, update_id: int) -> None:
        """Remember soon that an update was handled, and keep nothing else of it."""
        self._handled.append(Handled(update_id))
        self._waiting.set()
        if len(self._handled) >= _MANY:
            self.open()

    def keep(self, kept: Iterable[Kept]) -> None:
        """Remember values soon: no later than that the next update is ticked off."""
        self._kept += kept

    def unwritten(self) -> set[Key]:
        """Of what the newest value is not yet in the database."""
        return {one.key for one in (*self._being_kept, *self._kept)}

    async def _write_for_ever(self) -> None:
        while True:
            await self._waiting.wait()
            if not self._urgent.is_set():
                await is_set_within(self._urgent, _LINGER_SECONDS)
            is_written = await self._write()
            has_more = is_written and self._waiting.is_set()
            if self._is_closing and not has_more:  # What was handled meanwhile is written too.
                return
            if is_written:
                await self._prune()
            else:
                await asyncio.sleep(_PAUSE_SECONDS)

    async def _write(self) -> bool:
        """Write all that waits; whether that could be done."""
        async with self._one_at_a_time:
            return await self._write_group()

    async def _write_group(self) -> bool:
        notes, self._notes = self._notes, []
        handled, self._handled = self._handled, []
        self._waiting.clear()
        self._urgent.clear()
        if not notes and not handled:
            return True
        kept = self._being_kept = self._kept
        self._kept = []
        try:
            database = await self._storage.database()
            group = Group(
                [one.noted for one in notes],
                handled,
                kept,
                {key for one in notes for key in one.keys},
                {chat for one in notes for chat in one.of_chats},
            )
            written = await database.updates.write(self.claimant, group)
        except DatabaseAway as error:
            self._fail(notes, error)
            self._handled = [*handled, *self._handled][-_MOST_WAITING:]
            self._kept = [*kept, *self._kept][-_MOST_WAITING:]
            if self._handled:
                self._waiting.set()
            return False
        finally:
            self._being_kept = []
        self._failing.passed()
        for one in notes:
            if not one.future.done():
                is_new = one.noted.update_id in written.new
                one.future.set_result((is_new, written.recalled))
        return True

    async def _prune(self) -> None:
        """Now and then forget the numbers of long ago."""
        if time.monotonic() - self._pruned_at < _PRUNE_SECONDS:
            return
        self._pruned_at, now = time.monotonic(), int(time.time())
        try:
            database = await self._storage.database()
            if self._storage.is_shared:
                await database.memory.prune(now)
            if self._prunings % _SELDOM == 0:
                await database.updates.prune(now)
            self._prunings += 1
        except DatabaseAway as error:
            self._failing.happened(f"what is old cannot be forgotten: {error}", "pruning")

    def _fail(self, notes: "list[_Waiting]", error: DatabaseAway) -> None:
        self._failing.happened(f"updates cannot be kept: {error}", str(error))
        for one in notes:
            if not one.future.done():
                one.future.set_exception(DatabaseAway(str(error)))


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An update to be noted, and what is to be read with that; who asked for it waits."""

    noted: Noted
    keys: Collection[Key]
    of_chats: Collection[int]
    future: "asyncio.Future[tuple[bool, Recalled]]"
