"""The delivery put together: of the running bot, and of the command that delivers once."""

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

from telegram import Bot

from bot.chat.patience import CannotServe, Patience, until_done
from bot.chat.posting import Poster
from bot.chat.precedence import Precedence
from bot.chat.reach import Reach
from bot.chat.request import Request
from bot.daily.delivery import WORKERS, Delivery
from bot.daily.outcomes import Fate
from bot.daily.pace import Pace
from bot.daily.posts import Posts
from bot.events.knowledge import Knowledge
from bot.settings import Settings
from bot.storage.database import Database

_SHOWN_SECONDS = 0.2


class CannotDeliver(Exception):
    """Delivering cannot begin; the message is one line for people."""


@asynccontextmanager
async def delivery(
    settings: Settings,
    database: Database,
    knowledge: Callable[[], Knowledge],
    precedence: Precedence | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    tally: Counter[Fate] | None = None,
    reach: Reach | None = None,
) -> AsyncIterator[Delivery]:
    """A delivery with connections of its own, closed at the end.

    Args:
        precedence: lets replies go first; None where nobody is answered meanwhile.
        clock: the present instant, with its zone.
        tally: counts how posts end, beyond this delivery's life too.
        reach: is told what calls to Telegram came to.
    """
    poster = Poster(
        settings.token or "",
        settings.api_base_url,
        WORKERS,
        settings.allow_paid_broadcast,
        reach=reach,
    )
    rate = settings.broadcast_rate
    # For no longer than a turn lasts: the next is then due, and the rate holds.
    pace = Pace(rate, partial(precedence.give_way, 1 / rate)) if precedence else Pace(rate)
    try:
        yield Delivery(
            database.ledger,
            database.delivery_lock(),
            poster,
            Posts(knowledge),
            pace,
            clock,
            tally=tally,
        )
    finally:
        await poster.close()


async def deliver_now(settings: Settings, knowledge: Knowledge) -> None:
    """Deliver what is due now and say what came of it; on a terminal, with a progress bar.

    SIGINT and SIGTERM end it early: what is under way is finished.

    Raises:
        CannotStore: there is no database to be had.
        CannotDeliver: another process delivers, or Telegram takes nothing from this bot.
        DatabaseAway: the database fails at the start.
    """
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    reach = Reach(urlsplit(settings.api_base_url).netloc)
    async with (
        Database.opened(settings.database_url) as database,
        delivery(settings, database, lambda: knowledge, reach=reach) as posts,
    ):
        waiting = await database.ledger.waiting(posts.clock())
        if waiting:
            await _meet(settings, reach, stop)
        await _deliver(sum(kind.number for kind in waiting), posts, stop)


async def _meet(settings: Settings, reach: Reach, stop: asyncio.Event) -> None:
    """Make sure that Telegram knows the bot: of each post it would be tried again for a minute."""
    request = Request(1)
    bot = Bot(
        settings.token or "",
        base_url=settings.api_base_url,
        request=request,
        get_updates_request=request,
    )
    try:
        await until_done(bot.get_me, Patience(reach), stop)
    except CannotServe as error:
        raise CannotDeliver(str(error)) from None
    finally:
        await request.shutdown()


async def _deliver(number: int, posts: Delivery, stop: asyncio.Event) -> None:
    # The running bot delivers without: rich takes 6 MB.
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("delivering", total=number)
        working = asyncio.create_task(posts.once(stop))
        while not working.done():
            bar.update(task, completed=posts.tally.total())
            await asyncio.wait({working}, timeout=_SHOWN_SECONDS)
    if not await working:
        raise CannotDeliver("another process delivers these posts already: the running bot does")
    told = ", ".join(f"{n} {fate}" for fate, n in sorted(posts.tally.items()))
    Console(highlight=False).print(told or "nothing is due")
