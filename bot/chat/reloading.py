"""New knowledge while the bot runs: checked and indexed aside, then swapped whole.

The folder is watched by looking at its files every two seconds, and not through the system's
notices of changes: those need a library of their own and do not come on network drives and mounted
folders of containers, where packs often lie, and looking at some files costs next to nothing.
"""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.answers.answering import Answerer
from bot.cache.preparing import prepare
from bot.chat.context import Services
from bot.events.event import Event
from bot.events.knowledge import BrokenKnowledge, Knowledge, is_large, load
from bot.troubles import Trouble

logger = logging.getLogger(__name__)

_LOOK_SECONDS = 2.0
_MOST_FAULTS = 20
"""Faults of a pack that the log tells."""
_Snapshot = frozenset[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class Reloaded:
    """What became of the knowledge: all its events, and how many are other ones than before."""

    events: int
    new: int = 0
    changed: int = 0
    gone: int = 0


async def reload(services: Services) -> Reloaded:
    """Read the packs anew; whoever asks meanwhile is answered from what was known before.

    Raises:
        BrokenKnowledge: the packs have faults; the knowledge stays as it was.
        OSError: the folder cannot be read; likewise.
    """
    async with services.reloading:
        before = services.answerer.knowledge
        directory = services.settings.knowledge_dir
        if is_large(directory):
            answerer = await asyncio.to_thread(prepare, directory)
            knowledge = answerer.knowledge
        else:
            knowledge = await asyncio.to_thread(load, directory)
            if knowledge == before:
                return Reloaded(len(knowledge.events))
            answerer = await asyncio.to_thread(Answerer.build, knowledge)
        services.answerer = await asyncio.to_thread(answerer.ready)
        services.renew_conversations()
        return _compared(before, knowledge)


async def watch(services: Services, seconds: float = _LOOK_SECONDS) -> None:
    """Reload whenever the packs have changed and then stood still for one look."""
    directory = services.settings.knowledge_dir
    unreadable = Trouble(logger, "the packs can be looked at again")
    seen = loaded = await asyncio.to_thread(_snapshot, directory)
    while True:
        await asyncio.sleep(seconds)
        before, seen = seen, await asyncio.to_thread(_snapshot, directory)
        if seen is None:
            unreadable.happened("the packs cannot be looked at; what was known stays in force")
            continue
        unreadable.passed()
        if seen == loaded or seen != before:
            continue
        loaded = seen
        try:
            done = await reload(services)
        except BrokenKnowledge as broken:
            logger.warning("the changed packs have faults; what was known stays in force")
            for fault in broken.faults[:_MOST_FAULTS]:
                logger.warning("%s", fault)
        except OSError as error:
            logger.warning("the packs cannot be read (%s); what was known stays", _why(error))
        except Exception:
            logger.exception("the packs could not be reloaded; what was known stays in force")
        else:
            logger.info("the packs have changed: %d events", done.events)


def _why(error: OSError) -> str:
    return error.strerror or str(error)


def _snapshot(directory: Path) -> _Snapshot | None:
    """Each pack's name, size and time of change; None while the folder cannot be read."""
    found = set()
    try:
        for path in directory.rglob("*.yaml"):
            with suppress(OSError):  # It went away just now.
                status = path.stat()
                found.add((str(path), status.st_size, status.st_mtime_ns))
    except OSError:  # A network drive that is away. What was known stays.
        return None
    return frozenset(found)


def _compared(before: Knowledge, after: Knowledge) -> Reloaded:
    old: dict[str, Event] = {event.id: event for event in before.events}
    new: dict[str, Event] = {event.id: event for event in after.events}
    return Reloaded(
        events=len(new),
        new=len(new.keys() - old.keys()),
        changed=sum(new[key] != old[key] for key in new.keys() & old.keys()),
        gone=len(old.keys() - new.keys()),
    )
