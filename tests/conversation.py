"""The README's picture of a conversation in the terminal: `python -m tests.conversation`."""

import io
import re
from pathlib import Path
from unittest.mock import patch

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console

from bot.cache.preparing import prepare
from bot.chat.terminal import talk
from bot.settings import read_settings

PICTURE = Path(__file__).parents[1] / ".github/conversation.svg"
_QUESTIONS = ("what awards in November?", "how many mayors came", "wen was teh expo", "九月有什麼")
_FONT_FACES = re.compile(r"@font-face \{\{.*?\}\}\s*", re.DOTALL)
_WRONG_LENGTH = re.compile(r' textLength="[\d.]+"(?=[^>]*>[^<]*[\u3000-\U0001ffff])')
"""Counted as if Han signs and icons were as narrow as letters."""


class _Typing:
    """Somebody's lines at a terminal, which shows what is typed."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._lines = iter(_QUESTIONS)
        self._has_begun = False

    def isatty(self) -> bool:
        """It is one."""
        return True

    def readline(self) -> str:
        """The next line; an empty one ends the input."""
        if not self._has_begun:  # The greeting stays out of the picture.
            self._has_begun = True
            self._console.export_text()
            self._console.print("› ", end="", style="bold cyan")
        text = next(self._lines, "")
        self._console.print(text)
        return text and f"{text}\n"


def drawn() -> str:
    """The picture, an SVG."""
    console = Console(record=True, width=92, file=io.StringIO(), highlight=False)
    settings = read_settings()
    typing = _Typing(console)
    with patch("bot.chat.terminal.Console", lambda **_: console), patch("sys.stdin", typing):
        talk(settings, prepare(settings.knowledge_dir))
    look = _FONT_FACES.sub("", CONSOLE_SVG_FORMAT).replace(
        "Fira Code", "ui-monospace, Menlo, Consolas"
    )
    picture = console.export_svg(title="annals chat", code_format=look, unique_id="annals")
    return _WRONG_LENGTH.sub("", picture)


if __name__ == "__main__":
    PICTURE.write_text(drawn(), encoding="utf-8")
