"""What became of an update that came by webhook."""

from enum import Enum, auto


class Receipt(Enum):
    """What became of an update's body."""

    TAKEN = auto()
    """It is durably noted, and will be handled."""
    KNOWN = auto()
    """It came before."""
    FULL = auto()
    """There is no room; it has to come again."""
    MALFORMED = auto()
    """It is no update."""
