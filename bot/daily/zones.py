"""Time zones by what people call them, and those that are offered."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from marisa_trie import BytesTrie

from bot.daily.local_time import folded
from bot.events.event import Texts
from bot.languages.data import CITIES, INHABITED_ZONES, ZONE_NAMES
from bot.languages.tables import read_table

_OFFSET = re.compile(
    r"(?<![\w:/])(?:(?:utc|gmt)\s*(?P<sign>[+-])|(?P<bare>[+-]))\s*(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?(?![\w:/])"
)
_EAST, _WEST = 14, 12
"""Hours of the outermost zones."""
_MOST_LIKE, _MOST_COMPARED = 3, 12
"""Zones that are offered for a misspelt name, and names they are chosen from: a zone has many."""
_NEAR = 75
"""What a name must score to be offered for a misspelt one (0 to 100)."""


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the world: its name by language and its zones, the best known first."""

    key: str
    name: Texts
    zones: tuple[str, ...]


def is_zone(name: str) -> bool:
    """Whether there is a zone of exactly this IANA name."""
    return name in _all_zones()


def take_offset(text: str) -> tuple[str | None, str]:
    """The zone of an offset from UTC in a folded text ("UTC+8"), and the text without it."""
    found = _OFFSET.search(text)
    zone = _zone_of_offset(found) if found else None
    if found is None or zone is None:
        return None, text
    return zone, f"{text[: found.start()]} {text[found.end() :]}".strip()


def zones_named(text: str) -> tuple[str, ...]:
    """The zones that a folded text may name, best first; none where it names none.

    Understood are IANA names in any case, abbreviations, cities in English and Chinese (the largest
    of a name), countries with one zone.
    """
    short = _data()["abbreviations"].get(text)
    if short:
        return tuple(short)
    zone = _of_name(text) or _of_name(text.removesuffix("市")) or _of_city(text)
    if zone is None and "," in text:
        return zones_named(text.partition(",")[0].strip())
    return (zone,) if zone else ()


def zones_like(text: str) -> tuple[str, ...]:
    """The zones whose cities or countries are written most like a folded text."""
    from rapidfuzz import fuzz, process

    found = process.extract(
        text, _names().keys(), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=_MOST_COMPARED
    )
    return tuple(dict.fromkeys(filter(None, (_of_name(name) for name, _, _ in found))))[:_MOST_LIKE]


def zone_at(latitude: float, longitude: float) -> str | None:
    """The zone of a place on land or at sea (degrees, north and east positive), looked up offline.

    The map takes a few hundredths of a second to load: call it beside the loop.
    """
    from tzfpy import get_tz

    zone = _canonical(get_tz(longitude, latitude))
    return zone if is_zone(zone) else None


@cache
def common_zones() -> tuple[str, ...]:
    """The zones that are offered before any region is chosen."""
    return tuple(_data()["common"])


@cache
def regions() -> Mapping[str, Region]:
    """The regions by key, in the order in which they are offered."""
    return {key: _region(key, data) for key, data in _data()["regions"].items()}


def _region(key: str, data: Mapping[str, Any]) -> Region:
    if data["areas"] == ["Etc"]:
        offsets = [_fixed(hours) for hours in range(-_WEST, _EAST + 1)]
        return Region(key, data["name"], tuple(offsets))
    elsewhere = {zone for other in _data()["regions"].values() for zone in other["first"]}
    inhabited = INHABITED_ZONES.read_text(encoding="utf-8").split()
    others = sorted(
        (z for z in inhabited if z not in elsewhere and z.partition("/")[0] in data["areas"]),
        key=lambda zone: zone.rpartition("/")[2],
    )
    return Region(key, data["name"], (*data["first"], *others))


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = read_table(Path(__file__).with_name("zones.yaml"))
    return data


@cache
def _all_zones() -> frozenset[str]:
    return frozenset((files("tzdata") / "zones").read_text(encoding="utf-8").split())


def _canonical(zone: str) -> str:
    """The present name of a zone that goes by several (Asia/Calcutta is Asia/Kolkata)."""
    return _of_name(folded(zone)) or zone


def _fixed(hours: int) -> str:
    """The zone that is always so many hours east of UTC; IANA counts them the other way."""
    return f"Etc/GMT{-hours:+d}" if hours else "Etc/UTC"


def _zone_of_offset(found: re.Match[str]) -> str | None:
    sign, hours = found["sign"] or found["bare"], int(found["hours"])
    minutes = int(found["minutes"] or 0)
    if minutes:
        zone = _data()["offsets"].get(f"{sign}{hours}:{minutes:02d}")
        return str(zone) if zone else None
    east = hours if sign == "+" else -hours
    return _fixed(east) if -_WEST <= east <= _EAST else None


def _of_name(name: str) -> str | None:
    """The zone that has a folded name: IANA's, its city's, or that of a country with no other."""
    found = _names().get(name)
    return found[0].decode() if found else None


def _of_city(name: str) -> str | None:
    """The zone of the largest city of a name, where 15,000 people or more live."""
    found = _cities().get(name)
    return _canonical(found[0].decode()) if found else None


@cache
def _cities() -> BytesTrie:
    return BytesTrie().mmap(str(CITIES))


@cache
def _names() -> BytesTrie:
    return BytesTrie().mmap(str(ZONE_NAMES))
