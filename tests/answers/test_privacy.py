"""The pages about what is kept: each says what is so here, and is one that Telegram takes."""

from itertools import product

import pytest

from bot.answers.actions import decode
from bot.answers.daily_actions import DailyPage
from bot.answers.privacy import forget_question, forgotten, privacy, unchanged
from bot.answers.wording import wording
from bot.languages.text import LANGUAGES
from tests.bot_api.entities import parse_html

ENGLISH = wording("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_one_that_telegram_takes(language: str) -> None:
    words = wording(language)
    privacies = [privacy(words, *choice) for choice in product((False, True), repeat=2)]
    for page in (*privacies, forget_question(words), unchanged(words), forgotten(words)):
        text, _ = parse_html(page.html())
        assert 0 < len(text) < 4096


def test_questions_are_told_of_where_they_are_kept() -> None:
    assert "belongs to no chat" in privacy(ENGLISH, True, is_shared=False).plain()
    assert "stays in memory" in privacy(ENGLISH, True, is_shared=False).plain()
    assert "belongs to no chat" not in privacy(ENGLISH, False, is_shared=False).plain()


def test_where_several_programs_serve_what_they_tell_each_other_is_told() -> None:
    alone, shared = (privacy(ENGLISH, True, is_shared).plain() for is_shared in (False, True))
    assert "in memory only" in alone
    assert "in memory only" not in shared
    assert "for ten minutes" in shared


def test_everything_is_deleted_only_where_that_is_pressed() -> None:
    wanted = [decode(button.data) for button in forget_question(ENGLISH).pressable]
    assert wanted == [DailyPage.FORGET_NOW, DailyPage.KEEP]
