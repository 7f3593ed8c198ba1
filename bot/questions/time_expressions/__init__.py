"""Time expressions in English and Chinese: the period that a question names, and where.

Four steps: blank what only looks like a time (`lookalikes`), find every part of the text that
names days (`figures`, `english`, `chinese`), keep the longest of those that overlap, then join
them by the words around (`joining`): *between … and …*, *before*, *since*, 以前, 起. A grammar of
our own, as kept libraries read questions too literally: of 967 cases in `tests/evaluation`
dateparser reads 39 % exactly (11月 becomes "11 months ago") and Microsoft's recognizers 43 %, at
12 ms each; both miss ranges, and neither mends a misspelt month.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from types import ModuleType

from bot.questions.time_expressions import english, figures, lookalikes, named_days
from bot.questions.time_expressions.joining import join
from bot.questions.time_expressions.months import mark_months
from bot.questions.time_expressions.period import Calendar, Named, Period, TimeExpression

__all__ = [
    "MONTHS",
    "SEASONS",
    "SHORT_MONTHS",
    "TIME_WORDS",
    "Period",
    "TimeExpression",
    "find_time",
    "prepare",
]

TIME_WORDS = frozenset(
    (
        "january february march april may june july august september october november december "
        "spring summer autumn fall winter quarter quarters half first second third fourth last "
        "next this previous past current coming day days week weeks month months year years today "
        "yesterday tomorrow before prior after following since until till between from during "
        "through early late middle beginning start end ago onwards later"
    ).split()
)
"""The English words that time expressions are made of."""
SHORT_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
MONTHS = SHORT_MONTHS | frozenset(
    (
        "january february march april may june july august september october november december"
    ).split()
)
SEASONS = frozenset("spring summer autumn fall winter".split())

_HAN = re.compile("[\u4e00-\u9fff]")


def find_time(text: str, today: date, years: tuple[int, int]) -> TimeExpression | None:
    """The period that a text names, None where it names none.

    Args:
        text: one line, NFKC, Chinese as Traditional, in any case.
        today: the day that "this month" is counted from.
        years: the first and last calendar year covered; a period without a year is shown in the
            last, and an open side ends where they do.
    """
    calendar = Calendar(today, *years)
    folded = text.lower()
    if len(folded) != len(text):
        return None
    marked = mark_months(lookalikes.hide(folded))
    try:
        named = _without_overlaps(_named_in(marked, calendar), len(marked))
        return join(marked, named, calendar) if named else None
    except (ValueError, OverflowError):
        # Days before the year 1 or after 9999.
        return None


def prepare() -> None:
    """Compile the patterns that only some texts need, so that the first of these needn't wait."""
    lookalikes.prepare()
    _chinese()


def _named_in(text: str, calendar: Calendar) -> Iterator[Named]:
    yield from figures.named_in(text, calendar)
    yield from english.named_in(text, calendar)
    yield from named_days.named_in(text, calendar)
    if _HAN.search(text):
        yield from _chinese().named_in(text, calendar)


def _chinese() -> ModuleType:
    # Its patterns take a fiftieth of a second to compile.
    from bot.questions.time_expressions import chinese

    return chinese


def _without_overlaps(found: Iterable[Named], size: int) -> list[Named]:
    """The longest of those that share a sign of the text, in order."""
    taken = bytearray(size)
    kept: list[Named] = []
    for span in sorted(found, key=lambda n: (n.start - n.end, n.start)):
        if not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            kept.append(span)
    return sorted(kept, key=lambda n: n.start)
