"""Questions in other words than the events', on events made for each way of asking."""

from datetime import date

import pytest

from bot.answers.answer import Kind
from bot.answers.answering import Answerer
from tests.packs import knowledge

TODAY = date(2026, 11, 23)
_PACK = """\
source: {title: Events, publisher: "Harbour Authority, City of Port Haven"}
events:
  - {id: founded, date: 2012-01-01, category: governance,
     title: {en: Harbour Authority established},
     summary: {en: "It began with 40 staff under its first director, Ida Lund."},
     keywords: {en: [merger]}}
  - {id: committee, date: 2014-03, category: governance, title: {en: Safety committee set up},
     summary: {en: Nine members advise the Authority.}, keywords: {en: [committee]}}
  - {id: wireless, date: 2013-04, category: launch, title: {en: Public Wi-Fi at the piers},
     summary: {en: 32 hotspots opened.}, keywords: {en: [network]}}
  - {id: drill, date: 2018-01, category: launch, title: {en: Mock attacks on the piers' computers},
     summary: {en: 7% of the staff opened the bait e-mails.}, keywords: {en: [bait e-mails]}}
  - {id: contest, date: 2014-05-10, category: conference, title: {en: Boat race 2014},
     summary: {en: First place went to the Heron.}, keywords: {en: [race]}}
  - {id: treaty, date: 2018-08, category: agreement, title: {en: Memorandum with Kobe},
     summary: {en: "The harbours of Port Haven and Kobe, Japan, share tide data."},
     keywords: {en: [Kobe, Japan]}}
  - {id: holes, date: 2015-07, category: launch, title: {en: Reporting site for the quays},
     summary: {en: Potholes are reported with a photo.}, keywords: {en: [potholes]}}
  - {id: parking, date: 2012-06, category: governance, title: {zh-Hant: 統一路邊停車費率},
     summary: {zh-Hant: 路邊停車費率統一為每小時20元。}, keywords: {zh-Hant: [路邊停車, 費率]}}
  - {id: hall, date: 2021-12, category: launch, title: {zh-Hant: 復興漁市重建},
     summary: {zh-Hant: 設215攤與停車場，工程費12億元。}, keywords: {zh-Hant: [復興漁市, 停車場]}}
  - {id: defibrillators, date: 2017-03, category: launch, title: {zh-Hant: 碼頭設置電擊器},
     summary: {zh-Hant: 於碼頭設置30臺，可救心臟停止者。}, keywords: {zh-Hant: [電擊器, 心臟]}}
  - {id: fridge-prize, date: 2022-10, category: award, title: {zh-Hant: 惜食冰箱獲米蘭公約獎},
     summary: {zh-Hant: 碼頭的冰箱獲獎。}, keywords: {zh-Hant: [惜食冰箱]}}
  - {id: fridges, date: 2020-10, category: launch, title: {zh-Hant: 惜食冰箱設置},
     summary: {zh-Hant: 設置3座冰箱。}, keywords: {zh-Hant: [惜食冰箱]}}
  - {id: staff, date: 2017-02, category: governance, title: {en: Reform of the divisions},
     summary: {en: The staff rose to 98 in its first winter.}, keywords: {en: [reform, staff]}}
  - {id: clinic, date: 2016-03, category: launch, title: {en: Night clinic for sailors},
     summary: {en: A nurse sees feverish sailors late in the evening for 20 dollars.},
     keywords: {en: [clinic]}}
  - {id: autumn, date: 2016-11, category: launch, title: {zh-Hant: 秋刀魚季開跑},
     summary: {zh-Hant: 漁船出海。}, keywords: {zh-Hant: [秋刀魚季, 唱歌]}}
  - {id: farewell, date: 2019-05, category: governance, title: {en: Farewell to the director},
     summary: {en: Ida Lund left after seven years.}, keywords: {en: [Ida Lund, farewell]}}
"""
HARBOUR = Answerer.build(knowledge(_PACK))


@pytest.mark.parametrize(
    ("question", "event"),
    [
        ("what date was the authority set up?", "founded"),
        ("which committee was set up", "committee"),
        ("public wifi", "wireless"),
        ("staff who opened fake emails", "drill"),
        ("which team won the race in 2014", "contest"),
        ("which japanese city does it work with", "treaty"),
        ("how do i tell the city about a hole in the road", "holes"),
        ("停路邊一個小時多少錢", "parking"),
        ("去哪找電擊的機器", "defibrillators"),
        ("惜時冰箱", "fridges"),
        ("how many staff after the 2017 reform", "staff"),
        ("how many staff in the first winter", "staff"),
        ("who looks after a feverish sailor late in the evening", "clinic"),
    ],
)
def test_the_event_meant_is_found(question: str, event: str) -> None:
    answer = HARBOUR.ask(question, TODAY)
    assert answer.kind is Kind.ANSWER
    assert answer.events[0].id == event


@pytest.mark.parametrize(
    "question",
    [
        "復興漁市停車一小時多少錢",
        "what causes potholes",
        "電擊器的車牌幾號",
        "what did ida lund study at university",
        "你會唱歌嗎",
        "how much is 20 euro in dollars",
        "best film award",
    ],
)
def test_what_is_only_mentioned_is_not_told(question: str) -> None:
    assert HARBOUR.ask(question, TODAY).kind in (Kind.SUGGESTIONS, Kind.NONE)


@pytest.mark.parametrize(
    ("question", "events"),
    [
        ("惜食冰箱", ["fridges", "fridge-prize"]),
        ("11越有什麼大事", ["autumn"]),
        ("十一約的大事", ["autumn"]),
        ("conferences hosted in 2014", ["contest"]),
        ("governance matters in 2012", ["founded", "parking"]),
        ("governance in 2014, the good old days", ["committee"]),
    ],
)
def test_all_that_is_meant_is_listed(question: str, events: list[str]) -> None:
    answer = HARBOUR.ask(question, TODAY)
    assert answer.kind is Kind.ANSWER
    assert [event.id for event in answer.events] == events


@pytest.mark.parametrize(
    ("question", "events"),
    [
        ("ida lund", ["farewell", "founded"]),
        ("what do you have on Ida Lund?", ["farewell", "founded"]),
        ("night clinic", ["clinic"]),
    ],
)
def test_a_name_is_answered_with_every_event_that_tells_of_it(
    question: str, events: list[str]
) -> None:
    assert [event.id for event in HARBOUR.ask(question, TODAY).events] == events
