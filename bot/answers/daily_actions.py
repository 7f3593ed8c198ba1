"""What a button about the daily post asks for, as the short text that comes back from it.

A button never says "the other way round" but what shall be: pressed twice, late or by two people at
once, it does no more than once. Whether a zone or a language exists is for the one who acts on it.
"""

import re
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

KIND = "s1"
"""Begins the data; the figure is the version of what stands behind it."""

_CHANGE = re.compile(r"([hmzdqlr]):([A-Za-z0-9_+/-]{1,40})(?::(\d{1,2}))?", re.ASCII)
_SUBSCRIBE = re.compile(
    r"on:(\d\d)(\d\d):([01])([01]):([A-Za-z-]{2,11}):([A-Za-z0-9_+/-]{1,40})", re.ASCII
)


class DailyPage(StrEnum):
    """A page about the daily post, or a step without parameters; the value is the button's data."""

    SETTINGS = "settings"
    HOURS = "hours"
    ZONES = "zones"
    LANGUAGES = "languages"
    LOCATION = "location"
    STOP = "stop"
    FORGET = "forget"
    FORGET_NOW = "forget!"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Have the daily post just so, whatever was before."""

    at: time
    zone: str
    language: str
    only_exact: bool = False
    is_silent: bool = False


@dataclass(frozen=True, slots=True)
class ChangeHour:
    """Post at this hour, at the minute that was chosen."""

    hour: int


@dataclass(frozen=True, slots=True)
class ChangeMinute:
    """Post at this minute of the hour that was chosen."""

    minute: int


@dataclass(frozen=True, slots=True)
class ChangeZone:
    """Count the hour in this time zone (IANA name)."""

    zone: str


@dataclass(frozen=True, slots=True)
class ChangeDays:
    """Post only on days with an event of that very day, or every day."""

    only_exact: bool


@dataclass(frozen=True, slots=True)
class ChangeSound:
    """Post without a sound, or with one."""

    is_silent: bool


@dataclass(frozen=True, slots=True)
class ChangePostLanguage:
    """Post in this language."""

    language: str


@dataclass(frozen=True, slots=True)
class ShowRegion:
    """Show a page (from 0) of the cities of a region."""

    key: str
    page: int = 0


Change = ChangeHour | ChangeMinute | ChangeZone | ChangeDays | ChangeSound | ChangePostLanguage
DailyAction = DailyPage | Subscribe | Change | ShowRegion


def encode_daily(action: DailyAction) -> str:
    """The data of a button; never longer than 64 bytes for an IANA zone and a known language."""
    match action:
        case DailyPage():
            rest = str(action)
        case Subscribe(at, zone, language, only_exact, is_silent):
            rest = f"on:{at:%H%M}:{only_exact:d}{is_silent:d}:{language}:{zone}"
        case ChangeHour(hour):
            rest = f"h:{hour}"
        case ChangeMinute(minute):
            rest = f"m:{minute}"
        case ChangeZone(zone):
            rest = f"z:{zone}"
        case ChangeDays(only_exact):
            rest = f"d:{only_exact:d}"
        case ChangeSound(is_silent):
            rest = f"q:{is_silent:d}"
        case ChangePostLanguage(language):
            rest = f"l:{language}"
        case ShowRegion(key, page):
            rest = f"r:{key}:{page}"
    return f"{KIND}:{rest}"


def decode_daily(data: str) -> DailyAction | None:
    """What data of `KIND` asks for; None for anything that `encode_daily` does not write."""
    kind, _, rest = data.partition(":")
    if kind != KIND:
        return None
    if rest in set(DailyPage):
        return DailyPage(rest)
    wanted = _SUBSCRIBE.fullmatch(rest)
    if wanted:
        return _subscribe(*wanted.groups())
    change = _CHANGE.fullmatch(rest)
    return _decode_change(*change.groups()) if change else None


def _subscribe(
    hour: str, minute: str, only_exact: str, is_silent: str, language: str, zone: str
) -> Subscribe | None:
    if int(hour) > 23 or int(minute) > 59:
        return None
    at = time(int(hour), int(minute))
    return Subscribe(at, zone, language, only_exact == "1", is_silent == "1")


def _decode_change(kind: str, value: str, page: str | None) -> DailyAction | None:
    if (kind == "r") != (page is not None):
        return None
    if kind == "r":
        return ShowRegion(value, int(page or 0))
    if kind == "z":
        return ChangeZone(value)
    if kind == "l":
        return ChangePostLanguage(value)
    number = int(value) if re.fullmatch(r"\d{1,2}", value, re.ASCII) else 99
    if kind == "h":
        return ChangeHour(number) if number < 24 else None
    if kind == "m":
        return ChangeMinute(number) if number < 60 else None
    if number > 1:
        return None
    return ChangeDays(bool(number)) if kind == "d" else ChangeSound(bool(number))
