"""The handlers: thin steps from an update to a page or an answer."""

import logging
import re
import time

from telegram import CallbackQuery, Update
from telegram import Message as TelegramMessage
from telegram.constants import ChatType
from telegram.error import BadRequest, NetworkError, TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.answers.actions import (
    Action,
    ChooseLanguage,
    FromEvent,
    Page,
    ShowEvent,
    decode,
    is_question,
)
from bot.answers.answer import Answer
from bot.answers.cards import DAILY_LINK, EVENT_LINK
from bot.answers.composing import compose, help_page, notice, start
from bot.answers.daily_actions import DailyAction
from bot.answers.examples import examples
from bot.answers.message import Message
from bot.answers.wording import wording
from bot.chat import buttons, inline, keepers, learning, membership, subscribing, years
from bot.chat.calendar import on_calendar
from bot.chat.context import AnnalsContext, Services
from bot.chat.groups import is_own_command, question_in
from bot.chat.pages import gone, outdated, page_of
from bot.chat.permissions import may_choose, only_administrators
from bot.chat.plain_words import command_meant
from bot.chat.retrying import may_have_arrived
from bot.chat.sending import acknowledge, deep_link, edit, edit_pressed, reply, send
from bot.chat.updates import message_of
from bot.languages.text import CHINESE, ENGLISH
from bot.locales import LANGUAGES
from bot.log import error_of
from bot.questions.query import Query

logger = logging.getLogger(__name__)

_KEY = re.compile(r"[a-z0-9-]{1,62}")
"""What a deep link takes."""
_BETWEEN_FIGURES = re.compile(r"(?<=\d) +(?=\d)")
_PAGES = {
    "help": Page.HELP,
    "today": Page.TODAY,
    "topics": Page.TOPICS,
    "random": Page.RANDOM,
    "language": Page.LANGUAGES,
}


def register(application: "Application") -> None:  # type: ignore[type-arg]
    """Add every handler, the most telling first."""
    here = filters.UpdateType.MESSAGE
    application.add_handler(CommandHandler("start", on_start, here))
    application.add_handler(CommandHandler("month", on_month, here))
    application.add_handler(CommandHandler("calendar", on_calendar, here))
    for part in (subscribing, buttons, membership, inline, years, keepers):
        part.register(application)
    for name in _PAGES:
        application.add_handler(CommandHandler(name, on_page, here))
    application.add_handler(CallbackQueryHandler(on_button))
    written = filters.TEXT | filters.CAPTION
    application.add_handler(MessageHandler(here & written & ~filters.COMMAND, on_question))
    edited = filters.UpdateType.EDITED_MESSAGE & written
    application.add_handler(MessageHandler(edited, on_edited_question))
    application.add_handler(MessageHandler(here & filters.COMMAND, on_unknown_command))
    private = here & filters.ChatType.PRIVATE
    other = private & ~written & ~filters.StatusUpdate.ALL
    application.add_handler(MessageHandler(other, on_other))
    application.add_error_handler(on_error)


async def on_start(update: Update, context: AnnalsContext) -> None:
    """Greet; with a deep link, show its event."""
    message, words = message_of(update), await context.words(update)
    payload = context.args[0] if context.args else ""
    if payload == DAILY_LINK:
        await subscribing.subscribe(update, context)
        return
    action = linked(payload)
    if action:
        await reply(context, message, page_of(action, context.services, words) or gone(words))
        return
    knowledge = context.services.answerer.knowledge
    posts = await subscribing.standing_of(update, context, words)
    await reply(context, message, start(knowledge, words, examples(knowledge, words), posts))


async def on_page(update: Update, context: AnnalsContext) -> None:
    """A command that leads to one page."""
    message, words = message_of(update), await context.words(update)
    name = (message.text or "").split()[0].removeprefix("/").split("@")[0].casefold()
    page = page_of(_PAGES[name], context.services, words)
    await reply(context, message, page or outdated(words))


