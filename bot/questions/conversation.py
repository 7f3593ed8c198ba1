"""What a conversation remembers, and questions that only make sense after another one."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.events.event import Event
from bot.languages.generic import Ask
from bot.questions.query import Query
from bot.questions.time_expressions import Period

_ORDINALS = (
    re.compile(r"\b(?:the )?(?:first|1st) one\b|^(?:the )?first$|第一個"),
    re.compile(r"\b(?:the )?(?:second|2nd) one\b|^(?:the )?second$|第二個"),
    re.compile(r"\b(?:the )?(?:third|3rd) one\b|^(?:the )?third$|第三個"),
    re.compile(r"\b(?:the )?(?:fourth|4th) one\b|^(?:the )?fourth$|第四個"),
    re.compile(r"\b(?:the )?(?:fifth|5th) one\b|^(?:the )?fifth$|第五個"),
)
_MORE = re.compile(
    r"^(?:(?:please )?(?:tell me )?more(?: details?| info)?(?: please)?|more about (?:it|that)"
    r"|go on|詳細一點|再多說一點|多說一點|更多|繼續)[?.!。？！]*$"
)
_AND = re.compile(r"^(?:and|what about|how about|or)\b|^(?:那|那麼|還有)|呢[?？]?$")

_IT = re.compile(
    r"\b(?:it|they|them|this|that|there|this one|that one|he|she)\b"
    r"|[它他她]|[這那][個件場]"
)
_THEN = re.compile(
    r"\b(?:that|the same|same) (?P<unit>day|month|year)\b"
    r"|(?:同|當|那個?|同一個?)(?P<sign>天|日|月|年)"
)
_UNITS = {"天": "day", "日": "day", "月": "month", "年": "year"}

_MOST_REMEMBERED = 50
_OF_ONE_EVENT = frozenset({Ask.WHEN, Ask.WHERE, Ask.WHO, Ask.RANK, Ask.COUNT, Ask.COST})


@dataclass(slots=True)
class Conversation:
    """The last question, the events that answered it, and the one spoken of; empty at the start."""

    query: Query | None = None
    events: tuple[Event, ...] = ()
    event: Event | None = None

    def remember(self, query: Query, events: Sequence[Event]) -> None:
        """Note what the next question may lean on: of a long list, its beginning."""
        self.query, self.events = query, tuple(events[:_MOST_REMEMBERED])
        self.event = next(iter(self.events), None)

    def meant_event(self, query: Query) -> Event | None:
        """The event that "the second one", "tell me more" or "when was it?" means.

        None for questions that stand by themselves.
        """
        folded = query.text.casefold().strip()
        if _MORE.search(folded) or _leans(query):
            return self.event
        for number, pattern in enumerate(_ORDINALS):
            if number < len(self.events) and pattern.search(folded):
                return self.events[number]
        return None

    def complete(self, query: Query) -> Query:
        """A query like "and in May?" with what it leaves out taken from the last one."""
        last = self.query
        folded = query.text.casefold()
        then = _THEN.search(folded)
        if then and self.event and not query.period:
            unit = then["unit"] or _UNITS[then["sign"]]
            return replace(query, period=_around(self.event, unit))
        if last is None or not _AND.search(folded):
            return query
        if query.content:
            return query if query.asks else replace(query, asks=last.asks & _OF_ONE_EVENT)
        if query.period and not query.category:
            return replace(query, category=last.category, terms=last.terms)
        if query.category and not query.period:
            return replace(query, period=last.period)
        return query


def _leans(query: Query) -> bool:
    """Whether a question asks when, where or who and says of nothing: "when was it?".

    With an "it", words of a category say nothing either: "who signed it?".
    """
    if query.period or query.anchor or not query.asks & _OF_ONE_EVENT:
        return False
    return not query.terms or (not query.content and bool(_IT.search(query.text.casefold())))


def _around(event: Event, unit: str) -> Period:
    """The day, month or year in which an event began."""
    first = event.when.first
    if unit == "day":
        return Period(first, event.when.last)
    if unit == "year":
        return Period(first.replace(month=1, day=1), first.replace(month=12, day=31))
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return Period(first.replace(day=1), last)
