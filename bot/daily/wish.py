"""What somebody wishes for behind /subscribe: an hour, a zone, both or neither."""

from dataclasses import dataclass
from datetime import time

from bot.daily.local_time import folded, take_time, without_fillers
from bot.daily.zones import take_offset, zones_named

_LONGEST = 100
"""Characters that are read; no hour and no zone needs more."""


@dataclass(frozen=True, slots=True)
class Wish:
    """An hour of the day and the zones that may be meant; `unread` is what was not understood.

    One zone is the one wished for; of several, which is meant has to be asked.
    """

    at: time | None = None
    zones: tuple[str, ...] = ()
    unread: str = ""


def read_wish(text: str) -> Wish:
    """Read what stands behind the command, in any order: "19:00 Europe/Paris", "台北早上七點"."""
    rest = folded(text[:_LONGEST])
    if zones := zones_named(rest):
        return Wish(zones=zones)
    offset, rest = take_offset(rest)
    at, rest = take_time(rest)
    named = without_fillers(rest)
    if offset:
        return Wish(at, (offset,), _as_typed(named, text))
    zones = zones_named(rest) or zones_named(named) if named else ()
    return Wish(at, zones, "" if zones else _as_typed(named, text))


def _as_typed(named: str, text: str) -> str:
    """Folded words as they stand in a text: who writes "Pariss" reads it back so."""
    typed = {
        without_fillers(folded(word)): word.strip(".,;!?，。、；！？()") for word in text.split()
    }
    return " ".join(typed.get(word, word) for word in named.split())
