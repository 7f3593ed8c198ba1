"""Serving Telegram: start, take updates in until a signal, end cleanly."""

import asyncio
import logging
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib import import_module

from telegram.error import TelegramError

from bot import log
from bot.answers.answering import Answerer
from bot.chat import flooding, learning, reloading
from bot.chat.application import AnnalsApplication, build
from bot.chat.patience import CannotServe, Patience, until_done
from bot.chat.profile import register_profile
from bot.chat.receiving import Receiving
from bot.daily.ports import DatabaseAway
from bot.events.collecting import lasting
from bot.events.knowledge import Knowledge
from bot.settings import Settings
from bot.storage.inbox import Inbox
from bot.storage.opening import Storage
from bot.troubles import Trouble

__all__ = ["CannotServe", "serve"]

logger = logging.getLogger(__name__)

_FIRST_ANSWERS_SECONDS = 0.5
_LAST_POSTS_SECONDS = 12.0
_ANEW_SECONDS = 10.0
_DESCRIBE_AGAIN_SECONDS = 60.0


def serve(settings: Settings, answerer: Answerer) -> None:
    """Serve Telegram, by long polling or webhook, until SIGINT or SIGTERM.

    Raises:
        CannotServe: the token is refused or taken, or Telegram is out of reach at the start.
    """
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(_serve(settings, answerer))


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """What makes the loop that updates run on; None for Python's own, where there is no other."""
    if sys.platform == "win32":
        return None
    from uvloop import new_event_loop

    return new_event_loop


async def _serve(settings: Settings, answerer: Answerer) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(log.tell_loop_fault)
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    storage = Storage(settings.database_url)
    inbox = Inbox(storage)
    with lasting():
        application = build(settings, answerer, settings.token or "", storage)
    flooding.register(application)
    patience = Patience(application.bot_data.reach)
    try:
        async with _status(application, stop):
            await until_done(application.bot.initialize, patience, stop)
            if not stop.is_set():
                await application.initialize()
                await _receive(Receiving(application, inbox, patience, stop), answerer.knowledge)
    finally:
        await inbox.close()
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


async def _receive(receiving: Receiving, knowledge: Knowledge) -> None:
    """Take updates in, and do beside that what a running bot does."""
    application, stop = receiving.application, receiving.stop
    settling = asyncio.create_task(_settle(application, receiving.inbox, stop))
    describing = asyncio.create_task(_describe(application, settling))
    delivering = asyncio.create_task(_deliver(application, settling, stop))
    watching = asyncio.create_task(reloading.watch(application.bot_data))
    forgetting = asyncio.create_task(_forget(application, settling))
    logger.info("@%s knows %d events", application.bot.username, len(knowledge.events))
    if not application.bot.supports_inline_queries:
        logger.info("inline mode is off: @BotFather turns it on with /setinline")
    try:
        await receiving.receive()
    except DatabaseAway as error:
        raise CannotServe(str(error)) from None
    finally:
        stop.set()
        settling.cancel()
        describing.cancel()
        watching.cancel()
        forgetting.cancel()
        await asyncio.wait({settling, describing, delivering}, timeout=_LAST_POSTS_SECONDS)
        delivering.cancel()
        await asyncio.wait({delivering})
    if not settling.cancelled() and (fault := settling.exception()):
        raise CannotServe(str(fault)) from None


async def _settle(application: AnnalsApplication, inbox: Inbox, stop: asyncio.Event) -> None:
    """What can wait until those who already asked have their answer.

    Raises:
        DatabaseAway: there is no database to be had; serving then stops.
    """
    await asyncio.sleep(_FIRST_ANSWERS_SECONDS)
    try:
        await application.bot_data.storage.database()
    except DatabaseAway:
        stop.set()
        raise
    inbox.open()
    services = application.bot_data
    async with services.reloading:
        services.answerer = await asyncio.to_thread(services.answerer.ready)


async def _forget(application: AnnalsApplication, settling: "asyncio.Task[None]") -> None:
    """Delete questions that have been kept long enough, also where no more are kept."""
    await asyncio.wait({settling})
    if not settling.cancelled() and not settling.exception():
        await learning.forget_in_time(application.bot_data)


async def _describe(application: AnnalsApplication, settling: "asyncio.Task[None]") -> None:
    """Set the bot's menu and descriptions; nothing waits for that, as Telegram may be long."""
    await asyncio.wait({settling})
    if settling.cancelled() or settling.exception():
        return
    failing = Trouble(logger, "the bot's profile is set")
    while True:
        try:
            await register_profile(application.bot, application.bot_data.answerer.knowledge)
        except TelegramError as error:
            kind = type(error).__name__
            failing.happened(f"the bot's profile could not be set: {kind}; trying again", kind)
            await asyncio.sleep(_DESCRIBE_AGAIN_SECONDS)
        else:
            return


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
