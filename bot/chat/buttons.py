"""What is chosen for the daily post by buttons, and by a shared location."""

import asyncio
from dataclasses import replace

from telegram import KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove, Update
from telegram import Message as TelegramMessage
from telegram.constants import ChatType
from telegram.ext import Application, MessageHandler, filters

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
from bot.answers.message import Message
from bot.answers.privacy import forget_question, forgotten, unchanged
from bot.answers.wording import Wording, wording
from bot.chat.context import AnnalsContext, Services
from bot.chat.groups import GROUPS
from bot.chat.pages import outdated
from bot.chat.permissions import may_choose, only_administrators
from bot.chat.place import Place, place_of
from bot.chat.sending import acknowledge, edit_pressed, reply
from bot.daily import pages
from bot.daily.changing import changed
from bot.daily.subscription import Subscription
from bot.daily.zones import zone_at

_CANCEL = "✕"
"""Begins what the button sends that puts the keyboard away: a question does not begin so."""


def register(application: "Application") -> None:  # type: ignore[type-arg]
    """Add the handlers of locations; buttons come to `on_press`."""
    private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
    application.add_handler(MessageHandler(private & filters.LOCATION, on_location))
    cancel = filters.Regex(rf"^{_CANCEL} \w+$")
    application.add_handler(MessageHandler(private & cancel, on_cancel))


async def on_press(
    update: Update, context: AnnalsContext, action: DailyAction, as_message: bool
) -> None:
    """Do what a button asks for; `as_message` where its answer is a message of its own."""
    query = update.callback_query
    pressed = query.message if query else None
    if query is None or not isinstance(pressed, TelegramMessage):
        return
    words = await context.words(update)
    if pressed.chat.type in GROUPS and not pressed.is_accessible:
        # Of an old message Telegram may tell no more than its chat: its topic is unknown.
        text = words.say("That message is too old for its buttons. Send /settings instead.")
        await acknowledge(query, text, is_alert=True)
        return
    if not await may_choose(update):
        await acknowledge(query, only_administrators(words), is_alert=True)
        return
    await acknowledge(query)
    if action is DailyPage.LOCATION:
        await _ask_for_location(context, pressed, words)
        return
    page = await _page(place_of(pressed, context.services), pressed.chat.type, action, words)
    if as_message:
        await reply(context, pressed, page or outdated(words))
    else:
        await edit_pressed(context, query, page or outdated(words))


async def on_location(update: Update, context: AnnalsContext) -> None:
    """Take the time zone of a location; of the location itself nothing is kept."""
    message, words = update.message, await context.words(update)
    location = message.location if message else None
    if message is None or location is None:
        return
    zone = await asyncio.to_thread(zone_at, location.latitude, location.longitude)
    place = place_of(message, context.services)
    held = await place.held()
    if zone is None:
        text = words.say("I know no time zone there. /settings lists them.")
        await reply(context, message, notice(words, text), ReplyKeyboardRemove())
        return
    if held is None:
        await reply(context, message, pages.located(zone, words))
        return
    saved = await place.save(replace(held, zone=zone))
    page = pages.subscribed(await place.standing(saved), words)
    await reply(context, message, page, ReplyKeyboardRemove())


async def on_cancel(update: Update, context: AnnalsContext) -> None:
    """Put the keyboard that asks for a location away."""
    if update.message:
        page = unchanged(await context.words(update))
        await reply(context, update.message, page, ReplyKeyboardRemove())


async def post_in(services: Services, chat_id: int, language: str) -> None:
    """Have the daily posts of a chat come in this language."""
    subscriptions = await services.subscriptions()
    for held in await subscriptions.of_chat(chat_id):
        await subscriptions.put(replace(held, language=language), services.clock())


async def _page(
    place: Place, chat_type: str, action: DailyAction, words: Wording
) -> Message | None:
    """Do what a button asks for and give the page that shows it; None where it is forged."""
    match action:
        case DailyPage.FORGET:
            return forget_question(words)
        case DailyPage.KEEP:
            return unchanged(words)
        case DailyPage.FORGET_NOW:
            await place.services.forget_all(place.chat_id)
            return forgotten(words)
        case DailyPage.SETTINGS:
            return await place.settings(words)
        case DailyPage.STOP:
            return await place.stop(words)
        case Subscribe():
            saved = await place.put(action)
            return pages.subscribed(await place.standing(saved), words) if saved else None
    held = await place.held()
    if held is None:  # An old page, after the posts were stopped.
        return await place.settings(words)
    if isinstance(action, Change):
        return await _change(place, chat_type, held, action, words)
    return await _choices(place, chat_type, held, action, words)


async def _choices(
    place: Place, chat_type: str, held: Subscription, action: DailyAction, words: Wording
) -> Message | None:
    match action:
        case DailyPage.HOURS:
            return pages.hours(await place.standing(held), words)
        case DailyPage.ZONES:
            has_location = chat_type == ChatType.PRIVATE and place.services.posts_come
            return pages.zones(await place.standing(held), words, has_location)
        case DailyPage.LANGUAGES:
            return pages.languages(held, words)
        case ShowRegion(key, page):
            return pages.region(key, page, words)
    return None


async def _change(
    place: Place, chat_type: str, held: Subscription, change: Change, words: Wording
) -> Message | None:
    wanted = changed(held, change)
    if wanted is None:
        return None
    saved = await place.save(wanted)
    if isinstance(change, ChangePostLanguage) and chat_type not in GROUPS:
        # Whoever reads the post is answered in its language; in a group people have their own.
        await place.services.choose_language(place.chat_id, change.language)
        words = wording(change.language)
    if isinstance(change, ChangeHour | ChangeMinute):
        return pages.hours(await place.standing(saved), words)
    return await place.settings(words)


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
