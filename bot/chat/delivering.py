"""The delivery of the running bot, put together."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from bot.chat.posting import Poster
from bot.chat.precedence import Precedence
from bot.daily.delivery import WORKERS, Delivery
from bot.daily.pace import Pace
from bot.daily.posts import Posts
from bot.events.knowledge import Knowledge
from bot.settings import Settings
from bot.storage.database import Database


@asynccontextmanager
async def delivery(
    settings: Settings,
    database: Database,
    knowledge: Callable[[], Knowledge],
    precedence: Precedence | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> AsyncIterator[Delivery]:
    """A delivery with connections of its own, closed at the end.

    Args:
        precedence: lets replies go first; None where nobody is answered meanwhile.
        clock: the present instant, with its zone.
    """
    poster = Poster(
        settings.token or "", settings.api_base_url, WORKERS, settings.allow_paid_broadcast
    )
    rate = settings.broadcast_rate
    pace = Pace(rate, precedence.give_way) if precedence else Pace(rate)
    try:
        yield Delivery(
            database.ledger, database.delivery_lock(), poster, Posts(knowledge), pace, clock
        )
    finally:
        await poster.close()
