"""Delivers what is due, as a process of its own that can be killed.

    python -m tests.daily.deliverer DATABASE_URL API_BASE_URL [for ever]

With a third argument it goes on until SIGTERM, as the bot does.
"""

import asyncio
import signal
import sys
from datetime import UTC, datetime

from bot.chat.posting import Poster
from bot.daily.delivery import WORKERS, Delivery
from bot.daily.pace import Pace
from bot.daily.posts import Posts
from bot.storage.database import Database
from tests.bot_api.server import TOKEN
from tests.daily.deliveries import quick_lock
from tests.packs import knowledge

RATE = 300.0


async def main(database_url: str, base_url: str, is_endless: bool) -> None:
    """Deliver."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    database = await Database.open(database_url)
    poster = Poster(TOKEN, base_url, WORKERS)
    known = knowledge()
    delivery = Delivery(
        database.ledger,
        quick_lock(database),
        poster,
        Posts(lambda: known),
        Pace(RATE),
        lambda: datetime.now(UTC),
    )
    if is_endless:
        await delivery.run(stop)
    else:
        assert await delivery.once(stop), "another process delivers"
    await poster.close()
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], len(sys.argv) > 3))
