"""What a keeper should look at in packs that have no fault: what keeps events from being found."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from bot.answers.answer import Kind
from bot.answers.answering import Answerer
from bot.events.dates import REPUBLIC_OFFSET
from bot.events.event import Event
from bot.events.knowledge import SHIPPED, VOCABULARY, Knowledge
from bot.keeping.numbers import figures_in, numbers_in
from bot.keeping.places import Place, places_in, synonym_lines
from bot.languages.text import LANGUAGES, is_han, light, stems, tokens

_MOST = 0.5
"""The share of the events that a keyword may stand in before it tells nothing."""
_FEW = 4
"""Events below which no share tells anything."""
_SHOWN = 5


@dataclass(frozen=True, slots=True, order=True)
class PackWarning:
    """One thing to look at: the file, the line (from 1), what is odd and how to mend it."""

    file: str
    line: int
    odd: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: warning: {self.odd}; {self.mend}"


def warnings_of(
    knowledge: Knowledge,
    directory: Path,
    progress: Callable[[Sequence[Event]], Iterator[Event]] = iter,
) -> list[PackWarning]:
    """Every warning on the packs of a folder, in order of file and line.

    Args:
        knowledge: what the folder holds.
        progress: wraps the events while each is asked for, so that a person sees it go on.
    """
    places = places_in(directory)
    answerer = Answerer.build(knowledge)
    found = chain(
        _indistinct(knowledge, places),
        _telling_nothing(answerer, places),
        _not_found(answerer, places, progress),
        _missing_languages(knowledge, places),
        _different_numbers(knowledge, places),
        _shared_synonyms(knowledge, directory),
    )
    return sorted(set(found))


def _indistinct(knowledge: Knowledge, places: dict[str, Place]) -> Iterator[PackWarning]:
    """Events of one title on the same days, or of one summary."""
    seen: dict[tuple[str, ...], Event] = {}
    in_place = sorted(knowledge.events, key=lambda e: (places[e.id].file, places[e.id].line))
    for event in in_place:
        for language, title in event.title.items():
            key = ("title", language, str(event.when), *stems(title))
            yield from _as_before(seen, key, event, places, "title and date", "title")
        for language, summary in event.summary.items():
            key = ("summary", language, " ".join(light(summary).casefold().split()))
            yield from _as_before(seen, key, event, places, "summary", "summary")


def _as_before(
    seen: dict[tuple[str, ...], Event],
    key: tuple[str, ...],
    event: Event,
    places: dict[str, Place],
    what: str,
    part: str,
) -> Iterator[PackWarning]:
    other = seen.setdefault(key, event)
    if other is event:
        return
    place, there = places[event.id], places[other.id]
    odd = f"{event.id!r} has the {what} of {other.id!r} ({there.file}:{there.line})"
    yield PackWarning(place.file, place.of(part), odd, "say what tells them apart, or remove one")


def _telling_nothing(answerer: Answerer, places: dict[str, Place]) -> Iterator[PackWarning]:
    """Keywords whose words stand in most events."""
    events = answerer.knowledge.events
    if len(events) < _FEW:
        return
    holders: dict[tuple[str, ...], int] = {}
    for event in events:
        for keyword in chain.from_iterable(event.keywords.values()):
            features = stems(keyword)
            if not features:
                continue
            if features not in holders:
                holders[features] = _holders(answerer, features)
            if holders[features] > len(events) * _MOST:
                place = places[event.id]
                odd = f"the keyword {keyword!r} fits {holders[features]} of {len(events)} events"
                yield PackWarning(
                    place.file, place.of("keywords"), odd, "remove it, or write one that is its own"
                )


def _holders(answerer: Answerer, features: tuple[str, ...]) -> int:
    parts = [answerer.index.posting((feature,), is_han(feature)) for feature in features]
    return len(set(parts[0].positions).intersection(*(part.positions for part in parts[1:])))


def _not_found(
    answerer: Answerer,
    places: dict[str, Place],
    progress: Callable[[Sequence[Event]], Iterator[Event]],
) -> Iterator[PackWarning]:
    """Events that are not the answer where their own title is the question."""
    for event in progress(answerer.knowledge.events):
        for language, title in event.title.items():
            answer = answerer.ask(title, event.when.first, language)
            if answer.kind is Kind.ANSWER and event in answer.events:
                continue
            others = [other.id for other in answer.events if other is not event][:1]
            found = f"finds {others[0]!r} instead" if others else "finds no event"
            place = places[event.id]
            odd = f"the title {title!r} of {event.id!r} {found}"
            mend = "name the event in its title as nothing else is named, and add keywords"
            yield PackWarning(place.file, place.of("title"), odd, mend)


def _missing_languages(knowledge: Knowledge, places: dict[str, Place]) -> Iterator[PackWarning]:
    """Events without a language that their pack has, and packs without a language of the bot's."""
    by_file: dict[str, list[Event]] = defaultdict(list)
    for event in knowledge.events:
        by_file[places[event.id].file].append(event)
    for file, events in by_file.items():
        held = {language for event in events for language in event.title}
        for language in LANGUAGES:
            if language not in held:
                line = min(places[event.id].line for event in events)
                odd = f"no event has a title in {language}"
                yield PackWarning(file, line, odd, f"add {language} where people ask in it")
        for event in events:
            yield from _parts_missing(event, places[event.id], held)


