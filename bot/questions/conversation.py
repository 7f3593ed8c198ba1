"""What a conversation remembers, and questions that only make sense after another one."""

import re
from dataclasses import dataclass, replace

from bot.events.event import Event
from bot.languages.generic import Ask
from bot.questions.query import Query

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

_OF_ONE_EVENT = frozenset({Ask.WHEN, Ask.WHERE, Ask.WHO, Ask.RANK})


@dataclass(slots=True)
class Conversation:
    """The last question, the events that answered it, and the one spoken of; empty at the start."""

    query: Query | None = None
    events: tuple[Event, ...] = ()
    event: Event | None = None

    def remember(self, query: Query, events: tuple[Event, ...]) -> None:
        """Note what the next question may lean on."""
        self.query, self.events, self.event = query, events, next(iter(events), None)

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
        if last is None or query.content or not _AND.search(query.text.casefold()):
            return query
        if query.period and not query.category:
            return replace(query, category=last.category, terms=last.terms)
        if query.category and not query.period:
            return replace(query, period=last.period)
        return query


def _leans(query: Query) -> bool:
    """Whether a question asks when, where or who and says of nothing: "when was it?"."""
    says_of_what = query.terms or query.period or query.category or query.anchor
    return not says_of_what and bool(query.asks & _OF_ONE_EVENT)
