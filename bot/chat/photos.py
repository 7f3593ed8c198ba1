"""Answering with a picture."""

from collections.abc import Sequence

from telegram import Message as TelegramMessage
from telegram import ReplyParameters
from telegram.constants import ChatType

from bot.answers.message import Button, Message
from bot.chat.context import AnnalsContext
from bot.chat.sending import keyboard, thread_of


async def reply_with_photo(
    context: AnnalsContext,
    to: TelegramMessage,
    photo: bytes | str,
    caption: str,
    buttons: Sequence[Sequence[Button]],
) -> TelegramMessage:
    """Answer a message with a picture, or with the file id of one that was sent before."""
    is_group = to.chat.type != ChatType.PRIVATE
    return await context.bot.send_photo(
        to.chat_id,
        photo,
        caption,
        message_thread_id=thread_of(to) or None,
        reply_parameters=(
            ReplyParameters(to.message_id, allow_sending_without_reply=True) if is_group else None
        ),
        api_kwargs={"reply_markup": keyboard(Message((), tuple(map(tuple, buttons))))},
    )
