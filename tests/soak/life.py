"""The people: who does what when, and what they hear."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from datetime import time as wall_time

from bot.answers.actions import Page
from bot.answers.wording import wording
from tests.bot_api.server import BotApiServer
from tests.bot_api.telegram import BOT
from tests.soak.clock import FastClock
from tests.soak.deeds import Came, Deed, Kind, Somebody
from tests.soak.expected import LANGUAGES, Core

FLOOD = 16
PATIENCE = 20.0
"""Seconds after which somebody who got no answer asks no more; what comes later still counts."""
_QUESTIONS = 400
_PAGES = {"/help": Page.HELP, "/topics": Page.TOPICS, "/month": Page.MONTHS, "/today": Page.TODAY}
_TYPED = {
    "en": ("awards nov", "expo", "mou", "witsa", "covid", "summit"),
    "zh-Hant": ("十一月的獎", "資安", "合作備忘錄", "智慧城市"),
}
_CLIENTS = {"en": "en", "zh-Hant": "zh-hant"}
_WEIGHTS = {
    Kind.QUESTION: 44,
    Kind.PRESS: 18,
    Kind.INLINE: 10,
    Kind.GROUP: 8,
    Kind.SUBSCRIBE: 8,
    Kind.CHATTER: 5,
    Kind.PAGE: 4,
    Kind.VOTE: 3,
    Kind.FLOOD: 0.3,
}
_ENDING_ONE_IN = 6


@dataclass
class Life:
    """People in private chats and in groups, subscribers, and those who flood."""

    server: BotApiServer
    core: Core
    clock: FastClock
    luck: random.Random
    people: list[Somebody] = field(default_factory=list)
    groups: list[Somebody] = field(default_factory=list)
    subscribers: list[Somebody] = field(default_factory=list)
    floods: list[Somebody] = field(default_factory=list)
    _by_chat: dict[int, Somebody] = field(default_factory=dict)
    _heard: int = 0

    def __post_init__(self) -> None:
        self.server.telegram.abilities["can_read_all_group_messages"] = True
        self._questions = self.core.questions(self.luck, _QUESTIONS)
        self._posts = {text for lang in LANGUAGES for text in self.core.posts(lang).values()}
        self._does: dict[Kind, Callable[[], bool]] = {
            Kind.QUESTION: self._ask,
            Kind.PRESS: self._press,
            Kind.INLINE: self._ask_inline,
            Kind.GROUP: self._ask_in_group,
            Kind.CHATTER: self._chatter,
            Kind.PAGE: self._command,
            Kind.VOTE: self._vote,
            Kind.FLOOD: self._flood,
            Kind.SUBSCRIBE: self._subscribe,
        }

    @property
    def everybody(self) -> list[Somebody]:
        """All people."""
        return [*self.people, *self.groups, *self.subscribers, *self.floods]

    @property
    def waiting(self) -> int:
        """How many have yet to hear something."""
        return sum(one.is_waiting for one in self.everybody)

    def act(self) -> None:
        """Have one thing done, by whoever has nothing open."""
        while True:
            kind = self.luck.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
            if self._does[kind]():
                return

    def listen(self) -> None:
        """Hear what has come."""
        now = self.clock()
        messages = self.server.telegram.messages
        while self._heard < len(messages):
            sent = messages[self._heard]
            self._heard += 1
            here, came = self._by_chat[sent.chat_id], Came(sent, sent.html, now)
            if came.html in self._posts and here in self.subscribers:
                here.posts.append(came)
            else:
                here.hear(came)
        for one in self.everybody:
            if one.is_waiting:
                one.deeds[-1].look(now)

    def _somebody(self, of: list[Somebody], most: int, in_group: bool = False) -> Somebody:
        """One who waits for nothing; a new one where there are few."""
        free = [one for one in of if not one.is_waiting]
        stuck = sum(
            one.is_waiting and time.monotonic() - one.deeds[-1].began > PATIENCE for one in of
        )
        if free and len(of) - stuck >= most:
            return self.luck.choice(free)
        number, language = 1000 + len(self._by_chat), self.luck.choice(LANGUAGES)
        person = self.server.person(number, _CLIENTS[language])
        if in_group:
            person = self.server.group(person, -number)
        one = Somebody(person, language)
        of.append(one)
        self._by_chat[one.chat] = one
        return one

    def _private(self) -> Somebody:
        return self._somebody(self.people, 250)

    def _deed(self, kind: Kind, one: Somebody) -> Deed:
        deed = Deed(kind, self.clock(), time.monotonic())
        one.deeds.append(deed)
        return deed

    def _question(self, one: Somebody) -> tuple[str, str] | None:
        """One whose answer is not to be taken for that to another question here."""
        left = [q for q in self._questions[one.language] if q[1] not in one.used]
        if not left:
            return None
        text, answer = self.luck.choice(left)
        one.used.add(answer)
        return text, answer

    def _ask(self) -> bool:
        one = self._private()
        question = self._question(one)
        if question is None:
            return False
        text, answer = question
        self._deed(Kind.QUESTION, one).is_right = lambda came: came.html == answer
        one.person.send(text)
        return True

    def _ask_in_group(self) -> bool:
        one = self._somebody(self.groups, 40, in_group=True)
        question = self._question(one)
        if question is None:
            return False
        text, answer = question
        self._deed(Kind.GROUP, one).is_right = lambda came: came.html == answer
        one.person.send(f"@{BOT['username']} {text}")
        return True

    def _chatter(self) -> bool:
        one = self._somebody(self.groups, 40, in_group=True)
        self._deed(Kind.CHATTER, one).is_expecting = False
        one.person.send(self.luck.choice(self._questions[one.language])[0])
        return True

    def _command(self) -> bool:
        one, command = self._private(), self.luck.choice(list(_PAGES))
        if command in one.used:
            return False
        one.used.add(command)
        deed, page = self._deed(Kind.PAGE, one), _PAGES[command]
        pages = self.core.page(page, one.language)
        deed.is_right = lambda came: came.html in pages
        one.person.send(command)
        return True

    def _press(self) -> bool:
        """Press a button of an answer that leads to one page."""
        one = self._private()
        if not one.answered:
            return False
        sent = self.luck.choice(one.answered).sent
        data = [b["callback_data"] for b in sent.buttons if "callback_data" in b]
        if not data:
            return False
        chosen = self.luck.choice(data)
        found = self.core.pressed(chosen, one.language)
        if found is None or sent.html in found[0] or found[0] & one.used:
            return False
        pages, is_message = found
        deed = self._deed(Kind.PRESS, one)
        if is_message:
            one.used |= pages
            deed.is_right = lambda came: came.html in pages
        else:
            one.pages[sent.message_id] |= pages
            deed.is_done = lambda: sent.html in pages
        deed.number = one.person.press(sent, data=chosen)
        return True

    def _vote(self) -> bool:
        one = self._private()
        votable = [came.sent for came in one.answered if "👍" in came.sent.labels]
        if not votable:
            return False
        sent, deed = self.luck.choice(votable), self._deed(Kind.VOTE, one)
        deed.is_done = lambda: "👍" not in sent.labels
        deed.number = one.person.press(sent, self.luck.choice("👍👎"))
        return True

    def _ask_inline(self) -> bool:
        one = self._private()
        text = self.luck.choice(_TYPED[one.language])
        keys, deed = self.core.offered(text, one.language), self._deed(Kind.INLINE, one)
        telegram = self.server.telegram
        answers = telegram.inline.answers
        number = telegram.ask_inline(one.person.user, text)
        deed.number = number
        deed.is_done = lambda: (
            number in answers and [result["id"] for result in answers[number]["results"]] == keys
        )
        return True

    def _flood(self) -> bool:
        one = self._somebody(self.floods, 10**6)
        text, answer = self.luck.choice(self._questions[one.language])
        line = self.core.flood_line(wording(one.language))
        deed = self._deed(Kind.FLOOD, one)
        deed.times = FLOOD
        deed.is_right = lambda came: came.html in (answer, line)
        for _ in range(FLOOD):
            one.person.send(text)
        return True

    def _subscribe(self) -> bool:
        """Subscribe, change the hour, or end it."""
        one = self._somebody(self.subscribers, 60)
        is_ending = any(deed.wish for deed in one.deeds[-1:])
        if is_ending and self.luck.randrange(_ENDING_ONE_IN) == 0:
            pages = self.core.unsubscribed(one.language)
            self._deed(Kind.UNSUBSCRIBE, one).is_right = lambda came: came.html in pages
            one.person.send("/unsubscribe")
            return True
        deed = self._deed(Kind.SUBSCRIBE, one)
        at = self._hour(deed.at)
        deed.wish = at
        deed.is_right = lambda came: f"{at:%H:%M}" in came.html
        one.person.send(f"/subscribe {at:%H:%M} UTC")
        return True

    def _hour(self, _: datetime) -> wall_time:
        """An hour with enough of the day behind it for outages."""
        return wall_time(self.luck.randrange(5, 14), self.luck.randrange(60))
