"""Following updates: each one's number stands in the log lines about it, its kind is counted."""

from telegram import Update

from bot import log
from bot.chat.dispatching import Outcome
from bot.chat.polling import ALLOWED_UPDATES as KINDS
from bot.chat.tally import Tally
from bot.troubles import Trouble

__all__ = ["KINDS", "OTHER", "Following", "kind_of"]

OTHER = "other"


class Following:
    """Is told of every update, in the context that handles it."""

    def __init__(self, tally: Tally, failing: Trouble) -> None:
        self._tally = tally
        self._failing = failing

    def began(self, update: Update) -> None:
        """An update is being handled from now on."""
        log.update_id.set(update.update_id)
        self._tally.updates[kind_of(update)] += 1

    def ended(self, update: Update, outcome: Outcome) -> None:
        """An update has been handled, well or not."""
        if outcome is Outcome.FAILED:
            self._tally.failures += 1
        self._failing.passed()


def kind_of(update: Update) -> str:
    """What an update is about, by Telegram's name of it."""
    return next((kind for kind in KINDS if getattr(update, kind) is not None), OTHER)
