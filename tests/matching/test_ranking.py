"""Ranking: exact words before related ones, the category as evidence, newest of equals first."""

from datetime import date

from bot.answers.answering import Answerer
from bot.matching.ranking import Match, rank
from bot.questions.understanding import understand
from tests.packs import knowledge

PARKS = Answerer.build(knowledge())


def ranked(text: str) -> list[Match]:
    query = understand(text, PARKS.knowledge, PARKS.lexicon, date(2026, 11, 24), "en")
    return rank(query, PARKS.index, PARKS.lexicon)


def test_all_words_of_a_title_make_a_whole_match() -> None:
    best = ranked("bench design award")[0]
    assert best.event.id == "bench-award"
    assert best.score >= 1


def test_a_related_word_counts_less_than_the_word_itself() -> None:
    assert ranked("flowers")[0].score > ranked("blossoms")[0].score > 0


def test_an_unknown_word_lowers_the_score() -> None:
    assert ranked("rose garden")[0].score > ranked("rose garden xylophone")[0].score


def test_being_of_the_category_asked_for_is_evidence() -> None:
    award, launch = ranked("bamboo award")[0], ranked("bamboo")[0]
    assert award.evidence == launch.evidence + 1


def test_each_reason_says_which_term_it_is_of() -> None:
    why = ranked("bamboo bench")[0].why
    assert {reason.term.written for reason in why} == {"bamboo", "bench"}
    assert all(0 < reason.explained <= 1 for reason in why)


def test_what_nothing_explains_has_no_match() -> None:
    assert ranked("quantum chromodynamics") == []
