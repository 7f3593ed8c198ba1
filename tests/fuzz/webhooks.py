"""Bodies posted to the webhook: noted and handled, or refused, and never an error of ours."""

import random
from functools import cache

import httpx

from bot.chat.dispatching import Dispatcher
from bot.chat.intake import Intake, TickingOff
from bot.storage.inbox import Inbox
from bot.web.webhooks import SECRET_HEADER, Webhooks
from tests.fuzz.target import Target
from tests.fuzz.updates import LocalBot, make, make_body

_PATH, _SECRET = "/telegram", "a-secret"
_EXPECTED = (200, 400)


class _Posted:
    """The way of a body: web application, inbox, handlers, calls over HTTP to a loopback server."""

    def __init__(self) -> None:
        self.bot = LocalBot()
        application = self.bot.application
        self._inbox = Inbox(application.bot_data.storage)
        self._dispatcher = Dispatcher(application.process_update, [TickingOff(self._inbox)])
        intake = Intake(application.bot, self._dispatcher, self._inbox)
        app = Webhooks(intake.take, _PATH, _SECRET)
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app),
            base_url="http://bot",
            headers={SECRET_HEADER: _SECRET},
        )

    def post(self, body: bytes) -> int:
        """Post a body, and let what it holds be handled; the status of the answer."""
        return self.bot.loop.run_until_complete(self._post(body))

    async def _post(self, body: bytes) -> int:
        self._inbox.open()
        answer = await self._client.post(_PATH, content=body)
        await self._dispatcher.drain()
        return answer.status_code


@cache
def _posted() -> _Posted:
    return _Posted()


def make_post(chance: random.Random) -> bytes:
    """A body as Telegram sends it, one that it never sends, or no JSON at all."""
    body = chance.choice((make, make_body, make_body))(chance).encode("utf-8", "surrogatepass")
    if chance.random() < 0.1:
        at = chance.randint(0, len(body))
        body = body[:at] + bytes(chance.randint(0, 255) for _ in range(3)) + body[at + 1 :]
    return body


def put_post(body: bytes) -> None:
    """It is taken, or refused as the sender's fault."""
    assert _posted().post(body) in _EXPECTED


WEBHOOKS = Target("webhooks", make_post, put_post, 30_000)
