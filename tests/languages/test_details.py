"""What people ask for that events seldom tell, and how an event tells it."""

import pytest

from bot.languages.details import details

_TEXTS = [
    "The council opened the hall; Lin Mei-yun was sworn in as its first director.",
    "首任局長由許佩君宣誓就任。",
    "A hotline answers around the clock; bait e-mails were reported, and a dish to cook.",
]


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("what is the phone number of the office", ["phone"]),
        ("can i park at the hall", ["parking"]),
        ("how do i get to the expo and is there wi fi", ["internet", "way"]),
        ("市長幾歲", ["age"]),
        ("how much does director liao earn", ["pay"]),
        ("展場有直播嗎", ["recording"]),
        ("when was the park opened", []),
        ("swings and slides for all", []),
        ("電梯補助", []),
    ],
)
def test_a_question_asks_for_details(question: str, asked: list[str]) -> None:
    assert [detail.name for detail in details().asked(f" {question} ")] == asked


@pytest.mark.parametrize(
    ("question", "office"),
    [
        ("who is the commissioner", "commissioner"),
        ("who was the very first director of the bureau", "director"),
        ("name of the new deputy commissioner", "commissioner"),
        ("the mayor's name", "mayor"),
        ("who is the boss of the bureau", "boss"),
        ("誰是市長", "市長"),
        ("誰是這個局的負責人", "負責人"),
        ("新任副局長叫什麼名字", "局長"),
        ("who signed the agreement with the mayor", None),
        ("mayors' summit", None),
        ("市長高峰會", None),
    ],
)
def test_a_question_asks_who_holds_an_office(question: str, office: str | None) -> None:
    assert details().office(question) == office


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("phone number", True),
        ("email", True),
        ("how to cook rice", False),
        ("哪家麵好吃", False),
        ("any parking", False),
    ],
)
def test_a_detail_is_told_by_its_words(question: str, told: bool) -> None:
    (detail,) = details().asked(f" {question} ")
    assert detail.is_told(_TEXTS) is told


@pytest.mark.parametrize(
    ("office", "text", "told"),
    [
        ("director", _TEXTS[0], True),
        ("director", "Liao Shu-fen was sworn in as its first Director.", True),
        ("局長", _TEXTS[1], True),
        ("boss", _TEXTS[0], True),
        ("負責人", _TEXTS[1], True),
        ("boss", _TEXTS[2], False),
        ("mayor", "Deputy Mayor Huang Shan-shan spoke.", True),
        ("市長", "柯文哲市長致詞。", True),
        ("commissioner", "Article 2 adds a deputy commissioner, making 2.", False),
        ("局長", "新增1名副局長。", False),
    ],
)
def test_the_holder_of_an_office_is_told_by_a_name_beside_it(
    office: str, text: str, told: bool
) -> None:
    assert details().is_holder_told(office, [text]) is told
