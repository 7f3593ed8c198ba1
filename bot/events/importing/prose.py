"""Dates that stand in sentences, and paragraphs in which several sentences begin events."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.events.importing.belonging import refers
from bot.events.importing.blocks import Block
from bot.events.importing.dates import find_dates, fold
from bot.events.importing.page import Role
from bot.events.importing.reading import Habits, Kind, Reading, is_capital, read_lead
from bot.events.importing.when import When

_ENDS = re.compile(r"[.!?][\"”'’)\]]*\s+(?=[A-ZÀ-Þ0-9\"“‘(])|[。！？；][」』”）)]*\s*", re.DOTALL)
_LONGEST_SENTENCE = 1000
"""Signs of a sentence in which its date is looked for."""
_DATED_BY = re.compile(
    r"(?:\b(?:on|in|from|between|of)\s+(?:the\s+)?(?:\w+day,?\s+)?|[於在自]\s*|^)$", re.IGNORECASE
)
_PLACED_AFTER = re.compile(r"\s*[於在假]")
"""Behind a date that begins a clause: "…, 12月5日於 …"."""
_UNDATING = re.compile(
    r"(?<!with )\b(?:effect|effective|force|until|deadline|expires?|due|since)\b[^.]{0,20}$"
    r"|\b(?:by|before|till|as of)\s+(?:the\s+)?(?:end\s+of\s+)?$"
)
_SUBORDINATE = re.compile(
    r"\b(?:which|who|whose|that|where|when|after|before|until|since|if|as|while|than|because)\b",
    re.IGNORECASE,
)
_BOUND = re.compile(r"(?:by|since|as of|until)\b", re.IGNORECASE)
_BOUND_AFTER = re.compile(r"\s*(?:以?前|[以之]?後|以來|為?止)")
"""Before and behind a date that bounds what a sentence tells, and is not its day."""


def runs_on(blocks: Sequence[Block], habits: Habits) -> bool:
    """Whether the page's paragraphs tell one dated event after the other."""
    firsts, further = 0, 0
    for block in filter(_may_part, blocks):
        begun = [_begun(sentence, habits) is not None for sentence in _sentences(block.text)]
        firsts += any(begun[:1])
        further += sum(begun[1:])
    return further > 1 and further >= firsts


def parted(blocks: Sequence[Block], habits: Habits) -> list[Block]:
    """The blocks, paragraphs that tell several events as one block for each."""
    if not habits.is_prose:
        return list(blocks)
    years = _years_told(blocks, habits)
    return [part for block in blocks for part in _parts(block, habits, years)]


def read_within(block: Block, habits: Habits, under_month: bool) -> Reading | None:
    """The date that begins a later sentence of a paragraph than its first."""
    if not _may_part(block):
        return None
    readings = (_begun(sentence, habits, under_month) for sentence in _sentences(block.text))
    found = next(filter(None, readings), None)
    return replace(found, kind=Kind.LEAD, rest=block.text, keeps_date=True) if found else None


def read_sentence(text: str, habits: Habits, month: When | None) -> Reading | None:
    """The only date in a text's first sentence, where words say that it is the event's.

    Args:
        month: the month that stands above; the date has to lie in it.
    """
    folded = fold(next(_sentences(text), "")[:_LONGEST_SENTENCE])
    dates = [
        written
        for written in find_dates(folded, habits.order)
        if (written.when.first.day or month is None)
        and not _UNDATING.search(folded, 0, written.start)
        and (written.start > 0 or written.when.first.year or not _is_season(written.when))
    ]
    days = [d for d in dates if d.when.last.day]
    if len(days) == 1 and all(_lies_in(days[0].when, d.when) for d in dates):
        dates = days  # "March saw the agreement, signed on March 8."
    if len(dates) != 1 or not is_capital(text, dates[0]):
        return None
    written, before = dates[0], folded[: dates[0].start]
    begins_clause = before.endswith(",") and _PLACED_AFTER.match(folded, written.end)
    if not (_DATED_BY.search(before) or begins_clause):
        return None
    if month and not _lies_in(written.when, month):
        return None
    note = "the date is from the text"
    found = replace(written, note=f"{written.note}; {note}" if written.note else note)
    told = text[written.start : written.end]
    return Reading(Kind.BEHIND, found, told, text, keeps_date=True)


def _is_season(when: When) -> bool:
    return when.first.month != when.last.month and when.first.day is None


def _lies_in(when: When, month: When) -> bool:
    inner = when.within(month.first)
    first, last = inner.first, month.last
    return first.month is not None and (first.year, first.month) in {
        (month.first.year, month.first.month),
        (last.year, last.month),
    }


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a text, each with the blanks behind it."""
    begin = 0
    for ends in _ENDS.finditer(text):
        yield text[begin : ends.end()]
        begin = ends.end()
    if begin < len(text):
        yield text[begin:]


def _may_part(block: Block) -> bool:
    return block.role is Role.TEXT and not block.is_item


def _begun(sentence: str, habits: Habits, under_month: bool = True) -> Reading | None:
    """The date that begins a sentence, where it is that of what the sentence tells."""
    if _BOUND.match(sentence):
        return None
    found = read_lead(Block(0, sentence.rstrip()), habits, under_month)
    if found is None or found.date is None or not (found.date.names_month or found.keeps_date):
        return None
    return None if _BOUND_AFTER.match(sentence, found.date.end) else found


def _years_told(blocks: Sequence[Block], habits: Habits) -> frozenset[int]:
    """The years of the page's events, as far as dates at the beginning of sentences tell them."""
    sentences = (s for block in filter(_may_part, blocks) for s in _sentences(block.text))
    readings = filter(None, (_begun(sentence, habits) for sentence in sentences))
    return frozenset(year for r in readings if (year := r.when.first.year))


def _parts(block: Block, habits: Habits, years: frozenset[int]) -> Iterator[Block]:
    if not _may_part(block):
        yield block
        return
    parts: list[str] = [""]
    has_date = False
    for sentence in _sentences(block.text):
        is_begun = _begun(sentence, habits) is not None
        is_placed = not is_begun and _is_placed(sentence, habits, years)
        if parts[-1] and (is_placed or (is_begun and (has_date or refers(parts[-1])))):
            parts.append("")
        parts[-1] += sentence
        has_date = has_date or is_begun or is_placed
    for at, text in enumerate(parts):
        yield (
            block
            if len(parts) == 1
            else replace(
                block,
                text=text.strip(),
                marker="" if at else block.marker,
                gap=bool(at) or block.gap,
            )
        )


def _is_placed(sentence: str, habits: Habits, years: frozenset[int]) -> bool:
    """Whether a sentence's main clause is placed by the only day in it: "… was signed on 3 May"."""
    found = read_sentence(sentence, habits, None)
    if found is None or found.date is None or found.when.first.day is None:
        return False
    is_of_page = found.when.first.year in (None, *years)
    before = sentence[: found.date.start]
    return is_of_page and not refers(sentence) and not _SUBORDINATE.search(before)