def _parts_missing(event: Event, place: Place, held: set[str]) -> Iterator[PackWarning]:
    parts = {"title": event.title, "summary": event.summary, "keywords": event.keywords}
    for part, texts in parts.items():
        for language in sorted(held - set(texts)):
            odd = f"{event.id!r} has no {part} in {language}"
            yield PackWarning(place.file, place.of(part), odd, f"add it after '{language}:'")


def _different_numbers(knowledge: Knowledge, places: dict[str, Place]) -> Iterator[PackWarning]:
    """Figures in one language's summary that another one does not tell."""
    for event in knowledge.events:
        for language, summary in event.summary.items():
            for other, text in event.summary.items():
                if other == language:
                    continue
                lacking = sorted(figures_in(summary) - numbers_in(text, other))
                lacking = [value for value in lacking if not _tells_date(value, event)]
                if lacking:
                    place = places[event.id]
                    told = ", ".join(f"{value:,.12g}" for value in lacking[:_SHOWN])
                    odd = f"{event.id!r} tells {told} in {language} and not in {other}"
                    mend = "correct one, or tell it in both"
                    yield PackWarning(place.file, place.of("summary"), odd, mend)


def _tells_date(value: float, event: Event) -> bool:
    """Whether a figure is but a part of the event's date, which languages write in their ways."""
    first, last = event.when.first, event.when.last
    return value in {
        part for day in (first, last) for part in (day.year, day.year - REPUBLIC_OFFSET, day.month)
    }


def _shared_synonyms(knowledge: Knowledge, directory: Path) -> Iterator[PackWarning]:
    """Words of a folder's own vocabulary that stand in two lists of synonyms, or in one twice."""
    path = directory / VOCABULARY
    if not path.exists():
        path = SHIPPED / VOCABULARY
    lines = synonym_lines(path)
    first: dict[tuple[str, ...], int] = {}
    joined: dict[int, int] = {}
    for number, group in enumerate(knowledge.vocabulary.synonyms[: len(lines)]):
        for word in group:
            key = tuple(token.text for token in tokens(light(word)))
            before = first.setdefault(key, number)
            if before == number and first[key] == number and group.count(word) < 2:
                continue
            yield _shared(path, lines, number, before, word, joined)


def _shared(
    path: Path, lines: list[int], number: int, before: int, word: str, joined: dict[int, int]
) -> PackWarning:
    if before == number:
        return PackWarning(
            str(path), lines[number], f"{word!r} stands twice in a list of synonyms", "remove one"
        )
    root, other = _root(joined, before), _root(joined, number)
    circle = "closes a circle of lists: it " if root == other else ""
    joined[other] = root
    return PackWarning(
        str(path),
        lines[number],
        f"the synonym {word!r} {circle}stands in the list of line {lines[before]} too",
        "make the two lists one, or keep it in one of them",
    )


def _root(joined: dict[int, int], number: int) -> int:
    while joined.get(number, number) != number:
        number = joined[number]
    return number
