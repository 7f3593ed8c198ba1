"""The words around the facts, by language: gettext catalogues, dates and lists by the CLDR.

The English texts stand in the code; every other language is a catalogue under `bot/locales`.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from zlib import crc32

from bot.events.dates import EventDate, Precision
from bot.languages.customs import SHORT_DAY, city_of, customs_of
from bot.locales import CATALOGUE, LOCALES

_FIXED_ZONE = re.compile(r"Etc/GMT([+-]\d+)")
_MOST_DATES = 2000
"""Dates kept as they were written: answers name the same ones again and again."""
_SKELETON = {Precision.DAY: "yMMMd", Precision.MONTH: "yMMM", Precision.YEAR: "y"}


class Wording:
    """Everything said in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._translations = _catalogue(language)
        self._customs = customs_of(language)
        self._interval = lru_cache(_MOST_DATES)(self._customs.span)

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
        return self._customs.months[number - 1]

    def month_and_day(self, day: date) -> str:
        """A day without its year."""
        return self._interval(day, day, "MMMd")

    def short_day(self, day: date) -> str:
        """A day without its year where there is little room: "2 Nov", "11月2日"."""
        return self._customs.written(day, SHORT_DAY)

    def weekday_and_day(self, day: date) -> str:
        """A day with its weekday, without its year: "Friday 27 November", "11月27日 星期五"."""
        return self._customs.written(day, "MMMEd")

    def zone(self, name: str) -> str:
        """What people call a time zone (an IANA name): its city, or its offset from UTC."""
        offset = _FIXED_ZONE.fullmatch(name)
        if offset:
            # IANA counts hours west of Greenwich, people those east of it.
            return f"UTC{-int(offset[1]):+d}"
        if name in ("UTC", "Etc/UTC", "Etc/GMT"):
            return "UTC"
        return city_of(name, self.language)

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
        return self._customs.join(texts)


def own_name(language: str) -> str:
    """What a language (a tag such as `zh-Hant`) is called in itself."""
    return customs_of(language).own_name


@cache
def wording(language: str) -> Wording:
    """The wording in `language` (a tag such as `zh-Hant`); built at the first call."""
    return Wording(language)


def _catalogue(language: str) -> NullTranslations:
    """The catalogue of a language: what was compiled from it ahead, while it is still the same."""
    path = LOCALES / language.replace("-", "_") / CATALOGUE
    if not path.exists():
        return NullTranslations()
    source = path.read_bytes()
    compiled = compiled_from(path, source)
    return GNUTranslations(BytesIO(compiled.read_bytes() if compiled.exists() else mo_of(source)))


def compiled_from(path: Path, source: bytes) -> Path:
    """Where a catalogue is compiled that stands at `path` and holds `source`."""
    return path.with_name(f"{path.stem}-{crc32(source):08x}.mo")


def mo_of(source: bytes) -> bytes:
    """A catalogue, compiled."""
    # Babel takes 6 MB and a twentieth of a second to load.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    catalogue = read_po(BytesIO(source))
    catalogue.creation_date = datetime.fromtimestamp(0, UTC)  # Else now: never the same twice.
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()
