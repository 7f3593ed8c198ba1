"""The quick ranking finds what scoring every event finds, in the same order."""

from datetime import date, timedelta
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.answering import Answerer
from bot.events.dates import EventDate, Precision
from bot.events.event import Event, Source
from bot.events.knowledge import Knowledge
from bot.matching import best as best_module
from bot.matching.best import Wanted, best
from bot.matching.periods import Within, events_in
from bot.matching.scoring import Scoring
from bot.questions.time_expressions import Period
from bot.questions.understanding import understand
from tests.packs import vocabulary

_WORDS = "rose garden bench award museum opening 玫瑰 花園 玫瑰園 圖書館 啟用".split()
_SOURCE = Source("Events", "Somebody")
_FIRST = date(2018, 1, 1)
_texts = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map(" ".join)
_periods = st.builds(
    lambda start, days, every: Period(
        _FIRST + timedelta(start), _FIRST + timedelta(start + days), every
    ),
    st.integers(0, 900),
    st.integers(0, 200),
    st.booleans(),
) | st.builds(
    lambda year, more: Period(date(year, 1, 1), date(year + more, 12, 31)),
    st.integers(2017, 2023),
    st.integers(0, 2),
)


@st.composite
def _dates(draw: st.DrawFn) -> EventDate:
    first = _FIRST + timedelta(draw(st.integers(0, 1000)))
    form = draw(st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"]))
    last = first + timedelta(draw(st.sampled_from([0, 0, 2, 40, 400, 1500])))
    parts = dict.fromkeys([first.strftime(form), last.strftime(form)])
    return EventDate.parse("/".join(parts))


@st.composite
def _knowledge(draw: st.DrawFn) -> Knowledge:
    events = [
        Event(
            id=f"e-{number}",
            when=draw(_dates()),
            category=draw(st.sampled_from(["award", "launch"])),
            title={"en": draw(_texts)},
            summary={"en": draw(_texts)},
            keywords={"en": (draw(_texts),)},
            source=_SOURCE,
        )
        for number in range(draw(st.integers(1, 12)))
    ]
    ordered = sorted(events, key=lambda e: (e.when.first, e.when.last, e.id))
    return Knowledge(tuple(ordered), vocabulary())


@settings(deadline=None, max_examples=150)
@given(
    _knowledge(),
    _texts,
    st.none() | _periods,
    st.integers(0, 6),
    st.builds(Wanted, st.integers(1, 5), st.sampled_from([0.0, 0.3]), st.sampled_from([0.0, 0.85])),
)
def test_the_best_are_those_of_scoring_all(
    knowledge: Knowledge, text: str, period: Period | None, scored: int, wanted: Wanted
) -> None:
    answerer = Answerer.build(knowledge)
    query = understand(text, knowledge, answerer.lexicon, date(2026, 1, 1), "en")
    scoring = Scoring.of(query, answerer.index, answerer.lexicon)
    if not scoring.total:
        return
    within = Within(knowledge, period) if period else None
    with patch.object(best_module, "_MOST_SCORED", scored):
        found = best(scoring, within, wanted)
    scores = {
        p: scoring.score(p) for p in range(len(knowledge.events)) if within is None or p in within
    }
    events = knowledge.events
    ordered = sorted(
        (p for p, score in scores.items() if score),
        key=lambda p: (-scores[p], -events[p].when.first.toordinal(), events[p].id),
    )
    floor = max([wanted.least, *(wanted.share * scores[p] for p in ordered[:1])])
    expected = [p for p in ordered[: wanted.most] if scores[p] >= floor]
    assert found[: len(expected)] == expected


@settings(deadline=None)
@given(_knowledge(), _periods)
def test_a_period_holds_what_its_days_say(knowledge: Knowledge, period: Period) -> None:
    held = events_in(knowledge, period)
    certain, possible = set(), set()
    for first, last in period.spans(*knowledge.years):
        is_short = (last - first).days < 14
        is_years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
        for position, event in enumerate(knowledge.events):
            when = event.when
            starts_by = {
                Precision.DAY: when.first,
                Precision.MONTH: _month_end(when.first),
                Precision.YEAR: when.first.replace(month=12, day=31),
            }[when.precision]
            reaches = first <= when.last and when.first <= last
            is_of_year = is_short or when.first >= date(first.year, 1, 1)
            is_certain = {
                Precision.DAY: reaches and is_short,
                Precision.MONTH: False,
                Precision.YEAR: is_years and when.first <= first and last <= when.last,
            }[when.precision]
            if (first <= when.first and starts_by <= last) or is_certain:
                certain.add(position)
            elif reaches and is_of_year and when.precision is Precision.MONTH:
                possible.add(position)
    assert list(held.certain) == sorted(certain)
    assert list(held.possible) == sorted(possible - certain)
    within = Within(knowledge, period)
    assert {p for p in range(len(knowledge.events)) if p in within} == certain | possible
    assert list(within.positions()) == sorted(certain | possible)


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
