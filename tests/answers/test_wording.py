"""The words around the facts: every message in every language, dates as people write them."""

import ast
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from babel.messages import Message
from babel.messages.pofile import read_po

import bot
from bot.answers.wording import Wording, wording
from bot.events.dates import EventDate
from bot.locales import LOCALES, language_like, languages_in

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


def said_without_a_text() -> list[str]:
    """The calls of `say` and `count` whose text does not stand there, so that nobody finds it."""
    found = []
    for path in Path(bot.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                texts = node.args[: {"say": 1, "count": 2}.get(node.func.attr, 0)]
                is_counted = node.func.attr == "count" and len(node.args) < _ARGUMENTS["count"]
                if not is_counted and not all(isinstance(text, ast.Constant) for text in texts):
                    found.append(f"{path}:{node.lineno}")
    return found


def forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    """The forms of a message, singular and plural."""
    return [text] if isinstance(text, str) else list(text)


def names_in(text: str) -> set[str]:
    """The placeholders of a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def faults_of(message: Message, plurals: int) -> list[str]:
    """What is wrong with a translation."""
    allowed = set().union(*map(names_in, forms(message.id)))
    # A form may write its only number out.
    needed = allowed - {"n"} if message.pluralizable else allowed
    translated = forms(message.string or "")
    faults = {
        "is fuzzy": message.fuzzy,
        "is missing": not all(translated),
        f"has not {plurals} forms": message.pluralizable and len(translated) != plurals,
        "has other {names}": any(not needed <= names_in(text) <= allowed for text in translated),
    }
    return [fault for fault, is_so in faults.items() if is_so]


def test_every_text_stands_where_it_is_said() -> None:
    assert said_without_a_text() == []


@pytest.mark.parametrize("catalogue", sorted(LOCALES.rglob("*.po")))
def test_translations_keep_the_placeholders_and_have_every_plural(catalogue: Path) -> None:
    with catalogue.open("rb") as source:
        read = read_po(source)
    found = ((message.id, faults_of(message, read.num_plurals)) for message in read if message.id)
    told = [f"{forms(text)[0]!r} {', '.join(faults)}" for text, faults in found if faults]
    assert not told, "\n" + "\n".join(told)  # pytest shortens whatever it shows by itself.


def test_a_third_language_is_a_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "fr" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "annals.po").write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Language: fr\\n"\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
        'msgid "{n} event"\nmsgid_plural "{n} events"\n'
        'msgstr[0] "{n} événement"\nmsgstr[1] "{n} événements"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr("bot.answers.wording.LOCALES", tmp_path)
    french = Wording("fr")
    assert languages_in(tmp_path) == ("en", "fr")
    assert french.count("{n} event", "{n} events", 0) == "0 événement"
    assert french.count("{n} event", "{n} events", 2) == "2 événements"
    assert french.when(EventDate.parse("2021-03-23/2021-03-26")) == "23–26 mars 2021"
    assert french.say("Months") == "Months"


@pytest.mark.parametrize(
    ("code", "language"),
    [("en-GB", "en"), ("zh-hans", "zh-Hant"), ("ZH", "zh-Hant"), ("tlh", None), ("", None)],
)
def test_a_client_is_spoken_to_in_its_language_where_there_is_one(
    code: str, language: str | None
) -> None:
    assert language_like(code) == language


@pytest.mark.parametrize(
    ("when", "english", "chinese"),
    [
        ("2021-03-23/2021-03-26", "23–26 March 2021", "2021年3月23日至26日"),
        ("2021-03-30/2021-04-02", "30 March – 2 April 2021", "2021年3月30日至4月2日"),
        ("2021-07-01", "1 July 2021", "2021年7月1日"),
        ("2021-05", "May 2021", "2021年5月"),
        ("2020-11/2021-02", "November 2020 – February 2021", "2020年11月至2021年2月"),
        ("2021", "2021", "2021年"),
        ("2019/2021", "2019–2021", "2019年至2021年"),
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
