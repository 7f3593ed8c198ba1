"""The pages about what is kept of a chat, and of having it forgotten."""

from bot.answers.buttons import buttons_of
from bot.answers.daily_actions import DailyPage
from bot.answers.message import Line, Message, bold, line, rows
from bot.answers.wording import Wording


def privacy(words: Wording, keeps_unanswered: bool, is_shared: bool) -> Message:
    """What is kept about a chat, and what is not.

    Args:
        keeps_unanswered: whether questions that found no answer are kept.
        is_shared: whether several programs, which know of each other, serve the chat.
    """
    kept = [
        words.say("the number that Telegram gives this chat, and the language chosen here"),
        words.say(
            "of a daily post: its topic, hour, time zone, days, sound, language, when it is due, "
            "and whether it rests because I was blocked or removed"
        ),
        words.say("of the posts of the last week: on which day one was sent here, and when"),
        words.say("a message that waits for its answer, until that has been sent"),
        _talk(words, is_shared),
    ]
    lines = [line(bold(words.say("What is kept about this chat")))]
    lines += [line("• ", text) for text in kept]
    lines += [
        line(),
        line(
            words.say(
                "No names, no messages that have their answer, no locations. A location that you "
                "send is looked up for its time zone and dropped. Nothing goes to anybody else."
            )
        ),
        line(words.say("/forget deletes all of it.")),
    ]
    if keeps_unanswered:
        lines += _unanswered(words, is_shared)
    return Message(tuple(lines))


def forget_question(words: Wording) -> Message:
    """Asks whether everything is to be deleted."""
    text = words.say(
        "Shall I delete everything about this chat: the daily posts, the language, "
        "and what we talked about?"
    )
    buttons = [
        (words.say("Delete everything"), DailyPage.FORGET_NOW),
        (words.say("Keep it"), DailyPage.KEEP),
    ]
    return Message((line(bold(text)),), rows(buttons_of(buttons), 2))


def unchanged(words: Wording) -> Message:
    """Says that nothing was done."""
    return Message((line(words.say("All stays as it is.")),))


def forgotten(words: Wording) -> Message:
    """Says that everything was deleted."""
    text = words.say("Everything about this chat is deleted. No daily post comes here any more.")
    return Message((line(text),))


def _unanswered(words: Wording, is_shared: bool) -> list[Line]:
    """What is kept of questions that found no answer."""
    lines = [
        line(),
        line(
            words.say(
                "One thing is kept that belongs to no chat: the words of a question that found no "
                "answer or whose answer got a 👎, how often it was asked, and on which day last; "
                "not by whom, and none that holds a long number, a mail or web address or an "
                "@name, or tells a story. It is deleted 90 days later and helps to add what is "
                "missing."
            )
        ),
    ]
    text = (
        words.say(
            "So that it can get a 👎, an answered question is kept for ten minutes, in a form "
            "that does not show by whom it was asked."
        )
        if is_shared
        else words.say("So that it can get a 👎, an answered question stays in memory for a while.")
    )
    return [*lines, line(text)]


def _talk(words: Wording, is_shared: bool) -> str:
    """Where it is known what the last questions were about."""
    if is_shared:
        return words.say(
            "for ten minutes, so that the next question can lean on the last ones: which events, "
            "dates and topics these were about, not their words, which message answered them, and "
            "how fast they came"
        )
    return words.say(
        "in memory only, never written down: what the last questions were about, "
        "so that the next one can lean on them"
    )
