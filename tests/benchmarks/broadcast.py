"""A broadcast to very many: memory, the share of the rate that is used, the speed without limits.

    python -m tests.benchmarks.broadcast [SUBSCRIPTIONS] [SECONDS]

On SQLite and on PostgreSQL:
- memory: SUBSCRIPTIONS (100,000) are due at once; how much the process grows over idle while it
  delivers them for SECONDS (60) at BROADCAST_RATE.
- rate: the share of BROADCAST_RATE (25) used meanwhile, with the server's limits on, and how many
  429 it caused.
- speed: posts a second without limits, against a bare `Bot.send_message` loop with as many workers,
  in turns in the same run; and the processor's time, subscribing all of them included.
"""

import asyncio
import logging
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import delete
from telegram import Bot, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.request import HTTPXRequest

from bot.chat.posting import Poster
from bot.chat.sending import keyboard
from bot.daily.delivery import WORKERS, Delivery
from bot.daily.pace import Pace
from bot.daily.posts import Posts
from bot.storage.database import Database
from bot.storage.tables import metadata
from tests.benchmarks.bot_api import TOKEN, LeanBotApi
from tests.daily.deliveries import quick_lock
from tests.daily.kills import a_moment_ago, subscribe_many
from tests.packs import knowledge
from tests.postgresql import postgresql

RATE = 25.0
ROUNDS = 5
AT_ONCE = 2000
"""Messages of one round of the comparison."""


async def measure_rate(url: str, number: int, seconds: float) -> str:
    """Deliver for a while at the usual rate with the server's limits on; all are subscribed."""
    database = await Database.open(url)
    with LeanBotApi(has_limits=True, latency=0.05) as server:
        poster = Poster(TOKEN, server.base_url, WORKERS)
        delivery = delivery_at(RATE, database, poster)
        delivery.posts.of("en", datetime.now(UTC).date())
        idle = most = resident()
        stop = asyncio.Event()
        delivering = asyncio.create_task(delivery.run(stop))
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            await asyncio.sleep(0.5)
            most = max(most, resident())
        counts = server.counts()
        stop.set()
        await delivering
        await poster.close()
    await database.close()
    return (
        f"{number} due at once, at {RATE:.0f}/s for {seconds:.0f} s: "
        f"{counts.rate / RATE:.1%} of the rate used, {counts.floods} × 429, "
        f"memory +{(most - idle) / 2**20:.1f} MB"
    )


async def measure_whole(url: str, number: int) -> str:
    """Deliver all of them as fast as it goes."""
    await empty(url)
    await subscribe_many(url, number, a_moment_ago())
    database = await Database.open(url)
    with LeanBotApi() as server:
        poster = Poster(TOKEN, server.base_url, WORKERS)
        delivery = delivery_at(1e6, database, poster)
        delivery.posts.of("en", datetime.now(UTC).date())
        idle = most = resident()
        delivering = asyncio.create_task(delivery.once(asyncio.Event()))
        while not delivering.done():
            await asyncio.wait({delivering}, timeout=0.5)
            most = max(most, resident())
        counts = server.counts()
        await poster.close()
    await database.close()
    assert counts.messages == counts.chats == number, counts
    return (
        f"{number} without limits: all of them once, {counts.rate:.0f}/s, "
        f"memory +{(most - idle) / 2**20:.1f} MB"
    )


async def measure_speed(url: str, rounds: int = ROUNDS) -> str:
    """Our rate and that of a bare loop, in turns; and the processor's time for each message.

    The latter hardly depends on what else the machine is doing.
    """
    rates: list[tuple[float, float]] = []
    works: list[tuple[float, float]] = []
    with LeanBotApi() as server:
        for _ in range(rounds + 1):
            began = time.process_time()
            bare = await bare_rate(server)
            between = time.process_time()
            ours = await our_rate(server, url)
            rates.append((ours, bare))
            works.append((time.process_time() - between, between - began))
    ratios = [our / peer for our, peer in rates[1:]]
    our_work, bare_work = (
        statistics.median(times) * 1000 / AT_ONCE for times in zip(*works[1:], strict=True)
    )
    our, peer = (statistics.median(figures) for figures in zip(*rates[1:], strict=True))
    return (
        f"without limits, {WORKERS} at once: {our:.0f} posts/s, "
        f"bare send_message loop {peer:.0f}/s, "
        f"ratio {statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f}); "
        f"processor {our_work:.2f} ms a post, {bare_work:.2f} ms a bare message "
        f"({bare_work / our_work:.2f})"
    )


async def bare_rate(server: LeanBotApi) -> float:
    """Messages a second of workers that do nothing but send."""
    request = HTTPXRequest(connection_pool_size=WORKERS)
    bot = Bot(TOKEN, base_url=server.base_url, request=request)
    message = Posts(knowledge).of("en", datetime.now(UTC).date()).message
    html, buttons = message.html(), InlineKeyboardMarkup.de_json(keyboard(message) or {}, bot)
    chats = iter(range(1, AT_ONCE + 1))

    async def work() -> None:
        for chat in chats:
            await bot.send_message(chat, html, parse_mode=ParseMode.HTML, reply_markup=buttons)

    await asyncio.gather(*(work() for _ in range(WORKERS)))
    await request.shutdown()
    return server.counts().rate


async def our_rate(server: LeanBotApi, url: str) -> float:
    """Posts a second of a delivery without a limit to its rate."""
    await empty(url)
    await subscribe_many(url, AT_ONCE, a_moment_ago())
    database = await Database.open(url)
    poster = Poster(TOKEN, server.base_url, WORKERS)
    assert await delivery_at(1e6, database, poster).once(asyncio.Event())
    await poster.close()
    await database.close()
    counts = server.counts()
    assert counts.messages == counts.chats == AT_ONCE, counts
    return counts.rate


def resident() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def delivery_at(rate: float, database: Database, poster: Poster) -> Delivery:
    """A delivery at a rate."""
    known = knowledge()
    return Delivery(
        database.ledger,
        quick_lock(database),
        poster,
        Posts(lambda: known),
        Pace(rate),
        lambda: datetime.now(UTC),
    )


async def empty(url: str) -> None:
    """Delete everything."""
    database = await Database.open(url)
    async with database._engine.begin() as connection:
        for table in metadata.sorted_tables:
            await connection.execute(delete(table))
    await database.close()


def subscribe_all(url: str, number: int) -> None:
    """Subscribe in a process of its own, whose memory goes with it."""
    process = multiprocessing.get_context("spawn").Process(
        target=_subscribe_all, args=(url, number)
    )
    process.start()
    process.join()


def _subscribe_all(url: str, number: int) -> None:
    asyncio.run(subscribe_many(url, number, a_moment_ago()))


def measure(name: str, url: str, number: int, seconds: float) -> None:
    """Print every figure of one database."""
    subscribe_all(url, number)
    for measuring in (
        measure_rate(url, number, seconds),
        measure_speed(url),
        measure_whole(url, number // 10),
    ):
        print(f"{name}: {asyncio.run(measuring)}", flush=True)


def main(number: int, seconds: float) -> None:
    """Print the figures."""
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", f"sqlite:///{folder}/annals.db", number, seconds)
    with postgresql(waits_for_the_disk=True) as server:
        measure("PostgreSQL", server.new_database(), number, seconds)


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 100_000,
        float(sys.argv[2]) if len(sys.argv) > 2 else 60,
    )
