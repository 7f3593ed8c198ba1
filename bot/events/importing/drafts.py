"""What an entry of a page becomes: its id, category, title and keywords, all guesses."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from bot.events.event import Category, Vocabulary
from bot.events.importing.blocks import read_blocks
from bot.events.importing.entries import Entry, Note
from bot.events.importing.language import language_of_text
from bot.events.importing.naming import Names, keywords_of, title_of
from bot.events.importing.page import read_page
from bot.events.importing.publisher import publisher_of
from bot.events.importing.sections import read_sections
from bot.events.importing.when import UNKNOWN_YEAR
from bot.events.telling import Tell, each, untold
from bot.languages.text import fold_han, light, stem, tokens

_SLUG_WORDS = 5
_GUESSED_FROM = 10_000
"""Signs of a text that guesses are made from: as many as a pack's text may have."""
_EARLY = 12
"""Words after which a category's word tells half as much as at the beginning."""
_HAN_EARLY = 24
_HOLDING = ("organize", "organise", "organizing", "organising")
"""Says that something was held, though its stem is that of an organisation's change."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An event to be: everything in it but date and summary is a guess."""

    entry: Entry
    id: str
    language: str
    category: str
    title: str
    keywords: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Import:
    """A page read: its source, and in its order the drafts and the notes."""

    title: str
    publisher: str
    parts: tuple[Draft | Note, ...]

    @property
    def drafts(self) -> list[Draft]:
        """The drafts only."""
        return [part for part in self.parts if isinstance(part, Draft)]


@dataclass
class _Known:
    """What the guesses lean on: names met so far, and how many events hold a word."""

    vocabulary: Vocabulary
    names: Names
    ids: Counter[str] = field(default_factory=Counter)


def draft_pack(
    content: bytes,
    vocabulary: Vocabulary,
    texts: Iterable[str] = (),
    year: int | None = None,
    publisher: str = "",
    tell: Tell = untold,
) -> Import:
    """Draft a pack from a page's bytes.

    Args:
        vocabulary: whose categories are guessed.
        texts: of the events known already, each in one; words that they hold are not rare.
        year: serves where the page tells none.
        publisher: who published the page; "" to guess it.
        tell: hears what is done, with how many lines or events, and of how many.
    """
    page = read_page(content)
    sections = read_sections(read_blocks(page.lines), page.title, year, tell)
    publisher = publisher or publisher_of(sections)
    texts = [*texts, *(_begin(entry) for entry in sections.entries)]
    names = Names(publisher, texts, tell)
    known = _Known(vocabulary, names)
    titles = _titles(sections.entries, names)
    parts = [
        _draft(part, titles[id(part)], known) if isinstance(part, Entry) else part
        for part in each("Drafting", sections.parts, tell)
    ]
    return Import(sections.title, publisher, tuple(parts))


def guess_category(text: str, categories: Iterable[Category]) -> str:
    """The category whose words tell most of a text, early ones more; "" where none stands in it."""
    pieces = [piece for piece in tokens(light(text)) if not piece.text.startswith(_HOLDING)]
    words = [piece.text if piece.is_han else stem(piece.text) for piece in pieces]
    han = fold_han(light(text))
    scores: dict[str, float] = defaultdict(float)
    for category in categories:
        phrases = {*category.name.values(), *(w for ws in category.words.values() for w in ws)}
        for phrase in phrases:
            scores[category.key] += _told(phrase, words, han)
    best = max(scores, key=lambda key: scores[key], default="")
    return best if scores[best] > 0 else ""


def _told(phrase: str, words: Sequence[str], han: str) -> float:
    """How much of a text's beginning a phrase tells, 0 where it does not stand in it."""
    if not phrase.isascii():
        place = han.find(fold_han(phrase))
        return len(phrase) / 2 / (1 + place / _HAN_EARLY) if place >= 0 else 0.0
    wanted = _stems(phrase)
    size = len(wanted)
    for at in range(len(words) - size + 1):
        if list(words[at : at + size]) == wanted:
            return size / (1 + at / _EARLY)
    return 0.0


@cache
def _stems(phrase: str) -> list[str]:
    """Of a category's word: there are a few hundred, asked for again for each event."""
    return [stem(token.text) for token in tokens(phrase)]


def _begin(entry: Entry) -> str:
    """As much of a text as guesses are made from."""
    return entry.text[:_GUESSED_FROM]


def _draft(entry: Entry, title: str, known: _Known) -> Draft:
    doubts, text = list(entry.doubts), _begin(entry)
    category = guess_category(f"{entry.heading} {text}", known.vocabulary.categories.values())
    if not category:
        category = next(iter(known.vocabulary.categories), "")
        doubts.append("no word tells its category")
    if UNKNOWN_YEAR in str(entry.when):
        doubts.append("its year is not told")
    language = language_of_text(text)
    keywords = keywords_of(text, title, language, known.names)
    return Draft(
        entry, _id(entry, title, known.ids), language, category, title, keywords, tuple(doubts)
    )


def _titles(entries: Sequence[Entry], names: Names) -> dict[int, str]:
    """A title for each entry; where a name would stand twice, the sentence instead."""
    guessed = {id(entry): entry.heading or _title(entry, names) for entry in entries}
    counted = Counter(title.casefold() for title in guessed.values())
    return {
        id(entry): guessed[id(entry)]
        if entry.heading or counted[guessed[id(entry)].casefold()] == 1
        else _title(entry, names, by_name=False)
        for entry in entries
    }


def _title(entry: Entry, names: Names, by_name: bool = True) -> str:
    text = _begin(entry)
    return title_of(text, language_of_text(text), names, by_name)


def _id(entry: Entry, title: str, taken: Counter[str]) -> str:
    first = entry.when.first
    year = f"{first.year:04d}" if first.year else UNKNOWN_YEAR.lower()
    day = f"{year}-{first.month:02d}" if first.month else year
    words = _latin(title)
    name = "-".join([day, *words[:_SLUG_WORDS]])
    taken[name] += 1
    return name if taken[name] == 1 else f"{name}-{taken[name]}"


def _latin(title: str) -> list[str]:
    """A title's telling words in a-z and 0-9, Chinese by its sound."""
    words: list[str] = []
    for token in tokens(light(title)):
        if token.is_han:
            from pypinyin import lazy_pinyin

            words += lazy_pinyin(token.text)
        elif token.text not in ("the", "of", "a", "and", "for", "in", "on", "to", "with"):
            words.append(token.text)
    plain = (
        unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode() for word in words
    )
    kept = [found for word in plain if (found := re.sub(r"[^a-z0-9]", "", word.lower()))]
    # An id of numbers alone would be read as a date.
    return kept if any(map(str.isalpha, "".join(kept[:_SLUG_WORDS]))) else ["event", *kept]
