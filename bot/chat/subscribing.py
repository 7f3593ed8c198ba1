"""The handlers of the daily post and of what is kept about a chat."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from telegram import (
    ChatMember,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)
from telegram import Message as TelegramMessage
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, TelegramError
from telegram.ext import (
    Application,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.answers.composing import notice
from bot.answers.daily_actions import (
    Change,
    ChangeHour,
    ChangeMinute,
    ChangePostLanguage,
    DailyAction,
    DailyPage,
    ShowRegion,
    Subscribe,
)
from bot.answers.message import Line, Message, line
from bot.answers.wording import Wording, wording
from bot.chat.context import AnnalsContext
from bot.chat.pages import outdated
from bot.chat.permissions import may_choose
from bot.chat.sending import edit_pressed, reply, send, thread_of
from bot.daily import pages
from bot.daily.changing import changed, next_day, subscription_for, wished
from bot.daily.pages import Standing
from bot.daily.subscription import Ending, Subscription
from bot.daily.wish import read_wish
from bot.daily.zones import zone_at, zones_like
from bot.languages.text import CHINESE, language_of

_OUT = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)

_OF_ONE_LANGUAGE = (ChatType.PRIVATE, ChatType.CHANNEL)
"""Where answers are in the language of the post; people in a group are answered in their own."""
_CANCEL = "✕"
"""Begins what the button sends that puts the keyboard away: a question does not begin so."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a daily post goes: a chat and its topic, 0 for none."""

    chat_id: int
    thread_id: int


def register(application: "Application") -> None:  # type: ignore[type-arg]
    """Add the handlers; they stand before those of questions."""
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
    private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
    application.add_handler(MessageHandler(private & filters.LOCATION, on_location))
    cancel = filters.Regex(rf"^{_CANCEL} \w+$")
    application.add_handler(MessageHandler(private & cancel, on_cancel))
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, on_migration))
    application.add_handler(ChatMemberHandler(on_member, ChatMemberHandler.MY_CHAT_MEMBER))


async def on_subscribe(update: Update, context: AnnalsContext) -> None:
    """Subscribe, or change the hour and the zone of a subscription."""
    message, typed = _message(update), " ".join(context.args or ())
    # An hour or a city in Latin letters tells nothing about the language to answer in.
    words = await context.words(update, typed if language_of(typed) == CHINESE else "")
    if not await may_choose(update):
        await _refuse(update, context, words)
        return
    place = _place(message)
    held = await _held_or_revived(context, place)
    base = _as_wanted(held) if held else _usual(context, words)
    wish = await asyncio.to_thread(read_wish, typed)
    if wish.unread:
        near = await asyncio.to_thread(zones_like, wish.unread)
        offers = wished(base, replace(wish, zones=near)) if near else []
        await reply(context, message, pages.misunderstood(wish.unread, offers, words))
        return
    wanted = wished(base, wish)
    if len(wanted) > 1:
        await reply(context, message, pages.which_zone(wanted, words))
        return
    saved = await _put(context, place, wanted[0])
    if saved is None:
        raise ValueError("a wish names a zone that does not exist")
    if message.chat.type == ChatType.CHANNEL:  # Nobody's client tells a channel's language.
        await context.services.choose_language(place.chat_id, saved.language)
    is_new = held is None or wanted[0] != base
    standing = await _standing(context, saved)
    await reply(context, message, pages.subscribed(standing, words, is_new))


async def on_unsubscribe(update: Update, context: AnnalsContext) -> None:
    """End the daily post of this place, with a way back."""
    message, words = _message(update), await context.words(update)
    if not await may_choose(update):
        await _refuse(update, context, words)
        return
    await reply(context, message, await _stop(context, _place(message), words))


async def on_settings(update: Update, context: AnnalsContext) -> None:
    """Show what is set for this place."""
    message, words = _message(update), await context.words(update)
    if not await may_choose(update):
        await _refuse(update, context, words)
        return
    await reply(context, message, await _settings(context, _place(message), words))


async def on_privacy(update: Update, context: AnnalsContext) -> None:
    """Say what is kept."""
    await reply(context, _message(update), pages.privacy(await context.words(update)))


async def on_forget(update: Update, context: AnnalsContext) -> None:
    """Ask whether everything about the chat is to be deleted."""
    words = await context.words(update)
    if not await may_choose(update):
        await _refuse(update, context, words)
        return
    await reply(context, _message(update), pages.forget_question(words))


async def on_press(
    update: Update, context: AnnalsContext, action: DailyAction, as_message: bool
) -> None:
    """Do what a button asks for; `as_message` where its answer is a message of its own."""
    query = update.callback_query
    if query is None:
        return
    words = await context.words(update)
    pressed = query.message
    # Of an old message Telegram may tell no more than its chat, so that its topic is unknown.
    if not isinstance(pressed, TelegramMessage) or not pressed.is_accessible:
        text = words.say("That message is too old for its buttons. Send /settings instead.")
        await _answer(update, text)
        return
    if not await may_choose(update):
        await _answer(update, _only_administrators(words))
        return
    await _answer(update)
    if action is DailyPage.LOCATION:
        await _ask_for_location(context, pressed, words)
        return
    page = await _page(update, context, _place(pressed), action, words)
    if as_message:
        await reply(context, pressed, page or outdated(words))
    else:
        await edit_pressed(context, query, page or outdated(words))


