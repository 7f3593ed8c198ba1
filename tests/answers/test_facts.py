"""What is asked of an event: told first, or said to be unknown."""

from datetime import date

import pytest

from bot.answers.answering import Answerer
from bot.answers.composing import compose
from bot.answers.wording import wording
from bot.events.knowledge import SHIPPED, load
from tests.packs import knowledge

TODAY = date(2026, 11, 23)
PARKS = Answerer.build(knowledge())
DOIT = Answerer.build(load(SHIPPED))


@pytest.mark.parametrize("figure", ["251", "1,000", "150,000", "600,000", "139", "45", "62", "35"])
def test_every_figure_of_the_expo_and_the_summit_is_kept(figure: str) -> None:
    texts = [text for event in DOIT.knowledge.events[1:5] for text in (event.summary["en"],)]
    assert any(figure in text for text in texts)


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("wen was teh expo", "23–26 March 2021\n\n2021 Smart City"),
        ("smart city expo", "2021 Smart City"),
        ("how many vendors were at the expo", "251 vendors"),
        ("where was the expo held", "Hall 2"),
        ("智慧城市展在哪裡", "南港展覽館2館"),
        ("how many mayors came", "45 were mayors"),
        ("how many countries came to the mayors summit", "35 nations"),
        ("how many vendurs at the expo", "251 vendors"),
        ("how many mayors came to the mayors summit", "45 were mayors"),
        ("市長高峰會有幾個國家參加", "35個國家"),
        ("評比了多少個城市", "共評比118個城市"),
        ("what was the rank", "4th place"),
        ("展覽是什麼時候", "2021年3月23日至26日"),
        ("2021年有幾個獎？", "2021年 · 獎項：4則"),
    ],
)
def test_what_was_asked_for_comes_first(question: str, lead: str) -> None:
    answer = DOIT.ask(question, TODAY)
    text = compose(answer, DOIT.knowledge, wording(answer.query.language)).plain()
    assert text.startswith(lead)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("can i park at the rose garden", "I don't know that. This is the nearest I have:"),
        ("玫瑰園怎麼去", "這點沒有記載，最接近的是："),
    ],
)
def test_a_detail_that_is_not_told_is_said_to_be_unknown(question: str, text: str) -> None:
    answer = PARKS.ask(question, TODAY)
    told = compose(answer, PARKS.knowledge, wording(answer.query.language)).plain()
    assert told.startswith(text)


def test_a_site_that_an_event_speaks_of_is_not_its_address() -> None:
    answer = DOIT.ask("what is the website of the expo", TODAY)
    assert answer.lacks_detail
