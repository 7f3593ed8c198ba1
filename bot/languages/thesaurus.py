"""Words of one concept, lay and official, read from `thesaurus.txt`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.languages.tables import lines_of


@dataclass(frozen=True, slots=True)
class Family:
    """Words and phrases of which each may stand for the others.

    Unlike a vocabulary's synonyms they need not mean the same: who asks with one would be content
    with what is told with another. Those `asked` with stand for those `told` with only; mostly
    both are the same.
    """

    asked: tuple[str, ...]
    told: tuple[str, ...]


def families() -> Iterator[Family]:
    """Every family; a phrase may stand in several. Read anew by each who asks, and not kept."""
    yield from map(_family, lines_of(Path(__file__).with_name("thesaurus.txt")))


def _family(line: str) -> Family:
    asked, _, told = line.partition(">")
    phrases = _phrases(asked)
    return Family(phrases, _phrases(told) if told else phrases)


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in text.split(","))
