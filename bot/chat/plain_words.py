"""Words that people write where they mean a command: "unsubscribe", 取消訂閱."""

from functools import cache

from bot.languages.text import fold_han, normalise

_WORDS = {
    "help": ("help", "幫助", "說明", "使用說明"),
    "settings": ("settings", "設定"),
    "subscribe": ("subscribe", "訂閱"),
    "unsubscribe": ("unsubscribe", "stop", "取消訂閱", "退訂", "停止"),
}
_LONGEST = 20
"""Characters from which a text is looked at no closer."""


def command_meant(text: str) -> str | None:
    """The command that a text names and nothing else, without its stroke; None for a question."""
    if len(text) > _LONGEST:
        return None
    return _commands().get(_folded(text).strip(" .!。！"))


@cache
def _commands() -> dict[str, str]:
    return {_folded(word): name for name, words in _WORDS.items() for word in words}


def _folded(text: str) -> str:
    return fold_han(normalise(text)).casefold()
