"""The web application that takes updates: whose secret is right, one body a request, bounded."""

import hmac
import logging
from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.web.receipt import Receipt

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
MOST_BYTES = 1024 * 1024
"""A body's; an update takes some kilobytes."""
_RETRY_SECONDS = "1"
_STATUS = {Receipt.TAKEN: 200, Receipt.KNOWN: 200, Receipt.FULL: 503, Receipt.MALFORMED: 400}


class Webhooks:
    """An ASGI application.

    Args:
        take: notes an update's body durably, and tells what became of it.
        path: where updates are posted to; everything else is not found.
        secret: what Telegram was told to send along.
    """

    def __init__(self, take: Callable[[bytes], Awaitable[Receipt]], path: str, secret: str) -> None:
        self._take = take
        self._secret = secret.encode()
        self._is_draining = False
        routes = [Route(path, self._on_post, methods=["POST"])]
        self._application = Starlette(routes=routes, max_body_size=MOST_BYTES)
        self._application.router.redirect_slashes = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await self._application(scope, receive, send)

    def drain(self) -> None:
        """Take no more; what is being taken is finished. Telegram keeps the rest and asks again."""
        self._is_draining = True

    async def _on_post(self, request: Request) -> Response:
        told = request.headers.get(SECRET_HEADER, "").encode("latin-1")
        if not hmac.compare_digest(told, self._secret):
            return Response(status_code=403)
        if self._is_draining:
            return _answer(Receipt.FULL)
        try:
            body = await request.body()
        except ClientDisconnect:  # Nobody hears this answer.
            return _answer(Receipt.MALFORMED)
        try:
            return _answer(await self._take(body))
        except Exception:
            logger.exception("an update could not be noted")
            return _answer(Receipt.FULL)


def _answer(receipt: Receipt) -> Response:
    headers = {"Retry-After": _RETRY_SECONDS} if receipt is Receipt.FULL else None
    return Response(status_code=_STATUS[receipt], headers=headers)
