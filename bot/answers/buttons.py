"""Buttons that ask for something: in the place of their message, or as a question of their own."""

from collections.abc import Iterable

from bot.answers.actions import Action, encode, encode_question
from bot.answers.message import Button


def as_set(label: str) -> str:
    """The label of what is set now, among all that can be chosen: it stands between points."""
    return f"·{label}·"


def buttons_of(wanted: Iterable[tuple[str, Action]]) -> list[Button]:
    """Buttons that change their message in place, without those whose data is too long."""
    return [Button(label, data) for label, action in wanted if (data := encode(action))]


def questions_of(wanted: Iterable[tuple[str, Action]]) -> list[Button]:
    """Buttons whose answers are messages of their own, likewise."""
    return [Button(label, data) for label, action in wanted if (data := encode_question(action))]
