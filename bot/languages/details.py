"""Details that people ask for and events seldom tell, read once from `details.yaml`."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.languages.tables import read_table
from bot.languages.text import CHINESE, ENGLISH, fold_han, joined, stem, tokens

_WHO_ENGLISH = (
    r"(?:\bwho(?:'s|s| is| was| are| were)|\bnames? of)\s(?:[a-z'-]+\s){0,4}?(?P<holds>%s)s?\b"
    r"|\b(?P<named>%s)(?:'s|s)? name\b"
)
_WHO_HAN = (
    r"(?:誰是|哪位是).{0,6}?(?P<holds>%s)"
    r"|(?P<named>%s)(?:是誰|是哪位|是哪一位|叫什麼|叫甚麼|的?名字|的?姓名|姓什麼|貴姓)"
)
_HELD_ENGLISH = (
    r"(?i:\b%s)(?:,| is| was)? (?:[A-Z][\w.-]+ )?[A-Z][\w-]+"
    r"|[A-Z][\w-]+(?:,| is| was| as| became| sworn in| appointed| elected| named)+"
    r" (?:the |its |our |new |first |second |deputy |acting )*(?i:%s)\b"
)
_HELD_HAN = r"%s[由為是:]?[%s]|[%s][^副新任的位名兼前]{1,2}%s"


@dataclass(frozen=True, slots=True)
class Detail:
    """A detail by its name, the phrases that ask for it, and the words that tell it.

    English phrases stand between spaces, English words are stemmed; Chinese is folded. Where a
    phrase has `...`, any words may stand.
    """

    name: str
    asked: tuple[str, ...]
    told: frozenset[str]

    def is_told(self, texts: Iterable[str]) -> bool:
        """Whether one of the texts tells it."""
        for text in texts:
            pieces = tokens(text)
            line = _line(piece.text for piece in pieces)
            words = [piece.text for piece in pieces if not piece.is_han]
            stemmed = set(map(stem, (*words, *joined(text))))
            if not self.told.isdisjoint(stemmed) or any(phrase in line for phrase in self.asked):
                return True
            if any(word in line for word in self.told if not word.isascii()):
                return True
        return False


@dataclass(frozen=True, slots=True)
class Details:
    """All details, and how the holder of an office is asked for and told."""

    by_start: Mapping[str, Sequence[tuple[str, Detail]]]
    who: tuple[re.Pattern[str], ...]
    any_office: Mapping[str, str]
    surnames: str

    def asked(self, words: str) -> tuple[Detail, ...]:
        """The details asked for by a question's folded words, each between spaces."""
        starts = {sign for word in words.split() for sign in (word, *word)}
        found = {
            detail.name: detail
            for start in starts & self.by_start.keys()
            for phrase, detail in self.by_start[start]
            if _holds(words, phrase)
        }
        return tuple(found[name] for name in sorted(found))

    def office(self, folded: str) -> str | None:
        """The office whose holder a folded question asks for ("who is the new *commissioner*")."""
        found = next(filter(None, (pattern.search(folded) for pattern in self.who)), None)
        return (found["holds"] or found["named"]) if found else None

    def is_holder_told(self, office: str, texts: Iterable[str]) -> bool:
        """Whether one of the texts has a name beside the office, or beside any for a *boss*."""
        meant = f"(?:{self.any_office.get(office, office)})"
        if office.isascii():
            held = re.compile(_HELD_ENGLISH % (meant, meant))
        else:
            held = re.compile(_HELD_HAN % (meant, self.surnames, self.surnames, meant))
        return any(map(held.search, texts))


@cache
def details() -> Details:
    """The details of every language, read from the file at the first call."""
    data = read_table(Path(__file__).with_name("details.yaml"))
    english, chinese = data[ENGLISH], data[CHINESE]
    names = dict.fromkeys([*english["details"], *chinese["details"]])
    by_start: dict[str, list[tuple[str, Detail]]] = defaultdict(list)
    for name in names:
        detail = _detail(name, english["details"].get(name, {}), chinese["details"].get(name, {}))
        for phrase in detail.asked:
            by_start[phrase.split()[0] if phrase.isascii() else phrase[0]].append((phrase, detail))
    offices = ["|".join(fold_han(words["offices"]).split()) for words in (english, chinese)]
    any_offices = [fold_han(words["any_office"]).split() for words in (english, chinese)]
    return Details(
        by_start=dict(by_start),
        who=tuple(
            re.compile(pattern % (named, named))
            for pattern, named in (
                (_WHO_ENGLISH, "|".join((*any_offices[0], offices[0]))),
                (_WHO_HAN, "|".join((*any_offices[1], offices[1]))),
            )
        ),
        any_office={
            word: "|".join((word, named))
            for words, named in zip(any_offices, offices, strict=True)
            for word in words
        },
        surnames=chinese["surnames"].strip(),
    )


def _holds(words: str, phrase: str) -> bool:
    """Whether a phrase stands in words; one with a gap ("how much ... earn") has any amid it."""
    first, _, last = phrase.partition("...")
    start = words.find(first)
    return start >= 0 and last in words[start + len(first) - 1 :]


def _detail(name: str, english: dict[str, Any], chinese: dict[str, Any]) -> Detail:
    asked = ["...".join(map(_folded, part.split("..."))) for part in english.get("asked", ())]
    told = {stem(token.text) for word in english.get("told", ()) for token in tokens(word)}
    told |= {stem(phrase.strip()) for phrase in asked if len(phrase.split()) == 1}
    return Detail(
        name,
        (*asked, *map(fold_han, chinese.get("asked", ()))),
        frozenset(told | set(map(fold_han, chinese.get("told", ())))),
    )


def _folded(phrase: str) -> str:
    return _line(token.text for token in tokens(phrase))


def _line(words: Iterable[str]) -> str:
    """Words between spaces, in which a phrase is found whole."""
    return f" {' '.join(words)} "
