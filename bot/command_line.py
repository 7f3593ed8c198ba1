"""What the commands share: how they fail, and how they load the knowledge."""

from pathlib import Path

from bot.events.knowledge import BrokenKnowledge, Knowledge, load

DATA_AT_FAULT = 1
ENVIRONMENT_AT_FAULT = 2


class Failure(Exception):
    """Ends the command with a line on standard error and an exit status."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


def load_or_fail(directory: Path) -> Knowledge:
    """The knowledge of a folder.

    Raises:
        Failure: the folder or a pack is at fault.
    """
    try:
        return load(directory)
    except NotADirectoryError as error:
        raise Failure(f"KNOWLEDGE_DIR: {error}", ENVIRONMENT_AT_FAULT) from None
    except BrokenKnowledge as broken:
        more = len(broken.faults) - 1
        note = f" (and {more} more: run 'check' to see all)" if more else ""
        raise Failure(f"{broken.faults[0]}{note}", DATA_AT_FAULT) from None
