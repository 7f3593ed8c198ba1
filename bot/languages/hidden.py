"""Signs that nobody sees: those that are merely dropped, and those that hide or turn a text."""

import re

_IDLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""Soft hyphens and blanks without width, as pages hold them by the hundred: nothing is lost."""
_HIDING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # Controls, but for a tab and a line's end.
    "\u202a-\u202e\u2066-\u2069"  # What turns the direction of all that follows.
    "\ufff9-\ufffb\U000e0000-\U000e007f"  # Annotations and tags, which carry a text unseen.
    "\ud800-\udfff]"  # Halves of characters, which cannot be sent.
)


def without_idle(text: str) -> str:
    """A text without signs that have no width and no meaning."""
    return text if text.isprintable() else text.translate(_IDLE)


def hiding_in(text: str) -> str | None:
    """The first sign that hides or turns what stands after it; None where there is none."""
    found = None if text.isprintable() else _HIDING.search(text)
    return found[0] if found else None


def without_hidden(text: str) -> str:
    """A text without any of them, for showing it to somebody else than who wrote it."""
    return text if text.isprintable() else _HIDING.sub("", text.translate(_IDLE))
