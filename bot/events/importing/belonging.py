"""Whether a block belongs to the event above it: a clause, an inner list, more of its text."""

import re

from bot.events.importing.blocks import Block
from bot.events.importing.entries import Entry
from bot.events.importing.language import language_of_text
from bot.events.importing.reading import Habits, read_lead

_LONG = 40
"""Signs from which a text without a full stop is no title."""
_CLAUSE = re.compile(
    r"(?:article|section|clause|chapter|paragraph|annex|appendix|item|part)\s+\w{1,5}\s*[:：.,—–-]"
    r"|第\s*[\d一二三四五六七八九十百]+\s*[條款項章節點]|(?:notes?|remarks?|註|備註|說明)\s*[:：]|※",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"[^\s:：。.]{1,24}(?:\s+[^\s:：。.]{1,20}){0,5}\s*[:：]\s*\S")
_REFERS = re.compile(
    r"(?:this|these|those|it|its|they|he|she|among|through|during|in addition|also|moreover|"
    r"furthermore|meanwhile|a total of|altogether|the (?:event|project|programme|program|award|"
    r"exhibition|expo|summit|conference|ceremony|system|service|platform|app|tool|meeting|forum|"
    r"festival|theme|aim|goal|plan|activity|scheme|initiative|move))\b|[該此]|本[次案項屆]|其中|活動[中期當]"
    r"|並|另|同時|此外|期間|共計?[有\d]",
    re.IGNORECASE,
)
_THE = re.compile(r"(?:The|These|Those)\s+([a-z]{4,})\b")
_BODIES = frozenset(
    "city county town department bureau office agency authority council ministry division section "
    "library museum first second third following same".split()
)
"""Words that an event may begin with though the one above it has them, too."""


def goes_on(block: Block, entry: Entry, habits: Habits, day_is_taken: bool) -> bool:
    """Whether a block without a date is more of the event above it.

    Args:
        day_is_taken: whether it stands under a day's heading that has its event already.
    """
    if not entry.paragraphs:
        return True
    if block.is_item:
        return _is_inner(block, entry, day_is_taken)
    stands_in = block.indent > entry.indent and (entry.is_item or entry.is_lead)
    if stands_in or block.text[:1].islower() or (entry.heading and block.gap):
        return True
    if not block.gap and not entry.is_item and entry.is_lead:
        return not (habits.hangs and block.indent <= entry.indent)
    if not block.gap and language_of_text(block.text) != language_of_text(entry.paragraphs[0]):
        return True  # The same in another language.
    if entry.is_unfinished and (entry.is_lead or (_is_long(entry) and not block.gap)):
        return True
    if day_is_taken and not entry.is_item:
        return True
    is_known = refers(block.text) or _names_again(block.text, entry.text)
    return is_known or (entry.is_lead and not habits.months_hold_undated)


def refers(text: str) -> bool:
    """Whether a text begins with words that take up what was told before: "It", "The project"."""
    return _REFERS.match(text) is not None


def is_clause(block: Block, entry: Entry, habits: Habits) -> bool:
    """Whether a block is a clause of the event above: "Article 2: …" after "as follows:"."""
    if not entry.paragraphs:
        return False
    if _stands_in_numbered(block, entry):
        return True
    if _CLAUSE.match(block.text) or _CLAUSE.match(f"{block.marker}{block.text}"):
        return True
    if not (entry.in_clauses or entry.opens_list) or read_lead(block, habits, True):
        return False
    return bool(_LABELLED.match(block.text)) or (block.is_item and not entry.is_item)


def _stands_in_numbered(block: Block, entry: Entry) -> bool:
    """Whether a block is one of a numbered list set in below an event that is no item of one."""
    is_numbered = re.search(r"\w", block.marker) is not None
    return is_numbered and block.indent > entry.indent and entry.is_lead and not entry.is_item


def _names_again(text: str, above: str) -> bool:
    """Whether a text begins with "The garden" after one that tells of a garden."""
    found = _THE.match(text)
    if found is None:
        return False
    return found[1] not in _BODIES and found[1] in re.findall(r"[a-z]+", above.lower())


def _is_inner(block: Block, entry: Entry, day_is_taken: bool) -> bool:
    """Whether an item is one of a list within the event above."""
    is_deeper = block.indent > entry.indent
    if not entry.is_item:
        return entry.opens_list or day_is_taken or (entry.is_lead and block.indent >= entry.indent)
    if block.kind != entry.kind and (entry.opens_list or block.kind == entry.inner):
        return True
    return is_deeper


def _is_long(entry: Entry) -> bool:
    return len(entry.paragraphs[-1]) > _LONG
