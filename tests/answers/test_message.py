"""Messages: escaped once, valid for Telegram, cut where people would cut."""

from hypothesis import given
from hypothesis import strategies as st

from bot.answers.message import Message, bold, line, link, shorten, utf16_length
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


def test_what_somebody_typed_is_shown_without_signs_that_hide_or_turn_it() -> None:
    typed = "<b>\u202eevil\u2069</b>\x1b[2J\u200b\ud83d & 玫瑰"
    message = Message((line(bold(typed)),))
    assert message.plain() == "<b>evil</b>[2J & 玫瑰"
    assert message.html() == "<b>&lt;b&gt;evil&lt;/b&gt;[2J &amp; 玫瑰</b>"
