"""Sending the day's posts by a bot of their own: no reply waits for its connections."""

from urllib.parse import urlsplit

from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.answers.message import Message
from bot.chat.reach import Reach
from bot.chat.request import Request
from bot.chat.retrying import may_have_arrived, seconds
from bot.chat.sending import GENERAL_TOPIC, Json, shown
from bot.daily.outcomes import (
    Ended,
    FloodWait,
    Moved,
    Outcome,
    Refused,
    Sent,
    Unavailable,
    Uncertain,
)
from bot.daily.subscription import Ending

_READ_SECONDS = 8.0
_POOL_SECONDS = 60.0
_FORBIDDEN = {
    "blocked": Ending.BLOCKED,
    "deactivated": Ending.DEACTIVATED,
}
"""What a 403 says; anything else (kicked, not a member) means that the chat has put the bot out."""
_NOBODY_THERE = ("chat not found", "user not found", "peer_id_invalid", "chat_id_invalid")
_TOPIC_GONE = ("thread not found", "topic_deleted", "topic_id_invalid")


class Poster:
    """Sends posts.

    Args:
        at_once: connections, which is how many messages may be under way.
        is_paid: pay Telegram for more than thirty messages a second.
        reach: is told what each call came to.
    """

    def __init__(
        self,
        token: str,
        base_url: str,
        at_once: int,
        is_paid: bool = False,
        read_seconds: float = _READ_SECONDS,
        reach: Reach | None = None,
    ) -> None:
        self._request = Request(at_once, read_seconds, _POOL_SECONDS)
        # Without one for polling, which a poster does not do, the library makes one of its own.
        self._bot = Bot(
            token, base_url=base_url, request=self._request, get_updates_request=self._request
        )
        self._is_paid = is_paid or None
        self._reach = reach or Reach(urlsplit(base_url).netloc)
        self._prepared: tuple[Message, str, Json] | None = None

    async def close(self) -> None:
        """Close every connection."""
        await self._request.shutdown()

    async def send(
        self, chat_id: int, thread_id: int, message: Message, is_silent: bool
    ) -> Outcome:
        """Send a message once, and tell what came of it."""
        html, look = self._prepare(message)
        try:
            await self._bot.send_message(
                chat_id,
                html,
                disable_notification=is_silent,
                message_thread_id=thread_id if thread_id > GENERAL_TOPIC else None,
                allow_paid_broadcast=self._is_paid,
                api_kwargs=look,
            )
        except TelegramError as error:
            self._reach.failed(error)
            return _outcome_of(error)
        self._reach.answered()
        return Sent()

    def _prepare(self, message: Message) -> tuple[str, Json]:
        """The message as Telegram takes it; the last one is kept, as most follow their like."""
        if self._prepared is None or self._prepared[0] is not message:
            self._prepared = message, message.html(), shown(message)
        return self._prepared[1:]


def _outcome_of(error: TelegramError) -> Outcome:
    """What a failed send means.

    `BadRequest` and `TimedOut` are `NetworkError`s by name, so they are asked for first.
    """
    match error:
        case RetryAfter():
            return FloodWait(seconds(error))
        case ChatMigrated():
            return Moved(error.new_chat_id)
        case Forbidden():
            return Ended(_forbidden(str(error)))
        case BadRequest():
            return _bad_request(str(error))
        case NetworkError():
            return Uncertain() if may_have_arrived(error) else Unavailable()
        case _:  # A refused token, a conflict: not the chat's fault, and it may pass.
            return Unavailable()


def _forbidden(text: str) -> Ending:
    for sign, reason in _FORBIDDEN.items():
        if sign in text.casefold():
            return reason
    return Ending.KICKED


def _bad_request(text: str) -> Outcome:
    folded = text.casefold()
    if any(sign in folded for sign in _NOBODY_THERE):
        return Ended(Ending.NOT_FOUND)
    if any(sign in folded for sign in _TOPIC_GONE):
        return Ended(Ending.NOT_FOUND, is_whole_chat=False)
    return Refused(text)
