"""Reading an hour of the day as people write it: 9, 7.30, 7 pm, noon, 0730, 早上七點, 晚上7點半."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path

from bot.languages.numbers import number
from bot.languages.tables import read_table
from bot.languages.text import CHINESE, ENGLISH, fold_han, normalise

_HAN_NUMBER = "[零〇一二兩三四五六七八九十廿]{1,3}"
_NOT_BEFORE = r"(?<![a-z0-9:+\-/_])(?<!\d\.)"
_NOT_AFTER = r"(?![a-z0-9/_]|[:.]\d)"


def folded(text: str) -> str:
    """A text as the tables here are compared with: one line, NFKC, Traditional, without case."""
    return fold_han(normalise(text)).casefold()


def take_time(text: str) -> tuple[time | None, str]:
    """The first hour of the day in a folded text, and the text without it.

    None, and the whole text, where there is none or none that a clock shows (25:00, 13 am).
    """
    text = _spell_figures(text)
    for pattern in _patterns():
        found = pattern.search(text)
        at = _read(found.groupdict()) if found else None
        if found and at is not None:
            return at, f"{text[: found.start()]} {text[found.end() :]}".strip()
    return None, text


def without_fillers(text: str) -> str:
    """A folded text without the words that tell nothing about an hour or a zone."""
    for phrase in _tables().han_fillers:
        text = text.replace(phrase, " ")
    words = (word.strip(".,;:!?，。、；：！？()「」") for word in text.split())
    return " ".join(word for word in words if word and word not in _tables().fillers)


@dataclass(frozen=True, slots=True)
class _Tables:
    named: Mapping[str, time]
    parts: Mapping[str, int]
    numbers: Mapping[str, int]
    fillers: frozenset[str]
    han_fillers: tuple[str, ...]


@cache
def _tables() -> _Tables:
    data = read_table(Path(__file__).with_name("local_time.yaml"))
    return _Tables(
        named={fold_han(name): time.fromisoformat(at) for name, at in data["named"].items()},
        parts={fold_han(name): first for name, first in data["parts"].items()},
        numbers=data["numbers"],
        fillers=frozenset(data["fillers"][ENGLISH].split()),
        han_fillers=tuple(sorted(map(fold_han, data["fillers"][CHINESE]), key=len, reverse=True)),
    )


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    tables = _tables()
    part = _one_of(tables.parts)
    before = rf"(?:(?P<before>{part})\s*(?:at\s*)?)?"
    after = rf"(?:\s*(?P<after>{part})|(?P<letter>(?<=\d)[ap]))?"
    figures = r"(?P<hour>\d{1,2})"
    shapes = (
        rf"(?P<past>half past|quarter past|quarter to)\s*{figures}{after}",
        rf"{before}(?P<hour>\d{{1,2}}|{_HAN_NUMBER})\s*(?:點|時(?!間|區))鐘?\s*"
        rf"(?:(?P<quarters>[一二三])刻|(?P<half>半)|(?P<minute>\d{{1,2}}|{_HAN_NUMBER})(?:分|(?!\d)))?"
        rf"{after}",
        rf"{before}{figures}\s*(?::\s*|\.|h)(?P<minute>\d\d)(?::00)?{after}",
        rf"{before}(?P<hour>\d{{1,2}})(?P<minute>\d\d)(?:\s*(?:hours|hrs|h))?{after}",
        rf"{before}{figures}\s+(?P<minute>[0-5]\d){after}",
        rf"{before}{figures}(?:\s*(?:o[' ]?clock|h|uhr))?{after}",
    )
    named = rf"(?P<named>{_one_of(tables.named)})(?!\s*(?:\d|{_HAN_NUMBER}))"
    # Where an hour in figures cannot be read ("中午12點"), its name alone must not be read either.
    return tuple(re.compile(f"{_NOT_BEFORE}{shape}{_NOT_AFTER}") for shape in (*shapes, named))


def _one_of(words: Iterable[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(
        rf"{re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word) for word in ordered
    )


def _spell_figures(text: str) -> str:
    """Numbers in English words as figures."""
    numbers = _tables().numbers
    words = rf"(?<![\w/])({_one_of(numbers)})"
    return re.sub(words, lambda found: str(numbers[found[1]]), text)


def _read(groups: dict[str, str | None]) -> time | None:
    if groups.get("named"):
        return _tables().named[groups["named"] or ""]
    hour, minute = number(groups["hour"] or ""), _minute(groups)
    if groups.get("past") == "quarter to":
        hour = {0: 23, 1: 12}.get(hour, hour - 1)
    letter = groups.get("letter")
    part = groups.get("before") or groups.get("after") or (f"{letter}m" if letter else None)
    if hour == 24 and minute == 0 and part is None:
        hour = 0
    if hour > 23 or minute > 59:
        return None
    if part is None:
        return time(hour, minute)
    first = _tables().parts[part]
    if hour == 0 or hour > 12:
        # The figure of a 24-hour clock: the part of the day may only agree with it.
        return time(hour, minute) if (hour - first) % 24 < 12 else None
    return time((first + (hour - first) % 12) % 24, minute)


def _minute(groups: dict[str, str | None]) -> int:
    past = groups.get("past")
    if past:
        return {"half past": 30, "quarter past": 15}.get(past, 45)
    if groups.get("half"):
        return 30
    quarters = groups.get("quarters")
    if quarters:
        return 15 * number(quarters)
    minute = groups.get("minute")
    return number(minute) if minute else 0
