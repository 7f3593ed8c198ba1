"""Holding back a flood from one person: one kind line, and nobody else notices."""

import time

from telegram import Message as TelegramMessage
from telegram import Update
from telegram.constants import ChatType
from telegram.ext import Application, ApplicationHandlerStop, TypeHandler

from bot.answers.message import Message, line
from bot.chat.context import AnnalsContext
from bot.chat.floods import MESSAGES, PRESSES
from bot.chat.groups import is_reply_to
from bot.chat.sending import acknowledge, reply

_FIRST = -1
"""The group of handlers that comes before all others."""


def register(application: "Application") -> None:  # type: ignore[type-arg]
    """Add the handler before all others."""
    application.add_handler(TypeHandler(Update, on_update), _FIRST)


async def on_update(update: Update, context: AnnalsContext) -> None:
    """Let what concerns the bot pass where it is no flood.

    Raises:
        ApplicationHandlerStop: it is one; no other handler sees the update.
    """
    query, message = update.callback_query, update.message or update.edited_message
    if query is not None:
        verdict = context.services.floods.take(query.from_user.id, PRESSES, time.monotonic())
    elif message is not None and message.from_user is not None and _concerns(message, context):
        # Telegram's own clock: questions that waited while the bot was away are no flood.
        sent = message.edit_date or message.date
        verdict = context.services.floods.take(_writer(message), MESSAGES, sent.timestamp())
    else:
        return
    if verdict.passes:
        return
    if verdict.is_first:
        context.services.tally.floods += 1
        words = await context.words(update)
        text = words.say("That is faster than I can follow. Give me a moment, please.")
        if query is not None:
            await acknowledge(query, text, is_alert=True)
        elif isinstance(message, TelegramMessage):
            await reply(context, message, Message((line(text),)))
    elif query is not None:  # Else the button would look busy for as long as Telegram waits.
        await acknowledge(query)
    raise ApplicationHandlerStop


def _writer(message: TelegramMessage) -> int:
    """Who writes; in the name of a group or a channel that is the chat."""
    if message.sender_chat is not None:
        return message.sender_chat.id
    return message.from_user.id if message.from_user else message.chat_id


def _concerns(message: TelegramMessage, context: AnnalsContext) -> bool:
    """Whether a message is for the bot: how fast people talk among themselves is their own."""
    if context.services.albums.get((message.chat_id, message.media_group_id or "")):
        return False  # The rest of an album that was answered: its ten pictures come at once.
    if message.chat.type == ChatType.PRIVATE:
        return True
    text = (message.text or message.caption or "").casefold()
    name = f"@{context.bot.username}".casefold()
    if name in text or (text.startswith("/") and "@" not in text.split()[0]):
        return True
    return is_reply_to(message, context.bot)
