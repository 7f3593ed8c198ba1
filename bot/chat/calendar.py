"""`/calendar`: the anniversaries as a file that any calendar takes."""

import asyncio

from telegram import InputFile, Update

from bot.answers.calendar import FILE_NAME, anniversaries, calendar_of
from bot.answers.composing import notice
from bot.chat.context import AnnalsContext
from bot.chat.sending import in_answer_to, reply
from bot.chat.updates import message_of

_MOST = 5_000
"""Anniversaries in a file that a phone still opens; the newest are kept."""


async def on_calendar(update: Update, context: AnnalsContext) -> None:
    """Send the anniversaries as an .ics file, in the language of the chat."""
    message, words = message_of(update), await context.words(update)
    knowledge = context.services.answerer.knowledge
    events = anniversaries(knowledge.events)[-_MOST:]
    if not events:
        text = words.say(
            "Nothing that I know has a day or a month, so there is nothing for a calendar."
        )
        await reply(context, message, notice(words, text))
        return
    content = await asyncio.to_thread(calendar_of, events, knowledge, words)
    await context.bot.send_document(
        **in_answer_to(message),
        document=InputFile(content, FILE_NAME),
        caption=words.count(
            "{n} anniversary for your calendar: open the file to add it.",
            "{n} anniversaries for your calendar: open the file to add them.",
            len(events),
        ),
    )
