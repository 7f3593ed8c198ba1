"""The bot put out of a chat and let in again, and groups that become supergroups."""

from contextlib import suppress

from telegram import ChatMember, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError
from telegram.ext import Application, ChatMemberHandler, MessageHandler, filters

from bot.chat.context import AnnalsContext
from bot.chat.place import Place
from bot.chat.sending import send
from bot.daily.subscription import Ending

_OUT = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


def register(application: "Application") -> None:  # type: ignore[type-arg]
    """Add the handlers."""
    application.add_handler(ChatMemberHandler(on_member, ChatMemberHandler.MY_CHAT_MEMBER))
    migrated = filters.UpdateType.MESSAGE & filters.StatusUpdate.MIGRATE
    application.add_handler(MessageHandler(migrated, on_migration))


async def on_member(update: Update, context: AnnalsContext) -> None:
    """Let the posts of a chat rest when the bot is put out, and come again when it is let in."""
    change = update.my_chat_member
    if change is None:
        return
    chat, services = change.chat, context.services
    if _is_out(change.new_chat_member):
        ending = Ending.BLOCKED if chat.type == ChatType.PRIVATE else Ending.KICKED
        await (await services.subscriptions()).end(chat.id, None, ending)
        return
    if not _is_out(change.old_chat_member):
        return
    place = Place(services, chat.id, 0)
    # In private /start follows and says so; a channel is not the place for it.
    if await place.revive() and chat.type in _GROUPS:
        words = await context.words(update)
        with suppress(TelegramError):  # It may not write there yet; the posts come all the same.
            await send(context, chat.id, await place.revived(words))


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


def _is_out(member: ChatMember) -> bool:
    """Whether a member is none any more; a restricted one may be outside too."""
    if member.status == ChatMemberStatus.RESTRICTED:
        return not getattr(member, "is_member", True)
    return member.status in _OUT
