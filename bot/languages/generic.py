"""Words that carry no knowledge, read once from `generic.yaml`."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from bot.languages.tables import lines_of, read_table
from bot.languages.text import CHINESE, ENGLISH, fold_han, stem, tokens

_HERE = Path(__file__).parent


class Ask(StrEnum):
    """What a question wants to know."""

    WHEN = "when"
    COUNT = "count"
    WHO = "who"
    WHERE = "where"
    RANK = "rank"
    COST = "cost"
    FIRST = "first"
    LAST = "last"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class GenericWords:
    """English words folded, in `asks` between spaces; Chinese phrases with variants folded.

    `idioms` are phrases of English words, by their first one, that tell nothing as a whole.
    `participants` ask for whoever or whatever it was: "which *project* won".
    """

    ignored: frozenset[str]
    idioms: Mapping[str, tuple[str, ...]]
    weak: frozenset[str]
    ignored_han: frozenset[str]
    listing: frozenset[str]
    bodies: frozenset[str]
    participants: frozenset[str]
    asks: Mapping[Ask, tuple[str, ...]]
    answered_by: Mapping[Ask, frozenset[str]]


@cache
def generic_words() -> GenericWords:
    """The words of every language, read from the file at the first call."""
    data = read_table(_HERE / "generic.yaml")
    english, chinese = data[ENGLISH], data[CHINESE]
    ignored = {token.text for token in tokens(english["ignored"])}
    return GenericWords(
        ignored=frozenset(
            ignored
            | {stem(word) for word in ignored}
            | {token.text for token in tokens(english["as_written"])}
        ),
        idioms=_idioms(),
        weak=frozenset(map(stem, english["weak"].split())),
        ignored_han=frozenset(
            map(fold_han, [*chinese["ignored"], *lines_of(_HERE / "everyday_zh.txt")])
        ),
        listing=frozenset([*english["listing"].split(), *map(fold_han, chinese["listing"])]),
        bodies=frozenset([*english["bodies"], *chinese["bodies"]]),
        participants=frozenset(english["participants"].split()),
        answered_by={
            ask: frozenset(
                [stem(word) for word in english["answered_by"].get(ask, ())]
                + [fold_han(word) for word in chinese["answered_by"].get(ask, ())]
            )
            for ask in Ask
        },
        asks={
            ask: (
                *(f" {phrase} " for phrase in english["asks"][ask]),
                *map(fold_han, chinese["asks"][ask]),
            )
            for ask in Ask
        },
    )


def _idioms() -> dict[str, tuple[str, ...]]:
    by_start: dict[str, list[str]] = defaultdict(list)
    for line in lines_of(_HERE / "idioms.txt"):
        by_start[line.partition(" ")[0]].append(line)
    return {start: tuple(lines) for start, lines in by_start.items()}
