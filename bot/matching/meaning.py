"""Meaning: the event that a question is nearest to as a whole, whatever its words are."""

from dataclasses import dataclass
from typing import Any

from bot.events.event import Event
from bot.events.knowledge import Knowledge
from bot.languages.sentences import Encode
from bot.languages.text import ENGLISH


@dataclass(frozen=True, slots=True)
class Near:
    """The nearest event, the cosine of its angle to the question, and its lead over the next."""

    event: Event
    cosine: float
    lead: float


class Meanings:
    """What the events of a knowledge mean in English, as vectors.

    Each event has two: its title with its summary, and its title with its keywords.
    """

    def __init__(self, knowledge: Knowledge, encode: Encode) -> None:
        self._encode = encode
        self._events = [event for event in knowledge.events if ENGLISH in event.title]
        texts = [text for event in self._events for text in _texts(event)]
        self._vectors: Any = encode(texts) if texts else None

    def nearest(self, text: str) -> Near | None:
        """The event nearest to a question in English; None where no event has English texts."""
        if self._vectors is None:
            return None
        (question,) = self._encode([text])
        cosines = (self._vectors @ question).reshape(-1, _TEXTS).max(axis=1)
        first, *rest = cosines.argsort()[::-1][:2]
        best = float(cosines[first])
        return Near(self._events[first], best, best - (float(cosines[rest[0]]) if rest else 0.0))


_TEXTS = 2
"""Texts of each event."""


def _texts(event: Event) -> tuple[str, str]:
    title = event.title[ENGLISH]
    summary, keywords = event.summary.get(ENGLISH, ""), event.keywords.get(ENGLISH, ())
    return f"{title}. {summary}", f"{title}: {', '.join(keywords)}"
