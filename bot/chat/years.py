"""The picture of a year: drawn once for what it shows, sent by Telegram's file id afterwards."""

import asyncio
import re
from collections.abc import Sequence
from importlib import import_module

from telegram import Message as TelegramMessage
from telegram import PhotoSize, Update
from telegram.error import BadRequest
from telegram.ext import Application, CommandHandler, filters

from bot.answers.actions import Page, encode_question
from bot.answers.composing import notice
from bot.answers.message import Button, Message, Rows, bold, line, rows
from bot.answers.wording import Wording
from bot.chat.context import AnnalsContext
from bot.chat.pages import outdated
from bot.chat.sending import acknowledge, reply, reply_with_photo
from bot.events.dates import REPUBLIC_OFFSET
from bot.pictures.year import YearView, view_of, years_of

_KIND = "y1"
"""Begins a button's data; the figure is the version of what stands behind it."""
PRESSED = re.compile(rf"{_KIND}:")
"""How the data of these buttons begins."""
_WANTED = re.compile(rf"{_KIND}:(\d{{1,4}})", re.ASCII)
_YEAR = re.compile(r"\d{1,4}")
_LAST_OF_REPUBLIC = 300
"""Up to here a year that holds nothing is taken for one of the Republic."""
_MOST_YEARS = 60


def register(application: "Application") -> None:  # type: ignore[type-arg]
    """Add the handler of the command; buttons come to `on_press`."""
    application.add_handler(CommandHandler("year", on_year, filters.UpdateType.MESSAGE))


async def on_year(update: Update, context: AnnalsContext) -> None:
    """The year that was named, the only one where none was, or a keyboard of years."""
    message, words = update.effective_message, await context.words(update)
    if message is None:
        return
    years = years_of(context.services.answerer.knowledge)
    named = _YEAR.search(" ".join(context.args or ()))
    if named is None and (context.args or len(years) > 1):
        await reply(context, message, _which(years, words))
        return
    year = _of_calendar(int(named[0]), years) if named else max(years, default=(0, 0))[0]
    if year not in dict(years):
        text = words.say("I know of nothing in {year}. /year shows what I know.", year=year)
        await reply(context, message, notice(words, text))
        return
    await _show(context, message, year, words)


async def on_press(update: Update, context: AnnalsContext) -> None:
    """Show the year of a button, in a message of its own."""
    query, words = update.callback_query, await context.words(update)
    if query is None:
        return
    wanted = _WANTED.fullmatch(query.data or "")
    years = dict(years_of(context.services.answerer.knowledge))
    await acknowledge(query)
    if not isinstance(query.message, TelegramMessage):
        return
    if wanted is None or int(wanted[1]) not in years:
        await reply(context, query.message, outdated(words))
        return
    await _show(context, query.message, int(wanted[1]), words)


async def _show(context: AnnalsContext, to: TelegramMessage, year: int, words: Wording) -> None:
    knowledge = context.services.answerer.knowledge
    view = view_of(knowledge, year, words)
    buttons = _around(year, years_of(knowledge), words)
    caption, pictures = view.caption(), context.services.pictures
    known = pictures.get(view.key)
    if known is not None:
        try:
            await reply_with_photo(context, to, known, caption, buttons)
        except BadRequest:  # The file is not Telegram's any more.
            pictures.forget(lambda key: key == view.key)
        else:
            return
    async with context.services.drawing:
        photo: bytes | str | None = pictures.get(view.key)  # Drawn for somebody else meanwhile.
        if photo is None:
            photo = await asyncio.to_thread(_drawn, view)
        sent = await reply_with_photo(context, to, photo, caption, buttons)
        pictures.put(view.key, _largest(sent.photo))


def _drawn(view: YearView) -> bytes:
    # Pillow and the font are loaded by the first picture, in its thread.
    picture: bytes = import_module("bot.pictures.drawing").draw(view)
    return picture


def _largest(sizes: Sequence[PhotoSize]) -> str:
    return max(sizes, key=lambda size: size.width * size.height).file_id


def _which(years: list[tuple[int, int]], words: Wording) -> Message:
    buttons = [
        Button(f"{year} ({count})", f"{_KIND}:{year}") for year, count in years[-_MOST_YEARS:]
    ]
    return Message((line(bold(words.say("Which year?"))),), rows(buttons, 3))


def _around(year: int, years: list[tuple[int, int]], words: Wording) -> Rows:
    """The years before and after, and the months."""
    before = max((known for known, _ in years if known < year), default=None)
    after = min((known for known, _ in years if known > year), default=None)
    turns: list[Button] = []
    if before is not None:
        turns.append(Button(f"‹ {before}", f"{_KIND}:{before}"))
    if after is not None:
        turns.append(Button(f"{after} ›", f"{_KIND}:{after}"))
    months = Button(words.say("Months"), encode_question(Page.MONTHS) or "")
    return (*rows(turns, 2), (months,))


def _of_calendar(number: int, years: list[tuple[int, int]]) -> int:
    """The year that is meant, where a number may count the years of the Republic of China."""
    return (
        number if number in dict(years) or number > _LAST_OF_REPUBLIC else number + REPUBLIC_OFFSET
    )
