"""What inline mode offers: events for what somebody has typed so far, best first."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice, takewhile

from bot.answers.answer import Answer, Kind
from bot.answers.answering import WORTH_OFFERING, Answerer
from bot.answers.cards import EVENT_LINK, shared_card, summary_of, title_of
from bot.answers.icons import icon
from bot.answers.message import Message, shorten
from bot.answers.wording import Wording
from bot.events.event import Event
from bot.languages.text import normalise, tokens
from bot.matching.index import Index
from bot.questions.learning import phrase_of

_SNIPPET = 120
_MOST_BEGUN = 500
"""Events that are looked at for a beginning, those with the rarest words first."""
_SHORTEST = 2
"""Latin letters from which a word is taken for the beginning of others."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An event in the list that opens as one types, and the card that is sent for it."""

    key: str
    title: str
    description: str
    card: Message


class Offering:
    """Finds events for unfinished questions; keeps the sorted words of the knowledge in force."""

    def __init__(self) -> None:
        self._made_from: Index | None = None
        self._words: list[str] = []

    def events(self, text: str, answerer: Answerer, today: date, language: str) -> list[Event]:
        """The events for what was typed so far; none where it is understood but nothing happened.

        Args:
            today: the day that "this month" is counted from.
            language: serves where the text shows none.
        """
        meant = _meant(text, answerer)
        if meant:
            return meant
        answer = answerer.ask(text, today, language)
        pieces = tokens(normalise(text))
        if not pieces:
            return list(answer.events[:_MOST_BEGUN])
        begun = self._with_beginning(pieces[-1].text, answerer.index)
        rest = " ".join(piece.written for piece in pieces[:-1])
        if rest:
            before = answerer.ask(rest, today, language)
            answers = before.events[:_MOST_BEGUN] if before.kind is Kind.ANSWER else ()
            among = {event.key for event in answers}
            begun = [event for event in begun if event.key in among]
            if answer.is_list and answer.events == before.events:
                # The last word told nothing yet: it may become one that tells these apart.
                return _once((*begun, *answer.events[:_MOST_BEGUN]))
        if answer.is_list:
            return list(answer.events[:_MOST_BEGUN])
        return _once((*answer.events, *_candidates(answer, answerer), *begun))

    def _with_beginning(self, beginning: str, index: Index) -> list[Event]:
        """The events that hold a word that begins so, the most telling word's first."""
        if len(beginning) < _SHORTEST and beginning.isascii():
            return []
        if index is not self._made_from:
            self._made_from, self._words = index, sorted(index.words.numbers)
        words = islice(self._words, bisect_left(self._words, beginning), None)
        begun = takewhile(lambda word: word.startswith(beginning), words)
        worth: dict[int, float] = {}
        for word in sorted(begun, key=index.words.count):
            if len(worth) >= _MOST_BEGUN:
                break
            rare = index.weight(index.words.count(word))
            for position, place in islice(index.words.get(word).items(), _MOST_BEGUN):
                worth[position] = max(place * rare, worth.get(position, 0.0))
        best = sorted(worth, key=lambda position: (-worth[position], position))
        return [index.knowledge.events[position] for position in best]


def offer(event: Event, words: Wording) -> Offer:
    """An event as it is offered."""
    snippet = shorten(summary_of(event, words), _SNIPPET)
    return Offer(
        event.key,
        f"{icon(event)} {title_of(event, words)}",
        f"{words.when(event.when)} · {snippet}",
        shared_card(event, words),
    )


def _meant(text: str, answerer: Answerer) -> list[Event]:
    """The events that a button for sharing asks for: by their title, or one by its key."""
    asked = text.strip()
    linked = answerer.knowledge.named(asked.removeprefix(EVENT_LINK))
    if asked.startswith(EVENT_LINK) and linked:
        return [linked]
    entitled = answerer.index.phrases.get(phrase_of(asked)).positions[:_MOST_BEGUN]
    events = (answerer.knowledge.events[position] for position in entitled)
    return [event for event in events if asked in event.title.values()]


def _candidates(answer: Answer, answerer: Answerer) -> list[Event]:
    matches = answerer.candidates(answer)
    return [match.event for match in matches if match.score >= WORTH_OFFERING]


def _once(events: Iterable[Event]) -> list[Event]:
    return list({event.key: event for event in events}.values())
