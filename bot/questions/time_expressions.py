"""Time expressions (first form)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    first: date
    last: date
    every_year: bool = False

    def iso(self) -> str:
        return f"{self.first.isoformat()}/{self.last.isoformat()}"

    def spans(self, first_year: int, last_year: int) -> tuple[tuple[date, date], ...]:
        if not self.every_year:
            return ((self.first, self.last),)
        out = []
        for y in range(first_year - 1, last_year + 1):
            d = y - self.first.year
            out.append((self.first.replace(year=y), self.last.replace(year=self.last.year + d)))
        return tuple(out)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    period: Period
    spans: tuple[tuple[int, int], ...]


_M = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b(?! i\b)", re.I)


def find_time(text: str, today: date, years: tuple[int, int]) -> TimeExpression | None:
    m = _M.search(text)
    if not m:
        return None
    n = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"].index(
        m[1].lower()
    ) + 1
    y = years[1]
    return TimeExpression(Period(date(y, n, 1), date(y, n, monthrange(y, n)[1]), True), (m.span(),))
