"""What replies say around the events: headings, offers, examples."""

from datetime import date

import pytest

from bot.answers.answering import Answerer
from bot.answers.composing import compose
from bot.answers.examples import examples
from bot.answers.wording import own_name, wording
from bot.events.knowledge import Knowledge
from tests.packs import PARKS, knowledge

TODAY = date(2024, 5, 4)


def _said(question: str, language: str, known: Knowledge | None = None) -> str:
    answerer = Answerer.build(known or knowledge())
    answer = answerer.ask(question, TODAY, language)
    return compose(answer, answerer.knowledge, wording(language)).plain()


@pytest.mark.parametrize(
    ("language", "question", "heading"),
    [
        ("en", "what happened in November?", "November: 3 events"),
        ("en", "which awards in November?", "November · Awards: 2 events"),
        ("zh-Hant", "十一月發生了什麼？", "11月：3則"),
        ("zh-Hant", "十一月有什麼獎？", "11月 · 獎項：2則"),
    ],
)
def test_a_list_is_headed_in_the_signs_of_its_language(
    language: str, question: str, heading: str
) -> None:
    assert _said(question, language).splitlines()[0] == heading


@pytest.mark.parametrize(
    ("language", "question", "said"),
    [
        ("en", "what happened in August?", "I know of nothing for August."),
        ("en", "which awards in May?", "I know of nothing for May · Awards."),
        ("zh-Hant", "五月有什麼獎？", "5月 · 獎項沒有紀錄。"),
    ],
)
def test_of_what_nothing_is_known_is_told_in_full(language: str, question: str, said: str) -> None:
    assert _said(question, language).splitlines()[0] == said


def test_offers_are_told_by_date_and_title_and_a_single_one_is_no_choice() -> None:
    assert _said("toad", "en").splitlines() == [
        "I am not sure. Did you mean this one?",
        "• November 2019 – Frog counting app",
    ]
    first, *offers = _said("garden party", "en").splitlines()
    assert first == "I am not sure. Did you mean one of these?"
    assert "• 4–6 May 2018 – Rose garden opened" in offers


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_how_many_is_only_asked_of_things_that_are_counted(language: str) -> None:
    moved = PARKS.replace("{en: 300 roses, zh-Hant: 300株玫瑰}", "{en: 4 May., zh-Hant: 5月4日。}")
    many = {"en": "How many roses?", "zh-Hant": "有多少玫瑰？"}[language]
    words = wording(language)
    assert many in [label for label, _ in examples(knowledge(), words)]
    assert many not in [label for label, _ in examples(knowledge(moved), words)]


def test_a_language_is_called_what_its_readers_call_it() -> None:
    assert [own_name(tag) for tag in ("en", "zh-Hant", "fr")] == ["English", "繁體中文", "français"]
