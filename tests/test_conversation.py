"""The README's picture of a conversation is of the bot as it is."""

from tests.conversation import PICTURE, drawn


def test_the_picture_shows_what_the_bot_says() -> None:
    told = "draw it anew: python -m tests.conversation"
    assert PICTURE.read_text(encoding="utf-8") == drawn(), told
