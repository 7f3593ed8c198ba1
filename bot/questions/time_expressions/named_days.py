"""Days that have a name and are of the same date every year: New Year's Day, 元旦."""

import re
from collections.abc import Iterator

from bot.questions.time_expressions.english_words import OF_YEAR, YEAR, year_of
from bot.questions.time_expressions.period import Calendar, MonthDay, Named

_ENGLISH: dict[str, MonthDay] = {
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "valentine's day": (2, 14),
    "halloween": (10, 31),
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
}
_ENGLISH |= {name.replace("'", ""): day for name, day in _ENGLISH.items()}
_CHINESE: dict[str, MonthDay] = {
    "元旦": (1, 1),
    "勞動節": (5, 1),
    "國慶日": (10, 10),
    "雙十節": (10, 10),
    "萬聖節": (10, 31),
    "平安夜": (12, 24),
    "聖誕節": (12, 25),
    "耶誕節": (12, 25),
    "跨年夜": (12, 31),
}
"""Those that are kept by date where Traditional Chinese is read."""
_GATE = re.compile("day|eve|christmas|halloween|[節旦夜日]")
# An event may bear the day's name (a Christmas market), so the day itself has to be asked for.
_ON = re.compile(
    rf"(?:\bon\s+|^\s*)(?P<name>{'|'.join(sorted(_ENGLISH, key=len, reverse=True))})"
    rf"{OF_YEAR}(?=\W*$)"
)
_THAT_DAY = re.compile(
    rf"(?:(?P<y>{YEAR})年的?|^)(?P<name>{'|'.join(_CHINESE)})(?:那天|那一天|當天|當日|(?=有|\W*$))"
)


def named_in(text: str, calendar: Calendar) -> Iterator[Named]:
    """Every part of a text (casefolded, months marked) that names such a day."""
    if not _GATE.search(text):
        return
    for found in _ON.finditer(text):
        day = _ENGLISH[found["name"]]
        if named := calendar.name_days(found.span(), year_of(found), day, day):
            yield named
    for found in _THAT_DAY.finditer(text):
        day = _CHINESE[found["name"]]
        year = int(found["y"]) if found["y"] else None
        if named := calendar.name_days(found.span(), year, day, day):
            yield named
