"""The language that a text of a page is written in."""

from bot.languages.text import CHINESE, ENGLISH, is_han


def language_of_text(text: str) -> str:
    """The language that most of a text is written in; Chinese needs fewer signs."""
    han = sum(is_han(sign) for sign in text)
    letters = sum(sign.isascii() and sign.isalpha() for sign in text)
    return CHINESE if 3 * han > letters else ENGLISH
