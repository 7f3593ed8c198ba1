"""How updates come in: by polling, in turns with other replicas, or by webhook."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

from telegram import Update
from telegram.error import BadRequest

from bot.chat.application import POLL_SECONDS, AnnalsApplication
from bot.chat.dispatching import Dispatcher, Watcher
from bot.chat.following import Following
from bot.chat.inheriting import among_replicas
from bot.chat.intake import Intake, TickingOff, noted, updates_of
from bot.chat.patience import CannotServe, Patience, until_done
from bot.chat.polling import Poller
from bot.chat.sharing import SharedMemory
from bot.chat.updates import KINDS
from bot.daily.ports import DatabaseAway
from bot.pauses import is_set_within
from bot.settings import Webhook
from bot.storage.inbox import Inbox, Noted
from bot.storage.peeking import peek
from bot.troubles import Trouble

if TYPE_CHECKING:
    from bot.daily.ports import Lock

logger = logging.getLogger(__name__)

_TURN_SECONDS = 1.0
"""Between looks whether the replica that polls is gone."""
_MOST_KNOWN = 5000
_CONNECTIONS = 40
"""At which Telegram posts at once, which is its own default: enough for groups to be written."""


@dataclass
class Receiving:
    """Updates on their way from Telegram to the handlers, until `stop` is set.

    Every method raises `CannotServe` where serving cannot begin, and `DatabaseAway` where the
    database is needed and cannot be used.
    """

    application: AnnalsApplication
    inbox: Inbox
    patience: Patience
    stop: asyncio.Event
    dispatcher: Dispatcher = field(init=False)
    memory: SharedMemory | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        services, handle = self.application.bot_data, self.application.process_update
        watchers: list[Watcher] = [
            Following(services.tally, services.failing),
            TickingOff(self.inbox),
        ]
        if services.storage.is_shared:
            is_polling = services.settings.webhook is None
            self.memory = SharedMemory(services, self.inbox, is_alone=is_polling)
            watchers.insert(0, self.memory)  # It writes together with the tick.
            self.dispatcher = Dispatcher(handle, watchers, self.memory.recall)
        else:
            self.dispatcher = Dispatcher(handle, watchers)
        services.tally.queues["updates"] = lambda: len(self.dispatcher.under_way)

    async def receive(self) -> None:
        """Take updates in as the settings say; at the end, finish what is under way."""
        services = self.application.bot_data
        if services.settings.webhook is not None:
            await self._listen(services.settings.webhook)
        elif services.storage.is_shared:
            await self._poll_in_turns()
        else:
            await self._poll_alone()

    async def _poll_alone(self) -> None:
        poller = self._poller()
        poller.keep(self._left_in_file())
        await self._poll(poller)

    async def _poll_in_turns(self) -> None:
        database = await self.application.bot_data.storage.database()
        lease = database.polling_lock()
        poller = self._poller(lease)

        async def turn() -> None:
            if self.memory:
                self.memory.begin_anew()
            self.dispatcher.know(await database.updates.lately_handled(_MOST_KNOWN))
            await self._poll(poller)
            await self.inbox.flush()

        async with among_replicas(
            database, self.inbox, self._into(poller.keep), lambda: lease.is_held
        ):
            await in_turns(lease, turn, self.stop, self.application.bot_data.storing)

    async def _poll(self, poller: Poller) -> None:
        await until_done(self.application.bot.delete_webhook, self.patience, self.stop)
        if not self.stop.is_set():
            await poller.run(self.stop)

    def _poller(self, lease: "Lock | None" = None) -> Poller:
        async def note(updates: Sequence[Update]) -> None:
            await self.inbox.note([noted(update) for update in updates])

        return Poller(
            self.application.bot,
            self.dispatcher,
            note,
            Patience(self.patience.reach),
            POLL_SECONDS,
            (lambda: lease.is_held) if lease else (lambda: True),
        )

    async def _listen(self, webhook: Webhook) -> None:
        storage = self.application.bot_data.storage
        database = await storage.database()
        self.inbox.open()
        if not storage.is_shared:
            self._begin(self._left_in_file())
            await self._serve(webhook)
            return
        async with among_replicas(
            database, self.inbox, self._into(self._begin), lambda: not self.stop.is_set()
        ):
            await self._serve(webhook)

    async def _serve(self, webhook: Webhook) -> None:
        """Answer Telegram's posts; at the end none is taken any more while the last are handled."""
        # Its libraries take a while to load: the loop goes on meanwhile.
        listening = await asyncio.to_thread(import_module, "bot.web.listening")
        webhooks = await asyncio.to_thread(import_module, "bot.web.webhooks")
        intake = Intake(self.application.bot, self.dispatcher, self.inbox, self.memory)
        app = webhooks.Webhooks(intake.take, webhook.path, webhook.secret)
        address = webhook.listen
        try:
            async with listening.listening(app, address.host, address.port, "WEBHOOK_LISTEN"):
                await until_done(lambda: self._tell_telegram(webhook), self.patience, self.stop)
                await self.stop.wait()
                app.drain()
                await self.dispatcher.drain()
        except listening.CannotListen as error:
            raise CannotServe(str(error)) from None

    async def _tell_telegram(self, webhook: Webhook) -> None:
        """Have updates posted here; those that wait are kept."""
        try:
            await self.application.bot.set_webhook(
                webhook.url,
                secret_token=webhook.secret,
                allowed_updates=KINDS,
                max_connections=_CONNECTIONS,
            )
        except BadRequest as error:  # Telegram says which host, address or port it does not take.
            raise CannotServe(f"Telegram refuses WEBHOOK_URL: {error}") from None

    def _begin(self, updates: Iterable[Update]) -> None:
        for update in updates:
            self.dispatcher.begin(update)

    def _into(self, begin: Callable[[Sequence[Update]], None]) -> Callable[[Sequence[Noted]], None]:
        return lambda left: begin(updates_of(left, self.application.bot))

    def _left_in_file(self) -> Sequence[Update]:
        """What an earlier process left in an SQLite file; it is known what it had handled."""
        glimpse = peek(self.application.bot_data.storage.url)
        self.dispatcher.know(glimpse.handled)
        return updates_of(glimpse.waiting, self.application.bot)


async def in_turns(
    lease: "Lock", turn: Callable[[], Awaitable[None]], stop: asyncio.Event, trouble: Trouble
) -> None:
    """Take a turn whenever the lease can be had, until `stop` is set.

    A database that goes away ends a turn, and not the program.
    """
    is_standing_by = False
    while not stop.is_set():
        is_taken = await _is_taken(lease, trouble)
        if is_taken:
            is_standing_by = False
            try:
                await turn()
            except DatabaseAway as error:
                trouble.happened(f"nothing is fetched until the database answers: {error}")
            await lease.release()
        elif is_taken is False and not is_standing_by:
            is_standing_by = True
            logger.info("another replica polls; this one takes over when that one ends")
        await is_set_within(stop, _TURN_SECONDS)


async def _is_taken(lease: "Lock", trouble: Trouble) -> bool | None:
    """Whether the lease was to be had; None where the database does not tell."""
    try:
        is_taken = await lease.acquire()
    except DatabaseAway as error:
        trouble.happened(f"nothing is fetched until the database tells who polls: {error}")
        return None
    trouble.passed()
    return is_taken
