"""The words around the facts: every message in every language, dates as people write them."""

import ast
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import bot
from bot.answers.wording import LOCALES, wording
from bot.events.dates import EventDate

_ARGUMENTS = {"say": 1, "count": 3}
"""The calls that take texts, and with how many arguments at least (str.count takes fewer)."""


def said_in_the_code() -> set[str]:
    """The first text of every call of `say` and `count`."""
    texts = set()
    for path in Path(bot.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                least = _ARGUMENTS.get(node.func.attr, 99)
                first = node.args[0] if len(node.args) >= least else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    texts.add(first.value)
    return texts


@pytest.mark.parametrize("catalogue", sorted(LOCALES.rglob("*.po")))
def test_no_message_is_missing_in_any_catalogue(catalogue: Path) -> None:
    with catalogue.open("rb") as source:
        entries = [message for message in read_po(source) if message.id]
    translated = {m.id if isinstance(m.id, str) else m.id[0] for m in entries if m.string}
    assert len(said_in_the_code()) > 20
    assert translated == said_in_the_code()


@pytest.mark.parametrize(
    ("when", "english", "chinese"),
    [
        ("2021-03-23/2021-03-26", "23–26 March 2021", "2021年3月23日至26日"),
        ("2021-03-30/2021-04-02", "30 March – 2 April 2021", "2021年3月30日至4月2日"),
        ("2021-07-01", "1 July 2021", "2021年7月1日"),
        ("2021-05", "May 2021", "2021年5月"),
        ("2020-11/2021-02", "November 2020 – February 2021", "2020年11月至2021年2月"),
        ("2021", "2021", "2021年"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(when: str, english: str, chinese: str) -> None:
    event_date = EventDate.parse(when)
    assert wording("en").when(event_date).replace("\u2009", " ") == english
    assert wording("zh-Hant").when(event_date) == chinese


@pytest.mark.parametrize(
    ("first", "last", "every_year", "english"),
    [
        (date(2021, 11, 1), date(2021, 11, 30), True, "November"),
        (date(2021, 11, 1), date(2021, 11, 30), False, "November 2021"),
        (date(2021, 1, 1), date(2021, 12, 31), False, "2021"),
        (date(2019, 1, 1), date(2021, 12, 31), False, "2019–2021"),
        (date(2021, 12, 1), date(2022, 2, 28), True, "December – February"),
        (date(2021, 3, 11), date(2021, 3, 20), True, "11–20 March"),
        (date(2021, 3, 16), date(2021, 3, 16), True, "16 March"),
    ],
)
def test_a_period_takes_the_fewest_words(
    first: date, last: date, every_year: bool, english: str
) -> None:
    assert wording("en").period(first, last, every_year).replace("\u2009", " ") == english
    assert wording("zh-Hant").period(first, last, every_year)


@pytest.mark.parametrize(
    ("zone", "english", "chinese"),
    [
        ("Asia/Taipei", "Taipei", "台北"),
        ("Europe/Paris", "Paris", "巴黎"),
        ("America/New_York", "New York", "紐約"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires", "布宜諾斯艾利斯"),
        ("Asia/Kolkata", "Kolkata", "加爾各答"),
        ("Asia/Calcutta", "Kolkata", "加爾各答"),
        ("Etc/GMT-8", "UTC+8", "UTC+8"),
        ("Etc/GMT+5", "UTC-5", "UTC-5"),
        ("Etc/UTC", "UTC", "UTC"),
    ],
)
def test_a_zone_is_called_by_its_city(zone: str, english: str, chinese: str) -> None:
    assert wording("en").zone(zone) == english
    assert wording("zh-Hant").zone(zone) == chinese


def test_a_day_can_be_named_with_its_weekday() -> None:
    day = date(2026, 11, 27)
    assert wording("en").weekday_and_day(day) == "Friday 27 November"
    assert wording("zh-Hant").weekday_and_day(day) == "11月27日 星期五"
