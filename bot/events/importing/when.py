"""What a page says of a day: its parts as far as they are told, completed from what came before."""

from dataclasses import dataclass, replace
from datetime import date

UNKNOWN_YEAR = "YYYY"
"""Stands in a draft's date where no year was told; `check` names its line."""
_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Part:
    """A day, a month or a year of which not everything needs to be told."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def within(self, outer: "Part") -> "Part":
        """The part completed from the year and month that it stands under."""
        month = self.month or (outer.month if self.day else None)
        return Part(self.year or outer.year, month, self.day)

    def __str__(self) -> str:
        """EDTF, with `YYYY` for a year that was not told."""
        year = f"{self.year:04d}" if self.year else UNKNOWN_YEAR
        pieces = [year, *(f"{n:02d}" for n in (self.month, self.day) if n)]
        return "-".join(pieces)


@dataclass(frozen=True, slots=True)
class When:
    """From a first to a last part, both told to the same precision; equal for a single one."""

    first: Part
    last: Part

    def within(self, outer: Part) -> "When":
        """Both parts completed, by each other and by the year and month they stand under.

        A last day before the first lies in the next month or year: "30-2", "30 December to 2
        January".
        """
        first, last = self.first, self.last
        if last.day and not last.month:
            last = replace(last, month=first.month)
        if first.day and not first.month and last.month and self.last.month:
            crosses = bool(last.day and first.day > last.day)
            first = replace(first, month=(last.month - crosses - 1) % 12 + 1)
        if last.year and not first.year:
            first = replace(first, year=last.year - _passes_year(first, last))
        first = first.within(outer)
        told_month = self.last.month
        last = Part(last.year, last.month or (first.month if last.day else None), last.day)
        if not last.year and first.year:
            last = replace(last, year=first.year + _passes_year(first, last))
        if not told_month and last.month and last.day and first.day and last.day < first.day:
            last = replace(
                last,
                month=last.month % 12 + 1,
                year=last.year and last.year + (last.month == 12),
            )
        return _coarser(first, last)

    @property
    def is_possible(self) -> bool:
        """Whether the calendar has these days, the first not after the last."""
        first, last = self.first, self.last
        later = not last.year and _passes_year(first, last)
        try:
            begins = date(first.year or _LEAP_YEAR, first.month or 1, first.day or 1)
            ends = date(last.year or _LEAP_YEAR + later, last.month or 1, last.day or 1)
        except ValueError:
            return False
        return begins <= ends

    @property
    def spans_years(self) -> bool:
        """Whether it is from one year to another, no month told."""
        return self.first.month is None and bool(self.first.year) and self.first != self.last

    def is_day_after(self, other: "When") -> bool:
        """Whether it is known to the day and begins when another has ended."""
        return self.is_possible and bool(self.first.day) and str(self.first) > str(other.last)

    def to_month(self) -> "When":
        """The same, known to the month only."""
        return When(replace(self.first, day=None), replace(self.last, day=None))

    def __str__(self) -> str:
        """EDTF: one part, or `FROM/TO`."""
        first, last = str(self.first), str(self.last)
        return first if first == last else f"{first}/{last}"


def _passes_year(first: Part, last: Part) -> bool:
    return bool(first.month and last.month and first.month > last.month)


def _coarser(first: Part, last: Part) -> When:
    if not (first.day and last.day):
        first, last = replace(first, day=None), replace(last, day=None)
    if not (first.month and last.month):
        first, last = replace(first, month=None), replace(last, month=None)
    return When(first, last)
