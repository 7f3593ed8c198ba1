"""Troubles that last: told once when they begin, and once when they are over."""

import logging
import time
from collections.abc import Callable

STEADY_SECONDS = 90.0
"""Without trouble, until it counts as over: more than the longest pause before another try."""
_MOST_KINDS = 20


class Trouble:
    """Something that fails again and again, or now and then, until somebody mends it.

    Args:
        over: what the log says when it is over.
        clock: seconds.
    """

    def __init__(
        self, logger: logging.Logger, over: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._logger = logger
        self._over = over
        self._clock = clock
        self._kinds: set[str] = set()
        self._began = self._last = 0.0

    def happened(self, text: str, kind: str = "", error: BaseException | None = None) -> None:
        """Tell of it, unless it has been told since it began.

        Args:
            text: one line for people.
            kind: sorts of it are told once each.
            error: where its type and place should be told too.
        """
        now = self._clock()
        if now - self._last >= STEADY_SECONDS:
            self._kinds.clear()
        if not self._kinds:
            self._began = now
        self._last = now
        if kind not in self._kinds and len(self._kinds) < _MOST_KINDS:
            self._kinds.add(kind)
            level = logging.WARNING if error is None else logging.ERROR
            self._logger.log(level, "%s", text, exc_info=error)

    def passed(self) -> None:
        """Note that it went well; where it has done so for a while, tell that it is over."""
        if self._kinds and self._clock() - self._last >= STEADY_SECONDS:
            self._kinds.clear()
            self._logger.info("%s; it was not so for %.0f s", self._over, self._last - self._began)
