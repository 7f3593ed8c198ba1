"""What a button asks for, as the short text that comes back when it is pressed.

The text outlives restarts and new knowledge: it names an event by its key and a list by what the
list is of, never by position. Decoding trusts nothing: whatever does not read as written here is
None, and gets a kind line.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial

from bot.answers import daily_actions
from bot.answers.daily_actions import DailyAction, decode_daily, encode_daily
from bot.questions.time_expressions import Period

_LONGEST = 64
_MOST_APART = 2
"""Days named apart for which a button has room."""
_DAYS = r"\d{8}-\d{8}"
_LIST = re.compile(rf"l:(?:(\*?)({_DAYS}(?:\+{_DAYS})*))?:(.*):(\d{{1,6}})", re.ASCII)
_FACT = re.compile(r"f:([a-z0-9-]+):(\d{1,3})", re.ASCII)


class Page(StrEnum):
    """A page of the bot that has no parameters; the value is the button's data."""

    TODAY = "today"
    MONTHS = "months"
    TOPICS = "topics"
    RANDOM = "random"
    HELP = "help"
    LANGUAGES = "languages"


@dataclass(frozen=True, slots=True)
class ShowEvent:
    """Show one event's card."""

    key: str


@dataclass(frozen=True, slots=True)
class ShowBeside:
    """Show the card of the event just before or after one in time."""

    key: str
    is_later: bool


@dataclass(frozen=True, slots=True)
class ShowRelated:
    """Show the events that are related to one."""

    key: str


@dataclass(frozen=True, slots=True)
class ShowAnother:
    """Show the card of an event by chance, but not this one."""

    key: str


@dataclass(frozen=True, slots=True)
class ShowFact:
    """Answer with one of an event's facts."""

    key: str
    number: int


@dataclass(frozen=True, slots=True)
class ShowList:
    """Show a page (from 0) of the events of a period and a category."""

    period: Period | None
    category: str | None
    page: int = 0


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """Answer in this language from now on."""

    language: str


FromEvent = ShowEvent | ShowBeside | ShowRelated | ShowAnother
"""What leads on from one event, named by its key."""
Action = FromEvent | ShowFact | ShowList | ChooseLanguage | Page | DailyAction

_AS_QUESTION = "x"
_FROM_EVENT: Mapping[str, Callable[[str], FromEvent]] = {
    "e": ShowEvent,
    "b": partial(ShowBeside, is_later=False),
    "a": partial(ShowBeside, is_later=True),
    "r": ShowRelated,
    "o": ShowAnother,
}
"""What begins the data of a button that names an event, and what it asks for."""


def encode_question(action: Action) -> str | None:
    """As `encode`, for a button that stands for a question: its answer is a message of its own."""
    data = encode(action)
    return _AS_QUESTION + data if data and len(data) < _LONGEST else None


def is_question(data: str) -> bool:
    """Whether a button's data was written by `encode_question`."""
    return data.startswith(_AS_QUESTION)


def encode(action: Action) -> str | None:
    """The data of a button; None where it would not fit Telegram's 64 bytes."""
    match action:
        case Page():
            data = f"p:{action}"
        case ShowEvent(key):
            data = f"e:{key}"
        case ShowBeside(key, is_later):
            data = f"{'a' if is_later else 'b'}:{key}"
        case ShowRelated(key):
            data = f"r:{key}"
        case ShowAnother(key):
            data = f"o:{key}"
        case ShowFact(key, number):
            data = f"f:{key}:{number}"
        case ChooseLanguage(language):
            data = f"g:{language}"
        case ShowList(period, category, page):
            data = f"l:{_encode_period(period) if period else ''}:{category or ''}:{page}"
        case _:
            data = encode_daily(action)
    return data if len(data.encode()) <= _LONGEST else None


def decode(data: str) -> Action | None:
    """What a button's data asks for; None for anything that `encode` does not write."""
    data = data.removeprefix(_AS_QUESTION)
    kind, _, rest = data.partition(":")
    if kind == "p" and rest in set(Page):
        return Page(rest)
    if kind == daily_actions.KIND:
        return decode_daily(data)
    if kind in _FROM_EVENT and rest:
        return _FROM_EVENT[kind](rest)
    if kind == "g" and rest:
        return ChooseLanguage(rest)
    fact = _FACT.fullmatch(data)
    if fact:
        return ShowFact(fact[1], int(fact[2]))
    listed = _LIST.fullmatch(data)
    return _decode_list(listed) if listed else None


def _encode_period(period: Period) -> str:
    """Days named apart joined by "+", or all from the first to the last where they are many."""
    parts = period.parts if len(period.parts) <= _MOST_APART else ()
    days = (f"{first:%Y%m%d}-{last:%Y%m%d}" for first, last in parts or (period.days,))
    return ("*" if period.every_year else "") + "+".join(days)


def _decode_list(found: re.Match[str]) -> ShowList | None:
    star, days, category, page = found.groups()
    period = None
    if days:
        try:
            parts = [_decode_days(part) for part in days.split("+")]
        except ValueError:
            return None
        if any(last < first for first, last in parts):
            return None
        apart = tuple(parts) if len(parts) > 1 else ()
        period = Period(parts[0][0], parts[-1][1], bool(star), apart)
        if period.last < period.first:
            return None
    return ShowList(period, category or None, int(page))


def _decode_days(text: str) -> tuple[date, date]:
    first, _, last = text.partition("-")
    return date.fromisoformat(first), date.fromisoformat(last)
