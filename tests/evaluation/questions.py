"""The questions with the answers expected, and the knowledge each set is put to."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from bot.answers.answering import Answerer
from bot.events.knowledge import SHIPPED, load

_HERE = Path(__file__).parent
_TODAY = date(2026, 11, 23)
"""What "today" is where a question does not say."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what its answer has to be.

    Attributes:
        mode: how it is scored: `top1`, `set`, `none` or `empty-period`.
        expect: ids of the events wanted, best first or in order of date.
        allow: ids that may stand in a list too.
        facts: texts that the reply has to hold; one of a tuple is enough.
    """

    id: str
    lang: str
    kind: str
    text: str
    mode: str
    expect: tuple[str, ...]
    allow: frozenset[str]
    facts: tuple[tuple[str, ...], ...]
    today: date


@dataclass(frozen=True)
class QuestionSet:
    """Questions on one knowledge."""

    name: str
    directory: Path
    questions: tuple[Question, ...]

    @property
    def answerer(self) -> Answerer:
        """The bot with this set's knowledge."""
        return _answerer(self.directory)


SETS = {
    "doit": SHIPPED,
    "doit-2": SHIPPED,
    "doit-3": SHIPPED,
    "doit-4": SHIPPED,
    "doit-5": SHIPPED,
    "doit-6": SHIPPED,
    "doit-7": SHIPPED,
    "doit-8": SHIPPED,
    "doit-9": SHIPPED,
    "doit-10": SHIPPED,
    "doit-11": SHIPPED,
    "doit-12": SHIPPED,
    "doit-13": SHIPPED,
    "doit-14": SHIPPED,
    "doit-15": SHIPPED,
    "transport": _HERE / "packs/transport",
    "culture": _HERE / "packs/culture",
    "harbour": _HERE / "packs/harbour",
    "riverton": _HERE / "packs/riverton",
    "parks": _HERE / "packs/parks",
    "fire": _HERE / "packs/fire",
    "labour": _HERE / "packs/labour",
    "water": _HERE / "packs/water",
    "health": _HERE / "packs/health",
    "tourism": _HERE / "packs/tourism",
    "education": _HERE / "packs/education",
    "environment": _HERE / "packs/environment",
    "welfare": _HERE / "packs/welfare",
    "sports": _HERE / "packs/sports",
    "archives": _HERE / "packs/archives",
    "markets": _HERE / "packs/markets",
    "housing": _HERE / "packs/housing",
    "economy": _HERE / "packs/economy",
    "works": _HERE / "packs/works",
    "museums": _HERE / "packs/museums",
    "police": _HERE / "packs/police",
    "youth": _HERE / "packs/youth",
    "finance": _HERE / "packs/finance",
    "digital": _HERE / "packs/digital",
    "metro": _HERE / "packs/metro",
    "care": _HERE / "packs/care",
    "heritage": _HERE / "packs/heritage",
    "personnel": _HERE / "packs/personnel",
    "festivals": _HERE / "packs/festivals",
}
"""Name of each set and the folder of its packs.

`doit-2` to `doit-6` were written from the department's page, without sight of the pack and its
keywords. The others are on departments invented for this; the paraphrases of `parks`, `fire`,
`health` and `tourism` use few words of their packs.
"""


@cache
def question_set(name: str) -> QuestionSet:
    """One of `SETS`, read from `questions/NAME.jsonl`."""
    return QuestionSet(name, SETS[name], tuple(read(_HERE / f"questions/{name}.jsonl")))


def read(path: Path) -> Iterator[Question]:
    """The questions of a file, one JSON object a line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        yield Question(
            id=entry["id"],
            lang=entry["lang"],
            kind=entry["kind"],
            text=entry["question"],
            mode=entry["mode"],
            expect=tuple(entry["expect"]),
            allow=frozenset(entry["allow"]),
            facts=tuple((f,) if isinstance(f, str) else tuple(f) for f in entry["facts"]),
            today=date.fromisoformat(entry["today"]) if "today" in entry else _TODAY,
        )


@cache
def _answerer(directory: Path) -> Answerer:
    return Answerer.build(load(directory))
