"""From a `Message` to what Telegram takes: sending, replying, editing, answering a press."""

from contextlib import suppress
from typing import Any

from telegram import (
    Bot,
    CallbackQuery,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram import Message as TelegramMessage
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest

from bot.answers.message import AnyButton, Button, LinkButton, Message, Rows, ShareButton
from bot.chat.context import AnnalsContext
from bot.chat.retrying import SentMessage

GENERAL_TOPIC = 1
"""The thread id that a forum's General topic may show, and that sending to it refuses."""
Json = dict[str, Any]
_NO_PREVIEW = {"is_disabled": True}


async def reply(
    context: AnnalsContext,
    to: TelegramMessage,
    message: Message,
    markup: ReplyKeyboardMarkup | ReplyKeyboardRemove | None = None,
) -> int:
    """Answer a message; in groups as a reply to it, and in its topic.

    Args:
        markup: what happens to the keyboard of answers; it comes in the place of the buttons.

    Returns:
        The id of the answer.
    """
    look, sent = shown(message, context.bot), SentMessage()
    if markup is not None:
        look["reply_markup"] = markup
    await context.bot.send_message(
        **in_answer_to(to), text=message.html(), api_kwargs=look, rate_limit_args=sent
    )
    return sent.message_id


async def reply_with_photo(
    context: AnnalsContext,
    to: TelegramMessage,
    photo: bytes | str,
    caption: str,
    buttons: Rows,
) -> TelegramMessage:
    """Answer a message with a picture, or with the file id of one that was sent before."""
    return await context.bot.send_photo(
        **in_answer_to(to),
        photo=photo,
        caption=caption,
        api_kwargs={"reply_markup": keyboard(Message((), buttons))},
    )


def in_answer_to(message: TelegramMessage) -> Json:
    """Where an answer goes, as parameters of a call that sends: its chat, its topic, its message.

    In groups it is a reply to the message.
    """
    place: Json = {"chat_id": message.chat_id, "message_thread_id": thread_of(message) or None}
    if message.chat.type == ChatType.PRIVATE:
        return place
    replied = ReplyParameters(message.message_id, allow_sending_without_reply=True)
    return {**place, "reply_parameters": replied}


def thread_of(message: TelegramMessage) -> int:
    """The forum topic that a message stands in; 0 for none, and for the General one.

    Outside topics Telegram numbers threads too, and General may be called 1: sending to either by
    its number is refused.
    """
    thread = message.message_thread_id if message.is_topic_message else None
    return 0 if thread in (None, GENERAL_TOPIC) else thread or 0


async def send(context: AnnalsContext, chat_id: int, message: Message) -> None:
    """Write to a chat that nobody in it has just written from."""
    await context.bot.send_message(
        chat_id,
        message.html(),
        api_kwargs=shown(message, context.bot),
        rate_limit_args=SentMessage(),
    )


async def edit(context: AnnalsContext, chat_id: int, message_id: int, message: Message) -> bool:
    """Put a message in the place of one sent before; False where that one is gone."""
    try:
        await context.bot.edit_message_text(
            message.html(),
            chat_id,
            message_id,
            api_kwargs=shown(message, context.bot),
            rate_limit_args=SentMessage(),
        )
    except BadRequest as error:
        return "not modified" in str(error)
    return True


async def edit_pressed(context: AnnalsContext, query: CallbackQuery, message: Message) -> None:
    """Put a message in the place of the one whose button was pressed."""
    pressed = query.message
    if pressed is None:
        return
    edited = await edit(context, pressed.chat.id, pressed.message_id, message)
    if not edited and isinstance(pressed, TelegramMessage):
        await reply(context, pressed, message)


async def acknowledge(
    query: CallbackQuery, text: str = "", is_alert: bool = False, link: str | None = None
) -> None:
    """Answer a press; one of long ago takes no answer any more, but what it asks for is done.

    Args:
        text: is shown for a moment, or (`is_alert`) until it is dismissed.
        link: is opened.
    """
    with suppress(BadRequest):
        await query.answer(text or None, show_alert=is_alert or None, url=link)


def shown(message: Message, bot: Bot | None = None) -> Json:
    """How Telegram is to show a message's HTML: the parameters beside the text.

    Args:
        bot: whom links lead to; None where the message has only buttons that come back.
    """
    buttons = keyboard(message, bot)
    look: Json = {"parse_mode": ParseMode.HTML, "link_preview_options": _NO_PREVIEW}
    return {**look, "reply_markup": buttons} if buttons else look


def keyboard(message: Message, bot: Bot | None = None) -> Json | None:
    """The message's buttons as the Bot API's InlineKeyboardMarkup, None where it has none.

    The library's own objects for these cost ten times as much to make and to take apart again.

    Args:
        bot: whom links lead to; None where the message has only buttons that come back.
    """
    rows = [[_button(b, bot) for b in row] for row in message.buttons]
    kept = [[button for button in row if button] for row in rows]
    return {"inline_keyboard": list(filter(None, kept))} if any(kept) else None


def deep_link(bot: Bot, start: str, in_group: bool = False) -> str:
    """The link that starts the bot in private, or adds it to a group and starts it there."""
    return f"https://t.me/{bot.username}?{'startgroup' if in_group else 'start'}={start}"


def _button(button: AnyButton, bot: Bot | None) -> dict[str, str] | None:
    """None where the bot is not set up for what the button does."""
    match button:
        case Button(label, data):
            return {"text": label, "callback_data": data}
        case LinkButton(label, start, in_group) if bot:
            return {"text": label, "url": deep_link(bot, start, in_group)}
        case ShareButton(label, question) if bot and bot.supports_inline_queries:
            return {"text": label, "switch_inline_query": question}
    return None
