"""Answering with a picture."""

from collections.abc import Sequence

from telegram import Message as TelegramMessage

from bot.answers.message import Button, Message
from bot.chat.context import AnnalsContext
from bot.chat.sending import in_answer_to, keyboard


async def reply_with_photo(
    context: AnnalsContext,
    to: TelegramMessage,
    photo: bytes | str,
    caption: str,
    buttons: Sequence[Sequence[Button]],
) -> TelegramMessage:
    """Answer a message with a picture, or with the file id of one that was sent before."""
    return await context.bot.send_photo(
        **in_answer_to(to),
        photo=photo,
        caption=caption,
        api_kwargs={"reply_markup": keyboard(Message((), tuple(map(tuple, buttons))))},
    )
