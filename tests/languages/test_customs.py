"""How languages write dates and lists: as Babel does it, whose patterns they are."""

from datetime import date

import pytest
from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from hypothesis import given
from hypothesis import strategies as st

from bot.languages import cldr
from bot.languages.customs import SHORT_DAY, Customs, city_of, customs_of

_LANGUAGES = ("en", "zh-Hant", "cs", "de", "es", "fr", "ja", "ko", "pt-BR", "ru", "vi")
_LOCALES = {"en": "en_GB", "zh-Hant": "zh_Hant_TW"}
_days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
_languages = st.sampled_from(_LANGUAGES)


def locale(language: str) -> Locale:
    return Locale.parse(_LOCALES.get(language, language.replace("-", "_")))


def in_full(pattern: str) -> str:
    for short, full in (("MMM", "MMMM"), ("LLL", "LLLL"), ("E", "EEEE"), ("ccc", "EEEE")):
        if full not in pattern:
            pattern = pattern.replace(short, full)
    return pattern


@given(_languages, _days, st.sampled_from(["yMMMd", "yMMM", "y", "MMMd", "MMMEd"]))
def test_a_date_is_written_with_months_and_weekdays_in_full(
    language: str, day: date, skeleton: str
) -> None:
    pattern = in_full(locale(language).datetime_skeletons[skeleton].pattern)
    expected = format_date(day, pattern, locale=locale(language))
    assert customs_of(language).written(day, skeleton) == expected


@given(_languages, _days)
def test_a_day_is_written_in_short_where_there_is_little_room(language: str, day: date) -> None:
    pattern = locale(language).datetime_skeletons["MMMd"].pattern
    expected = format_date(day, pattern, locale=locale(language))
    assert customs_of(language).written(day, SHORT_DAY) == expected


@given(_languages, _days, _days, st.sampled_from(["yMMMd", "MMMd"]))
def test_a_span_tells_once_what_its_ends_have_in_common(
    language: str, first: date, last: date, skeleton: str
) -> None:
    formats = locale(language).interval_formats[skeleton]
    differs = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    patterns = formats.get(differs) or formats["M"]
    expected = "".join(
        format_date(day, in_full(pattern), locale=locale(language))
        for day, pattern in zip((first, last), patterns, strict=True)
    )
    written = customs_of(language).span(first, last, skeleton)
    assert written == (customs_of(language).written(first, skeleton) if first == last else expected)


@given(_languages, st.lists(st.text("ab{}0,", max_size=3), max_size=5))
def test_a_list_is_joined_as_in_a_sentence(language: str, texts: list[str]) -> None:
    expected = format_list(texts, locale=locale(language)) if texts else ""
    assert customs_of(language).join(texts) == expected


def test_a_field_that_no_date_of_an_event_has_is_refused() -> None:
    with pytest.raises(LookupError):
        cldr.with_fields("d MMM y G")


def test_no_language_takes_the_names_of_another() -> None:
    inherit_alike = ("zh-Hant", "fr", "de", "en")
    augusts = [cldr.customs_of(language).months[7] for language in inherit_alike]
    assert augusts == ["8月", "août", "August", "August"]


def test_a_language_that_no_table_was_made_for_is_known_too() -> None:
    french = customs_of("fr")
    assert isinstance(french, Customs)
    assert french.own_name == "français"
    assert french.months[7] == "août"
    assert customs_of("gd").span(date(2021, 3, 1), date(2021, 4, 1), "yMMM")
    assert city_of("Asia/Taipei", "fr") == "Taipei"
    assert city_of("Europe/London", "fr") == "Londres"
