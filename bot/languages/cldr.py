"""What Babel has of the Unicode CLDR, for languages and questions that no table was made for."""

from copy import deepcopy
from functools import cache

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location, tokenize_pattern

from bot.languages.customs import SHORT_DAY, Customs
from bot.languages.text import CHINESE, ENGLISH

_LOCALE_OF = {ENGLISH: "en_GB", CHINESE: "zh_Hant_TW"}
_DATES = ("yMMMd", "yMMM", "y", "MMMd", "MMMEd")
_SPANS = ("yMMMd", "yMMM", "y", "MMMd", "MMM")
_FIELDS = {"y": "{y}", "Y": "{y}", "M": "{M}", "L": "{M}", "d": "{d}"}
"""By the CLDR's letter; a pattern or two has the year of the week (Y) where it means the year."""
_PADDED = {"M": "{M:02}", "L": "{M:02}", "d": "{d:02}"}
_NAMED = {"y": "{y}", "M": "{month}", "L": "{month_alone}", "E": "{weekday}", "c": "{weekday}"}


@cache
def locale_of(language: str) -> Locale:
    """Babel's locale for a language (a tag such as `zh-Hant`)."""
    return Locale.parse(_LOCALE_OF.get(language, language.replace("-", "_")))


def customs_of(language: str) -> Customs:
    """How a language writes.

    Raises:
        UnknownLocaleError: the CLDR has no such language.
    """
    locale = locale_of(language)
    # Babel notes what a language inherits in data that all of them share: the next would have it.
    skeletons = locale.datetime_skeletons
    months, weekdays = deepcopy(locale.months), locale.days["format"]["wide"]
    return Customs(
        own_name=_own_name(Locale.parse(language, sep="-")) or language,
        months=[months["stand-alone"]["wide"][number] for number in range(1, 13)],
        months_in_dates=[months["format"]["wide"][number] for number in range(1, 13)],
        months_in_short=[months["format"]["abbreviated"][number] for number in range(1, 13)],
        weekdays=[weekdays[number] for number in range(7)],
        dates={
            SHORT_DAY: with_fields(skeletons["MMMd"].pattern).replace(
                "{month}", "{month_in_short}"
            ),
            **{name: with_fields(skeletons[name].pattern) for name in _DATES},
        },
        spans={name: _spans(locale, name) for name in _SPANS},
        lists={
            place: locale.list_patterns["standard"][place]
            for place in ("2", "start", "middle", "end")
        },
    )


def _spans(locale: Locale, skeleton: str) -> dict[str, list[str]]:
    """How the first and the last date of a span are written, by the largest part that differs."""
    # CLDR has "2019至2021", where each is a "2019年" by itself.
    year = locale.datetime_skeletons["y"].pattern if skeleton == "y" else "y"
    return {
        differs: [with_fields(pattern.replace("y", year)) for pattern in patterns]
        for differs, patterns in locale.interval_formats[skeleton].items()
        if differs in ("y", "M", "d") and len(patterns) == 2
    }


def city_of(zone: str, language: str) -> str:
    """What a language calls the city of a time zone: CLDR knows some by an old name of the zone."""
    locale = locale_of(language)
    for name in _names_of(zone):
        city = locale.time_zones.get(name, {}).get("city")
        if city:
            return str(city)
    location = get_timezone_location(zone, locale=locale, return_city=True)
    return str(location).rpartition("/")[2]


def present_name(zone: str) -> str:
    """The present name of a zone that goes by several (Asia/Calcutta is Asia/Kolkata)."""
    return str(get_global("zone_aliases").get(zone, zone))


@cache
def _names_of(zone: str) -> tuple[str, ...]:
    present = present_name(zone)
    others = (old for old, new in get_global("zone_aliases").items() if new == present)
    return zone, present, *sorted(others)


def _own_name(locale: Locale) -> str | None:
    # "繁體中文" where the language has a name for the tag, and not "中文 (繁體)".
    return locale.languages.get(str(locale)) or locale.get_display_name()


def with_fields(pattern: str) -> str:
    """A pattern of the CLDR ("d MMM y") as one for `str.format`, with months and days in full.

    Raises:
        LookupError: it holds a field that dates of events have no use for.
    """
    return "".join(
        part.replace("{", "{{").replace("}", "}}") if isinstance(part, str) else _field(*part)
        for _, part in tokenize_pattern(pattern)
    )


def _field(sign: str, length: int) -> str:
    if sign in "Ec" or length > 2:
        return _NAMED[sign]
    return _PADDED[sign] if length == 2 else _FIELDS[sign]