async def on_location(update: Update, context: AnnalsContext) -> None:
    """Take the time zone of a location; of the location itself nothing is kept."""
    message, words = _message(update), await context.words(update)
    location = message.location
    if location is None:
        return
    zone = await asyncio.to_thread(zone_at, location.latitude, location.longitude)
    place = _place(message)
    held = await (await context.services.subscriptions()).get(place.chat_id, place.thread_id)
    if zone is None:
        text = words.say("I know no time zone there. /settings lists them.")
        await reply(context, message, notice(words, text), ReplyKeyboardRemove())
        return
    if held is None:
        await reply(context, message, pages.located(zone, words))
        return
    saved = await _put(context, place, replace(_as_wanted(held), zone=zone))
    if saved:
        page = pages.subscribed(await _standing(context, saved), words)
        await reply(context, message, page, ReplyKeyboardRemove())


async def on_cancel(update: Update, context: AnnalsContext) -> None:
    """Put the keyboard that asks for a location away."""
    words = await context.words(update)
    text = words.say("All stays as it is.")
    await reply(context, _message(update), Message((line(text),)), ReplyKeyboardRemove())


async def on_member(update: Update, context: AnnalsContext) -> None:
    """Let the posts of a chat rest when the bot is put out, and come again when it is let in."""
    change = update.my_chat_member
    if change is None:
        return
    chat = change.chat
    subscriptions = await context.services.subscriptions()
    if _is_out(change.new_chat_member):
        is_private = chat.type == ChatType.PRIVATE
        await subscriptions.end(chat.id, None, Ending.BLOCKED if is_private else Ending.KICKED)
        return
    if not _is_out(change.old_chat_member):
        return
    count = await subscriptions.revive(chat.id, context.services.clock())
    if count and chat.type in (ChatType.GROUP, ChatType.SUPERGROUP):
        words = await context.words(update)
        with suppress(TelegramError):  # It may not write there yet; the posts come all the same.
            await send(context, chat.id, await _revived(context, chat.id, words))


async def on_migration(update: Update, context: AnnalsContext) -> None:
    """Carry what is kept of a group over to the supergroup that it became."""
    message = _message(update)
    old = message.migrate_from_chat_id or message.chat_id
    new = message.migrate_to_chat_id or message.chat_id
    await (await context.services.subscriptions()).move(old, new)
    context.services.forget(old)
    context.services.forget(new)


async def revive(update: Update, context: AnnalsContext, words: Wording) -> list[Line]:
    """What /start says about the daily posts of a private chat: revived, coming, or nothing."""
    chat = update.effective_chat
    if chat is None or chat.type != ChatType.PRIVATE or not context.services.posts_come:
        return []
    subscriptions = await context.services.subscriptions()
    if await subscriptions.revive(chat.id, context.services.clock()):
        return list((await _revived(context, chat.id, words)).lines)
    held = await subscriptions.get(chat.id, 0)
    return pages.promise(await _standing(context, held), words) if held else []


async def speak(context: AnnalsContext, chat_id: int, language: str) -> None:
    """Have the daily posts of a chat come in this language."""
    subscriptions = await context.services.subscriptions()
    for held in await subscriptions.of_chat(chat_id):
        await subscriptions.put(replace(held, language=language), context.services.clock())


async def _page(
    update: Update, context: AnnalsContext, place: Place, action: DailyAction, words: Wording
) -> Message | None:
    """Do what a button asks for and give the page that shows it; None where it is forged."""
    match action:
        case DailyPage.FORGET:
            return pages.forget_question(words)
        case DailyPage.KEEP:
            return Message((line(words.say("All stays as it is.")),))
        case DailyPage.FORGET_NOW:
            await (await context.services.storage.database()).forget(place.chat_id)
            context.services.forget(place.chat_id)
            return pages.forgotten(words)
        case DailyPage.SETTINGS:
            return await _settings(context, place, words)
        case DailyPage.STOP:
            return await _stop(context, place, words)
        case Subscribe():
            saved = await _put(context, place, action)
            return pages.subscribed(await _standing(context, saved), words) if saved else None
    held = await (await context.services.subscriptions()).get(place.chat_id, place.thread_id)
    if held is None:  # An old page, after the posts were stopped.
        return await _settings(context, place, words)
    match action:
        case DailyPage.HOURS:
            return pages.hours(await _standing(context, held), words)
        case DailyPage.ZONES:
            has_location = _has_location(update, context)
            return pages.zones(await _standing(context, held), words, has_location)
        case DailyPage.LANGUAGES:
            return pages.languages(words)
        case ShowRegion(key, page):
            return pages.region(key, page, words)
        case _ if isinstance(action, Change):
            return await _change(update, context, held, action, words)
    return None


