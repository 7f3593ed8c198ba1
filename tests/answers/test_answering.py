"""Questions and their answers, on another department's events and on the shipped ones."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.answer import Kind
from bot.answers.answering import Answerer
from bot.answers.composing import compose
from bot.answers.message import utf16_length
from bot.answers.wording import wording
from bot.events.knowledge import SHIPPED, load
from bot.languages.text import LANGUAGES
from bot.questions.conversation import Conversation
from tests.bot_api.entities import parse_html
from tests.packs import PARKS as PACK
from tests.packs import knowledge

TODAY = date(2026, 11, 23)
PARKS = Answerer.build(knowledge())
DOIT = Answerer.build(load(SHIPPED))


@pytest.mark.parametrize(
    ("question", "kind", "events"),
    [
        ("rose garden", Kind.ANSWER, ["rose-garden"]),
        ("rose gardn", Kind.ANSWER, ["rose-garden"]),
        ("rosegarden", Kind.ANSWER, ["rose-garden"]),
        ("how many roses?", Kind.ANSWER, ["rose-garden"]),
        ("玫瑰園", Kind.ANSWER, ["rose-garden"]),
        ("awards in november", Kind.ANSWER, ["tree-award", "bench-award"]),
        ("awards in november 2018", Kind.ANSWER, ["tree-award"]),
        ("十一月有什麼獎項", Kind.ANSWER, ["tree-award", "bench-award"]),
        ("which award was first?", Kind.ANSWER, ["tree-award"]),
        ("which award was last?", Kind.ANSWER, ["bench-award"]),
        ("2 november", Kind.ANSWER, ["bench-award", "tree-award", "frog-count"]),
        ("first half of 2018", Kind.ANSWER, ["rose-garden"]),
        ("first half of the year", Kind.ANSWER, ["leap-festival", "rose-garden"]),
        (
            "list everything",
            Kind.ANSWER,
            ["leap-festival", "rose-garden", "tree-award", "frog-count", "bench-award"],
        ),
        ("最後一件", Kind.ANSWER, ["frog-count"]),
        ("第一件事", Kind.ANSWER, ["leap-festival"]),
        ("<b>x</b>", Kind.NONE, []),
        ("what happened in 2017", Kind.EMPTY, []),
        ("awards in may", Kind.EMPTY, []),
        ("5 november", Kind.EMPTY, []),
        ("best film award in november", Kind.NONE, []),
        ("what was opened", Kind.SUGGESTIONS, ["rose-garden"]),
        ("quantum chromodynamics", Kind.NONE, []),
        ("roses in italy", Kind.SUGGESTIONS, ["rose-garden"]),
        ("can i park at the rose garden", Kind.SUGGESTIONS, ["rose-garden"]),
        ("玫瑰園怎麼去", Kind.SUGGESTIONS, ["rose-garden"]),
        ("你好嗎", Kind.NONE, []),
        ("😂", Kind.NONE, []),
        ("", Kind.NONE, []),
    ],
)
def test_a_question_finds_its_events(question: str, kind: Kind, events: list[str]) -> None:
    answer = PARKS.ask(question, TODAY)
    assert (answer.kind, [event.id for event in answer.events]) == (kind, events)


def test_a_later_year_that_an_event_tells_of_asks_for_that_event() -> None:
    told = PACK.replace("counted frogs in 12 ponds", "will count frogs in 40 ponds in 2020")
    later = Answerer.build(knowledge(told))
    assert later.ask("how many frogs in 2020", TODAY).events[0].id == "frog-count"
    assert later.ask("how many frogs in 2016", TODAY).kind is not Kind.ANSWER


@pytest.mark.parametrize(
    ("question", "title", "events"),
    [
        ("february and november", "February and November", ["leap", "tree", "frog", "bench"]),
        ("november and february 2016", "February 2016 and November 2016", ["leap"]),
        ("二月和五月", "2月和5月", ["leap", "rose"]),
        ("from february to november", "February\u2009–\u2009November", ["leap", "rose", "tree"]),
    ],
)
def test_months_named_apart_leave_out_what_lies_between(
    question: str, title: str, events: list[str]
) -> None:
    answer = PARKS.ask(question, TODAY)
    text = compose(answer, PARKS.knowledge, wording(answer.query.language)).plain()
    found = [event.id.split("-")[0] for event in answer.events]
    assert found[: len(events)] == events
    assert text.startswith((title, "Leap Day Festival"))


def test_a_vague_event_is_marked_so() -> None:
    answer = PARKS.ask("2 november", TODAY)
    text = compose(answer, PARKS.knowledge, wording("en")).plain()
    assert text.count("known only to the month") == 2


def test_an_empty_month_names_the_nearest_events() -> None:
    answer = PARKS.ask("june", TODAY)
    assert answer.kind is Kind.EMPTY
    assert answer.nearest


@pytest.mark.parametrize(
    ("lines", "events"),
    [
        (["awards in november", "the second one"], ["bench-award"]),
        (["awards in november", "the second one", "tell me more"], ["bench-award"]),
        (["awards in november", "the second one", "the first one"], ["tree-award"]),
        (["awards in november", "and in may?"], []),
        (["awards in may", "and in november?"], ["tree-award", "bench-award"]),
        (["rose garden", "when was it?"], ["rose-garden"]),
        (["玫瑰園", "那是什麼時候"], ["rose-garden"]),
        (["november 2019", "what about awards?"], ["bench-award"]),
        (["may", "what about awards?"], ["tree-award", "bench-award"]),
        (["rose garden", "who opened it?"], ["rose-garden"]),
        (["rose garden", "how many were there?"], ["rose-garden"]),
        (["bench design award", "what else happened that month?"], ["frog-count", "bench-award"]),
        (["座椅設計獎", "當月還有什麼"], ["frog-count", "bench-award"]),
        (["bench design award", "what else in the same year"], ["frog-count", "bench-award"]),
        (["when was the rose garden?", "and the bench design award?"], ["bench-award"]),
        (["when was it?"], []),
        (["the second one"], []),
    ],
)
def test_a_conversation_carries_on(lines: list[str], events: list[str]) -> None:
    talk = Conversation()
    answers = [PARKS.ask(line, TODAY, conversation=talk) for line in lines]
    assert [event.id for event in answers[-1].events] == events


def test_a_pick_by_number_gets_no_fact_of_that_number() -> None:
    talk = Conversation()
    DOIT.ask("which MOUs were signed", TODAY, conversation=talk)
    assert DOIT.ask("the second one", TODAY, conversation=talk).fact is None


def test_what_was_asked_of_one_event_is_asked_of_the_next() -> None:
    talk = Conversation()
    PARKS.ask("when was the rose garden?", TODAY, conversation=talk)
    answer = PARKS.ask("and the bench design award?", TODAY, conversation=talk)
    text = compose(answer, PARKS.knowledge, wording("en")).plain()
    assert text.startswith("2 November 2019")


@pytest.mark.parametrize(
    ("question", "events"),
    [
        ("what happened after the rose garden?", ["tree-award", "frog-count", "bench-award"]),
        ("which awards came after the rose garden", ["tree-award", "bench-award"]),
        ("before the rose garden", ["leap-festival"]),
        ("events since the tree care award", ["tree-award", "frog-count", "bench-award"]),
        ("玫瑰園之後得了什麼獎", ["tree-award", "bench-award"]),
        ("玫瑰園之前有什麼", ["leap-festival"]),
        ("before the leap day festival", []),
        ("which was first?", ["leap-festival"]),
        ("what came last", ["frog-count"]),
        ("the last award", ["bench-award"]),
    ],
)
def test_events_are_found_by_what_came_before_or_after(question: str, events: list[str]) -> None:
    found = [event.id for event in PARKS.ask(question, TODAY).events]
    assert sorted(found) == sorted(events)


def test_a_figure_after_an_event_asks_for_the_figure() -> None:
    answer = DOIT.ask("number of staff after the reorganisation", TODAY)
    assert answer.fact
    assert "111" in answer.fact.answer["en"]


def test_a_name_is_not_common_because_its_signs_are() -> None:
    answer = DOIT.ask("台北通什麼時候推出", TODAY)
    assert answer.events[0].id == "2021-06-taipeipass-registration-qr"


@pytest.mark.parametrize("question", ["horse garden", "rise garden", "thee care award"])
def test_a_word_that_english_has_is_not_corrected(question: str) -> None:
    assert all(term.correction is None for term in PARKS.ask(question, TODAY).query.terms)


@pytest.mark.parametrize("year", ["0001", "9999"])
@pytest.mark.parametrize(
    "question",
    ["december", "january", "after december", "before january", "winter", "since 9999", "rose"]
    + ["next month", "last week", "12月之後", "1月以前", "in the year 9998", "year end", "frogs"],
)
def test_the_ends_of_the_calendar_are_no_trap(year: str, question: str) -> None:
    pack = PACK.replace("2019-11\n", f"{year}-12\n").replace("2016-02-29", f"{year}-01-01")
    edge = Answerer.build(knowledge(pack))
    for today in (date(1, 1, 1), TODAY, date(9999, 12, 31)):
        message = compose(edge.ask(question, today), edge.knowledge, wording("en"))
        assert message.plain()


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=4096), st.sampled_from(LANGUAGES))
def test_no_text_makes_a_reply_that_telegram_refuses(text: str, language: str) -> None:
    answer = DOIT.ask(text, TODAY)
    message = compose(answer, DOIT.knowledge, wording(language))
    shown, _ = parse_html(message.html())
    assert 0 < utf16_length(shown) <= 4096
    assert all(1 <= len(button.data.encode()) <= 64 for button in message.pressable)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.sampled_from(
            "awards november 2021 expo 三月 獎 mayors in how many before 1/2 taipei".split()
        ),
        max_size=200,
    )
)
def test_no_heap_of_known_words_makes_it_fail(words: list[str]) -> None:
    answer = DOIT.ask(" ".join(words), TODAY)
    assert compose(answer, DOIT.knowledge, wording("en")).plain()


def test_a_word_that_english_has_is_read_as_a_slip_where_the_rest_is_of_one_event() -> None:
    assert PARKS.ask("bunch design award in november 2019", TODAY).events[0].id == "bench-award"
    assert PARKS.ask("bunch of flowers in november 2019", TODAY).kind is not Kind.ANSWER


_SITES = """\
source: {title: Annals, publisher: City Archive}
events:
"""
_SITE = """\
  - id: NAME
    date: DATE
    category: launch
    title: {en: TITLE}
    summary: {en: A day to remember.}
    keywords: {en: [TITLE]}
