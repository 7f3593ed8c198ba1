"""How languages write dates, lists, time zones and their own names, as the Unicode CLDR tells it.

Of the languages shipped it stands in tables made ahead: Babel, which tells it of any other, takes
6 MB and a twentieth of a second to load.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from marisa_trie import BytesTrie

from bot.languages.data import CUSTOMS, ZONES

SHORT_DAY = "MMMd, short"
"""In the place of a skeleton: as MMMd, with the month abbreviated."""


@dataclass(frozen=True, slots=True)
class Customs:
    """How one language writes.

    Attributes:
        own_name: what the language is called in itself.
        months: their names by themselves, January first.
        months_in_dates: likewise, as they stand in dates.
        months_in_short: likewise, abbreviated.
        weekdays: their names, Monday first.
        dates: by CLDR's skeleton ("yMMMd") how a date is written, with its parts as `{fields}`.
        spans: by skeleton, and by the largest part that differs ("M"), how the first and the last
            date of a span are written.
        lists: how texts are joined: `2` of them; of more those at the `start`, in the `middle` and
            at the `end`.
    """

    own_name: str
    months: Sequence[str]
    months_in_dates: Sequence[str]
    months_in_short: Sequence[str]
    weekdays: Sequence[str]
    dates: Mapping[str, str]
    spans: Mapping[str, Mapping[str, Sequence[str]]]
    lists: Mapping[str, str]

    def written(self, day: date, skeleton: str) -> str:
        """A day, as exact as the skeleton; months and weekdays are written out but in SHORT_DAY."""
        return self._filled(self.dates[skeleton], day)

    def span(self, first: date, last: date, skeleton: str) -> str:
        """The days from one to another, what both have in common told once."""
        if first == last:
            return self.written(first, skeleton)
        differs = "y" if first.year != last.year else "M" if first.month != last.month else "d"
        ways = self.spans[skeleton]
        ends = zip(ways.get(differs) or ways["M"], (first, last), strict=True)
        return "".join(self._filled(pattern, day) for pattern, day in ends)

    def join(self, texts: Sequence[str]) -> str:
        """Texts as a list in a sentence: "a, b and c"."""
        if len(texts) < 2:
            return "".join(texts)
        if len(texts) == 2:
            return self.lists["2"].format(*texts)
        first, second, *others, last = texts
        joined = self.lists["start"].format(first, second)
        for text in others:
            joined = self.lists["middle"].format(joined, text)
        return self.lists["end"].format(joined, last)

    def _filled(self, pattern: str, day: date) -> str:
        return pattern.format(
            y=day.year,
            M=day.month,
            d=day.day,
            month=self.months_in_dates[day.month - 1],
            month_in_short=self.months_in_short[day.month - 1],
            month_alone=self.months[day.month - 1],
            weekday=self.weekdays[day.weekday()],
        )


@cache
def customs_of(language: str) -> Customs:
    """How a language (a tag such as `zh-Hant`) writes."""
    made = json.loads(CUSTOMS.read_text(encoding="utf-8")).get(language)
    if made:
        return Customs(**made)
    from bot.languages import cldr

    return cldr.customs_of(language)


def city_of(zone: str, language: str) -> str:
    """What a language calls the city that gives a time zone (an IANA name) its own."""
    found = _cities().get(f"{language} {zone}")
    if found:
        return str(found[0], "utf-8")
    from bot.languages import cldr

    return cldr.city_of(zone, language)


@cache
def _cities() -> BytesTrie:
    return BytesTrie().mmap(str(ZONES))
