"""A conversation in writing: it goes on as if never written down, and tells nobody's words."""

import json
from datetime import UTC, date, datetime

import pytest

from bot.answers.answering import Answerer
from bot.chat.recording import read_conversation, written_conversation
from bot.events.knowledge import SHIPPED, load
from bot.questions.conversation import Conversation

NOW = datetime(2026, 3, 16, 9, 30, tzinfo=UTC)
TODAY = date(2026, 3, 16)


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    """Answers from the shipped pack."""
    return Answerer.build(load(SHIPPED))


@pytest.mark.parametrize(
    "questions",
    [
        ("what awards in November?", "the second one", "when was it?", "who gave it?"),
        ("what awards in November?", "and in May?", "tell me more", "what else that month?"),
        ("十一月有什麼獎項", "那五月呢", "更多", "第一個"),
        ("wen was teh expo", "and the mayors summit?", "how many vendors were there?"),
        ("Kaohsiung expo in March", "and in May?", "and in November?"),
        ("what happened in March and August", "what about agreements?", "and awards?"),
        ("agreements", "the first one", "and in August?", "who signed it?"),
    ],
)
def test_a_conversation_that_was_written_goes_on_alike(
    answerer: Answerer, questions: tuple[str, ...]
) -> None:
    kept, written = Conversation(), Conversation()
    for question in questions:
        one = answerer.ask(question, TODAY, "en", kept)
        other = answerer.ask(question, TODAY, "en", written)
        assert (one.kind, one.events, one.fact) == (other.kind, other.events, other.fact), question
        stored = json.dumps(written_conversation(NOW, written))
        at, written = read_conversation(json.loads(stored), answerer.knowledge.named)
        assert at == NOW


def test_no_word_that_the_knowledge_does_not_hold_is_written(answerer: Answerer) -> None:
    question = "did Mr Wigglesworth of Kaohsiung win the expo award in Novmber"
    query = answerer.ask(question, TODAY).query
    assert {term.written for term in query.terms if term.unknown}
    talk = Conversation(query)
    written = json.dumps(written_conversation(NOW, talk)).casefold()
    for word in ("wigglesworth", "kaohsiung", "novmber"):
        assert word not in written


def test_events_that_are_gone_are_left_out(answerer: Answerer) -> None:
    talk = Conversation()
    answerer.ask("what awards in November?", TODAY, "en", talk)
    _, read = read_conversation(written_conversation(NOW, talk), lambda _: None)
    assert (read.events, read.event) == ((), None)
