"""When the bot is spoken to: always in private, in groups only where it is meant."""

import re

from telegram import Bot
from telegram import Message as TelegramMessage
from telegram.constants import ChatType, MessageEntityType

GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
_BETWEEN = " ,:，、：\n\t"
"""What parts a name from the question to it."""


def question_in(message: TelegramMessage, bot: Bot) -> str | None:
    """The question in a message or a caption; None where the bot is not spoken to.

    A card that somebody sent by inline mode is the bot's own text, and no question.
    """
    text = message.text or message.caption or ""
    entities = message.parse_entities if message.text else message.parse_caption_entities
    if message.via_bot and message.via_bot.id == bot.id:
        return None
    is_meant = message.chat.type == ChatType.PRIVATE or is_reply_to(message, bot)
    for entity, named in (entities() if text else {}).items():
        if entity.type == MessageEntityType.MENTION:
            is_own = named.casefold() == f"@{bot.username}".casefold()
        else:
            is_own = entity.user is not None and entity.user.id == bot.id
        if is_own:
            is_meant = True
            text = re.sub(rf"{re.escape(named)}(?!\w)", " ", text, flags=re.ASCII)
    if not is_meant:
        return None
    return text.strip(_BETWEEN) or _pointed_at(message, bot)


def _pointed_at(message: TelegramMessage, bot: Bot) -> str:
    """Somebody else's question that is answered with the bot's name and nothing else."""
    replied = message.reply_to_message
    if replied is None or is_reply_to(message, bot):
        return ""
    text = (replied.text or replied.caption or "").strip(_BETWEEN)
    return "" if text.startswith("/") else text


def is_own_command(message: TelegramMessage, bot: Bot) -> bool:
    """Whether a command is for this bot and no other: in groups it has to name it."""
    if message.chat.type == ChatType.PRIVATE:
        return True
    command = next(iter((message.text or "").split()), "")
    return command.partition("@")[2].casefold() == bot.username.casefold()


def is_reply_to(message: TelegramMessage, bot: Bot) -> bool:
    """Whether a message answers one of the bot's."""
    replied = message.reply_to_message
    return bool(replied and replied.from_user and replied.from_user.id == bot.id)
