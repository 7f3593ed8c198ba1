"""The python-telegram-bot application: the same for Telegram and for the terminal."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.util import find_spec
from typing import Any

from telegram.ext import Application, ApplicationBuilder, ContextTypes, ExtBot
from telegram.request import BaseRequest, HTTPXRequest

from bot.answers.answering import Answerer
from bot.chat.context import AnnalsContext, Services
from bot.chat.handlers import register
from bot.chat.persistence import Persistent
from bot.settings import Settings
from bot.storage.opening import Storage

AnnalsApplication = Application[
    ExtBot[None], AnnalsContext, dict[Any, Any], dict[Any, Any], Services, None
]
POLL_SECONDS = 20
_CONNECTIONS = 64
"""For sending. A few are in use, see `slots`; the others are room for calls that hang."""
_POOL_SECONDS = 120
if find_spec("sniffio") is None:
    # httpcore looks for this optional module some four times a call: a third of a reply's time.
    sys.modules["sniffio"] = None  # type: ignore[assignment]


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
    polling = request or HTTPXRequest(
        connection_pool_size=2, read_timeout=POLL_SECONDS + 10, connect_timeout=5
    )
    sending = request or HTTPXRequest(connection_pool_size=_CONNECTIONS, pool_timeout=_POOL_SECONDS)
    application: AnnalsApplication = (
        ApplicationBuilder()
        .token(token)
        .base_url(settings.api_base_url)
        .context_types(types)
        .rate_limiter(Persistent(services.precedence, services.reach))
        .request(sending)
        .get_updates_request(polling)
        .updater(None)
        .job_queue(None)
        .build()
    )
    register(application)
    return application