async def on_month(update: Update, context: AnnalsContext) -> None:
    """The keyboard of months, or the month that was named."""
    message = message_of(update)
    named = " ".join(context.args or ())
    if not named:
        words = await context.words(update)
        page = page_of(Page.MONTHS, context.services, words)
        await reply(context, message, page or outdated(words))
        return
    query = _month_named(named, context.services, await context.language(update, named))
    if query is None:
        words = await context.words(update)  # What is no month shows no language.
        text = words.say("Which month is that? Try /month, or /month 3.")
        await reply(context, message, notice(words, text))
        return
    answerer, words = context.services.answerer, await context.words(update, named)
    await reply(context, message, compose(answerer.listed(query), answerer.knowledge, words))


async def on_question(update: Update, context: AnnalsContext) -> None:
    """Answer a question, in groups only where the bot is spoken to."""
    message = message_of(update)
    text = question_in(message, context.bot)
    if text is None:
        return
    if message.media_group_id:  # The other pictures ask for nothing of their own.
        context.services.albums.put((message.chat_id, message.media_group_id), True)
    if not text:  # The bot was called by its name, and asked nothing.
        words = await context.words(update)
        await reply(context, message, help_page(context.services.answerer.knowledge, words))
        return
    command = command_meant(text)
    if command:
        await reply(context, message, await _way_to(command, update, context))
        return
    began = time.perf_counter()
    answer, page = await _answer(update, context, text)
    sent = await reply(context, message, page)
    context.services.answered.put((message.chat_id, message.message_id), sent)
    await learning.note(context.services, (message.chat_id, sent), answer, began)


async def on_edited_question(update: Update, context: AnnalsContext) -> None:
    """Answer an edited question anew, in the place of its first answer."""
    message = message_of(update)
    text = question_in(message, context.bot)
    if not text or text.startswith("/"):
        return
    _, page = await _answer(update, context, text)
    place = (message.chat_id, message.message_id)
    before = context.services.answered.get(place)
    if before is not None and await edit(context, message.chat_id, before, page):
        return
    sent = await reply(context, message, page)
    context.services.answered.put(place, sent)


async def on_button(update: Update, context: AnnalsContext) -> None:
    """Show what a button asks for, in the place of its message."""
    query = update.callback_query
    if query is None:
        return
    data = query.data or ""
    for part in (years, learning):
        if part.PRESSED.match(data):
            await part.on_press(update, context)
            return
    action, chat = decode(data), update.effective_chat
    if isinstance(action, DailyAction) and chat:
        await buttons.on_press(update, context, action, is_question(data))
        return
    if chat is None or chat.type == ChatType.CHANNEL:
        # Readers of a channel, and of a card sent by inline mode, are answered in private: what
        # they read is not theirs to change.
        await acknowledge(query, link=deep_link(context.bot, _payload(action)))
        return
    if isinstance(action, ChooseLanguage) and action.language in LANGUAGES:
        await _choose_language(update, context, query, action.language)
        return
    await acknowledge(query)
    words = await context.words(update)
    page = page_of(action, context.services, words) if action else None
    if page and is_question(data):
        if isinstance(query.message, TelegramMessage):
            await reply(context, query.message, page)
        else:  # Too old for Telegram to tell more of it than its chat.
            await send(context, chat.id, page)
        return
    await edit_pressed(context, query, page or outdated(words))


async def on_unknown_command(update: Update, context: AnnalsContext) -> None:
    """A command that does not exist; in groups another bot may have it."""
    if not is_own_command(message_of(update), context.bot):
        return
    words = await context.words(update)
    text = words.say("I don't know that command. /help shows what I can do.")
    await reply(context, message_of(update), notice(words, text))


async def on_other(update: Update, context: AnnalsContext) -> None:
    """A sticker, a picture, a voice: nothing that can be read; of an album one is answered."""
    message, words = message_of(update), await context.words(update)
    albums = context.services.albums
    if message.media_group_id:
        album = message.chat_id, message.media_group_id
        if albums.get(album):
            return
        albums.put(album, True)
    text = words.say("I can only read text. Ask me in words, for example about a month:")
    await reply(context, message, notice(words, text))


