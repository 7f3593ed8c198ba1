"""Questions that found no answer: which may be kept, and what they say about the missing words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz, process

from bot.answers.answering import Answerer
from bot.answers.message import Line, Message, Span, Style, bold, line, shorten
from bot.answers.wording import Wording
from bot.events.event import Event, in_language
from bot.languages.text import normalise

LONGEST = 200
"""Characters of a question that is kept; who writes more tells a story."""
_ALIKE = 82
"""The likeness, of 100, from which two questions are one asked twice."""
_NEAR = 55
"""The likeness to a title or keyword from which an event is the nearest."""
_SHOWN = 90
_MOST_VARIANTS = 3
_DIGIT = "[0-9〇零一二三四五六七八九]"
_PERSONAL = re.compile(
    rf"{_DIGIT}(?:[ .()/-]?{_DIGIT}){{6,}}"  # A telephone number, an account, an identity.
    r"|\S@\S|(?:^|\s)@\w"  # A mail address, a name in Telegram.
    r"|https?:|www\.|\bt\.me/"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A question that found no answer, how often it was asked and when last."""

    text: str
    language: str
    count: int
    last_day: date


@dataclass(frozen=True, slots=True)
class Lack:
    """Questions that are nearly the same, and what the knowledge holds nearest to them.

    Attributes:
        questions: the most frequent first.
        unknown: words of the first one that the knowledge does not hold.
    """

    questions: tuple[Kept, ...]
    nearest: Event | None
    unknown: tuple[str, ...]

    @property
    def count(self) -> int:
        """How often all of them were asked."""
        return sum(kept.count for kept in self.questions)

    @property
    def last_day(self) -> date:
        """When one of them was asked last."""
        return max(kept.last_day for kept in self.questions)


def worth_keeping(text: str) -> str | None:
    """The normalised text that may be kept of a question; None where it looks personal.

    That is a telephone number, any long run of digits, an address of mail or the web, a name with
    an @, and whatever is longer than a question.
    """
    line = normalise(text).casefold().strip(" ?？!！.。,，;；")
    if not line or len(line) > LONGEST or _PERSONAL.search(line):
        return None
    return line


def lacks(kept: Iterable[Kept], answerer: Answerer, today: date) -> list[Lack]:
    """Kept questions, near-duplicates together, the most frequent first."""
    found = [_lack(group, answerer, today) for group in _grouped(kept)]
    return sorted(found, key=lambda lack: (-lack.count, lack.questions[0].text))


def unanswered_page(found: Sequence[Lack], words: Wording, most: int) -> Message:
    """The list for the keeper of the packs."""
    if not found:
        return Message((line(words.say("Every question found an answer.")),))
    lines: list[Line] = [line(bold(words.say("Questions without an answer")))]
    for lack in found[:most]:
        lines += [line(), *_told(lack, words)]
    if len(found) > most:
        more = len(found) - most
        lines += [line(), line(words.count("and {n} more", "and {n} more", more))]
    return Message(tuple(lines))


def _told(lack: Lack, words: Wording) -> list[Line]:
    first, *others = (shorten(kept.text, _SHOWN) for kept in lack.questions[: _MOST_VARIANTS + 1])
    lines = [line(f"{lack.count} × ", bold(first), f" · {words.month_and_day(lack.last_day)}")]
    if others:
        lines.append(line(words.say("also: {texts}", texts=" · ".join(others))))
    if lack.unknown:
        unknown = ", ".join(shorten(word, _SHOWN) for word in lack.unknown)
        lines.append(line(words.say("unknown words: {words}", words=unknown)))
    if lack.nearest:
        title = shorten(in_language(lack.nearest.title, words.language), _SHOWN)
        near = words.say("nearest: {title}", title=title)
        lines.append(line(near, " ", Span(lack.nearest.id, Style.CODE)))
    else:
        lines.append(line(words.say("nothing is near")))
    return lines


def _grouped(kept: Iterable[Kept]) -> list[tuple[Kept, ...]]:
    groups: list[list[Kept]] = []
    firsts: list[str] = []
    for question in sorted(kept, key=lambda k: (-k.count, k.text)):
        alike = process.extractOne(
            question.text, firsts, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE
        )
        if alike:
            groups[alike[2]].append(question)
        else:
            firsts.append(question.text)
            groups.append([question])
    return [tuple(group) for group in groups]


def _lack(group: tuple[Kept, ...], answerer: Answerer, today: date) -> Lack:
    first = group[0]
    answer = answerer.ask(first.text, today, first.language)
    found = [*answer.events, *(match.event for match in answerer.candidates(answer))]
    unknown = tuple(term.written for term in answer.query.terms if term.unknown)
    return Lack(group, found[0] if found else _near(first.text, answerer), unknown)


def _near(text: str, answerer: Answerer) -> Event | None:
    """The event with the title or keyword that is most like a text."""
    best: tuple[float, Event] | None = None
    for event in answerer.knowledge.events:
        names = [*event.title.values(), *(w for words in event.keywords.values() for w in words)]
        found = process.extractOne(
            text, [name.casefold() for name in names], scorer=fuzz.ratio, score_cutoff=_NEAR
        )
        if found and (best is None or found[1] > best[0]):
            best = found[1], event
    return best[1] if best else None
