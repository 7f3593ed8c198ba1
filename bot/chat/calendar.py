"""`/calendar`: the anniversaries as a file that any calendar takes."""

import asyncio

from telegram import InputFile, ReplyParameters, Update
from telegram import Message as TelegramMessage

from bot.answers.calendar import FILE_NAME, anniversaries, calendar_of
from bot.chat.context import AnnalsContext

_MOST = 5_000
"""Anniversaries in a file that a phone still opens; the newest are kept."""


async def on_calendar(update: Update, context: AnnalsContext) -> None:
    """Send the anniversaries as an .ics file, in the language of the chat."""
    message = update.effective_message
    if not isinstance(message, TelegramMessage):
        return
    words = await context.words(update)
    knowledge = context.services.answerer.knowledge
    events = anniversaries(knowledge.events)[-_MOST:]
    content = await asyncio.to_thread(calendar_of, events, knowledge, words)
    is_group = message.chat.type != "private"
    await context.bot.send_document(
        message.chat_id,
        InputFile(content, FILE_NAME),
        caption=words.count(
            "{n} anniversary for your calendar: open the file to add it.",
            "{n} anniversaries for your calendar: open the file to add them.",
            len(events),
        ),
        message_thread_id=message.message_thread_id if message.is_topic_message else None,
        reply_parameters=(
            ReplyParameters(message.message_id, allow_sending_without_reply=True)
            if is_group
            else None
        ),
    )
