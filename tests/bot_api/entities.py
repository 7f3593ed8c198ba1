"""Telegram's HTML: parsed as strictly as Telegram does."""

import re
from html import unescape
from typing import Any

_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
}
_PIECE = re.compile(
    r"<(?P<close>/?)(?P<tag>[a-z-]+)(?P<attributes>(?:\s[^<>]*)?)>|&(?P<entity>#?\w+);|(?P<bad>[<>])"
)
_ENTITY = re.compile(r"lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+")
_HREF = re.compile(r'\shref="([^"]*)"')


class CannotParse(ValueError):
    """The text is no HTML that Telegram takes."""


def parse_html(html: str) -> tuple[str, list[dict[str, Any]]]:
    """The text without tags, and its entities with offsets in UTF-16 code units.

    Raises:
        CannotParse: an unknown tag, a tag that is not closed in order, a stray sign or entity.
    """
    text, position = "", 0
    entities: list[dict[str, Any]] = []
    unclosed: list[tuple[str, dict[str, Any]]] = []
    for found in _PIECE.finditer(html):
        text += html[position : found.start()]
        position = found.end()
        if found["bad"] == "<":
            raise CannotParse(f"Unsupported start tag at byte offset {found.start()}")
        if found["bad"]:
            text += ">"
        elif found["entity"]:
            if not _ENTITY.fullmatch(found["entity"]):
                text += found.group()
            else:
                text += unescape(found.group())
        elif found["close"]:
            if not unclosed or unclosed[-1][0] != found["tag"]:
                raise CannotParse(
                    f'Unexpected end tag at byte offset {found.start()}, "</{found["tag"]}>"'
                )
            _, entity = unclosed.pop()
            entity["length"] = _length(text) - entity["offset"]
            if entity["length"]:
                entities.append(entity)
        else:
            if found["tag"] == "blockquote" and any(tag == "blockquote" for tag, _ in unclosed):
                raise CannotParse(f"Nested blockquote at byte offset {found.start()}")
            unclosed.append((found["tag"], _opened(found, text)))
    if unclosed:
        raise CannotParse(f'Can\'t find end tag corresponding to start tag "{unclosed[-1][0]}"')
    return text + html[position:], sorted(entities, key=lambda e: int(e["offset"]))


def _opened(found: re.Match[str], text: str) -> dict[str, Any]:
    kind = _TAGS.get(found["tag"])
    if not kind:
        raise CannotParse(f'Unsupported start tag "{found["tag"]}" at byte offset {found.start()}')
    entity: dict[str, Any] = {"type": kind, "offset": _length(text)}
    href = _HREF.search(found["attributes"])
    if kind == "text_link" and href:
        entity["url"] = unescape(href[1])
    if kind == "blockquote" and found["attributes"].split() == ["expandable"]:
        entity["type"] = "expandable_blockquote"
    return entity


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
