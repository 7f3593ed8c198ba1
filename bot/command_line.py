"""What the commands share: how they load the knowledge, and how they fail."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.events.collecting import lasting
from bot.events.knowledge import BrokenKnowledge, Knowledge, is_large, load

if TYPE_CHECKING:
    from bot.answers.answering import Answerer

DATA_AT_FAULT = 1
ENVIRONMENT_AT_FAULT = 2

knowledge_option = click.option(
    "--knowledge",
    "directory",
    type=click.Path(path_type=Path),
    help="Folder of packs; default KNOWLEDGE_DIR.",
)


class Failure(Exception):
    """Ends the command with a line on standard error and an exit status."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


def load_or_fail(directory: Path) -> Knowledge:
    """The knowledge of a folder, where no question is asked of it.

    Raises:
        Failure: the folder or a pack is at fault.
    """
    if is_large(directory):
        return prepare_or_fail(directory).knowledge
    with _faults_told():
        return load(directory)


def prepare_or_fail(directory: Path) -> "Answerer":
    """The answerer of a folder; who waits for it sees how far it is.

    Raises:
        Failure: the folder or a pack is at fault.
    """
    from bot.cache.preparing import prepare
    from bot.languages.text import forget_words
    from bot.progress import progress_bar

    with lasting():
        with _faults_told(), progress_bar() as tell:
            answerer = prepare(directory, tell)
        forget_words()
    return answerer


@contextmanager
def database_or_fail() -> Iterator[None]:
    """Within it, a database that cannot be used ends the command.

    Raises:
        Failure: it cannot.
    """
    from bot.daily.ports import DatabaseAway
    from bot.storage.opening import CannotStore

    try:
        yield
    except CannotStore as error:
        raise Failure(str(error), ENVIRONMENT_AT_FAULT) from None
    except DatabaseAway as error:
        raise Failure(f"DATABASE_URL cannot be used: {error}", ENVIRONMENT_AT_FAULT) from None


@contextmanager
def _faults_told() -> Iterator[None]:
    try:
        yield
    except NotADirectoryError as error:
        raise Failure(f"KNOWLEDGE_DIR or --knowledge: {error}", ENVIRONMENT_AT_FAULT) from None
    except BrokenKnowledge as broken:
        more = len(broken.faults) - 1
        note = f" (and {more} more: run 'check' to see all)" if more else ""
        raise Failure(f"{broken.faults[0]}{note}", DATA_AT_FAULT) from None
