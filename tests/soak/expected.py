"""What the pure core says to a question, a button, an inline query, a day: what has to come."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property, partial
from zoneinfo import ZoneInfo

from bot.answers.actions import Page, decode, is_question
from bot.answers.answering import Answerer
from bot.answers.composing import compose
from bot.answers.daily_actions import DailyAction
from bot.answers.message import Message, line
from bot.answers.wording import Wording, wording
from bot.chat.context import Services
from bot.chat.inline import _PAGE
from bot.chat.pages import outdated, page_of
from bot.daily.pages import not_subscribed, unsubscribed
from bot.daily.posts import Posts
from bot.daily.schedule import instant
from bot.daily.subscription import Subscription
from bot.events.knowledge import SHIPPED, load
from bot.languages.text import language_of
from bot.questions.conversation import Conversation
from bot.settings import read_settings
from bot.storage.opening import Storage
from tests.evaluation.questions import question_set
from tests.soak.clock import FastClock

LANGUAGES = ("en", "zh-Hant")
_SETS = ("doit", "doit-2", "doit-3", "doit-4", "doit-5", "doit-6")
_AHEAD = 60
_BETWEEN = 6
"""Questions that may come before one without changing its answer."""
_CHANGING = ("p:random", "o:", "g:")
"""Begins the data of buttons that lead anywhere, or change the chat's language."""


@dataclass
class Core:
    """The bot without Telegram, database and network."""

    clock: FastClock

    @cached_property
    def services(self) -> Services:
        """What pages are made from."""
        answerer = Answerer.build(load(SHIPPED))
        return Services(answerer, read_settings(), self.clock, Storage("sqlite:///:memory:"))

    def questions(self, luck: random.Random, number: int) -> dict[str, list[tuple[str, str]]]:
        """Questions by language, each with its answer: those whose answer hangs on no day.

        Nor does it hang on what was asked before: the conversation of a killed bot is gone.
        """
        asked = [q.text.strip(" ,:，、：") for name in _SETS for q in question_set(name).questions]
        asked = [
            text for text in dict.fromkeys(asked) if text and text[0] != "/" and "@" not in text
        ]
        luck.shuffle(asked)
        found: dict[str, list[tuple[str, str]]] = {language: [] for language in LANGUAGES}
        for text in asked:
            language = language_of(text)
            if language in found and len(found[language]) < number:
                answers = {self._answer(text, language, day) for day in self._far_days}
                answers |= {
                    self._answer(text, language, self._far_days[0], before)
                    for before in luck.sample(asked, _BETWEEN)
                }
                if len(answers) == 1:
                    found[language].append((text, answers.pop()))
        return found

    _far_days = tuple(date(2026, month, 20 + month % 8) for month in (3, 4, 11))

    def _answer(self, text: str, language: str, day: date, before: str = "") -> str:
        answerer, talk = self.services.answerer, Conversation()
        if before:
            answerer.ask(before, day, language, talk)
        answer = answerer.ask(text, day, language, talk)
        return compose(answer, answerer.knowledge, wording(answer.query.language)).html()

    def page(self, page: Page, language: str) -> set[str]:
        """The pages that may come: one for each day."""
        return self._on_each_day(lambda services: page_of(page, services, wording(language)))

    def pressed(self, data: str, language: str) -> tuple[set[str], bool] | None:
        """The pages that may come of a button, and whether as messages of their own.

        None where it leads anywhere, or changes something.
        """
        action = decode(data)
        if action is None or data.removeprefix("x").startswith(_CHANGING):
            return None
        if isinstance(action, DailyAction):
            return None
        words = wording(language)
        pages = self._on_each_day(lambda s: page_of(action, s, words) or outdated(words))
        return pages, is_question(data)

    def _on_each_day(self, made: Callable[[Services], Message | None]) -> set[str]:
        """Made with the clock at noon of each day that was shown."""
        found = set()
        for day in self.clock.days():
            noon = datetime.combine(day, time(12), ZoneInfo("Asia/Taipei"))
            self.services.clock = partial(_same, noon)
            page = made(self.services)
            if page is not None:
                found.add(page.html())
        return found

    def offered(self, text: str, language: str) -> list[str]:
        """The keys of the events that inline mode offers."""
        services = self.services
        events = services.offering.events(text, services.answerer, date(2026, 3, 22), language)
        return [event.key for event in events[:_PAGE]]

    def flood_line(self, words: Wording) -> str:
        """What a flood is told."""
        text = words.say("That is faster than I can follow. Give me a moment, please.")
        return Message((line(text),)).html()

    def unsubscribed(self, language: str) -> set[str]:
        """What the end of a subscription is told, also by a bot that ends it once more."""
        words, held = wording(language), Subscription(1, 0, time(9), "UTC", language)
        zone = self.services.settings.timezone.key
        return {unsubscribed(held, words).html(), not_subscribed(zone, 0, words).html()}

    def posts(self, language: str) -> dict[date, str]:
        """The posts of all days that a run can see."""
        posts = Posts(lambda: self.services.answerer.knowledge)
        return {day: posts.of(language, day).message.html() for day in self.clock.days(_AHEAD)}


def due_dates(at: time, zone: str, days: list[date], since: datetime, until: datetime) -> set[date]:
    """The local dates of which the post falls due between two instants."""
    return {day for day in days if since <= instant(at, zone, day) <= until}


def _same(instant: datetime) -> datetime:
    return instant
