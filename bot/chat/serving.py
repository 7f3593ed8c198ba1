"""Serving Telegram: start, poll until a signal, end cleanly."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib import import_module
from typing import TypeVar

from telegram import Update
from telegram.error import TelegramError

from bot import log
from bot.answers.answering import Answerer
from bot.chat import flooding, reloading
from bot.chat.application import POLL_SECONDS, AnnalsApplication, build
from bot.chat.following import Following
from bot.chat.polling import CannotServe, Patience, Poller
from bot.chat.profile import register_profile
from bot.events.knowledge import Knowledge
from bot.languages.dictionaries import dictionaries
from bot.languages.sounds import sound_of
from bot.languages.text import simplified_converter
from bot.settings import Settings
from bot.storage.opening import CannotStore, Storage
from bot.troubles import Trouble

__all__ = ["CannotServe", "serve"]

logger = logging.getLogger(__name__)

_FIRST_ANSWERS_SECONDS = 0.5
_LAST_POSTS_SECONDS = 12.0
_ANEW_SECONDS = 10.0
Result = TypeVar("Result")


def serve(settings: Settings, answerer: Answerer) -> None:
    """Serve Telegram by long polling until SIGINT or SIGTERM.

    Raises:
        CannotServe: the token is refused or taken, or Telegram is out of reach at the start.
    """
    asyncio.run(_serve(settings, answerer))


async def _serve(settings: Settings, answerer: Answerer) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(log.tell_loop_fault)
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    storage = Storage(settings.database_url)
    application = build(settings, answerer, settings.token or "", storage)
    flooding.register(application)
    patience = Patience(application.bot_data.reach)
    try:
        async with _status(application, stop):
            await _until_done(application.bot.initialize, patience, stop)
            if not stop.is_set():
                await application.initialize()
                await _until_done(application.bot.delete_webhook, patience, stop)
                await _poll(application, answerer.knowledge, patience, stop)
    finally:
        await application.shutdown()
        await application.bot.shutdown()
        await storage.close()


@asynccontextmanager
async def _status(application: AnnalsApplication, stop: asyncio.Event) -> AsyncIterator[None]:
    """Tell how the bot is, where that is wished."""
    services = application.bot_data
    address = services.settings.status_listen
    if address is None:
        yield
        return
    module = await asyncio.to_thread(import_module, "bot.chat.status")
    async with module.status_told(services, application.bot, address, stop):
        yield


async def _poll(
    application: AnnalsApplication, knowledge: Knowledge, patience: Patience, stop: asyncio.Event
) -> None:
    following = Following(application.bot_data.tally, application.bot_data.failing)

    async def handle(update: Update) -> None:
        following.began(update)
        await application.process_update(update)
        following.ended(update, None)

    starting = Patience(patience.reach)
    poller = Poller(application.bot, handle, starting, POLL_SECONDS)
    application.bot_data.tally.queues["updates"] = lambda: len(poller._under_way)
    settling = asyncio.create_task(_settle(application, stop))
    describing = asyncio.create_task(_describe(application, settling))
    delivering = asyncio.create_task(_deliver(application, settling, stop))
    watching = asyncio.create_task(reloading.watch(application.bot_data))
    logger.info("@%s knows %d events", application.bot.username, len(knowledge.events))
    if not application.bot.supports_inline_queries:
        logger.info("inline mode is off: @BotFather turns it on with /setinline")
    try:
        await poller.run(stop)
    finally:
        stop.set()
        settling.cancel()
        describing.cancel()
        watching.cancel()
        await asyncio.wait({settling, describing, delivering}, timeout=_LAST_POSTS_SECONDS)
        delivering.cancel()
        await asyncio.wait({delivering})
    if not settling.cancelled() and (error := settling.exception()):
        raise CannotServe(str(error)) from None


async def _settle(application: AnnalsApplication, stop: asyncio.Event) -> None:
    """What can wait until those who already asked have their answer.

    Raises:
        CannotStore: there is no database to be had; serving then stops.
    """
    await asyncio.sleep(_FIRST_ANSWERS_SECONDS)
    try:
        await application.bot_data.storage.database()
    except CannotStore:
        stop.set()
        raise
    await asyncio.to_thread(simplified_converter)
    await asyncio.to_thread(dictionaries)
    await asyncio.to_thread(sound_of, "音")  # Its library takes half a second to load.


async def _describe(application: AnnalsApplication, settling: "asyncio.Task[None]") -> None:
    """Set the bot's menu and descriptions; nothing waits for that, as Telegram may be long."""
    await asyncio.wait({settling})
    if settling.cancelled() or settling.exception():
        return
    try:
        await register_profile(application.bot, application.bot_data.answerer.knowledge)
    except TelegramError as error:
        logger.warning("the bot's profile could not be set: %s", type(error).__name__)


async def _deliver(
    application: AnnalsApplication, settling: "asyncio.Task[None]", stop: asyncio.Event
) -> None:
    """Deliver the day's posts once the bot has settled, until `stop` is set.

    Posts under way then are finished.
    """
    await asyncio.wait({settling})
    if settling.cancelled() or settling.exception():
        return
    services = application.bot_data
    failing = Trouble(logger, "posts are delivered again")
    module = await asyncio.to_thread(import_module, "bot.chat.delivering")
    while not stop.is_set():
        try:
            async with module.delivery(
                services.settings,
                await services.storage.database(),
                lambda: services.answerer.knowledge,
                services.precedence,
                services.clock,
                services.tally.posts,
                services.reach,
            ) as delivery:
                await delivery.run(stop)
        except Exception as error:  # noqa: BLE001 - told once, however often it begins anew
            failing.happened("delivering failed; it begins anew", type(error).__name__, error)
            await asyncio.sleep(_ANEW_SECONDS)


async def _until_done(
    call: Callable[[], Awaitable[Result]], patience: Patience, stop: asyncio.Event
) -> None:
    """Make a call until it succeeds or `stop` is set."""
    while not stop.is_set():
        try:
            await call()
        except TelegramError as error:
            pause = patience.pause_after(error)
        else:
            return
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({stopping}, timeout=pause)
        stopping.cancel()
