"""A chat on a draft pack: what `annals try` opens."""

from pathlib import Path

from bot.events.event import Vocabulary
from bot.events.faults import Fault
from bot.events.knowledge import SHIPPED, VOCABULARY, Knowledge, read_draft, vocabulary_of


def read_file(file: Path) -> tuple[Knowledge, list[Fault]]:
    """The events of a pack's file that are whole, and its faults.

    Raises:
        OSError: the file cannot be read.
    """
    return read_draft(file.read_bytes(), str(file), _vocabulary_beside(file))


def _vocabulary_beside(file: Path) -> Vocabulary:
    """The vocabulary in the file's own folder, the shipped one where there is none."""
    own = (file.parent / VOCABULARY).exists()
    return vocabulary_of(file.parent if own else SHIPPED)
