"""Who published a page, from its title or a line above its events."""

import re

from bot.events.importing.dates import fold
from bot.events.importing.entries import Entry, Sections
from bot.events.importing.furniture import is_furniture

_NOT_PUBLISHER = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?!\d)(?:\s*(?:年度?|[-–—]\s*(?:19|20)?\d\d(?!\d)))?|(?:中華)?民國|\d{2,3}\s*年度?"
    r"|\b(?:the|a)?\s*(?:major|important|key|main|notable|big)?\s*(?:events?|milestones|highlights|news|"
    r"chronicle|chronology|timeline|calendar|activities|history|achievements)\b(?:\s+of\s+the\s+year)?"
    r"|[一二三四五六七八九〇○零百十]{2,6}年度?|重大事[件紀記]|大事[紀記]要?|重要[紀記]事|年度|大事|一覽表?|表$|\b(?:appendix|annual|year)\b\s*[IVX\d]*",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"\b(?:department|bureau|office|agency|ministry|council|commission|government|authority|library|"
    r"museum|university|college|institute|centre|center|committee|city|county|board|association|"
    r"school|hospital|foundation|administration|service|harbour|port)\b|[局處府署部院會館所校司廳]$",
    re.IGNORECASE,
)
_BODY = re.compile(r"(?:[A-Z][\w'’.-]*,?|of|for|and|the|&|\s)+")
_LONGEST = 100


def publisher_of(sections: Sections) -> str:
    """The name of a department or the like; else what the title says besides year and "events".

    Returns:
        "" where neither is told.
    """
    pieces = [piece for text in (sections.title, *_above(sections)) for piece in _pieces(text)]
    named = (name for piece in pieces if (name := _organisation(piece)))
    rest = (
        name
        for piece in _pieces(sections.title)
        if (name := _without_events(piece)) != piece and 2 < len(name) <= _LONGEST
    )
    return next(named, None) or next(rest, "")


def _above(sections: Sections) -> list[str]:
    """The lines above the first event."""
    lines: list[str] = []
    for part in sections.parts:
        if isinstance(part, Entry):
            break
        if not is_furniture(part.text):
            lines.append(part.text)
    return lines


def _pieces(text: str) -> list[str]:
    return re.split(r"\s*[|｜>»›:：]\s*|\s+[-–—]\s+", text)


def _organisation(piece: str) -> str:
    """The name of an organisation in a title; a sentence about one is none."""
    name = _without_events(piece)
    if len(name) > _LONGEST or name.endswith((".", "。", "!", "?")):
        return ""
    if not name.isascii() and _ORGANISATION.search(fold(name)):
        return name
    bodies = [found.strip() for found in _BODY.findall(name) if _ORGANISATION.search(found)]
    return _trimmed(max(bodies, key=len, default=""))


def _without_events(piece: str) -> str:
    return _trimmed(" ".join(_NOT_PUBLISHER.sub(" ", piece).split()))


def _trimmed(name: str) -> str:
    name = name.strip(" -–—:：,，.|()（）")
    return re.sub(
        r"^(?:(?:of|in|by|for|the|at|our)\b\s*|,\s*)+|(?:\s+(?:of|in|for|the|and))+$|的$",
        "",
        name,
        flags=re.IGNORECASE,
    )
