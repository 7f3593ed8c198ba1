"""The way of a question: understood, matched, decided, composed, on every shipped set's packs."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from bot.answers.answering import Answerer
from bot.answers.composing import compose
from bot.answers.explaining import explain
from bot.answers.message import Button, LinkButton, Message
from bot.answers.offering import Offering, offer
from bot.answers.unanswered import worth_keeping
from bot.answers.wording import wording
from bot.locales import LANGUAGES
from bot.questions.conversation import Conversation
from tests.bot_api.content import shown_text
from tests.evaluation.questions import SETS, question_set
from tests.fuzz.target import Target
from tests.fuzz.texts import is_clean, question

_OFFERED = 256
"""Characters of a question in inline mode."""
_offering = Offering()


@dataclass(frozen=True, slots=True)
class Talk:
    """Questions of one person, one after the other."""

    knowledge: str
    today: date
    language: str
    texts: tuple[str, ...]

    @property
    def answerer(self) -> Answerer:
        """The bot that they are put to."""
        return question_set(self.knowledge).answerer


def make(chance: random.Random) -> Talk:
    """One to four questions on one of the knowledges."""
    day = date(2026, 11, 24)
    if chance.random() < 0.2:
        day = date(1, 1, 1) + timedelta(chance.randint(0, date.max.toordinal() - 1))
    texts = tuple(question(chance) for _ in range(chance.randint(1, 4)))
    return Talk(chance.choice(tuple(SETS)), day, chance.choice(LANGUAGES), texts)


def put(talk: Talk) -> None:
    """Each is answered by a message that Telegram takes."""
    answerer, conversation = talk.answerer, Conversation()
    for text in talk.texts:
        answer = answerer.ask(text, talk.today, talk.language, conversation)
        for language in {answer.query.language, talk.language}:
            check(compose(answer, answerer.knowledge, wording(language)))
        explain(answer, answerer.candidates(answer))
        worth_keeping(answer.query.text)


def put_unfinished(talk: Talk) -> None:
    """Each beginning of a question in inline mode is offered what Telegram takes."""
    answerer = talk.answerer
    for text in talk.texts:
        events = _offering.events(text[:_OFFERED], answerer, talk.today, talk.language)
        for event in events[:20]:
            offered = offer(event, wording(talk.language))
            assert offered.title.strip()
            assert 1 <= len(offered.key.encode()) <= 64
            check(offered.card)


def check(message: Message) -> None:
    """A message is one that Telegram takes, with nothing hidden in it."""
    shown = shown_text(message.html())
    assert is_clean(shown), "the reply holds signs that hide or turn the line"
    for button in (button for row in message.buttons for button in row):
        assert button.label.strip()
        assert is_clean(button.label)
        if isinstance(button, Button):
            assert 1 <= len(button.data.encode()) <= 64
        if isinstance(button, LinkButton):
            assert 1 <= len(button.start) <= 64


QUESTIONS = Target("questions", make, put, 100_000)
INLINE = Target("inline", make, put_unfinished, 50_000)
