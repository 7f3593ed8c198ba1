"""What is measured of one way to find events, in a process of its own."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from bot.languages.text import normalise
from bot.matching.periods import Within
from bot.questions.learning import event_texts
from bot.questions.time_expressions import find_time
from tests.benchmarks import synthetic
from tests.benchmarks.peers import PEERS

OURS = "annals"
_NEEDS = {
    "RapidFuzz token_set_ratio": "numpy",
    "TF-IDF n-grams": "sklearn",
    "bm25s": "bm25s",
    "tantivy fuzzy": "tantivy",
}
_TODAY = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds of processor time that answers take, and the share of right ones."""

    median: float
    nearly_all: float
    right: float


@dataclass(frozen=True, slots=True)
class Measured:
    """One way at one size; `kilobytes` for each event, events included for ours only."""

    name: str
    size: int
    seconds: float
    kilobytes: float
    plain: Speed
    misspelt: Speed


def missing(name: str) -> str | None:
    """The package that a peer needs and that is not installed."""
    needed = _NEEDS.get(name)
    return needed if needed and find_spec(needed) is None else None


def measure(name: str, size: int, questions: int) -> Measured:
    """Build one way for `size` events and put questions to it, plain ones and misspelt ones."""
    before = _resident()
    known = synthetic.knowledge(size)
    started = time.process_time()
    if name == OURS:
        from bot.answers.answering import Answerer
        from bot.languages.dictionaries import dictionaries

        answerer = Answerer.build(known)
        seconds = time.process_time() - started
        after = _resident()
        dictionaries()

        def answer(text: str) -> str | None:
            answered = answerer.ask(text, _TODAY)
            return answered.events[0].id if answered.kind == "answer" else None
    else:
        documents = [" ".join(event_texts(event)) for event in known.events]
        before = _resident()
        find = PEERS[name](documents)
        seconds = time.process_time() - started
        after = _resident()

        def answer(text: str) -> str | None:
            named = find_time(normalise(text), _TODAY, known.years)
            within = Within(known, named.period) if named else range(size)
            position = find(text, within)
            return None if position is None else known.events[position].id

    speeds = [_speed(answer, synthetic.questions(known, questions, errors)) for errors in (0, 1)]
    return Measured(name, size, seconds, (after - before) / size / 1000, *speeds)


def _speed(answer: Callable[[str], str | None], asked: list[synthetic.Asked]) -> Speed:
    spent, right = [], 0
    for question in asked:
        started = time.process_time()
        found = answer(question.text)
        spent.append(1000 * (time.process_time() - started))
        right += found == question.expect
    spent.sort()
    return Speed(
        spent[len(spent) // 2],
        spent[min(len(spent) - 1, 99 * len(spent) // 100)],
        right / len(spent),
    )


@dataclass(frozen=True, slots=True)
class Loaded:
    """Seconds of processor time that reading packs from files takes."""

    size: int
    parse: float
    cold: float
    warm: float


def measure_load(size: int, folder: Path) -> Loaded:
    """Read packs by PyYAML's own C loader, by us the first time, and by us from what was kept."""
    import yaml

    from bot.cache.preparing import prepare

    packs = folder / "packs"
    packs.mkdir()
    synthetic.write_packs(size, packs)
    spent = []
    for step in (
        lambda: [yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in packs.iterdir()],
        lambda: prepare(packs, cache=folder / "cache"),
        lambda: prepare(packs, cache=folder / "cache"),
    ):
        started = time.process_time()
        step()
        spent.append(time.process_time() - started)
    return Loaded(size, *spent)


def _resident() -> int:
    """Bytes of memory that this process holds."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * 4096
