"""The same events on pages of many layouts: each way to write dates with each way to set them."""

from collections.abc import Callable
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.events.dates import EventDate
from bot.events.event import Vocabulary
from bot.events.importing.drafts import draft_pack
from bot.events.knowledge import SHIPPED, vocabulary_of

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_YEAR = 2017
_TEXTS = (
    "The Rose Garden was opened beside the old mill. It holds 300 kinds of roses.",
    "Volunteers planted 1,200 trees along the river.",
    "The city was honored with the Plain Language Award (PLA).",
)
_TITLE = f"{_YEAR} Department of Parks Major Events"
Day = tuple[int, int, int]
"""A month, its first day and how many days follow; 0 as the first day where none is known."""

days = st.tuples(st.integers(1, 12), st.integers(0, 26), st.integers(0, 2)).filter(
    lambda day: day[1] > 0 or day[2] == 0
)
layouts = st.sampled_from(["lines", "paragraphs", "bullets", "html list", "html paragraphs"])
dashes = st.sampled_from(["-", "–", " to ", " – "])


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return vocabulary_of(SHIPPED)


def edtf(day: Day) -> str:
    month, first, more = day
    if not first:
        return f"{_YEAR}-{month:02d}"
    begins = f"{_YEAR}-{month:02d}-{first:02d}"
    return f"{begins}/{_YEAR}-{month:02d}-{first + more:02d}" if more else begins


def days_alone(day: Day, dash: str) -> str:
    _, first, more = day
    return f"{first}{dash}{first + more}" if more else str(first)


def full_english(day: Day, dash: str) -> str:
    name = _MONTHS[day[0] - 1]
    return f"{name} {days_alone(day, dash)}, {_YEAR}" if day[1] else f"{name} {_YEAR}"


def full_iso(day: Day, _: str) -> str:
    return edtf(day)


def full_chinese(day: Day, _: str) -> str:
    month, first, more = day
    told = f"{first}日" + (f"至{first + more}日" if more else "") if first else ""
    return f"民國{_YEAR - 1911}年{month}月{told}"


def laid_out(layout: str, paragraphs: list[tuple[str, str]]) -> str:
    """A page of (heading, text), either of them empty."""
    if layout.startswith("html"):
        tag = "li" if layout == "html list" else "p"
        parts = [
            f"<h3>{head}</h3>" if head else f"<{tag}>{text}</{tag}>" for head, text in paragraphs
        ]
        return f"<html><body><h1>{_TITLE}</h1>{''.join(parts)}</body></html>"
    bullet = "- " if layout == "bullets" else ""
    between = "\n" if layout == "lines" else "\n\n"
    texts = [f"\n{head}" if head else f"{bullet}{text}" for head, text in paragraphs]
    return f"{_TITLE}\n\n{between.join(texts)}\n"


def dates_of(page: str, vocabulary: Vocabulary) -> list[str]:
    return [str(draft.entry.when) for draft in draft_pack(page.encode(), vocabulary).drafts]


@settings(deadline=None, max_examples=80)
@given(
    st.lists(days, min_size=3, max_size=8).map(sorted),
    st.sampled_from([full_english, full_iso, full_chinese]),
    layouts,
    dashes,
)
def test_full_dates_before_each_event(
    vocabulary: Vocabulary,
    told: list[Day],
    written: Callable[[Day, str], str],
    layout: str,
    dash: str,
) -> None:
    paragraphs = [
        ("", f"{written(day, dash)}: {_TEXTS[at % len(_TEXTS)]}") for at, day in enumerate(told)
    ]
    assert dates_of(laid_out(layout, paragraphs), vocabulary) == list(map(edtf, told))


@settings(deadline=None, max_examples=80)
@given(
    st.lists(days, min_size=3, max_size=8).map(sorted),
    st.sampled_from(["{name}", "{short}.", "{upper}", "{name} {year}", "{number}月"]),
    layouts,
    dashes,
)
def test_days_under_the_headings_of_months(
    vocabulary: Vocabulary, told: list[Day], heading: str, layout: str, dash: str
) -> None:
    paragraphs = []
    for month, inside in groupby(told, key=lambda day: day[0]):
        name = _MONTHS[month - 1]
        heads = {"name": name, "short": name[:3], "upper": name.upper()}
        paragraphs.append((heading.format(**heads, year=_YEAR, number=month), ""))
        for at, day in enumerate(inside):
            text = _TEXTS[at % len(_TEXTS)]
            paragraphs.append(("", f"{days_alone(day, dash)} {text}" if day[1] else text))
    assert dates_of(laid_out(layout, paragraphs), vocabulary) == list(map(edtf, told))


def test_the_dates_of_the_layouts_are_dates() -> None:
    assert str(EventDate.parse(edtf((3, 5, 2)))) == "2017-03-05/2017-03-07"
