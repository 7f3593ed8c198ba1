"""Updates that outlast the process: noted before they are acknowledged, ticked off at their end."""

import json
import logging
from collections.abc import Iterable, Sequence

from telegram import Bot, Update

from bot.chat.dispatching import Dispatcher, Outcome
from bot.chat.sharing import SharedMemory
from bot.chat.updates import chat_of
from bot.daily.ports import DatabaseAway
from bot.storage.inbox import Inbox, Noted
from bot.web.receipt import Receipt

logger = logging.getLogger(__name__)

_MOST = 2000
"""Updates under way at which no more are taken."""
_BIGGEST = 2**63
"""Numbers of the database are smaller."""


class TickingOff:
    """Has every update remembered as handled."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox

    def began(self, update: Update) -> None:
        """Nothing is to be done then."""

    def ended(self, update: Update, _: Outcome) -> None:
        """Tick it off; one that failed would fail again."""
        self._inbox.handled(update.update_id)


class Intake:
    """Takes what Telegram posts.

    Args:
        memory: what several replicas share; it reads when an update is noted.
    """

    def __init__(
        self, bot: Bot, dispatcher: Dispatcher, inbox: Inbox, memory: SharedMemory | None = None
    ) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._inbox = inbox
        self._memory = memory

    async def take(self, body: bytes) -> Receipt:
        """Note an update durably and have it handled; it is handled by whoever noted it first."""
        try:
            text = body.decode()
            content = json.loads(text)
            update_id = content["update_id"]
        except (ValueError, TypeError, KeyError, RecursionError):
            return Receipt.MALFORMED
        if type(update_id) is not int or not 0 <= update_id < _BIGGEST:
            return Receipt.MALFORMED
        if self._dispatcher.knows(update_id):
            return Receipt.KNOWN
        if len(self._dispatcher.under_way) >= _MOST:
            return Receipt.FULL
        update = _read(content, self._bot)
        if update is None:  # It would be no more readable if it came again.
            self._inbox.handled(update_id)
            return Receipt.TAKEN
        try:
            is_new = await self._note(update, Noted(update_id, chat_of(update), text))
        except DatabaseAway:
            return Receipt.FULL
        return Receipt.TAKEN if is_new and self._dispatcher.begin(update) else Receipt.KNOWN

    async def _note(self, update: Update, note: Noted) -> bool:
        if self._memory:
            return await self._memory.note(update, note)
        [is_new] = await self._inbox.note([note])
        return is_new


def noted(update: Update) -> Noted:
    """An update as it is noted."""
    return Noted(update.update_id, chat_of(update), update.to_json())


def updates_of(notes: Iterable[Noted], bot: Bot) -> Sequence[Update]:
    """The updates that were noted; what cannot be read any more is left out."""
    found = (_read(json.loads(note.body), bot) for note in notes)
    return [update for update in found if update is not None]


def _read(content: dict[str, object], bot: Bot) -> Update | None:
    """An update, None where it holds what the library cannot read or what no update holds."""
    try:
        update = Update.de_json(content, bot)
        chat = chat_of(update)
    except Exception as error:  # noqa: BLE001 - whatever the library makes of strange content
        logger.warning("an update cannot be read: %s", type(error).__name__)
        return None
    return update if isinstance(chat, int) and abs(chat) < _BIGGEST else None
