"""Who may choose for a chat."""

from telegram import Chat, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, Forbidden

from bot.answers.wording import Wording

_ADMINISTRATORS = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


async def may_choose(update: Update) -> bool:
    """Whether who sent a message or pressed a button may choose for the chat.

    In private that is anybody; in a group its administrators, also where they write anonymously
    (as the group itself); in a channel whoever can post there, and its administrators by button.
    """
    chat, user = update.effective_chat, update.effective_user
    if chat is None:
        return False
    if chat.type == ChatType.PRIVATE or update.channel_post:
        return True
    writes_as = update.message.sender_chat if update.message else None
    if writes_as is not None:
        return writes_as.id == chat.id
    return user is not None and await _is_administrator(chat, user.id)


def only_administrators(words: Wording) -> str:
    """What others are told."""
    return words.say("Only the administrators here can choose that.")


async def _is_administrator(chat: Chat, user_id: int) -> bool:
    try:
        member = await chat.get_member(user_id)
    except (BadRequest, Forbidden):  # Somebody who left, or a list that the bot may not see.
        return False
    return member.status in _ADMINISTRATORS
