"""A period: the days that a question names."""

from calendar import isleap, monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

MonthDay = tuple[int, int]
"""Number of a month and of a day in it."""
Days = tuple[date, date]
"""The first and the last of days in a row."""

CENTURY = 2000
"""Added to a year written with two figures."""
_COMMON_YEAR = 365
_MONTHS_OF = {"month": 1, "quarter": 3}


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included.

    With `every_year`, no year was named: the days stand for the same ones of each year covered,
    shown in the newest. Of days named apart (March and May) `parts` are the first and last of each.
    """

    first: date
    last: date
    every_year: bool = False
    parts: tuple[Days, ...] = ()

    @property
    def days(self) -> Days:
        """All from the first day to the last."""
        return self.first, self.last

    def iso(self) -> str:
        """ISO 8601: `2021-11-01/2021-11-30`."""
        return f"{self.first.isoformat()}/{self.last.isoformat()}"

    def spans(self, first_year: int, last_year: int) -> tuple[tuple[date, date], ...]:
        """The ranges of days meant where the years from `first_year` to `last_year` are covered.

        A period over the year's end (winter) also has the one that began before the first year.
        """
        parts = self.parts or ((self.first, self.last),)
        if not self.every_year:
            return parts
        over = self.last.year - self.first.year
        years = range(max(MINYEAR, first_year - over), min(MAXYEAR - over, last_year) + 1)
        return tuple(moved(part, year - self.first.year) for year in years for part in parts)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A period and the parts of the text (start, end) that name it."""

    period: Period
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Days that a part of the text names; without `has_year` they are shown in the newest year.

    `is_end` is the end of something, which "before" takes in ("before the end of June");
    `is_range` was named from–to, so that no word before opens it further. `parts` as in `Period`.
    """

    start: int
    end: int
    first: date
    last: date
    has_year: bool
    is_end: bool = False
    is_range: bool = False
    parts: tuple[Days, ...] = ()

    @property
    def is_years(self) -> bool:
        """Whether whole years are named by their number."""
        return self.has_year and (self.last - self.first).days >= _COMMON_YEAR - 1

    def in_year(self, year: int) -> "Named":
        """The same days of another year."""
        over = self.last.year - self.first.year
        first, last = in_year(self.first, year), end_in_year(self.last, year + over)
        parts = tuple(moved(part, year - self.first.year) for part in self.parts)
        return replace(self, first=first, last=last, has_year=True, parts=parts)

    @property
    def ranges(self) -> tuple[Days, ...]:
        """The days, those named apart by themselves."""
        return self.parts or ((self.first, self.last),)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a text's days are counted from: today, and the first and last year covered."""

    today: date
    first_year: int
    last_year: int

    def months(self, year: int | None, first: int, last: int) -> tuple[date, date]:
        """The first day of month `first` and the last of month `last`, the next year's if lower."""
        start = year or self.last_year
        end = start + (last < first)
        return date(start, first, 1), date(end, last, monthrange(end, last)[1])

    def name_months(
        self,
        span: tuple[int, int],
        year: int | None,
        first: int,
        last: int,
        *,
        is_end: bool = False,
    ) -> Named:
        """The months `first` to `last`, of a year or of every one."""
        return Named(*span, *self.months(year, first, last), year is not None, is_end)

    def name_days(
        self, span: tuple[int, int], year: int | None, first: MonthDay, last: MonthDay
    ) -> Named | None:
        """From one day to another of the same year; None where the calendar has no such days."""
        shown = year or self._newest_with(first, last)
        start, end = day_of(shown, *first), day_of(shown, *last)
        if not start or not end or end < start:
            return None
        return Named(*span, start, end, year is not None)

    def _newest_with(self, *days: MonthDay) -> int:
        """The newest year covered, for 29 February the newest leap year up to it."""
        is_leap_day = (2, 29) in days and not isleap(self.last_year)
        return self.last_year - self.last_year % 4 if is_leap_day else self.last_year

    def name_relative(
        self, span: tuple[int, int], unit: str, shift: int, count: int = 1
    ) -> Named | None:
        """So many days, weeks, weekends, months, quarters or years, the first `shift` from now."""
        if unit == "year":
            years = self.today.year + shift, self.today.year + shift + count - 1
            if not MINYEAR <= years[0] <= years[1] < MAXYEAR:
                return None
            return Named(*span, date(years[0], 1, 1), date(years[1], 12, 31), True)
        if unit in _MONTHS_OF:
            size = _MONTHS_OF[unit]
            first = (self.today.month - 1) // size * size + size * shift
            last = first + min(size * count, 12) - 1
            return self.name_months(span, None, first % 12 + 1, last % 12 + 1)
        if unit == "day":
            return self._anniversary(span, self.today + timedelta(days=shift), count)
        monday = self.today + timedelta(days=7 * shift - self.today.weekday())
        if unit == "weekend":
            return self._anniversary(span, monday + timedelta(days=5), 2)
        return self._anniversary(span, monday, 7 * count)

    def name_weekday(self, span: tuple[int, int], weekday: int, week: int) -> Named:
        """A day (0 for Monday) of the week that lies `week` from this one."""
        days = 7 * week + weekday - self.today.weekday()
        return self._anniversary(span, self.today + timedelta(days=days), 1)

    def _anniversary(self, span: tuple[int, int], first: date, days: int) -> Named:
        """Days of the calendar, in the newest year covered."""
        last = first + timedelta(days=days - 1)
        shown = in_year(last, self.last_year + last.year - first.year)
        return Named(*span, in_year(first, self.last_year), shown, False)


def moved(days: Days, years: int) -> Days:
    """The same days so many years later; a range that ends with February still does."""
    first, last = days
    end = end_in_year if last > first else in_year
    return in_year(first, first.year + years), end(last, last.year + years)


def in_year(day: date, year: int) -> date:
    """The same month and day in another year; 29 February becomes the 28th in common years."""
    year = min(max(year, MINYEAR), MAXYEAR)
    if (day.month, day.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28)
    return day.replace(year=year)


def end_in_year(day: date, year: int) -> date:
    """The day in another year; the end of February stays its end."""
    if (day + date.resolution).month == 3 and day.month == 2:
        return date(year, 3, 1) - date.resolution
    return in_year(day, year)


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


def half_of_month(first: date, half: int) -> tuple[date, date]:
    """The first 15 days of a month (1), or those after (2)."""
    if half == 1:
        return first, first.replace(day=15)
    end = monthrange(first.year, first.month)[1]
    return first.replace(day=16), first.replace(day=end)


def days_of_month(first: date, size: int, nth: int) -> tuple[date, date] | None:
    """The `nth` run of so many days of a month (from 1), or its last (0)."""
    end = first.replace(day=monthrange(first.year, first.month)[1])
    start = end - timedelta(days=size - 1) if nth == 0 else first + timedelta(days=size * (nth - 1))
    if start < first or start > end:
        return None
    return start, min(end, start + timedelta(days=size - 1))
