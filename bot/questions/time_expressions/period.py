"""A period: the days that a question names."""

from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included.

    With `every_year`, no year was named: the days stand for the same ones of each year covered,
    shown in the newest.
    """

    first: date
    last: date
    every_year: bool = False

    def iso(self) -> str:
        """ISO 8601: `2021-11-01/2021-11-30`."""
        return f"{self.first.isoformat()}/{self.last.isoformat()}"

    def spans(self, first_year: int, last_year: int) -> tuple[tuple[date, date], ...]:
        """The ranges of days meant where the years from `first_year` to `last_year` are covered.

        A period over the year's end (winter) also has the one that began before the first year.
        """
        if not self.every_year:
            return ((self.first, self.last),)
        over = self.last.year - self.first.year
        years = range(max(MINYEAR, first_year - over), min(MAXYEAR - over, last_year) + 1)
        return tuple((in_year(self.first, y), in_year(self.last, y + over)) for y in years)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A period and the parts of the text (start, end) that name it."""

    period: Period
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Days that a part of the text names; without `has_year` they are shown in the newest year."""

    start: int
    end: int
    first: date
    last: date
    has_year: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a text's days are counted from: today, and the first and last year covered."""

    today: date
    first_year: int
    last_year: int

    def anniversary(self, start: int, end: int, first: date, last: date) -> Named:
        """Days of the calendar, as anniversaries in the newest year covered."""
        over = last.year - first.year
        return Named(
            start, end, in_year(first, self.last_year), in_year(last, self.last_year + over), False
        )

    def months(self, year: int | None, first: int, last: int) -> tuple[date, date]:
        """The first day of month `first` and the last of month `last`, the next year's if lower."""
        start = year or self.last_year
        end = start + (last < first)
        return date(start, first, 1), date(end, last, monthrange(end, last)[1])


def in_year(day: date, year: int) -> date:
    """The same month and day in another year; 29 February becomes the 28th in common years.

    The 28th as a February's end stays its end.
    """
    year = min(max(year, MINYEAR), MAXYEAR)
    if (day.month, day.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28)
    return day.replace(year=year)


def day_of(year: int, month: int, day: int) -> date | None:
    """A day, None where the calendar has no such one."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def third_of_month(first: date, part: int) -> tuple[date, date]:
    """Early (0), mid (1) or late (2) in a month: days 1–10, 11–20, 21 to the end."""
    end = monthrange(first.year, first.month)[1] if part == 2 else 10 * part + 10
    return first.replace(day=10 * part + 1), first.replace(day=end)
