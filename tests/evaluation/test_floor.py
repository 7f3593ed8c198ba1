"""A floor under the answers: what the evaluation reached once is not lost again."""

import pytest

from tests.evaluation.questions import SETS, question_set
from tests.evaluation.scoring import by, mean, ours, score
from tests.evaluation.time_expressions import cases
from tests.evaluation.time_expressions import ours as read
from tests.evaluation.typing_errors import mistyped

FLOORS = {"doit": 0.98, "doit-2": 0.95, "doit-3": 0.95, "transport": 0.96, "culture": 0.96}
FLOORS |= {"harbour": 0.91, "riverton": 0.9, "parks": 0.84, "fire": 0.8}
FLOORS |= {"doit-4": 0.98, "doit-5": 0.98, "labour": 0.96, "water": 0.95}
FLOORS |= {
    "doit-7": 0.97,
    "doit-8": 0.96,
    "environment": 0.93,
    "welfare": 0.85,
    "sports": 0.95,
    "doit-9": 0.96,
}
FLOORS |= {"archives": 0.93, "markets": 0.89, "doit-10": 0.96}
FLOORS |= {
    "doit-11": 0.98,
    "doit-12": 0.98,
    "doit-13": 0.98,
    "doit-14": 0.97,
    "housing": 0.95,
    "economy": 0.96,
}
FLOORS |= {"works": 0.92, "museums": 0.95, "police": 0.96, "youth": 0.95, "finance": 0.91}
FLOORS |= {"health": 0.92, "tourism": 0.9, "doit-6": 0.98, "education": 0.96}
FLOORS |= {"doit-15": 0.98, "digital": 0.98, "metro": 0.97, "care": 0.95, "heritage": 0.95}
FLOORS |= {"personnel": 0.95, "festivals": 0.92}
KIND_FLOORS = {
    "environment": 0.5,
    "sports": 0.75,
    "archives": 0.65,
    "markets": 0.6,
    "welfare": 0.2,
    "water": 0.7,
    "health": 0.5,
    "tourism": 0.5,
    "doit-3": 0.75,
    "harbour": 0.2,
    "housing": 0.75,
    "works": 0.6,
    "museums": 0.7,
    "police": 0.7,
    "youth": 0.8,
    "finance": 0.5,
    "care": 0.6,
    "heritage": 0.7,
    "personnel": 0.6,
    "festivals": 0.4,
    "riverton": 0.2,
    "parks": 0.1,
    "fire": 0.1,
}
"""Paraphrases without a word of the pack are the weak kind."""
KIND_FLOOR = 0.8
REFUSALS_FLOOR = 0.81
TIME_FLOOR = 0.98
COST = 0.02
"""What one or two typing errors in each question may cost of the score over all sets."""


@pytest.mark.parametrize("name", SETS)
def test_questions_are_answered(name: str) -> None:
    asked = question_set(name)
    results = score(asked.questions, ours(asked))
    kinds = by(results, lambda question: question.kind)
    assert mean(results) >= FLOORS[name]
    lowest = min(map(mean, kinds.values()))
    assert lowest >= KIND_FLOORS.get(name, KIND_FLOOR)
    assert mean(kinds["none"]) >= REFUSALS_FLOOR


@pytest.mark.parametrize("errors", [1, 2])
def test_typing_errors_cost_little(errors: int) -> None:
    asked = [question_set(name) for name in SETS]
    right = [r for a in asked for r in score(a.questions, ours(a))]
    typed = [r for a in asked for r in score(mistyped(a.questions, errors), ours(a))]
    assert mean(typed) >= mean(right) - COST


def test_time_expressions_are_read() -> None:
    exact = [read(case) == case.period for case in cases()]
    assert sum(exact) / len(exact) >= TIME_FLOOR
