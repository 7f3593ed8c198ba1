"""Headings that say what the events below them are about, and no date: "二、動物保護"."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from bot.events.importing.belonging import refers
from bot.events.importing.blocks import Block
from bot.events.importing.furniture import is_furniture
from bot.events.importing.page import Role
from bot.events.importing.reading import Habits, read_behind, read_heading, read_lead
from bot.languages.text import is_han

_LONGEST = 60
"""Columns of a theme's heading; a Chinese sign takes two."""
_BULLETS = re.compile(r"[^\w(（]*")
_SENTENCE = re.compile(r"[.。,，;；:：!！?？]|\d{2}")
"""What no theme's heading holds."""


def themes(blocks: Sequence[Block], habits: Habits) -> frozenset[int]:
    """The positions of the themes' headings.

    A page has them of one sort ("一、", "（一）", none at all), each right above dated events, and
    they are fewer than its events: what stands above each single event is the event's title.
    """
    dated = [_is_dated(block, habits) for block in blocks]
    sorts: dict[str, list[int]] = defaultdict(list)
    for at, block in enumerate(blocks):
        if not dated[at] and block.role is Role.TEXT:
            sorts[_sort(block)].append(at)
    candidates = {sort: [at for at in held if _may_be(blocks[at])] for sort, held in sorts.items()}
    found: set[int] = set()
    for sort, places in sorted(candidates.items(), key=lambda item: -max(item[1], default=0)):
        above = [at for at in places if _stands_above(blocks, at, dated, found)]
        is_habit = len(above) == len(sorts[sort]) if sort else len(above) > 1
        if is_habit and len(above) > 1 and _holds_many(above, dated):
            found.update(above)
    return frozenset(found)


def _sort(block: Block) -> str:
    return "" if _BULLETS.fullmatch(block.marker) else block.kind


def _is_dated(block: Block, habits: Habits) -> bool:
    heading = read_heading(block, habits, True)
    found = heading or read_lead(block, habits, True) or read_behind(block.text, habits)
    return found is not None


def _may_be(block: Block) -> bool:
    text = block.text
    columns = sum(1 + is_han(sign) for sign in text)
    is_name = text[:1].isupper() or is_han(text[:1])
    if columns > _LONGEST or not is_name or _SENTENCE.search(text):
        return False
    return not (refers(text) or is_furniture(text)) and (bool(_sort(block)) or block.gap)


def _stands_above(
    blocks: Sequence[Block], at: int, dated: Sequence[bool], themes: set[int]
) -> bool:
    """Whether a dated block, or another sort of theme, stands right below and not further out."""
    below = at + 1
    if below == len(blocks) or not (dated[below] or below in themes):
        return False
    is_apart = blocks[at].marker or blocks[below].gap or blocks[below].is_item
    return bool(is_apart) and blocks[at].indent <= blocks[below].indent


def _holds_many(places: Sequence[int], dated: Sequence[bool]) -> bool:
    """Whether any of some themes holds more than a single event."""
    return any(sum(dated[begin:end]) > 1 for begin, end in pairwise((*places, len(dated))))
