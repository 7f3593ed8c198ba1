"""Following updates: each one's number stands in the log lines about it, its kind is counted."""

from telegram import Update

from bot import log
from bot.chat.dispatching import Outcome
from bot.chat.tally import Tally
from bot.chat.updates import kind_of
from bot.troubles import Trouble


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
