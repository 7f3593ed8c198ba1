"""From a `Message` to what Telegram takes: sending, replying, editing."""

from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram import Message as TelegramMessage
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.answers.message import AnyButton, Button, LinkButton, Message, ShareButton
from bot.chat.context import AnnalsContext

_GENERAL_TOPIC = 1
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def reply(
    context: AnnalsContext,
    to: TelegramMessage,
    message: Message,
    markup: ReplyKeyboardMarkup | ReplyKeyboardRemove | None = None,
) -> TelegramMessage:
    """Answer a message; in groups as a reply to it, and in its topic.

    Args:
        markup: what happens to the keyboard of answers, for a message without buttons.
    """
    is_group = to.chat.type != "private"
    return await context.bot.send_message(
        to.chat_id,
        message.html(),
        parse_mode=ParseMode.HTML,
        link_preview_options=_NO_PREVIEW,
        reply_markup=markup or keyboard(message, context.bot),
        message_thread_id=thread_of(to) or None,
        reply_parameters=(
            ReplyParameters(to.message_id, allow_sending_without_reply=True) if is_group else None
        ),
    )


def thread_of(message: TelegramMessage) -> int:
    """The forum topic that a message stands in; 0 for none, and for the General one.

    Outside topics Telegram numbers threads too, and General may be called 1: sending to either by
    its number is refused.
    """
    thread = message.message_thread_id if message.is_topic_message else None
    return 0 if thread in (None, _GENERAL_TOPIC) else thread or 0


async def send(context: AnnalsContext, chat_id: int, message: Message) -> None:
    """Write to a chat that nobody in it has just written from."""
    await context.bot.send_message(
        chat_id,
        message.html(),
        parse_mode=ParseMode.HTML,
        link_preview_options=_NO_PREVIEW,
        reply_markup=keyboard(message, context.bot),
    )


async def edit(context: AnnalsContext, chat_id: int, message_id: int, message: Message) -> bool:
    """Put a message in the place of one sent before; False where that one is gone."""
    try:
        await context.bot.edit_message_text(
            message.html(),
            chat_id,
            message_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=keyboard(message, context.bot),
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


def keyboard(message: Message, bot: Bot | None = None) -> InlineKeyboardMarkup | None:
    """The message's buttons, None where it has none.

    Args:
        bot: whom links lead to; None where the message has only buttons that come back.
    """
    rows = [[_button(b, bot) for b in row] for row in message.buttons]
    shown = [[button for button in row if button] for row in rows]
    return InlineKeyboardMarkup(list(filter(None, shown))) if any(shown) else None


def deep_link(bot: Bot, start: str, in_group: bool = False) -> str:
    """The link that starts the bot in private, or adds it to a group and starts it there."""
    return f"https://t.me/{bot.username}?{'startgroup' if in_group else 'start'}={start}"


def _button(button: AnyButton, bot: Bot | None) -> InlineKeyboardButton | None:
    """None where the bot is not set up for what the button does."""
    match button:
        case Button(label, data):
            return InlineKeyboardButton(label, callback_data=data)
        case LinkButton(label, start, in_group) if bot:
            return InlineKeyboardButton(label, url=deep_link(bot, start, in_group))
        case ShareButton(label, question) if bot and bot.supports_inline_queries:
            return InlineKeyboardButton(label, switch_inline_query=question)
    return None
