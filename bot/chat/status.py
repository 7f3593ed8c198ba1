"""How the bot is, on STATUS_LISTEN: whether it is ready, and its numbers."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from typing import TypeVar

from telegram import Bot
from telegram.error import TelegramError

from bot import __version__
from bot.answers.answer import Kind
from bot.chat.context import Services
from bot.chat.patience import CannotServe
from bot.chat.reach import CallFault
from bot.chat.updates import KINDS, OTHER
from bot.daily.outcomes import Fate
from bot.daily.ports import DatabaseAway
from bot.settings import Address
from bot.web.listening import CannotListen, listening
from bot.web.metrics import Counted, Figure, Lasted, Measured, page
from bot.web.status import Check, status

_LATELY_SECONDS = 60.0
"""Since Telegram's last answer; a poll has one after 20."""
_PATIENCE_SECONDS = 2.0
_AGAIN_SECONDS = 1.0
"""Between two looks at the same thing, however often somebody asks."""
_LATE = f"no answer within {_PATIENCE_SECONDS:.0f} s"
Found = TypeVar("Found")


@asynccontextmanager
async def status_told(
    services: Services, bot: Bot, address: Address, stop: asyncio.Event
) -> AsyncIterator[None]:
    """Tell whoever asks at an address how the bot is, while the block runs.

    Raises:
        CannotServe: the address cannot be listened on.
    """
    condition = Condition(services, bot, stop)
    application = status(condition.checks(), condition.metrics)
    try:
        async with listening(application, address.host, address.port, "STATUS_LISTEN"):
            yield
    except CannotListen as error:
        raise CannotServe(str(error)) from None


class Condition:
    """How a bot is.

    Args:
        stop: is set once it is to end.
    """

    def __init__(self, services: Services, bot: Bot, stop: asyncio.Event) -> None:
        self._services = services
        self._bot = bot
        self._stop = stop

    def checks(self) -> Mapping[str, Check]:
        """What has to be well for the bot to be ready."""
        return {
            "serving": self._serving,
            "knowledge": self._knowledge,
            "database": _once_at_a_time(self._database, _LATE),
            "telegram": _once_at_a_time(self._telegram, _LATE),
        }

    async def metrics(self, accepted: str) -> tuple[bytes, str]:
        """The page of numbers and its content type."""
        figures = [*self._counted(), *await self._kept()]
        return page(figures, __version__, accepted)

    async def _serving(self) -> str | None:
        return "is ending" if self._stop.is_set() else None

    async def _knowledge(self) -> str | None:
        return None if self._services.answerer.knowledge.events else "no event is known"

    async def _database(self) -> str | None:
        try:
            await (await self._services.storage.database()).health.check()
        except DatabaseAway as error:
            return str(error)
        return None

    async def _telegram(self) -> str | None:
        reach = self._services.reach
        if reach.has_answered and not _is_recent(reach.since_answer()):
            # Who is posted to, or stands by, may have had nothing to say to Telegram for hours.
            await self._call()
        return None if _is_recent(reach.since_answer()) else "no answer lately"

    async def _call(self) -> None:
        reach = self._services.reach
        try:
            await self._bot.get_me(read_timeout=_PATIENCE_SECONDS)
        except TelegramError as error:
            reach.failed(error)
        else:
            reach.answered()

    def _counted(self) -> list[Figure]:
        tally, reach = self._services.tally, self._services.reach
        votes = {"liked": tally.liked, "disliked": tally.disliked}
        updates = {kind: tally.updates[kind] for kind in (*KINDS, OTHER)}
        waiting = {name: number() for name, number in tally.queues.items()}
        return [
            Counted("annals_updates", "Updates taken up.", "kind", updates),
            Counted("annals_update_failures", "Updates that failed.", "", {"": tally.failures}),
            Counted(
                "annals_answers",
                "Questions answered.",
                "kind",
                {str(kind): tally.outcomes[kind] for kind in Kind},
            ),
            Lasted(
                "annals_answer_seconds",
                "From taking up a question to Telegram's having its answer.",
                tally.durations.up_to(),
                tally.durations.seconds,
            ),
            Counted("annals_votes", "Votes on answers.", "vote", votes),
            Counted("annals_floods", "Floods held back.", "", {"": tally.floods}),
            Counted(
                "annals_posts",
                "Daily posts settled.",
                "outcome",
                {str(fate): tally.posts[fate] for fate in Fate},
            ),
            Counted(
                "annals_telegram_call_failures",
                "Calls to Telegram that failed.",
                "kind",
                {str(fault): reach.faults[fault] for fault in CallFault},
            ),
            Measured("annals_queue_length", "What waits.", waiting, "queue"),
            Measured(
                "annals_events",
                "Events known.",
                {"": len(self._services.answerer.knowledge.events)},
            ),
        ]

    async def _kept(self) -> list[Figure]:
        """What the database holds, where it tells that soon enough."""
        with suppress(DatabaseAway, TimeoutError):
            async with asyncio.timeout(_PATIENCE_SECONDS):
                database = await self._services.storage.database()
                numbers = await database.health.numbers(self._services.clock())
            return [
                Measured(
                    "annals_subscriptions", "Daily posts wished.", {"": numbers.subscriptions}
                ),
                Measured("annals_posts_due", "Daily posts that are due.", {"": numbers.due}),
            ]
        return []


def _is_recent(seconds: float | None) -> bool:
    return seconds is not None and seconds < _LATELY_SECONDS


def _once_at_a_time(
    look: Callable[[], Awaitable[Found]], late: Found
) -> Callable[[], Awaitable[Found]]:
    """The same look for all who ask at once; it goes on where they don't wait for it."""
    looking: asyncio.Task[Found] | None = None
    began = 0.0

    async def run() -> Found:
        return await look()

    async def ask() -> Found:
        nonlocal looking, began
        now = time.monotonic()
        if looking is None or (looking.done() and now - began >= _AGAIN_SECONDS):
            looking, began = asyncio.create_task(run()), now
        await asyncio.wait({looking}, timeout=_PATIENCE_SECONDS)
        return looking.result() if looking.done() else late

    return ask
