"""The handlers: thin steps from an update to a page or an answer."""

import logging
import time
from contextlib import suppress

from telegram import Message as TelegramMessage
from telegram import Update
from telegram.constants import ChatType, MessageEntityType
from telegram.error import BadRequest, NetworkError, TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.answers.actions import Action, ChooseLanguage, Page, ShowEvent, decode, is_question
from bot.answers.answer import Answer
from bot.answers.composing import compose, notice, start
from bot.answers.daily_actions import DailyAction
from bot.answers.examples import examples
from bot.answers.message import Message
from bot.answers.wording import wording
from bot.chat import buttons, keepers, learning, membership, subscribing, years
from bot.chat.context import AnnalsContext
from bot.chat.pages import outdated, page_of
from bot.chat.permissions import may_choose, only_administrators
from bot.chat.persistence import may_have_arrived
from bot.chat.sending import edit, edit_pressed, reply, send
from bot.languages.text import LANGUAGES

logger = logging.getLogger(__name__)

_DEEP_LINK = "e_"
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
    for part in (subscribing, buttons, membership, years, keepers):
        part.register(application)
    for name in _PAGES:
        application.add_handler(CommandHandler(name, on_page, here))
    application.add_handler(CallbackQueryHandler(on_button))
    questions = filters.TEXT & ~filters.COMMAND
    application.add_handler(MessageHandler(here & questions, on_question))
    edited = filters.UpdateType.EDITED_MESSAGE & filters.TEXT
    application.add_handler(MessageHandler(edited, on_edited_question))
    private = here & filters.ChatType.PRIVATE
    application.add_handler(MessageHandler(private & filters.COMMAND, on_unknown_command))
    other = private & ~filters.TEXT & ~filters.StatusUpdate.ALL
    application.add_handler(MessageHandler(other, on_other))
    application.add_error_handler(on_error)


async def on_start(update: Update, context: AnnalsContext) -> None:
    """Greet; with a deep link, show its event."""
    message, words = _message(update), await context.words(update)
    payload = context.args[0] if context.args else ""
    action = _linked(payload)
    if action:
        await reply(context, message, page_of(action, context.services, words) or outdated(words))
        return
    knowledge = context.services.answerer.knowledge
    posts = await subscribing.standing_of(update, context, words)
    await reply(context, message, start(knowledge, words, examples(knowledge, words), posts))


async def on_page(update: Update, context: AnnalsContext) -> None:
    """A command that leads to one page."""
    message, words = _message(update), await context.words(update)
    name = (message.text or "").split()[0].removeprefix("/").split("@")[0].casefold()
    page = page_of(_PAGES[name], context.services, words)
    await reply(context, message, page or outdated(words))


async def on_month(update: Update, context: AnnalsContext) -> None:
    """The keyboard of months, or the month that was named."""
    message = _message(update)
    named = " ".join(context.args or ())
    words = await context.words(update, named)
    if not named:
        page = page_of(Page.MONTHS, context.services, words)
        await reply(context, message, page or outdated(words))
        return
    if named.isdecimal() and 1 <= int(named) <= 12:
        named = f"{int(named)}月"
    answerer, today = context.services.answerer, context.services.today()
    answer = answerer.ask(named, today, words.language)
    if answer.query.period is None:
        text = words.say("Which month is that? Try /month, or /month 3.")
        await reply(context, message, notice(words, text))
        return
    listed = answerer.listed(answer.query)
    await reply(context, message, compose(listed, answerer.knowledge, words))


async def on_question(update: Update, context: AnnalsContext) -> None:
    """Answer a question, in groups only where the bot is spoken to."""
    message = _message(update)
    text = _spoken_to(message, context)
    if text is None:
        return
    began = time.perf_counter()
    answer, page = await _answer(update, context, text)
    sent = await reply(context, message, page)
    context.services.answered.put((message.chat_id, message.message_id), sent.message_id)
    await learning.note(context.services, sent, answer, began)


