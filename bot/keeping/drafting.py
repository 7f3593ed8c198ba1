"""What a draft is held against: the events known already, and the checks."""

from pathlib import Path

from bot.events.faults import Fault
from bot.events.knowledge import (
    BrokenKnowledge,
    Knowledge,
    is_large,
    load,
    read_draft,
    vocabulary_of,
)
from bot.events.telling import Tell, untold
from bot.questions.learning import event_texts


def known_texts(directory: Path, tell: Tell = untold) -> list[str]:
    """The text of each event known already; none where the folder cannot be loaded.

    Args:
        tell: hears how far the reading is.
    """
    try:
        knowledge = _known(directory, tell)
    except (BrokenKnowledge, NotADirectoryError):
        return []
    return [" ".join(event_texts(event)) for event in knowledge.events]


def _known(directory: Path, tell: Tell) -> Knowledge:
    if not is_large(directory):
        return load(directory)
    from bot.cache.preparing import prepare

    return prepare(directory, tell).knowledge


def faults_of(text: str, name: str, directory: Path) -> list[Fault]:
    """The faults that `check` finds in a draft's text, which `name` stands for."""
    return read_draft(text.encode(), name, vocabulary_of(directory))[1]
