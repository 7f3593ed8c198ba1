"""How the page at hand writes its dates, found from all of its blocks."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from bot.events.importing.blocks import Block
from bot.events.importing.dates import Order
from bot.events.importing.page import Role
from bot.events.importing.prose import runs_on
from bot.events.importing.reading import Habits, read_heading, read_lead

LONGEST_TITLE = 120
"""Signs of a line that may be a title."""
_SURE_SHARE = 0.5


def habits_of(blocks: Sequence[Block]) -> Habits:
    """How the page writes, from all of its blocks."""
    pairs = [
        (int(a), int(b))
        for block in blocks
        for a, b in re.findall(
            r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})(?=[/.-]\d{4}|(?![\d/.-]))", block.text
        )
    ]
    day_first = any(a > 12 >= b for a, b in pairs) and not any(b > 12 >= a for a, b in pairs)
    order = Order(day_first)
    plain = Habits(order)
    leads = [
        read_lead(block, Habits(order, months_lead=True, years_lead=True), False)
        for block in blocks
        if block.role is not Role.ASIDE
    ]
    months = {
        lead.when.first.month for lead in leads if lead and lead.when.first.month and lead.rest
    }
    years = {lead.when.first.year for lead in leads if lead and not lead.when.first.month}
    headings = [heading for block in blocks if (heading := read_heading(block, plain, False))]
    headed = any(heading.when.first.month for heading in headings)
    told = [lead for lead in leads if lead and lead.when.first.month]
    return Habits(
        order,
        counted=_counted(blocks, plain),
        months_lead=len(months) > 2 and not headed,
        years_lead=len(years) > 2 and all(heading.when.first.day for heading in headings),
        hangs=any(block.hangs and not block.marker for block in blocks) or _stand_in(blocks),
        months_hold_undated=_hold_undated(blocks, plain),
        parts_by_gaps=not headed and _part_by_gaps(blocks, plain),
        tells_months=headed or bool(told),
        is_prose=(not headed and all(lead.keeps_date for lead in told)) or runs_on(blocks, plain),
    )


def _stand_in(blocks: Sequence[Block]) -> bool:
    """Whether paragraphs that go on with an event stand in deeper than it, with no gap between."""
    return any(
        not block.gap and not block.is_item and block.indent > above.indent
        for above, block in pairwise(blocks)
        if above.role is Role.TEXT
    )


def _part_by_gaps(blocks: Sequence[Block], habits: Habits) -> bool:
    """Whether the page is made of paragraphs without lists, most of them led by a date."""
    if any(block.is_item or not block.gap for block in blocks):
        return False
    led = sum(read_lead(block, habits, False) is not None for block in blocks)
    return led > 1 and 2 * led >= len(blocks)


def _hold_undated(blocks: Sequence[Block], habits: Habits) -> bool:
    for above, block in pairwise(blocks):
        heading = read_heading(above, habits, False)
        is_month = heading and heading.when.first.month and not heading.when.first.day
        if is_month and not (read_heading(block, habits, True) or read_lead(block, habits, True)):
            return True
    return False


def _counted(blocks: Sequence[Block], habits: Habits) -> frozenset[str]:
    """The kinds of numbers before texts that count them: 1, 2, 3, under each heading or overall."""
    runs: dict[str, list[list[int]]] = defaultdict(list)
    headings = 0
    since: dict[str, int] = {}
    for block in blocks:
        if read_heading(block, habits, False):
            headings += 1
        elif block.is_numbered and block.count:
            if since.get(block.kind) != headings or (block.count == 1 and block.marker[0] == "("):
                runs[block.kind].append([])
                since[block.kind] = headings
            runs[block.kind][-1].append(block.count)
    return frozenset(kind for kind, numbers in runs.items() if _count_up(numbers))


def _count_up(runs: Sequence[Sequence[int]]) -> bool:
    numbers = [number for run in runs for number in run]
    if len(numbers) < 2:
        return numbers == [1]
    if numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return True
    return all(list(run) == list(range(1, len(run) + 1)) for run in runs)


def titles_first(blocks: Sequence[Block], habits: Habits) -> frozenset[int]:
    """The blocks that are titles of events whose date stands alone on the line below them."""
    days, titles = 0, []
    for at, block in enumerate(blocks):
        heading = read_heading(block, habits, False)
        if heading is None or heading.when.first.day is None:
            continue
        days += 1
        before = blocks[at - 1] if at else None
        if before is None or read_heading(before, habits, False) or before.is_item:
            continue
        stands_alone = before.role is Role.HEADING or (before.gap and not block.gap)
        if stands_alone and len(before.text) <= LONGEST_TITLE:
            titles.append(at - 1)
    is_habit = days > 1 and len(titles) > days * _SURE_SHARE
    return frozenset(titles) if is_habit else frozenset()


def is_year_of_title(blocks: Sequence[Block], at: int, habits: Habits) -> bool:
    """Whether a block is a year alone that repeats its heading's, right above an event's title."""
    if not 0 < at < len(blocks) - 1 or blocks[at].role is not Role.TEXT:
        return False
    if not blocks[at - 1].role is blocks[at + 1].role is Role.HEADING:
        return False
    above, year = (read_heading(blocks[place], habits, False) for place in (at - 1, at))
    if above is None or year is None or year.is_framed:
        return False
    return above.when == year.when and year.when.first.month is None


def first_dated(blocks: Sequence[Block], habits: Habits) -> int:
    """Where the first block with a date before it stands; 0 where none does."""
    for at, block in enumerate(blocks):
        if read_lead(block, habits, False) or read_heading(block, habits, False):
            return at
    return 0