async def on_edited_question(update: Update, context: AnnalsContext) -> None:
    """Answer an edited question anew, in the place of its first answer."""
    message = _message(update)
    text = _spoken_to(message, context)
    if text is None or text.startswith("/"):
        return
    _, page = await _answer(update, context, text)
    place = (message.chat_id, message.message_id)
    before = context.services.answered.get(place)
    if before is not None and await edit(context, message.chat_id, before, page):
        return
    sent = await reply(context, message, page)
    context.services.answered.put(place, sent.message_id)


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
    if isinstance(action, DailyAction):
        await buttons.on_press(update, context, action, is_question(data))
        return
    link = None
    if chat and chat.type == ChatType.CHANNEL:
        # Its readers are answered in private: the channel is not theirs to change.
        link = f"https://t.me/{context.bot.username}?start={_payload(action)}"
    with suppress(BadRequest):  # It was pressed too long ago for an answer; the page still opens.
        await query.answer(url=link)
    if link:
        return
    if isinstance(action, ChooseLanguage) and action.language in LANGUAGES:
        await _choose_language(update, context, action.language)
        return
    words = await context.words(update)
    page = page_of(action, context.services, words) if action else None
    if page and is_question(data) and chat:
        if isinstance(query.message, TelegramMessage):
            await reply(context, query.message, page)
        else:  # Too old for Telegram to tell more of it than its chat.
            await send(context, chat.id, page)
        return
    await edit_pressed(context, query, page or outdated(words))


async def _choose_language(update: Update, context: AnnalsContext, language: str) -> None:
    chat, query = update.effective_chat, update.callback_query
    if chat is None or query is None:
        return
    if not await may_choose(update):
        words = await context.words(update)
        text = only_administrators(words)
    else:
        await context.services.choose_language(chat.id, language)
        if chat.type == ChatType.PRIVATE:
            await buttons.speak(context.services, chat.id, language)
        words = wording(language)
        text = words.say("I will answer in English where a question shows no other language.")
    await edit_pressed(context, query, notice(words, text))


def _linked(payload: str) -> Action | None:
    """What a deep link shows; None for a plain /start."""
    if payload.startswith(_DEEP_LINK):
        return ShowEvent(payload.removeprefix(_DEEP_LINK))
    return Page(payload) if payload in set(Page) else None


def _payload(action: Action | None) -> str:
    """The deep link's end that shows what a button asks for, the help where none does."""
    if isinstance(action, ShowEvent):
        return f"{_DEEP_LINK}{action.key}"
    return action if isinstance(action, Page) else Page.HELP


async def on_unknown_command(update: Update, context: AnnalsContext) -> None:
    """A command that does not exist."""
    words = await context.words(update)
    text = words.say("I don't know that command. /help shows what I can do.")
    await reply(context, _message(update), notice(words, text))


async def on_other(update: Update, context: AnnalsContext) -> None:
    """A sticker, a picture, a voice: nothing that can be read."""
    words = await context.words(update)
    text = words.say("I can only read text. Ask me in words, for example about a month:")
    await reply(context, _message(update), notice(words, text))


async def on_error(update: object, context: AnnalsContext) -> None:
    """Log what went wrong (never what people wrote), and say sorry where that can help."""
    error = context.error
    if isinstance(error, TelegramError) and not isinstance(error, BadRequest):
        logger.warning("Telegram did not take an answer: %s", type(error).__name__)
        if not isinstance(error, NetworkError) or may_have_arrived(error):
            # Blocked, or answered already for all that is known: an apology would be noise.
            return
    else:
        logger.error("an update failed: %s", type(error).__name__, exc_info=error)
    message = update.effective_message if isinstance(update, Update) else None
    if not isinstance(update, Update) or not isinstance(message, TelegramMessage):
        return
    try:
        words = await context.words(update)
        text = words.say("Sorry, something went wrong on my side. Please try again.")
        await reply(context, message, notice(words, text))
    except Exception as error:  # noqa: BLE001 - an error handler must not raise another
        logger.warning("the apology failed too: %s", type(error).__name__)


async def _answer(update: Update, context: AnnalsContext, text: str) -> tuple[Answer, Message]:
    services = context.services
    chat, user = update.effective_chat, update.effective_user
    talk = services.conversation(chat.id if chat else 0, user.id if user else 0)
    answer = services.answerer.ask(
        text, services.today(), await context.language(update, text), talk
    )
    page = compose(answer, services.answerer.knowledge, wording(answer.query.language))
    return answer, learning.with_votes(page, answer, services)


def _spoken_to(message: TelegramMessage, context: AnnalsContext) -> str | None:
    """The question in a message; None in a group where the bot is not spoken to."""
    text = message.text or ""
    if message.chat.type == "private":
        return text
    name = f"@{context.bot.username}"
    mentions = message.parse_entities([MessageEntityType.MENTION]).values()
    if any(mention.casefold() == name.casefold() for mention in mentions):
        return " ".join(word for word in text.split() if word.casefold() != name.casefold())
    replied = message.reply_to_message
    is_reply = replied and replied.from_user and replied.from_user.id == context.bot.id
    return text if is_reply else None


def _message(update: Update) -> TelegramMessage:
    message = update.effective_message
    if not isinstance(message, TelegramMessage):
        raise TypeError("the update has no message, though its filter asked for one")
    return message
