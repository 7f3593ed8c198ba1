"""Messages: escaped once, valid for Telegram, cut where people would cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.message import Message, beginning, bold, line, link, shorten, utf16_length
from bot.languages.hidden import without_hidden
from tests.bot_api.entities import parse_html


@given(st.text(), st.text(), st.text())
def test_any_text_is_shown_as_it_is(plain: str, strong: str, address: str) -> None:
    plain, strong = plain.replace("\r", ""), strong.replace("\r", "")
    message = Message((line(plain, bold(strong), link("x", "https://" + address)),))
    assert parse_html(message.html())[0] == message.plain() == without_hidden(plain + strong + "x")


@given(st.text(), st.integers(2, 50))
def test_a_shortened_text_fits(text: str, most: int) -> None:
    assert utf16_length(shorten(text, most)) <= most


def test_a_text_is_cut_between_words() -> None:
    assert shorten("the quick brown fox jumps", 20) == "the quick brown fox…"


@given(st.text(), st.integers(2, 50))
def test_a_beginning_fits(text: str, most: int) -> None:
    assert utf16_length(beginning(text, most)) <= most


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("A fox jumps over logs. A dog sleeps.", "A fox jumps over logs. …"),
        ("A fox! It jumps and jumps and jumps.", "A fox! It jumps and jumps…"),
        ("Here in the park Dr. Wu planted roses.", "Here in the park Dr. Wu…"),
        (
            "狐狸跳過去了，跳得又高又遠又漂亮。狗還在睡，睡到太陽下山。",
            "狐狸跳過去了，跳得又高又遠又漂亮。…",
        ),
        ("All of it has room.", "All of it has room."),
    ],
)
def test_a_beginning_is_of_whole_sentences_where_these_tell_enough(text: str, kept: str) -> None:
    assert beginning(text, 26) == kept


def test_what_somebody_typed_is_shown_without_signs_that_hide_or_turn_it() -> None:
    typed = "<b>\u202eevil\u2069</b>\x1b[2J\u200b\ud83d & 玫瑰"
    message = Message((line(bold(typed)),))
    assert message.plain() == "<b>evil</b>[2J & 玫瑰"
    assert message.html() == "<b>&lt;b&gt;evil&lt;/b&gt;[2J &amp; 玫瑰</b>"