async def on_error(update: object, context: AnnalsContext) -> None:
    """Log what went wrong (never what people wrote), and say sorry where that can help."""
    error = context.error
    if isinstance(error, TelegramError) and not isinstance(error, BadRequest):
        # That Telegram cannot be reached is told once, elsewhere; that somebody has blocked the bot
        # is nobody's business.
        logger.debug("Telegram did not take an answer: %s", type(error).__name__)
        if not isinstance(error, NetworkError) or may_have_arrived(error):
            # Blocked, or answered already for all that is known: an apology would be noise.
            return
    elif error is not None:
        context.services.tally.failures += 1
        context.services.failing.happened("an update failed", error_of(error), error)
    message = update.effective_message if isinstance(update, Update) else None
    if not isinstance(update, Update) or not isinstance(message, TelegramMessage):
        return
    try:
        words = await context.words(update)
        text = words.say("Sorry, something went wrong on my side. Please try again.")
        await reply(context, message, notice(words, text))
    except Exception as error:  # noqa: BLE001 - an error handler must not raise another
        logger.debug("the apology failed too: %s", type(error).__name__)


def _month_named(named: str, services: Services, language: str) -> Query | None:
    """What is asked for by "3", "march", "next" or "3 2021"; None for no month."""
    if named.isdecimal() and 1 <= int(named) <= 12:
        named = f"{int(named)}月"
    named = _BETWEEN_FIGURES.sub("/", named)
    for text in (named, f"{named} month"):
        query = services.answerer.ask(text, services.today(), language).query
        if query.period is not None:
            return query
    return None


def linked(payload: str) -> Action | None:
    """What a deep link shows; None for a plain /start."""
    if payload.startswith(EVENT_LINK):
        return ShowEvent(payload.removeprefix(EVENT_LINK))
    return Page(payload) if payload in set(Page) else None


async def _way_to(command: str, update: Update, context: AnnalsContext) -> Message:
    """The help, or how to have another command done: by a mere word nothing is changed."""
    words = await context.words(update, message_of(update).text or "")
    if command == "help":
        return help_page(context.services.answerer.knowledge, words)
    return notice(words, words.say("For that, send /{name}.", name=command))


async def _answer(update: Update, context: AnnalsContext, text: str) -> tuple[Answer, Message]:
    services = context.services
    chat, user = update.effective_chat, update.effective_user
    talk = services.conversation(chat.id if chat else 0, user.id if user else 0)
    language = await context.language(update, text)
    answer = services.answerer.ask(text, services.today(), language, talk)
    # A question shows Chinese or Latin letters; which language these are is the chat's to say.
    shown = answer.query.language
    words = wording(language if shown == ENGLISH and language != CHINESE else shown)
    page = compose(answer, services.answerer.knowledge, words)
    return answer, learning.with_votes(page, answer, services)


async def _choose_language(
    update: Update, context: AnnalsContext, query: CallbackQuery, language: str
) -> None:
    chat = update.effective_chat
    if chat is None or not await may_choose(update):
        await acknowledge(query, only_administrators(await context.words(update)), is_alert=True)
        return
    await acknowledge(query)
    await context.services.choose_language(chat.id, language)
    if chat.type == ChatType.PRIVATE:
        await buttons.post_in(context.services, chat.id, language)
    words = wording(language)
    text = words.say("I will answer in English where a question shows no other language.")
    await edit_pressed(context, query, notice(words, text))


def _payload(action: Action | None) -> str:
    """The deep link's end that shows what a button asks for, the help where none does."""
    if isinstance(action, FromEvent) and _KEY.fullmatch(action.key):
        return f"{EVENT_LINK}{action.key}"
    return action if isinstance(action, Page) else Page.HELP
