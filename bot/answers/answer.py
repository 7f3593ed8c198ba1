"""What an answer is, before anyone chose the words for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.events.event import Event, Fact
from bot.questions.query import Query


class Kind(StrEnum):
    """How sure an answer is."""

    ANSWER = "answer"
    SUGGESTIONS = "suggestions"
    EMPTY = "empty"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query.

    Attributes:
        events: what answers it (ANSWER) or is offered (SUGGESTIONS), best first, a list by date.
        fact: the direct answer asked for, of the first event.
        nearest: events to go on with where there is no answer.
        certain: of a list, how many are certainly in the period; those after them are known only
            to a month that reaches into it.
        is_list: whether the events were asked for by period or category.
        lacks_detail: whether the event offered is the one asked of, and does not tell what was
            asked of it.
    """

    kind: Kind
    query: Query
    events: Sequence[Event] = ()
    fact: Fact | None = None
    nearest: Sequence[Event] = ()
    certain: int = 0
    is_list: bool = False
    lacks_detail: bool = False
