"""The python-telegram-bot application: the same for Telegram and for the terminal."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from telegram import BotCommand
from telegram.ext import Application, ApplicationBuilder, ContextTypes, ExtBot
from telegram.request import BaseRequest, HTTPXRequest

from bot.answers.answering import Answerer
from bot.answers.wording import Wording, wording
from bot.chat.context import AnnalsContext, Services
from bot.chat.handlers import register
from bot.chat.persistence import Persistent
from bot.events.knowledge import Knowledge
from bot.languages.text import CHINESE, ENGLISH
from bot.settings import Settings
from bot.storage.opening import Storage

AnnalsApplication = Application[
    ExtBot[None], AnnalsContext, dict[Any, Any], dict[Any, Any], Services, None
]
POLL_SECONDS = 20
_SENDING_AT_ONCE = 8
"""Connections for sending: more at once are slower on a small machine, not faster."""
_POOL_SECONDS = 120
_TELEGRAM_TAGS = {ENGLISH: None, CHINESE: "zh"}


def build(
    settings: Settings,
    knowledge: Knowledge,
    token: str,
    storage: Storage,
    request: BaseRequest | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> AnnalsApplication:
    """Build the application.

    Args:
        storage: the database of what chats chose.
        request: what carries calls to Telegram; None for HTTP to `settings.api_base_url`.
        clock: the present instant, with its zone.
    """
    services = Services(Answerer.build(knowledge), settings, clock, storage)
    # The library's hints take a class here; its documentation, any callable without parameters.
    types: Any = ContextTypes(context=AnnalsContext, bot_data=lambda: services)  # type: ignore[call-overload]
    polling = request or HTTPXRequest(
        connection_pool_size=2, read_timeout=POLL_SECONDS + 10, connect_timeout=5
    )
    sending = request or HTTPXRequest(
        connection_pool_size=_SENDING_AT_ONCE, pool_timeout=_POOL_SECONDS
    )
    application: AnnalsApplication = (
        ApplicationBuilder()
        .token(token)
        .base_url(settings.api_base_url)
        .context_types(types)
        .rate_limiter(Persistent())
        .request(sending)
        .get_updates_request(polling)
        .updater(None)
        .job_queue(None)
        .build()
    )
    register(application)
    return application


def command_menu(words: Wording) -> list[BotCommand]:
    """The commands that Telegram offers under the menu button."""
    return [
        BotCommand("today", words.say("what happened on this day")),
        BotCommand("month", words.say("events month by month")),
        BotCommand("topics", words.say("events by topic")),
        BotCommand("random", words.say("an event by chance")),
        BotCommand("calendar", words.say("the anniversaries for your calendar")),
        BotCommand("language", words.say("the language of my answers")),
        BotCommand("help", words.say("how to ask")),
    ]


async def register_menu(bot: ExtBot[None]) -> None:
    """Register the command menu in every language, English where none fits."""
    for language, tag in _TELEGRAM_TAGS.items():
        await bot.set_my_commands(command_menu(wording(language)), language_code=tag)
