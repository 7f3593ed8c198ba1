"""Dates in brackets that stand below an item's inner list, and are that of the item."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.events.importing.blocks import Block
from bot.events.importing.page import Role
from bot.events.importing.reading import Habits, read_behind

IN_BRACKETS = re.compile(r"[(\[（【〔][^()（）]+[)\]）】〕]\s*[.。]?")


def closed(blocks: Sequence[Block], habits: Habits) -> list[Block]:
    """The blocks, each such date behind its item's own text, where those of other items stand."""
    kept: list[Block] = []
    for block in blocks:
        item = _closed_by(block, kept, habits)
        if item is None:
            kept.append(block)
        else:
            kept[item] = replace(kept[item], text=f"{kept[item].text} {block.text}")
    return kept


def _closed_by(block: Block, above: Sequence[Block], habits: Habits) -> int | None:
    """Where the item stands that a date closes; None where it is none, or the item is dated."""
    if block.role is not Role.TEXT or not IN_BRACKETS.fullmatch(block.text):
        return None
    if read_behind(block.text, habits) is None:
        return None
    inner = len(above)
    while inner and above[inner - 1].is_item and above[inner - 1].indent > block.indent:
        inner -= 1
    if inner in (0, len(above)):
        return None
    item = above[inner - 1]
    is_open = item.is_item and item.indent < block.indent and not read_behind(item.text, habits)
    return inner - 1 if is_open else None
