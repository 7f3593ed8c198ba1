"""Commands for the bot's keepers (ADMIN_IDS), in private; for all others they don't exist."""

import asyncio
from dataclasses import replace
from pathlib import Path

from telegram import Update
from telegram.ext import Application, CommandHandler, filters

from bot.answers.answer import Kind
from bot.answers.composing import help_page
from bot.answers.message import Line, Message, bold, line, shorten, utf16_length
from bot.answers.unanswered import lacks, unanswered_page
from bot.answers.wording import Wording
from bot.chat.context import AnnalsContext
from bot.chat.reloading import Reloaded, reload
from bot.chat.sending import reply
from bot.chat.tally import MOST_CHATS, Tally
from bot.chat.updates import message_of
from bot.events.faults import Fault
from bot.events.knowledge import BrokenKnowledge

_MOST_LISTED = 10
_ROOM = 3800
"""UTF-16 code units of faults that a message has room for."""
_FAULT = 400


def register(application: "Application") -> None:  # type: ignore[type-arg]
    """Add the handlers where there are keepers."""
    settings = application.bot_data.settings
    if not settings.admin_ids:
        return
    keepers = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
    keepers &= filters.User(settings.admin_ids)
    for name, handler in (
        ("help", on_help),
        ("stats", on_stats),
        ("reload", on_reload),
        ("unanswered", on_unanswered),
    ):
        application.add_handler(CommandHandler(name, handler, keepers))


async def on_help(update: Update, context: AnnalsContext) -> None:
    """The help that all get, and the keepers' commands."""
    words = await context.words(update)
    page = help_page(context.services.answerer.knowledge, words)
    told = (
        ("stats", words.say("how much is asked, and how fast it is answered")),
        ("unanswered", words.say("questions without an answer")),
        ("reload", words.say("read the packs anew")),
    )
    listed = [line(f"/{name} – {what}") for name, what in told]
    lines = (*page.lines, line(), line(bold(words.say("For keepers"))), *listed)
    await reply(context, message_of(update), replace(page, lines=lines))


async def on_stats(update: Update, context: AnnalsContext) -> None:
    """Tell the numbers."""
    words, services = await context.words(update), context.services
    database = await services.storage.database()
    posts = sum(counted.number for counted in await database.subscriptions.counts())
    page = _stats(services.tally, await database.number_of_chats(), posts, words)
    events = len(services.answerer.knowledge.events)
    known = line(words.count("{n} event is known.", "{n} events are known.", events))
    await reply(context, message_of(update), Message((*page, known)))


async def on_reload(update: Update, context: AnnalsContext) -> None:
    """Read the packs anew, or say what is wrong with them."""
    words = await context.words(update)
    try:
        done = await reload(context.services)
    except BrokenKnowledge as broken:
        packs = context.services.settings.knowledge_dir
        page = _refused([_within(packs, fault) for fault in broken.faults], words)
    except OSError as error:
        # Its number and the path say more of the machine than of what is wrong.
        page = _refused([error.strerror or type(error).__name__], words)
    else:
        page = _reloaded(done, words)
    await reply(context, message_of(update), page)


async def on_unanswered(update: Update, context: AnnalsContext) -> None:
    """List the questions that found no answer."""
    words, services = await context.words(update), context.services
    if not services.settings.keep_unanswered:
        text = words.say("Questions without an answer are not kept (KEEP_UNANSWERED).")
        await reply(context, message_of(update), Message((line(text),)))
        return
    today = services.today()
    kept = await (await services.storage.database()).unanswered.all(today)
    found = await asyncio.to_thread(lacks, kept, services.answerer, today)
    await reply(context, message_of(update), unanswered_page(found, words, _MOST_LISTED))


def _stats(tally: Tally, kept: int, posts: int, words: Wording) -> list[Line]:
    outcomes = tally.outcomes
    day = words.month_and_day(tally.since.date())
    lines = [
        line(bold(words.say("Since {day}, {time}", day=day, time=f"{tally.since:%H:%M}"))),
        line(
            words.say(
                "Questions: {all} (answered {answer}, offered {offer}, empty {empty}, none {none})",
                all=outcomes.total(),
                answer=outcomes[Kind.ANSWER],
                offer=outcomes[Kind.SUGGESTIONS],
                empty=outcomes[Kind.EMPTY],
                none=outcomes[Kind.NONE],
            )
        ),
        line(f"👍 {tally.liked} · 👎 {tally.disliked}"),
        line(words.say("Chats that asked: {n}", n=_at_least(tally.chats))),
        line(words.say("Floods held back: {n}", n=tally.floods)),
    ]
    times = tally.response_times
    if times:
        text = words.say(
            "Time to answer: {median} ms, 95 of 100 within {most} ms",
            median=round(times[0] * 1000),
            most=round(times[1] * 1000),
        )
        lines.append(line(text))
    return [
        *lines,
        line(),
        line(bold(words.say("Altogether"))),
        line(words.say("Chats with a choice of their own: {n}", n=kept)),
        line(words.say("Daily posts: {n}", n=posts)),
    ]


def _at_least(number: int) -> str:
    return f"{number}+" if number == MOST_CHATS else str(number)


def _reloaded(done: Reloaded, words: Wording) -> Message:
    lines = [line(bold(words.count("{n} event is known.", "{n} events are known.", done.events)))]
    if done.new or done.changed or done.gone:
        text = words.say(
            "New: {new}, changed: {changed}, gone: {gone}",
            new=done.new,
            changed=done.changed,
            gone=done.gone,
        )
    else:
        text = words.say("Nothing has changed.")
    return Message((*lines, line(text)))


def _within(packs: Path, fault: Fault) -> str:
    """A fault by its place in the folder of packs: the rest of the path is nobody's business."""
    file = Path(fault.file)
    return (
        str(replace(fault, file=str(file.relative_to(packs))))
        if file.is_relative_to(packs)
        else str(fault)
    )


def _refused(faults: list[str], words: Wording) -> Message:
    """The lines of `annals check`, as many as there is room for."""
    lines: list[Line] = [
        line(bold(words.say("The packs have faults; what was known stays in force."))),
    ]
    room = _ROOM
    for number, fault in enumerate(faults):
        text = shorten(fault, _FAULT)
        room -= utf16_length(text) + 1
        if room < 0:
            left = len(faults) - number
            lines.append(line(words.count("and {n} more", "and {n} more", left)))
            break
        lines.append(line(text))
    return Message(tuple(lines))