"""


def sites(**titles: str) -> Answerer:
    """A knowledge of one event for each id and title, a day apart."""
    rows = [
        _SITE.replace("NAME", name).replace("TITLE", title).replace("DATE", f"2018-06-{day:02}")
        for day, (name, title) in enumerate(titles.items(), 1)
    ]
    return Answerer.build(knowledge(_SITES + "".join(rows)))


@pytest.mark.parametrize(
    ("question", "event"),
    [
        ("vnost reservoir", "reservoir"),
        ("vnost greenhouse", "greenhouse"),
        ("vonost bride in june", "bridge"),
        ("vonost playgrond", "playground"),
        ("vonost payground", "playground"),
    ],
)
def test_a_misspelt_word_is_what_the_rest_of_the_question_makes_of_it(
    question: str, event: str
) -> None:
    archive = sites(
        greenhouse="Vonost greenhouse",
        reservoir="Vanost reservoir",
        bridge="Vonost bridge",
        playground="Vonost playground",
        fair="Ground rent fair",
    )
    answer = archive.ask(question, TODAY)
    assert (answer.kind, [found.id for found in answer.events]) == (Kind.ANSWER, [event])


@pytest.mark.parametrize(
    ("question", "event"),
    [
        ("vanost resevoir fiar", "reservoir"),
        ("blue skt fair", "sky"),
        ("vonostgreenhouse", "greenhouse"),
        ("fishingforlitter", "litter"),
        ("the swans that lost their way and were fished out of the litter", "litter"),
    ],
)
def test_what_is_written_badly_or_at_length_is_found(question: str, event: str) -> None:
    archive = sites(
        greenhouse="Vonost greenhouse",
        reservoir="Vanost reservoir fair",
        sky="Blue sky fair",
        litter="Fishing for litter",
    )
    answer = archive.ask(question, TODAY)
    assert (answer.kind, [found.id for found in answer.events]) == (Kind.ANSWER, [event])


@pytest.mark.parametrize(
    "question",
    [
        "who is the arborist of the rose garden",
        "what was the colour of the rose garden",
        "誰是玫瑰園園長",
        "how many bamboos did the bench take",
        "who won the nobel award",
        "which bus goes to the rose garden",
        "weather in ponds",
        "玫瑰園有什麼好吃的",
        "best hotel near the rose garden",
        "玫瑰園停車費怎麼算",
        "book me a table in the rose garden",
        "12 + 3 =",
    ],
)
def test_what_no_event_tells_is_not_answered_with_another_thing(question: str) -> None:
    assert PARKS.ask(question, TODAY).kind in (Kind.SUGGESTIONS, Kind.NONE)


@pytest.mark.parametrize(
    "question",
    [
        "what anniversaries are there in november 2019?",
        "十一月貴局有哪些事蹟可以回顧",
        "could you kindly bring up what happened in november",
    ],
)
def test_polite_and_roundabout_lists_are_lists(question: str) -> None:
    answer = PARKS.ask(question, TODAY)
    assert answer.kind is Kind.ANSWER
    assert answer.is_list


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("new haven tower", Kind.NONE),
        ("haven tower", Kind.ANSWER),
        ("new haven walk", Kind.ANSWER),
    ],
)
def test_a_place_of_several_words_is_another_than_its_parts(question: str, kind: Kind) -> None:
    archive = sites(tower="Haven tower in a new park", walk="Walk from New Haven", well="Old well")
    answered = archive.ask(question, TODAY).kind
    assert answered is kind or (kind is Kind.NONE and answered is Kind.SUGGESTIONS)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("hi", "Ask me what happened"),
        ("thanks!", "Ask me what happened"),
        ("謝謝", "您可以問"),
        ("quantum chromodynamics", "I don't know about that"),
    ],
)
def test_who_asks_nothing_is_told_what_to_ask(question: str, said: str) -> None:
    answer = PARKS.ask(question, TODAY)
    text = compose(answer, PARKS.knowledge, wording(answer.query.language)).plain()
    assert text.startswith(said)


def test_of_equal_matches_the_one_with_that_title_comes_first() -> None:
    pack = _SITES + "".join(
        _SITE.replace("[TITLE]", "[bamboo pavilion]")
        .replace("NAME", name)
        .replace("TITLE", title)
        .replace("DATE", day)
        for name, title, day in (
            ("pavilion", "Bamboo pavilion", "2018-06-01"),
            ("prize", "Praise for the bamboo pavilion", "2019-06-01"),
        )
    )
    answer = Answerer.build(knowledge(pack)).ask("bamboo pavilion", TODAY)
    assert [event.id for event in answer.events] == ["pavilion", "prize"]


@pytest.mark.parametrize(
    ("question", "events"),
    [
        ("what happened in 2001?", ["flood-wall", "pool", "zoo"]),
        ("2000年有什麼事", ["flood-wall"]),
        ("events in 2003", ["flood-wall"]),
        ("events in 2000 and 2001", ["flood-wall", "pool", "zoo"]),
        ("june 2001", ["pool"]),
        ("which event was first in 2001?", ["pool"]),
        ("which event was last in 2001?", ["zoo"]),
        ("which event was last in 2000?", ["flood-wall"]),
        ("how many events in 2001?", ["flood-wall", "pool", "zoo"]),
    ],
)
def test_years_that_an_event_lasts_all_through_hold_it(question: str, events: list[str]) -> None:
    pack = _SITES + "".join(
        _SITE.replace("NAME", name).replace("TITLE", title).replace("DATE", when)
        for name, title, when in (
            ("flood-wall", "Flood wall built", "1999/2003"),
            ("pool", "Pool opened", "2001-06-05"),
            ("zoo", "Zoo opened", "2001-09-01"),
        )
    )
    answer = Answerer.build(knowledge(pack)).ask(question, TODAY)
    assert (answer.kind, [event.id for event in answer.events]) == (Kind.ANSWER, events)
