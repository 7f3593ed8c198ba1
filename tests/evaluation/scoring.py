"""Scores of answers, question by question, and their means by kind and by language."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import fmean

from bot.answers.answer import Kind
from bot.answers.composing import compose
from bot.answers.wording import wording
from tests.evaluation.questions import Question, QuestionSet


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered: ids of events (none where no answer is given) and the reply's text."""

    events: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Scored:
    """A question, the answer given to it, and the answer's score from 0 to 1."""

    question: Question
    given: Given
    score: float


Respond = Callable[[Question], Given]


def ours(questions: QuestionSet, with_meanings: bool = False) -> Respond:
    """The bot's own answers to a set's questions, with or without the extra `meaning`."""
    answerer = questions.answerer.with_meanings() if with_meanings else questions.answerer

    def respond(question: Question) -> Given:
        answer = answerer.ask(question.text, question.today)
        events = tuple(event.id for event in answer.events) if answer.kind is Kind.ANSWER else ()
        message = compose(answer, answerer.knowledge, wording(answer.query.language))
        return Given(events, message.plain())

    return respond


def score(questions: Iterable[Question], respond: Respond) -> list[Scored]:
    """Put each question and score what comes back."""
    return [Scored(q, given, score_of(q, given)) for q in questions for given in [respond(q)]]


def score_of(question: Question, given: Given) -> float:
    """The score of one answer, from 0 to 1.

    `top1`: the first event is the first expected. `set`: F1 of the events, those allowed left out.
    Otherwise: no event is given. A fact that is missing in the reply makes it 0.
    """
    expect = question.expect
    match question.mode:
        case "top1":
            reached = float(given.events[:1] == expect[:1])
        case "set":
            wanted = set(expect)
            reached = _f1(set(given.events) - (question.allow - wanted), wanted)
        case _:
            reached = float(not given.events)
    text = _folded(given.text)
    has_facts = all(any(_folded(fact) in text for fact in facts) for facts in question.facts)
    return reached if has_facts else 0.0


def by(results: Iterable[Scored], key: Callable[[Question], str]) -> dict[str, list[Scored]]:
    """Results in groups, in order of the groups' names."""
    groups: dict[str, list[Scored]] = defaultdict(list)
    for result in results:
        groups[key(result.question)].append(result)
    return dict(sorted(groups.items()))


def mean(results: Iterable[Scored]) -> float:
    """The mean score; 0 for no results."""
    scores = [result.score for result in results]
    return fmean(scores) if scores else 0.0


def headline(results: Iterable[Scored]) -> float:
    """The mean over kinds of each kind's mean."""
    kinds = by(results, lambda question: question.kind)
    return fmean(mean(kind) for kind in kinds.values())


def _f1(given: set[str], wanted: set[str]) -> float:
    if not given and not wanted:
        return 1.0
    return 2 * len(given & wanted) / (len(given) + len(wanted))


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
