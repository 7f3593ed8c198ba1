"""What an update is about: its kind, its chat, its message."""

from telegram import Message as TelegramMessage
from telegram import Update

KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "callback_query",
    "inline_query",
    "my_chat_member",
)
"""The kinds that Telegram is asked for, by its names of them."""
OTHER = "other"


def kind_of(update: Update) -> str:
    """One of `KINDS`, `OTHER` for anything else."""
    return next((kind for kind in KINDS if getattr(update, kind) is not None), OTHER)


def chat_of(update: Update) -> int:
    """The chat within which an update has its place in a row.

    What comes from no chat, such as inline mode, is in order for each person.
    """
    sender = update.effective_chat or update.effective_user
    return sender.id if sender else 0


def message_of(update: Update) -> TelegramMessage:
    """The message of an update whose handler is called for messages only.

    Raises:
        TypeError: it has none.
    """
    message = update.effective_message
    if not isinstance(message, TelegramMessage):
        raise TypeError("the update has no message, though its filter asked for one")
    return message
