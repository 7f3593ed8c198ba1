"""Tables of words, names and signs, made by `python -m tests.dictionaries`; see NOTICE."""

from pathlib import Path

FOLDER = Path(__file__).parent
"""The folder of all of them."""

ENGLISH_WORDS = FOLDER / "english.marisa"
"""Words in all their forms, each with how much it tells: a record of one double."""
PLACES = FOLDER / "places.marisa"
"""Countries and large cities in English and Chinese, folded."""
CITIES = FOLDER / "cities.marisa"
"""Names of cities, without case, each with its IANA time zone."""
READINGS = FOLDER / "readings.marisa"
"""Han signs, each with its usual reading in pinyin, without tone."""
TRADITIONAL = FOLDER / "traditional.marisa"
"""Signs and phrases, each with what it is in Traditional Chinese as written in Taiwan."""
CUSTOMS = FOLDER / "customs.json"
"""By language, how it writes dates and lists; see `bot.languages.customs`."""
ZONES = FOLDER / "zones.marisa"
"""Languages and IANA time zones ("en Asia/Taipei"), each with what the zone's city is called."""
ZONE_NAMES = FOLDER / "zone_names.marisa"
"""Folded names that time zones go by, each with the present IANA name of the zone: IANA's own, what
cities of zones are called, and countries that have one zone."""
INHABITED_ZONES = FOLDER / "inhabited_zones.txt"
"""The zones in which a country lies, by their present IANA names, one a line."""
