"""What the bot says of itself where nobody has asked yet: in a new group, and in its profile."""

from bot.answers.actions import Action, Page
from bot.answers.buttons import questions_of
from bot.answers.composing import scope
from bot.answers.daily_actions import DailyPage
from bot.answers.message import Message, bold, line, rows, shorten
from bot.answers.wording import Wording
from bot.events.knowledge import Knowledge

_LONGEST_DESCRIPTION = 512
_LONGEST_SHORT_DESCRIPTION = 120


def group_greeting(knowledge: Knowledge, words: Wording, name: str, sees_all: bool) -> Message:
    """How to ask in a group.

    Args:
        name: the bot's name, without the "@".
        sees_all: whether Telegram shows the bot what people write to each other.
    """
    unasked = (
        words.say("To anything else I keep silent, and I keep none of it.")
        if sees_all
        else words.say("Anything else that is written here I cannot see.")
    )
    lines = (
        line(bold(words.say("Hello! Ask me what happened."))),
        line(scope(knowledge, words)),
        line(),
        line(words.say("Here I answer when you:")),
        line("• ", words.say("mention me: @{name} what happened in March?", name=name)),
        line("• ", words.say("reply to one of my messages")),
        line("• ", words.say("send a command: /month@{name}", name=name)),
        line(unasked),
    )
    wanted: list[tuple[str, Action]] = [
        (words.say("Today"), Page.TODAY),
        (words.say("Months"), Page.MONTHS),
        (words.say("Topics"), Page.TOPICS),
        (words.say("Daily post"), DailyPage.SETTINGS),
    ]
    return Message(lines, rows(questions_of(wanted), 2))


def description(knowledge: Knowledge, words: Wording) -> str:
    """What stands in the empty chat, above the button that starts the bot."""
    text = words.say(
        "Ask me what happened, in your own words: a month, a day, a topic or a name. "
        "On request I post every day what happened on this day."
    )
    return shorten(f"{text}\n\n{scope(knowledge, words)}", _LONGEST_DESCRIPTION)


def short_description(words: Wording) -> str:
    """What stands in the bot's profile, and beside its link where that is shared."""
    text = words.say("Ask me what happened: in a month, on a day, on a topic.")
    return shorten(text, _LONGEST_SHORT_DESCRIPTION)
