"""Learning from questions: votes on answers, and keeping what found none."""

import asyncio
import re
import time
from contextlib import suppress
from dataclasses import replace

from telegram import InlineKeyboardMarkup, Update
from telegram import Message as TelegramMessage
from telegram.error import BadRequest

from bot.answers.answer import Answer, Kind
from bot.answers.message import Button, Message
from bot.answers.unanswered import worth_keeping
from bot.chat.context import AnnalsContext, Services
from bot.chat.sending import acknowledge
from bot.daily.ports import DatabaseAway

_LIKE, _DISLIKE = "v1:+", "v1:-"
"""The data of the buttons; the figure is the version of what stands behind it."""
PRESSED = re.compile(r"v1:[+-]$")
_FORGET_SECONDS = 3600.0
_VOTES = (Button("👍", _LIKE), Button("👎", _DISLIKE))


def with_votes(message: Message, answer: Answer, services: Services) -> Message:
    """An answer with its two small buttons; whatever is no sure answer stays as it is."""
    if answer.kind is not Kind.ANSWER or not services.settings.keep_unanswered:
        return message
    return replace(message, buttons=(*message.buttons, _VOTES))


async def note(services: Services, place: tuple[int, int], answer: Answer, began: float) -> None:
    """Count an answer that has gone out, and keep its question where there was none.

    Args:
        place: the chat and the id of the answer.
        began: the instant, of `time.perf_counter`, at which the question was taken up.
    """
    services.tally.answered(place[0], answer.kind, time.perf_counter() - began)
    if not services.settings.keep_unanswered:
        return
    text = worth_keeping(answer.query.text)
    if text is None:
        return
    if answer.kind is Kind.ANSWER:
        services.votable.put(place, (text, answer.query.language))
    elif answer.kind in (Kind.NONE, Kind.SUGGESTIONS):
        await _keep(services, text, answer.query.language)


async def forget_in_time(services: Services) -> None:
    """Delete, as long as this runs, what has been kept for long enough, or is too much."""
    while True:
        try:
            await (await services.storage.database()).unanswered.prune(services.today())
        except DatabaseAway as error:
            services.storing.happened(f"the database cannot be asked: {error}")
        await asyncio.sleep(_FORGET_SECONDS)


async def on_press(update: Update, context: AnnalsContext) -> None:
    """Count a vote, keep the question of an answer that was wrong, and take the buttons away."""
    query, services = update.callback_query, context.services
    if query is None or query.message is None:
        return
    words = await context.words(update)
    await acknowledge(query, words.say("Thank you!"))
    place = query.message.chat.id, query.message.message_id
    is_liked = query.data == _LIKE
    if services.voted.get(place) is None:
        services.voted.put(place, True)
        services.tally.liked += is_liked
        services.tally.disliked += not is_liked
        asked = services.votable.get(place)
        if asked and not is_liked and services.settings.keep_unanswered:
            await _keep(services, *asked)
    if isinstance(query.message, TelegramMessage):
        with suppress(BadRequest):  # They are gone already, or the message is.
            await query.edit_message_reply_markup(_without_votes(query.message.reply_markup))


def _without_votes(markup: InlineKeyboardMarkup | None) -> InlineKeyboardMarkup | None:
    rows = markup.inline_keyboard if markup else ()
    kept = [row for row in rows if not any(b.callback_data in (_LIKE, _DISLIKE) for b in row)]
    return InlineKeyboardMarkup(kept) if kept else None


async def _keep(services: Services, text: str, language: str) -> None:
    """Keep a question; that it cannot be kept is nothing to trouble anybody with."""
    try:
        kept = (await services.storage.database()).unanswered
        await kept.keep(text, language, services.today())
    except DatabaseAway as error:
        services.storing.happened(f"the database cannot be asked: {error}")
