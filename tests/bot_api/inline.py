"""Inline mode: the questions asked in other chats, and what the bot may answer them with."""

import re
from typing import Any

from tests.bot_api.content import Refused, check_keyboard, decoded, shown_text

_START = re.compile(r"[A-Za-z0-9_-]{1,64}")
_MOST = 50
_ALLOWED = {"type", "id", "title", "description", "input_message_content", "reply_markup"}


class InlineMode:
    """The questions that wait for an answer, and the answers."""

    METHODS = frozenset({"answerInlineQuery"})

    def __init__(self) -> None:
        self.asked = 0
        self.waiting: set[str] = set()
        self.answers: dict[str, dict[str, Any]] = {}

    def call(self, _: str, parameters: dict[str, Any]) -> Any:
        """Take the answer to a question."""
        number = parameters["inline_query_id"]
        if number not in self.waiting:
            raise Refused(
                "Bad Request: query is too old and response timeout expired or query ID is invalid"
            )
        results = decoded(parameters["results"])
        if len(results) > _MOST:
            raise Refused("Bad Request: RESULTS_TOO_MUCH")
        if len({result["id"] for result in results}) < len(results):
            raise Refused("Bad Request: RESULT_ID_DUPLICATE")
        for result in results:
            _check(result)
        if len((parameters.get("next_offset") or "").encode()) > 64:
            raise Refused("Bad Request: NEXT_OFFSET_INVALID")
        button = decoded(parameters.get("button") or "null")
        if button and not (button["text"] and _START.fullmatch(button["start_parameter"])):
            raise Refused("Bad Request: START_PARAM_INVALID")
        self.waiting.discard(number)
        self.answers[number] = {**parameters, "results": results, "button": button}
        return True


def _check(result: dict[str, Any]) -> None:
    if result["type"] != "article" or result.keys() - _ALLOWED:
        raise Refused("Bad Request: RESULT_TYPE_INVALID")
    if not 1 <= len(result["id"].encode()) <= 64:
        raise Refused("Bad Request: RESULT_ID_INVALID")
    if not result["title"].strip():
        raise Refused("Bad Request: ARTICLE_TITLE_EMPTY")
    if result["input_message_content"]["parse_mode"] != "HTML":
        raise Refused("Bad Request: can't parse entities")
    shown_text(result["input_message_content"]["message_text"])
    if "reply_markup" in result:
        check_keyboard(result["reply_markup"])
