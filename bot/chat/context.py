"""What handlers are given: the services of the running bot, and one chat's language."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from telegram import Update
from telegram.ext import CallbackContext, ExtBot

from bot.answers.answering import Answerer
from bot.answers.wording import Wording, wording
from bot.chat.precedence import Precedence
from bot.languages.text import CHINESE, ENGLISH, language_of
from bot.questions.conversation import Conversation
from bot.settings import Settings
from bot.storage.opening import Storage

if TYPE_CHECKING:
    from bot.storage.subscriptions import Subscriptions

REMEMBERED_FOR = timedelta(minutes=10)
"""How long a question may lean on the one before."""
_MOST_REMEMBERED = 10_000


Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Remembered(Generic[Key, Value]):
    """A bounded memory: the values used longest ago go first."""

    def __init__(self, most: int = _MOST_REMEMBERED) -> None:
        self._most = most
        self._values: OrderedDict[Key, Value] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        """The value, which then counts as just used; None where there is none."""
        if key in self._values:
            self._values.move_to_end(key)
        return self._values.get(key)

    def put(self, key: Key, value: Value) -> None:
        """Keep a value, letting the oldest go where there is no room."""
        self._values[key] = value
        self._values.move_to_end(key)
        if len(self._values) > self._most:
            self._values.popitem(last=False)

    def forget(self, is_meant: Callable[[Key], bool]) -> None:
        """Drop the values of every key that is meant."""
        for key in [key for key in self._values if is_meant(key)]:
            del self._values[key]


@dataclass
class Services:
    """What the running bot works with; `clock` gives the present instant with its zone."""

    answerer: Answerer
    settings: Settings
    clock: Callable[[], datetime]
    storage: Storage
    conversations: Remembered[tuple[int, int], tuple[datetime, Conversation]] = field(
        default_factory=Remembered
    )
    answered: Remembered[tuple[int, int], int] = field(default_factory=Remembered)
    """From a question's chat and message id to the id of its answer."""
    languages: Remembered[int, str] = field(default_factory=Remembered)
    """From a chat to the language it chose, "" where it chose none; what the database holds."""
    precedence: Precedence = field(default_factory=Precedence)

    posts_come: bool = True
    """Whether daily posts are delivered; not in the terminal, which is gone when they are due."""

    def today(self) -> date:
        """The day in the bot's time zone."""
        return self.clock().astimezone(self.settings.timezone).date()

    async def chosen_language(self, chat: int) -> str:
        """The language that a chat chose, "" where it chose none."""
        known = self.languages.get(chat)
        if known is None:
            database = await self.storage.database()
            known = await database.language(chat) or ""
            self.languages.put(chat, known)
        return known

    async def choose_language(self, chat: int, language: str) -> None:
        """Answer a chat in this language from now on."""
        database = await self.storage.database()
        await database.choose_language(chat, language)
        self.languages.put(chat, language)

    async def subscriptions(self) -> "Subscriptions":
        """The daily posts of all chats."""
        return (await self.storage.database()).subscriptions

    async def forget_all(self, chat: int) -> None:
        """Delete whatever is kept about a chat, in the database and in memory."""
        await (await self.storage.database()).forget(chat)
        self.forget(chat)

    def forget(self, chat: int) -> None:
        """Drop from memory whatever is known of a chat."""
        self.conversations.forget(lambda key: key[0] == chat)
        self.answered.forget(lambda key: key[0] == chat)
        self.languages.forget(lambda key: key == chat)

    def conversation(self, chat: int, person: int) -> Conversation:
        """What came before in the last ten minutes, between the bot and a person in a chat."""
        now = self.clock()
        known = self.conversations.get((chat, person))
        talk = known[1] if known and now - known[0] <= REMEMBERED_FOR else Conversation()
        self.conversations.put((chat, person), (now, talk))
        return talk


class AnnalsContext(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], Services]):
    """The context of a handler, with the services as a property."""

    @property
    def services(self) -> Services:
        """The running bot's services."""
        return self.bot_data

    async def language(self, update: Update, text: str = "") -> str:
        """The language to answer in: the text's own, else the chat's choice, else the client's."""
        own = language_of(text)
        if own:
            return own
        chat, user = update.effective_chat, update.effective_user
        chosen = await self.services.chosen_language(chat.id) if chat else ""
        if chosen:
            return chosen
        code = (user.language_code or "") if user else ""
        if code.startswith("zh"):
            return CHINESE
        return ENGLISH if code.startswith("en") else self.services.settings.language

    async def words(self, update: Update, text: str = "") -> Wording:
        """The wording in the language to answer in."""
        return wording(await self.language(update, text))
