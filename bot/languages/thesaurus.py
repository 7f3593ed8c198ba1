"""Words of one concept, lay and official, read from `thesaurus.txt`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.languages.tables import lines_of

_NAMES = "="


@dataclass(frozen=True, slots=True)
class Family:
    """Words and phrases of which each may stand for the others.

    Unlike a vocabulary's synonyms they need not mean the same: who asks with one would be content
    with what is told with another. Those `asked` with stand for those `told` with only; mostly
    both are the same. Some
    `are_names` of the same country or town, as *Japan* and *Japanese*.
    """

    asked: tuple[str, ...]
    told: tuple[str, ...]
    are_names: bool = False


def families() -> Iterator[Family]:
    """Every family; a phrase may stand in several. Read anew by each who asks, and not kept."""
    yield from map(_family, lines_of(Path(__file__).with_name("thesaurus.txt")))


def _family(line: str) -> Family:
    are_names = line.startswith(_NAMES)
    asked, _, told = line.removeprefix(_NAMES).partition(">")
    phrases = _phrases(asked)
    return Family(phrases, _phrases(told) if told else phrases, are_names)


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in text.split(","))
