"""What a draft is held against: the events known already, and the checks."""

from pathlib import Path

from bot.events.faults import Fault
from bot.events.knowledge import BrokenKnowledge, load, read_draft, vocabulary_of
from bot.questions.learning import event_texts


def known_texts(directory: Path) -> list[str]:
    """The text of each event known already; none where the folder cannot be loaded."""
    try:
        knowledge = load(directory)
    except (BrokenKnowledge, NotADirectoryError):
        return []
    return [" ".join(event_texts(event)) for event in knowledge.events]


def faults_of(text: str, name: str, directory: Path) -> list[Fault]:
    """The faults that `check` finds in a draft's text, which `name` stands for."""
    return read_draft(text.encode(), name, vocabulary_of(directory))[1]
