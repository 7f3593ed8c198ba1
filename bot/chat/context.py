"""What handlers are given: the services of the running bot, and one chat's language."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from telegram import Update
from telegram.ext import CallbackContext, ExtBot

from bot.answers.answering import Answerer
from bot.answers.offering import Offering
from bot.answers.wording import Wording, wording
from bot.chat.bounded import Bounded
from bot.chat.floods import Floods
from bot.chat.precedence import Precedence
from bot.chat.reach import Reach
from bot.chat.retrying import SentMessage
from bot.chat.tally import Tally
from bot.daily.ports import DatabaseAway
from bot.languages.text import CHINESE, ENGLISH, language_of
from bot.locales import LANGUAGES, language_like
from bot.questions.conversation import Conversation
from bot.settings import Settings
from bot.storage.opening import Storage
from bot.troubles import Trouble

if TYPE_CHECKING:
    from bot.storage.subscriptions import Subscriptions

logger = logging.getLogger(__name__)

_LATIN = frozenset(LANGUAGES) - {ENGLISH, CHINESE}
"""Languages whose questions look like English ones."""
_REMEMBERED_FOR = timedelta(minutes=10)
"""How long a question may lean on the one before."""
_MOST_PICTURES = 500


@dataclass
class Services:
    """What the running bot works with; `clock` gives the present instant with its zone."""

    answerer: Answerer
    settings: Settings
    clock: Callable[[], datetime]
    storage: Storage
    conversations: Bounded[tuple[int, int], tuple[datetime, Conversation]] = field(
        default_factory=Bounded
    )
    answered: Bounded[tuple[int, int], int] = field(default_factory=Bounded)
    """From a question's chat and message id to the id of its answer."""
    albums: Bounded[tuple[int, str], bool] = field(default_factory=Bounded)
    """Albums that were answered, by chat and Telegram's id: each picture is a message."""
    languages: Bounded[int, str] = field(default_factory=Bounded)
    """From a chat to the language it chose, "" where it chose none; what the database holds."""
    known_groups: Bounded[int, bool] = field(default_factory=Bounded)
    """Groups that need no greeting: greeted already, or supergroups that were groups before."""
    pictures: Bounded[str, str] = field(default_factory=lambda: Bounded(_MOST_PICTURES))
    """From what a picture shows to Telegram's file id of it."""
    drawing: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while a picture is drawn: the next one may be the same."""
    precedence: Precedence = field(default_factory=Precedence)
    offering: Offering = field(default_factory=Offering)

    tally: Tally = field(init=False)
    reach: Reach = field(init=False)
    storing: Trouble = field(default_factory=lambda: Trouble(logger, "the database answers again"))
    failing: Trouble = field(default_factory=lambda: Trouble(logger, "updates are handled again"))
    floods: Floods = field(default_factory=Floods)
    reloading: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while packs are read anew."""
    votable: Bounded[tuple[int, int], tuple[str, str]] = field(default_factory=Bounded)
    """From a chat and the id of an answer to its question, and the language of that."""
    voted: Bounded[tuple[int, int], bool] = field(default_factory=Bounded)
    """Answers that were voted on, by chat and id."""

    posts_come: bool = True
    """Whether daily posts are delivered; not in the terminal, which is gone when they are due."""

    def __post_init__(self) -> None:
        self.tally = Tally(self.clock().astimezone(self.settings.timezone))
        self.reach = Reach(urlsplit(self.settings.api_base_url).netloc)

    def today(self) -> date:
        """The day in the bot's time zone."""
        return self.clock().astimezone(self.settings.timezone).date()

    async def chosen_language(self, chat: int) -> str:
        """The language that a chat chose, "" where it chose none or nobody can tell now."""
        known = self.languages.get(chat)
        if known is None:
            try:
                database = await self.storage.database()
                known = await database.language(chat) or ""
            except DatabaseAway as error:  # An answer in another language is better than none.
                self.storing.happened(f"the database cannot be asked: {error}")
                return ""
            self.storing.passed()
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
        self.albums.forget(lambda key: key[0] == chat)
        self.languages.forget(lambda key: key == chat)
        self.known_groups.forget(lambda key: key == chat)
        self.votable.forget(lambda key: key[0] == chat)
        self.voted.forget(lambda key: key[0] == chat)
        self.tally.forget(chat)

    def renew_conversations(self) -> None:
        """Have what people talk about be events of the knowledge now in force, or nothing."""
        by_id = {event.id: event for event in self.answerer.knowledge.events}
        for _, talk in self.conversations.values():
            talk.events = tuple(by_id[e.id] for e in talk.events if e.id in by_id)
            talk.event = by_id.get(talk.event.id) if talk.event else None

    def conversation(self, chat: int, person: int) -> Conversation:
        """What came before in the last ten minutes, between the bot and a person in a chat."""
        now = self.clock()
        known = self.conversations.get((chat, person))
        talk = known[1] if known and now - known[0] <= _REMEMBERED_FOR else Conversation()
        self.conversations.put((chat, person), (now, talk))
        return talk


class AnnalsContext(CallbackContext[ExtBot[SentMessage], dict[Any, Any], dict[Any, Any], Services]):
    """The context of a handler, with the services as a property."""

    @property
    def services(self) -> Services:
        """The running bot's services."""
        return self.bot_data

    async def language(self, update: Update, text: str = "") -> str:
        """The language to answer in: the text's own, else the chat's choice, else the client's.

        Latin letters tell English only where no other language written in them was chosen.
        """
        own = language_of(text)
        if own and (own != ENGLISH or not _LATIN):
            return own
        preferred = await self._preferred(update)
        return own if own and preferred not in _LATIN else preferred

    async def _preferred(self, update: Update) -> str:
        # A private chat has the number of its person, so inline mode knows the choice made there.
        chat = update.effective_chat or update.effective_user
        chosen = await self.services.chosen_language(chat.id) if chat else ""
        if chosen in LANGUAGES:
            return chosen
        user = update.effective_user
        code = (user.language_code or "") if user else ""
        return language_like(code) or self.services.settings.language

    async def words(self, update: Update, text: str = "") -> Wording:
        """The wording in the language to answer in."""
        return wording(await self.language(update, text))