async def _change(
    update: Update, context: AnnalsContext, held: Subscription, change: Change, words: Wording
) -> Message | None:
    wanted = changed(held, change)
    if wanted is None:
        return None
    saved = await (await context.services.subscriptions()).put(wanted, context.services.clock())
    chat = update.effective_chat
    if isinstance(change, ChangePostLanguage) and chat and chat.type in _OF_ONE_LANGUAGE:
        await context.services.choose_language(chat.id, change.language)
        words = wording(change.language)
    standing = await _standing(context, saved)
    if isinstance(change, ChangeHour | ChangeMinute):
        return pages.hours(standing, words)
    return pages.settings(standing, words)


async def _settings(context: AnnalsContext, place: Place, words: Wording) -> Message:
    listed = await (await context.services.subscriptions()).of_chat(place.chat_id)
    others = sum(held.thread_id != place.thread_id for held in listed)
    for held in listed:
        if held.thread_id == place.thread_id:
            standing = await _standing(context, held)
            return pages.settings(replace(standing, others=others), words)
    return pages.not_subscribed(context.services.settings.timezone.key, others, words)


async def _stop(context: AnnalsContext, place: Place, words: Wording) -> Message:
    subscriptions = await context.services.subscriptions()
    held = await subscriptions.remove(place.chat_id, place.thread_id)
    if held is None:
        return await _settings(context, place, words)
    return pages.unsubscribed(held, words)


async def _held_or_revived(context: AnnalsContext, place: Place) -> Subscription | None:
    """The subscription of a place, also one that ended though nobody wished for that."""
    subscriptions = await context.services.subscriptions()
    held = await subscriptions.get(place.chat_id, place.thread_id)
    if held is None and await subscriptions.revive(place.chat_id, context.services.clock()):
        held = await subscriptions.get(place.chat_id, place.thread_id)
    return held


async def _put(context: AnnalsContext, place: Place, wanted: Subscribe) -> Subscription | None:
    subscription = subscription_for(place.chat_id, place.thread_id, wanted)
    if subscription is None:
        return None
    subscriptions = await context.services.subscriptions()
    return await subscriptions.put(subscription, context.services.clock())


async def _standing(context: AnnalsContext, held: Subscription) -> Standing:
    services = context.services
    today = services.clock().astimezone(ZoneInfo(held.zone)).date()
    knowledge = services.answerer.knowledge
    day = await asyncio.to_thread(next_day, held, knowledge, pages.local_day(held))
    return Standing(held, today, day, does_come=services.posts_come)


async def _revived(context: AnnalsContext, chat_id: int, words: Wording) -> Message:
    listed = await (await context.services.subscriptions()).of_chat(chat_id)
    return pages.revived([await _standing(context, held) for held in listed[:3]], words)


def _usual(context: AnnalsContext, words: Wording) -> Subscribe:
    zone = context.services.settings.timezone.key
    return Subscribe(pages.FIRST_AT, zone, words.language)


def _as_wanted(held: Subscription) -> Subscribe:
    return Subscribe(held.at, held.zone, held.language, held.only_exact, held.is_silent)


def _has_location(update: Update, context: AnnalsContext) -> bool:
    """Whether a location can be asked for: in private, where Telegram has a button for it."""
    chat = update.effective_chat
    return chat is not None and chat.type == ChatType.PRIVATE and context.services.posts_come


async def _ask_for_location(
    context: AnnalsContext, pressed: TelegramMessage, words: Wording
) -> None:
    if pressed.chat.type != ChatType.PRIVATE:
        return
    keyboard = ReplyKeyboardMarkup(
        [
            [KeyboardButton(words.say("Send my location"), request_location=True)],
            [KeyboardButton(f"{_CANCEL} {words.say('Cancel')}")],
        ],
        resize_keyboard=True,
        one_time_keyboard=True,
    )
    await reply(context, pressed, pages.locating(words), keyboard)


async def _refuse(update: Update, context: AnnalsContext, words: Wording) -> None:
    page = Message((line(_only_administrators(words)),))
    await reply(context, _message(update), page)


async def _answer(update: Update, alert: str = "") -> None:
    query = update.callback_query
    if query:
        with suppress(BadRequest):  # It was pressed too long ago for an answer.
            await query.answer(alert or None, show_alert=bool(alert))


def _only_administrators(words: Wording) -> str:
    return words.say("Only the administrators here can choose that.")


def _place(message: TelegramMessage) -> Place:
    return Place(message.chat_id, thread_of(message))


def _is_out(member: ChatMember) -> bool:
    """Whether a member is none any more; a restricted one may be outside too."""
    if member.status == ChatMemberStatus.RESTRICTED:
        return not getattr(member, "is_member", True)
    return member.status in _OUT


def _message(update: Update) -> TelegramMessage:
    message = update.effective_message
    if not isinstance(message, TelegramMessage):
        raise TypeError("the update has no message, though its filter asked for one")
    return message
