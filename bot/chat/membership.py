"""The bot put out of a chat and let in again, and groups that become supergroups."""

from contextlib import suppress

from telegram import Bot, ChatMember, ChatMemberUpdated, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError
from telegram.ext import Application, ChatMemberHandler, MessageHandler, filters

from bot.answers.greeting import group_greeting
from bot.answers.message import Message
from bot.answers.wording import Wording
from bot.chat.context import AnnalsContext
from bot.chat.groups import GROUPS
from bot.chat.place import Place
from bot.chat.sending import send
from bot.daily.subscription import Ending

_OUT = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)


def register(application: "Application") -> None:  # type: ignore[type-arg]
    """Add the handlers."""
    application.add_handler(ChatMemberHandler(on_member, ChatMemberHandler.MY_CHAT_MEMBER))
    migrated = filters.UpdateType.MESSAGE & filters.StatusUpdate.MIGRATE
    application.add_handler(MessageHandler(migrated, on_migration))


async def on_member(update: Update, context: AnnalsContext) -> None:
    """Leave a chat that puts the bot out, come again to one that lets it in; greet a group once.

    The service message about new members, which comes as well, is not looked at.
    """
    change = update.my_chat_member
    if change is None:
        return
    services, chat = context.services, change.chat
    if _is_out(change.new_chat_member):
        # Nothing of it stays in memory; what /privacy tells of, the posts at rest, can come again.
        services.forget(chat.id)
        ending = Ending.BLOCKED if chat.type == ChatType.PRIVATE else Ending.KICKED
        await (await services.subscriptions()).end(chat.id, None, ending)
    elif _is_out(change.old_chat_member):
        place = Place(services, chat.id, 0)
        is_revived = await place.revive()
        if chat.type not in GROUPS:
            return  # In private /start follows and says so; a channel is not the place for it.
        words = await context.words(update)
        page = await place.revived(words) if is_revived else _greeting(change, context, words)
        services.known_groups.put(chat.id, True)
        if page:
            with suppress(TelegramError):  # It may not write there; all the rest works.
                await send(context, chat.id, page)


async def on_migration(update: Update, context: AnnalsContext) -> None:
    """Carry what is kept of a group over to the supergroup that it became.

    Telegram tells both of them, in an order of its own.
    """
    message = update.message
    if message is None:
        return
    old = message.migrate_from_chat_id or message.chat_id
    new = message.migrate_to_chat_id or message.chat_id
    await (await context.services.subscriptions()).move(old, new)
    context.services.forget(old)
    context.services.forget(new)
    context.services.known_groups.put(new, True)


def _greeting(change: ChatMemberUpdated, context: AnnalsContext, words: Wording) -> Message | None:
    """What a new group is told; None where it has been told, or was a group before."""
    services = context.services
    if services.known_groups.get(change.chat.id):
        return None
    sees_all = _sees_all(change.new_chat_member, context.bot)
    return group_greeting(services.answerer.knowledge, words, context.bot.username, sees_all)


def _is_out(member: ChatMember) -> bool:
    """Whether a member is none any more; a restricted one may be outside too."""
    if member.status == ChatMemberStatus.RESTRICTED:
        return not getattr(member, "is_member", True)
    return member.status in _OUT


def _sees_all(member: ChatMember, bot: Bot) -> bool:
    """Whether Telegram shows the bot every message: without privacy mode, or to administrators."""
    is_administrator = member.status == ChatMemberStatus.ADMINISTRATOR
    return is_administrator or bool(bot.can_read_all_group_messages)
