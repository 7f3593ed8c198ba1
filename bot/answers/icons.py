"""One sign a category, by which people tell events apart at a glance."""

from collections.abc import Mapping

from bot.events.event import Event

_ICONS: Mapping[str, str] = {
    "award": "🏆",
    "ranking": "📊",
    "agreement": "🤝",
    "conference": "🎤",
    "launch": "🚀",
    "governance": "📜",
}
_NEUTRAL = "📌"
"""For a category of a vocabulary of somebody's own."""


def icon(event: Event) -> str:
    """The sign of an event's category."""
    return _ICONS.get(event.category, _NEUTRAL)
