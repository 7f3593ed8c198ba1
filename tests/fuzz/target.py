"""What is fuzzed: how an input is made by chance, and what has to hold for it."""

import random
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Target:
    """A way into the bot.

    Attributes:
        make: an input from chance alone, which is shown by `repr` where it finds something.
        put: hands the input in, and raises where anything is not as it has to be.
        share: of a million inputs, how many are this target's.
    """

    name: str
    make: Callable[[random.Random], Any]
    put: Callable[[Any], None]
    share: int


@dataclass(frozen=True, slots=True)
class Finding:
    """An input that raised; `seed` and `number` make it again."""

    seed: int
    number: int
    given: Any
    error: Exception

    @property
    def place(self) -> str:
        """Where it was raised, one name for each defect."""
        frames = traceback.extract_tb(self.error.__traceback__)
        return f"{type(self.error).__name__} at {frames[-1].filename}:{frames[-1].lineno}"


@dataclass
class Tally:
    """How far a run is: inputs put, and the slowest of them in seconds of this process."""

    inputs: int = 0
    slowest: float = 0.0
    slowest_input: Any = None


def chance_of(seed: int, number: int) -> random.Random:
    """The chance that makes the input of this number."""
    return random.Random(f"{seed}:{number}")


def fuzz(target: Target, numbers: Iterable[int], seed: int, tally: Tally) -> Iterator[Finding]:
    """Put the inputs of these numbers to a target; what is found as it comes."""
    for number in numbers:
        given = target.make(chance_of(seed, number))
        began = time.process_time()
        try:
            target.put(given)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
            yield Finding(seed, number, given, error)
        took = time.process_time() - began
        tally.inputs += 1
        if took > tally.slowest:
            tally.slowest, tally.slowest_input = took, given
