"""Tables of words, names and signs, made by `python -m tests.dictionaries`; see NOTICE."""

from pathlib import Path

_HERE = Path(__file__).parent

ENGLISH_WORDS = _HERE / "english.marisa"
"""Words in all their forms, each with how much it tells: a record of one double."""
PLACES = _HERE / "places.marisa"
"""Countries and large cities in English and Chinese, folded."""
CITIES = _HERE / "cities.marisa"
"""Names of cities, without case, each with its IANA time zone."""
READINGS = _HERE / "readings.marisa"
"""Han signs, each with its usual reading in pinyin, without tone."""
TRADITIONAL = _HERE / "traditional.marisa"
"""Signs and phrases, each with what it is in Traditional Chinese as written in Taiwan."""
CUSTOMS = _HERE / "customs.json"
"""By language, how it writes dates and lists; see `bot.languages.customs`."""
ZONES = _HERE / "zones.marisa"
"""Languages and IANA time zones ("en Asia/Taipei"), each with what the zone's city is called."""
ZONE_NAMES = _HERE / "zone_names.marisa"
"""Folded names that time zones go by, each with the present IANA name of the zone: IANA's own, what
cities of zones are called, and countries that have one zone."""
INHABITED_ZONES = _HERE / "inhabited_zones.txt"
"""The zones in which a country lies, by their present IANA names, one a line."""
