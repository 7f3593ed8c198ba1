"""The commands of the daily post, and of what is kept about a chat."""

import asyncio
from dataclasses import replace

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import Application, CommandHandler, filters

from bot.answers.daily_actions import Subscribe
from bot.answers.message import Line, Message, line
from bot.answers.privacy import forget_question, privacy
from bot.answers.wording import Wording
from bot.chat.context import AnnalsContext
from bot.chat.permissions import may_choose, only_administrators
from bot.chat.place import Place, place_of
from bot.chat.sending import reply
from bot.chat.updates import message_of
from bot.daily import pages
from bot.daily.changing import as_wanted, wished
from bot.daily.local_time import folded
from bot.daily.wish import Wish, read_wish
from bot.daily.zones import zones_like
from bot.languages.text import CHINESE, language_of


def register(application: "Application") -> None:  # type: ignore[type-arg]
    """Add the handlers of the commands; in a channel they are posted."""
    here = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST
    here &= ~filters.IS_AUTOMATIC_FORWARD  # A channel's post that its group only repeats.
    for name, handler in (
        ("subscribe", on_subscribe),
        ("unsubscribe", on_unsubscribe),
        ("settings", on_settings),
        ("privacy", on_privacy),
        ("forget", on_forget),
    ):
        application.add_handler(CommandHandler(name, handler, here))


async def on_subscribe(update: Update, context: AnnalsContext) -> None:
    """Subscribe, or change the hour and the zone of a subscription."""
    await subscribe(update, context, " ".join(context.args or ()))


async def subscribe(update: Update, context: AnnalsContext, typed: str = "") -> None:
    """Subscribe as was typed; where nothing was, at the usual hour."""
    message = message_of(update)
    # An hour or a city in Latin letters tells nothing about the language to answer in.
    is_chinese = language_of(typed) == CHINESE
    words = await context.words(update, typed if is_chinese else "")
    if await _is_refused(update, context, words):
        return
    place = place_of(message, context.services)
    wish = await asyncio.to_thread(read_wish, typed)
    await reply(context, message, await _subscribed(place, wish, words))
    if is_chinese and message.chat.type == ChatType.CHANNEL:
        # Nobody's client tells a channel's language.
        await context.services.choose_language(place.chat_id, CHINESE)


async def on_unsubscribe(update: Update, context: AnnalsContext) -> None:
    """End the daily post of this place, with a way back."""
    message, words = message_of(update), await context.words(update)
    if not await _is_refused(update, context, words):
        await reply(context, message, await place_of(message, context.services).stop(words))


async def on_settings(update: Update, context: AnnalsContext) -> None:
    """Show what is set for this place."""
    message, words = message_of(update), await context.words(update)
    if not await _is_refused(update, context, words):
        await reply(context, message, await place_of(message, context.services).settings(words))


async def on_privacy(update: Update, context: AnnalsContext) -> None:
    """Say what is kept."""
    services, words = context.services, await context.words(update)
    keeps, is_shared = services.settings.keep_unanswered, services.storage.is_shared
    await reply(context, message_of(update), privacy(words, keeps, is_shared))


async def on_forget(update: Update, context: AnnalsContext) -> None:
    """Ask whether everything about the chat is to be deleted."""
    words = await context.words(update)
    if not await _is_refused(update, context, words):
        await reply(context, message_of(update), forget_question(words))


async def standing_of(update: Update, context: AnnalsContext, words: Wording) -> list[Line]:
    """What /start says about the daily post of a private chat: revived, coming, or nothing."""
    chat = update.effective_chat
    if chat is None or chat.type != ChatType.PRIVATE or not context.services.posts_come:
        return []
    place = Place(context.services, chat.id, 0)
    if await place.revive():
        return list((await place.revived(words)).lines)
    held = await place.held()
    return pages.promised(await place.standing(held), words) if held else []


async def _subscribed(place: Place, wish: Wish, words: Wording) -> Message:
    """Do what is wished for, or say what is missing for that."""
    held = await place.held_or_revived()
    zone = place.services.settings.timezone.key
    base = as_wanted(held) if held else Subscribe(pages.FIRST_AT, zone, words.language)
    if wish.unread:
        near = await asyncio.to_thread(zones_like, folded(wish.unread))
        offers = wished(base, replace(wish, zones=near)) if near else []
        return pages.misunderstood(wish.unread, offers, words)
    wanted = wished(base, wish)
    if len(wanted) > 1:
        return pages.which_zone(wanted, words)
    saved = await place.put(wanted[0])
    if saved is None:
        raise ValueError("TIMEZONE, or what was wished for, is no zone that can be chosen")
    is_new = held is None or wanted[0] != base
    return pages.subscribed(await place.standing(saved), words, is_new)


async def _is_refused(update: Update, context: AnnalsContext, words: Wording) -> bool:
    if await may_choose(update):
        return False
    await reply(context, message_of(update), Message((line(only_administrators(words)),)))
    return True
