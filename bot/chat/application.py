"""The python-telegram-bot application: the same for Telegram and for the terminal."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from telegram.ext import Application, ApplicationBuilder, ContextTypes, ExtBot
from telegram.request import BaseRequest

from bot.answers.answering import Answerer
from bot.chat.context import AnnalsContext, Services
from bot.chat.handlers import register
from bot.chat.retrying import Retrying, SentMessage
from bot.settings import Settings
from bot.storage.opening import Storage

AnnalsApplication = Application[
    ExtBot[SentMessage], AnnalsContext, dict[Any, Any], dict[Any, Any], Services, None
]
POLL_SECONDS = 20
_CONNECTIONS = 64
"""For sending. A few are in use, see `slots`; the others are room for calls that hang."""
_POOL_SECONDS = 120
_READ_SECONDS = 15
"""After which a reply that Telegram has not acknowledged is sent again: it is seldom so slow."""


def build(
    settings: Settings,
    answerer: Answerer,
    token: str,
    storage: Storage,
    request: BaseRequest | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    posts_come: bool = True,
) -> AnnalsApplication:
    """Build the application.

    Args:
        storage: the database of what chats chose.
        request: what carries calls to Telegram; None for HTTP to `settings.api_base_url`.
        clock: the present instant, with its zone.
        posts_come: whether daily posts are delivered.
    """
    services = Services(answerer, settings, clock, storage, posts_come=posts_come)
    # The library's hints take a class here; its documentation, any callable without parameters.
    types: Any = ContextTypes(context=AnnalsContext, bot_data=lambda: services)  # type: ignore[call-overload]
    polling = request or _over_http(2, read_seconds=POLL_SECONDS + 10)
    sending = request or _over_http(
        _CONNECTIONS, read_seconds=_READ_SECONDS, pool_seconds=_POOL_SECONDS
    )
    application: AnnalsApplication = (
        ApplicationBuilder()
        .token(token)
        .base_url(settings.api_base_url)
        .context_types(types)
        .rate_limiter(Retrying(services.precedence, services.reach))
        .request(sending)
        .get_updates_request(polling)
        .updater(None)
        .job_queue(None)
        .build()
    )
    register(application)
    return application


def _over_http(connections: int, **seconds: float) -> BaseRequest:
    # What speaks HTTP takes a tenth of a second to load, and the terminal has no need of it.
    from bot.chat.request import Request

    return Request(connections, **seconds)
