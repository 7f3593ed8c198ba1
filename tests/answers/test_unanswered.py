"""Questions without an answer: what may be kept, and what the keeper is shown."""

from datetime import date

import pytest

from bot.answers.answering import Answerer
from bot.answers.unanswered import Kept, lacks, unanswered_page, worth_keeping
from bot.answers.wording import wording
from tests.packs import knowledge

TODAY = date(2026, 3, 16)
ANSWERER = Answerer.build(knowledge())


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Where is the MOON?? ", "where is the moon"),
        ("哪裡有月亮？", "哪裡有月亮"),
        ("what happened in 2021", "what happened in 2021"),
        ("the 1922 number", "the 1922 number"),
    ],
)
def test_a_question_is_kept_normalised(text: str, kept: str) -> None:
    assert worth_keeping(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "call me at 0912-345-678",
        "my number is +886 2 2345 6789",
        "０９１２３４５６７８",
        "我的電話是零九一二三四五六七八",
        "card 4111 1111 1111 1111",
        "A123456789",
        "write to ann@example.org",
        "ask @ann_lee",
        "see https://example.org/me",
        "x" * 201,
        "?!",
        "",
    ],
)
def test_what_looks_personal_is_never_kept(text: str) -> None:
    assert worth_keeping(text) is None


def test_near_duplicates_stand_together_the_most_frequent_first() -> None:
    kept = [
        Kept("swimming pools", "en", 1, date(2026, 3, 1)),
        Kept("where is the moon", "en", 2, date(2026, 3, 1)),
        Kept("where is teh moon", "en", 1, date(2026, 3, 9)),
        Kept("the moon where is", "en", 1, date(2026, 3, 2)),
    ]
    moon, pools = lacks(kept, ANSWERER, TODAY)
    assert (moon.count, moon.last_day, len(moon.questions)) == (4, date(2026, 3, 9), 3)
    assert (pools.count, pools.questions[0].text) == (1, "swimming pools")


def test_the_missing_word_and_the_nearest_event_are_shown() -> None:
    kept = [Kept("rose gardner fee", "en", 3, date(2026, 3, 9))]
    page = unanswered_page(lacks(kept, ANSWERER, TODAY), wording("en"), 10).plain()
    assert "3 × rose gardner fee" in page
    assert "Rose garden opened rose-garden" in page


def test_a_long_list_is_shortened() -> None:
    kept = [Kept(f"{word} {word}", "en", 1, TODAY) for word in "zebra yak lynx otter".split()]
    page = unanswered_page(lacks(kept, ANSWERER, TODAY), wording("en"), 2).plain()
    assert page.count("1 × ") == 2
    assert page.endswith("and 2 more")


def test_nothing_without_an_answer_is_said_so() -> None:
    assert "Every question" in unanswered_page([], wording("en"), 10).plain()
