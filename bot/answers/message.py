"""What people read: a message of styled lines and buttons, as HTML for Telegram or as plain text.

Text is escaped here and nowhere else, and here what hides or turns a text is left out of it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from bot.languages.hidden import without_hidden

_SENTENCE_END = re.compile(r"(?<=\w{3})[.!?](?=\s)|[。！？](?=[^…])")
"""Behind fewer letters a full stop may belong to an abbreviation: "Dr. Wu"."""


class Style(StrEnum):
    """How a span of text looks; the value is Telegram's HTML tag.

    A quotation is a line of its own; Telegram shows its beginning and unfolds the rest.
    """

    PLAIN = ""
    BOLD = "b"
    ITALIC = "i"
    LINK = "a"
    CODE = "code"
    QUOTE = "blockquote expandable"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line in one style; `href` goes with a link."""

    text: str
    style: Style = Style.PLAIN
    href: str = ""

    @property
    def shown(self) -> str:
        """The text as people see it."""
        return without_hidden(self.text)

    def html(self) -> str:
        """The span as Telegram's HTML, its text escaped."""
        text = escape(self.shown, quote=False)
        if self.style is Style.PLAIN or not text:
            return text
        attribute = f' href="{escape(self.href)}"' if self.style is Style.LINK else ""
        tag = self.style.split()[0]
        return f"<{self.style}{attribute}>{text}</{tag}>"


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: what it says and the data that comes back (1 to 64 bytes)."""

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class ShareButton:
    """A button that has the person choose a chat, and asks there in inline mode."""

    label: str
    question: str


@dataclass(frozen=True, slots=True)
class LinkButton:
    """A button that opens the private chat with the bot, or adds it to a group.

    `start` is what the bot is then started with (1 to 64 letters, figures, - and _).
    """

    label: str
    start: str
    in_group: bool = False


AnyButton = Button | ShareButton | LinkButton
Rows = tuple[tuple[AnyButton, ...], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """Lines and rows of buttons, in one language."""

    lines: tuple[Line, ...]
    buttons: Rows = ()

    @property
    def pressable(self) -> list[Button]:
        """The buttons that come back to the bot, in order."""
        return [button for row in self.buttons for button in row if isinstance(button, Button)]

    def html(self) -> str:
        """The message in Telegram's HTML."""
        return "\n".join("".join(span.html() for span in line) for line in self.lines)

    def plain(self) -> str:
        """The message without any markup."""
        return "\n".join("".join(span.shown for span in line) for line in self.lines)


def line(*parts: str | Span) -> Line:
    """A line of spans; plain strings are spans without a style."""
    return tuple(Span(part) if isinstance(part, str) else part for part in parts)


def bold(text: str) -> Span:
    """A bold span."""
    return Span(text, Style.BOLD)


def italic(text: str) -> Span:
    """An italic span."""
    return Span(text, Style.ITALIC)


def quote(text: str) -> Span:
    """A quotation that can be unfolded; its text may have several lines."""
    return Span(text, Style.QUOTE)


def link(text: str, href: str) -> Span:
    """A link."""
    return Span(text, Style.LINK, href)


def shorten(text: str, most: int) -> str:
    """At most `most` UTF-16 code units of a text, cut at a word or sentence, with an ellipsis."""
    if utf16_length(text) <= most:
        return text
    kept = text.encode("utf-16-le", "replace")[: 2 * (most - 1)].decode("utf-16-le", "ignore")
    if text[len(kept)].isspace():
        return kept + "…"
    cut = max(kept.rfind(mark) for mark in " 。，、；")
    return kept[: cut if cut > most // 2 else None].rstrip(" ,;.，、；") + "…"


def beginning(text: str, most: int) -> str:
    """At most `most` UTF-16 code units of a text: whole sentences where these are half of it."""
    short = shorten(text, most)
    if short == text:
        return text
    ends = [end.end() for end in _SENTENCE_END.finditer(short)]
    if not ends or ends[-1] <= most // 2:
        return short
    kept = short[: ends[-1]]
    return f"{kept} …" if kept.endswith((".", "!", "?")) else f"{kept}…"


def utf16_length(text: str) -> int:
    """The length that Telegram counts."""
    return len(text.encode("utf-16-le", "replace")) // 2


def rows(buttons: Iterable[AnyButton], wide: int) -> Rows:
    """Buttons in rows of `wide`."""
    listed = list(buttons)
    return tuple(tuple(listed[i : i + wide]) for i in range(0, len(listed), wide))
