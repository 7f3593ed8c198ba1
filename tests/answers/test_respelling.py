"""A word of another event, a season or a place, read as what the rest of a question bears out."""

import pytest

from bot.answers.answer import Kind
from bot.answers.answering import Answerer
from tests.answers.test_answering import TODAY, sites

ARCHIVE = {
    "ragal": "Ragal hospital jubilee",
    "ratal": "Ratal bridge jubilee",
    "falal": "Falal market feast",
    "kipel": "Kipel theatre feast",
    "kigas": "Kigas market gala",
    "kihas": "Kihas library jubilee",
    "zonim": "Zonim school fair",
    "zozonim": "Zozonim market gala",
}


OTHERS = "Bonder Cumvel Dosbor Empwin Gufnol Homrib Jeplun Mocdat Nuxbil Perwog".split()
"""They make hospitals, markets, jubilees and galas common, and each name telling."""
ARCHIVE |= {f"hospital-{at}": f"{name} hospital jubilee" for at, name in enumerate(OTHERS)}
ARCHIVE |= {f"market-{at}": f"{name} market gala" for at, name in enumerate(OTHERS)}


@pytest.fixture(scope="module")
def archive() -> Answerer:
    return sites(**ARCHIVE)


@pytest.mark.parametrize(
    ("question", "event"),
    [
        ("ratal bridge jubilee", "ratal"),
        ("the ratal hospital on 1 june 2018", "ragal"),
        ("what about the Faall market feast in June 2018", "falal"),
        ("Kiel theatre feast in June", "kipel"),
        ("Kihas market gala in June", "kigas"),
        ("Kihas library in June", "kihas"),
        ("Zoonim market gala in June", "zozonim"),
        ("Zonim school in June", "zonim"),
    ],
)
def test_a_word_at_odds_with_all_others_is_read_as_the_one_that_fits(
    archive: Answerer, question: str, event: str
) -> None:
    answer = archive.ask(question, TODAY)
    assert (answer.kind, [found.id for found in answer.events]) == (Kind.ANSWER, [event])


@pytest.mark.parametrize(
    "question",
    [
        "Kiel theatre feast",
        "Kiel theatre in June",
        "Tokyo theatre feast in June",
        "ratal school on 1 june 2018",
    ],
)
def test_the_name_of_another_place_or_thing_stays_what_it_is(
    archive: Answerer, question: str
) -> None:
    assert archive.ask(question, TODAY).kind is not Kind.ANSWER
