"""The words around the facts, by language: gettext catalogues, dates and lists by Babel.

The English texts stand in the code; every other language is a catalogue under `bot/locales`.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, get_timezone_location
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.events.dates import EventDate, Precision
from bot.languages.text import CHINESE, ENGLISH
from bot.locales import CATALOGUE, LOCALES

_LOCALE_OF = {ENGLISH: "en_GB", CHINESE: "zh_Hant_TW"}
_FIXED_ZONE = re.compile(r"Etc/GMT([+-]\d+)")
_MOST_DATES = 2000
"""Dates kept as they were written: answers name the same ones again and again."""
_SKELETON = {Precision.DAY: "yMMMd", Precision.MONTH: "yMMM", Precision.YEAR: "y"}


class Wording:
    """Everything said in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = Locale.parse(_LOCALE_OF.get(language, language.replace("-", "_")))
        self._translations = _catalogue(language)
        self._interval = lru_cache(_MOST_DATES)(self._written)

    def say(self, text: str, **values: object) -> str:
        """A text in this language, its `{names}` filled with `values`."""
        said = self._translations.gettext(text)
        return said.format(**values) if values else said

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """A text in the plural form for `number`, which fills `{n}`."""
        return self._translations.ngettext(one, many, number).format(n=number, **values)

    def when(self, when: EventDate) -> str:
        """An event's date, as exact as it is known: "23–26 March 2021", "2021年3月"."""
        return self.span(when.first, when.last if when.is_interval else when.first, when.precision)

    def span(self, first: date, last: date, precision: Precision = Precision.DAY) -> str:
        """The days from `first` to `last`, at a precision."""
        if precision is not Precision.DAY:
            first, last = first.replace(day=1), last.replace(day=1)
        if precision is Precision.YEAR:
            first, last = first.replace(month=1), last.replace(month=1)
        return self._interval(first, last, _SKELETON[precision])

    def month(self, number: int) -> str:
        """The name of a month (1 to 12)."""
        return str(self.locale.months["stand-alone"]["wide"][number])

    def month_and_day(self, day: date) -> str:
        """A day without its year."""
        return self._interval(day, day, "MMMd")

    def short_day(self, day: date) -> str:
        """A day without its year where there is little room: "2 Nov", "11月2日"."""
        pattern = self.locale.datetime_skeletons["MMMd"].pattern
        return str(format_date(day, pattern, locale=self.locale))

    def weekday_and_day(self, day: date) -> str:
        """A day with its weekday, without its year: "Friday 27 November", "11月27日 星期五"."""
        pattern = self.locale.datetime_skeletons["MMMEd"].pattern
        return str(format_date(day, _in_full(pattern).replace("E", "EEEE"), locale=self.locale))

    def zone(self, name: str) -> str:
        """What people call a time zone (an IANA name): its city, or its offset from UTC."""
        offset = _FIXED_ZONE.fullmatch(name)
        if offset:
            # IANA counts hours west of Greenwich, people those east of it.
            return f"UTC{-int(offset[1]):+d}"
        if name in ("UTC", "Etc/UTC", "Etc/GMT"):
            return "UTC"
        known = (self.locale.time_zones.get(zone, {}).get("city") for zone in _names_of(name))
        city = next(filter(None, known), None)
        if city:
            return str(city)
        location = get_timezone_location(name, locale=self.locale, return_city=True)
        return str(location).rpartition("/")[2]

    def period(self, first: date, last: date, every_year: bool) -> str:
        """A period in the fewest words: a day, a month, a year, or from–to."""
        whole_months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
        if not whole_months:
            return self._interval(first, last, "MMMd" if every_year else "yMMMd")
        if (first.month, last.month) == (1, 12) and not every_year:
            return self._interval(first, last.replace(month=1, day=1), "y")
        if every_year and (first.year, first.month) == (last.year, last.month):
            return self.month(first.month)
        return self._interval(first, last.replace(day=1), "MMM" if every_year else "yMMM")

    def join(self, texts: Sequence[str]) -> str:
        """Texts as a list in a sentence: "a, b and c"."""
        return str(format_list(texts, locale=self.locale))

    def _written(self, first: date, last: date, skeleton: str) -> str:
        """CLDR's pattern for the skeleton, with months written out where it abbreviates them."""
        if first == last:
            patterns = [self.locale.datetime_skeletons[skeleton].pattern]
        else:
            differs = "y" if first.year != last.year else "M" if first.month != last.month else "d"
            formats = self.locale.interval_formats[skeleton]
            patterns = formats.get(differs) or formats["M"]
            if skeleton == "y":  # CLDR has "2019至2021", where each is a "2019年" by itself.
                year = self.locale.datetime_skeletons["y"].pattern
                patterns = [pattern.replace("y", year) for pattern in patterns]
        return "".join(
            format_date(day, _in_full(pattern), locale=self.locale)
            for day, pattern in zip((first, last), patterns, strict=False)
        )


def _in_full(pattern: str) -> str:
    return pattern.replace("MMM", "MMMM")


@cache
def _names_of(zone: str) -> tuple[str, ...]:
    """The names of a zone through the years: CLDR knows some cities by an old one."""
    aliases = get_global("zone_aliases")
    present = aliases.get(zone, zone)
    return zone, present, *sorted(old for old, new in aliases.items() if new == present)


def own_name(language: str) -> str:
    """What a language (a tag such as `zh-Hant`) is called in itself."""
    locale = Locale.parse(language, sep="-")
    # "繁體中文" where the language has a name for the tag, and not "中文 (繁體)".
    return locale.languages.get(str(locale)) or locale.get_display_name() or language


@cache
def wording(language: str) -> Wording:
    """The wording in `language` (a tag such as `zh-Hant`); built at the first call."""
    return Wording(language)


def _catalogue(language: str) -> NullTranslations:
    path = LOCALES / language.replace("-", "_") / CATALOGUE
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language.replace("-", "_")))
    compiled.seek(0)
    return GNUTranslations(compiled)
