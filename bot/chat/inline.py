"""Inline mode: `@bot QUESTION` in any chat offers events, and sends the card of the chosen one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from telegram import (
    Bot,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import Application, InlineQueryHandler

from bot.answers.actions import Page
from bot.answers.cards import DAILY_LINK
from bot.answers.offering import offer
from bot.answers.wording import Wording, wording
from bot.chat.context import AnnalsContext, Services
from bot.chat.sending import keyboard
from bot.daily.choosing import choose
from bot.events.event import Event
from bot.languages.text import CHINESE, language_of

_PAGE = 20
_CACHE_SECONDS = 300
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def register(application: "Application") -> None:  # type: ignore[type-arg]
    """Add the handler."""
    application.add_handler(InlineQueryHandler(on_inline))


async def on_inline(update: Update, context: AnnalsContext) -> None:
    """Offer events for what was typed so far; today's where nothing was."""
    query = update.inline_query
    if query is None:
        return
    services, text = context.services, query.query.strip()
    is_chinese = language_of(text) == CHINESE
    words = wording(CHINESE) if is_chinese else await context.words(update)
    events = _events(text, services, words)
    start = int(query.offset) if query.offset.isdecimal() else 0
    shown = events[start : start + _PAGE]
    following = start + _PAGE
    try:
        await query.answer(
            _results(shown, words, context.bot),
            cache_time=_cache_seconds(services),
            # Telegram then keeps the answer for this person alone: others have other languages.
            is_personal=not is_chinese,
            next_offset=str(following) if following < len(events) else "",
            button=_button(bool(events), words),
        )
    except BadRequest as error:
        if "query is too old" not in str(error).casefold():
            raise


def _events(text: str, services: Services, words: Wording) -> Sequence[Event]:
    today = services.today()
    if text:
        return services.offering.events(text, services.answerer, today, words.language)
    choice = choose(services.answerer.knowledge, today)
    told = choice.events or (choice.upcoming, choice.meanwhile)
    return [event for event in told if event]


def _results(events: Sequence[Event], words: Wording, bot: Bot) -> list[InlineQueryResultArticle]:
    return [
        InlineQueryResultArticle(
            offered.key,
            offered.title,
            InputTextMessageContent(
                offered.card.html(), ParseMode.HTML, link_preview_options=_NO_PREVIEW
            ),
            description=offered.description,
            api_kwargs={"reply_markup": keyboard(offered.card, bot)},
        )
        for offered in (offer(event, words) for event in events)
    ]


def _button(is_found: bool, words: Wording) -> InlineQueryResultsButton:
    """The way to the private chat, above the results."""
    if is_found:
        label = words.say("Get the daily post")
        return InlineQueryResultsButton(label, start_parameter=DAILY_LINK)
    label = words.say("Nothing found: ask me in private")
    return InlineQueryResultsButton(label, start_parameter=Page.HELP)


def _cache_seconds(services: Services) -> int:
    """Five minutes, but no longer than the day lasts: "today" is another one then."""
    now = services.clock().astimezone(services.settings.timezone)
    tomorrow = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), now.tzinfo)
    return max(1, min(_CACHE_SECONDS, int((tomorrow - now).total_seconds())))
