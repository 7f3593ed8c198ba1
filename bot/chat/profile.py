"""What Telegram shows of the bot: its menu of commands and its descriptions, in every language."""

from telegram import BotCommand
from telegram.ext import ExtBot

from bot.answers.composing import commands
from bot.answers.greeting import description, short_description
from bot.answers.wording import Wording, wording
from bot.chat.retrying import SentMessage
from bot.events.knowledge import Knowledge
from bot.locales import LANGUAGES

_CODE = 2
"""Letters of the languages that Telegram knows in a bot's profile."""


async def register_profile(bot: ExtBot[SentMessage], knowledge: Knowledge) -> None:
    """Set what differs from what Telegram shows; the first language stands where none fits."""
    first, *others = LANGUAGES
    await _set(bot, None, knowledge, wording(first))
    for language in others:
        code = language.split("-")[0]
        if len(code) == _CODE:
            await _set(bot, code, knowledge, wording(language))


def _command_menu(words: Wording) -> list[BotCommand]:
    """The commands that Telegram offers under the menu button."""
    listed = [*commands(words), ("help", words.say("how to ask"))]
    return [BotCommand(name, what) for name, what in listed]


async def _set(
    bot: ExtBot[SentMessage], code: str | None, knowledge: Knowledge, words: Wording
) -> None:
    menu = _command_menu(words)
    if list(await bot.get_my_commands(language_code=code)) != menu:
        await bot.set_my_commands(menu, language_code=code)
    text = description(knowledge, words)
    if (await bot.get_my_description(code)).description != text:
        await bot.set_my_description(text, code)
    text = short_description(words)
    if (await bot.get_my_short_description(code)).short_description != text:
        await bot.set_my_short_description(text, code)
