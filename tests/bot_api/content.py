"""What a message may hold: its text, its buttons, as strictly as Telegram checks them."""

import json
from typing import Any

from tests.bot_api.entities import CannotParse, parse_html

_ACTIONS = {"callback_data", "url", "switch_inline_query"}


class Refused(Exception):
    """A call that Telegram answers with an error."""

    def __init__(self, description: str, code: int = 400, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.parameters = parameters


def content(parameters: dict[str, Any]) -> tuple[str, dict[str, Any] | None]:
    """The text and the buttons of a message.

    Raises:
        Refused: Telegram does not take them.
    """
    text = shown_text(parameters["text"])
    markup = decoded(parameters.get("reply_markup") or "null")
    if markup is not None:
        check_keyboard(markup)
    return text, markup


def shown_text(html: str) -> str:
    """The text that people see of a message in HTML."""
    try:
        text, _ = parse_html(html)
    except CannotParse as error:
        raise Refused(f"Bad Request: can't parse entities: {error}") from None
    if not text.strip():
        raise Refused("Bad Request: message text is empty")
    if len(text.encode("utf-16-le")) // 2 > 4096:
        raise Refused("Bad Request: message is too long")
    return text


def check_keyboard(markup: dict[str, Any]) -> None:
    """Refuse buttons that Telegram does not take."""
    if markup.get("remove_keyboard"):
        return
    rows = markup.get("inline_keyboard") or markup["keyboard"]
    if sum(map(len, rows)) > 100 or any(not 1 <= len(row) <= 8 for row in rows):
        raise Refused("Bad Request: reply markup is too long")
    for button in (button for row in rows for button in row):
        if not button.get("text"):
            raise Refused("Bad Request: text buttons are unallowed in the inline keyboard")
        if "inline_keyboard" in markup:
            _check_action(button)


def _check_action(button: dict[str, Any]) -> None:
    actions = _ACTIONS & button.keys()
    if len(actions) != 1 or button.keys() - _ACTIONS - {"text"}:
        raise Refused("Bad Request: BUTTON_TYPE_INVALID")
    if "callback_data" in actions and not 1 <= len(button["callback_data"].encode()) <= 64:
        raise Refused("Bad Request: BUTTON_DATA_INVALID")
    if "url" in actions and not button["url"].startswith(("https://", "http://", "tg://")):
        raise Refused("Bad Request: BUTTON_URL_INVALID")
    if len(button.get("switch_inline_query", "")) > 256:
        raise Refused("Bad Request: SWITCH_INLINE_QUERY_TOO_LONG")


def decoded(value: Any) -> Any:
    """A parameter that may have come as JSON."""
    return json.loads(value) if isinstance(value, str) else value
