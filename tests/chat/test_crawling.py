"""Every button of every message, pressed from /start on: none is dead, none fails."""

import re
import time
from collections import deque
from statistics import median
from typing import Any

import pytest

from tests.bot_api.people import Person
from tests.bot_api.server import BotApiServer
from tests.bot_api.telegram import Sent
from tests.chat.conftest import numbers

_HAN = re.compile("[\u4e00-\u9fff]")
_FAILURES = ("another time", "過期", "went wrong", "出了點問題")
_CHANGING = re.compile(r"x?(g:|s1:(l:|stop|forget!))")
"""What changes so much that it is pressed last."""
_FIRST = ("start", "subscribe", "settings")
_TEXTS = {
    "en": [
        "what awards in November?",
        "what happened in 2021?",
        "how many vendors were at the expo?",
        "who is the mayor of Tokyo?",
        "what happened in 2017?",
        "zzzz qqqq",
        "/month 3",
        "/month zzz",
        "/subscribe 8 Tapei",
        "/subscribe 7pm CST",
        "/nonsense",
    ],
    "zh-Hant": [
        "十一月有什麼獎項",
        "2021年發生什麼事",
        "智慧城市展有幾家廠商",
        "智慧",
        "2017年發生什麼事",
        "今天天氣如何",
        "/month 三月",
        "/month 一二三",
        "/subscribe 早上七點 火星",
        "/nonsense",
    ],
}


class Crawler:
    """Somebody who presses every button once; of buttons that do the same, one."""

    def __init__(self, person: Person, language: str) -> None:
        self.person = person
        self.language = language
        self.known: set[str] = set()
        self.waiting: deque[tuple[Sent, dict[str, Any]]] = deque()
        self.changing: deque[tuple[Sent, dict[str, Any]]] = deque()
        self.groups = 0
        self.seconds: list[float] = []

    def change_hands(self) -> None:
        """Let somebody else go on: one person alone would be told to slow down."""
        before, after = self.person.user["id"], next(numbers)
        telegram = self.person.telegram
        if before in telegram.administrators:
            telegram.administrators.add(after)
        self.person.user = {**self.person.user, "id": after}

    def look_at(self, sent: Sent) -> None:
        """Check a message, and note its buttons."""
        self.change_hands()
        assert not any(failure in sent.text for failure in _FAILURES), sent.text
        has_han = bool(_HAN.search(sent.text))
        assert has_han == (self.language != "en"), sent.text
        kept = self.person.find(sent)
        for button in sent.buttons:
            (action,) = button.keys() - {"text"}
            data = f"{action}={button[action]}"
            if data not in self.known:
                self.known.add(data)
                is_changing = action == "callback_data" and _CHANGING.match(button[action])
                (self.changing if is_changing else self.waiting).append((kept, button))
        for key in sent.keyboard:
            if "request_location" in key:
                self.person.send_location(35.7, 139.7)
            else:
                self.person.send(key["text"])
            self.look_at(self.person.hear()[0])

    def crawl(self) -> None:
        """Press until nothing is left."""
        while self.waiting or self.changing:
            kept, button = (self.waiting or self.changing).popleft()
            self.press(kept, button)

    def press(self, kept: Sent, button: dict[str, Any]) -> None:
        """Press a button of a message as it was when it came."""
        self.change_hands()
        if "url" in button:
            self.follow(button["url"])
        elif "switch_inline_query" in button:
            question = button["switch_inline_query"]
            offered = len(self.person.ask_inline(question)["results"])
            assert offered == 1 if question else offered  # With no question, those of the day.
        elif button["callback_data"].startswith("v1:"):
            # A vote is thanked for, and its buttons go: either may be seen first.
            press = self.person.press(self.person.find(kept), data=button["callback_data"])
            assert self.person.answer_to(press).get("text"), (kept.text, button)
        else:
            started = time.monotonic()
            came = self.person.press_and_watch(self.person.find(kept), button)
            self.seconds.append(time.monotonic() - started)
            assert isinstance(came, Sent), (kept.text, button, came)
            if re.match(r"x?(g:|s1:l:)", button["callback_data"]):
                self.return_to_language(came)
            else:
                self.look_at(came)

    def follow(self, url: str) -> None:
        """Open a link to the bot."""
        found = re.fullmatch(r"https://t\.me/annals_test_bot\?start(group)?=([\w-]{1,64})", url)
        assert found, url
        if not found[1]:
            self.look_at(self.person.ask(f"/start {found[2]}"))
            return
        self.groups += 1

    def return_to_language(self, came: Sent) -> None:
        """Choose the language again that is looked at."""
        assert came.text
        back = {"callback_data": f"g:{self.language}"}
        self.person.press_and_watch(self.person.find(self.person.ask("/language")), back)


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_no_button_is_dead_and_none_fails(shared: BotApiServer, language: str) -> None:
    person = shared.person(next(numbers), language=language.casefold())
    crawler = Crawler(person, language)
    with shared.telegram.changed:
        shared.telegram.changed.wait_for(lambda: "" in shared.telegram.profile.commands, 15)
    commands = [command["command"] for command in shared.telegram.profile.commands[""]]
    later = [name for name in commands if name not in _FIRST]
    for text in [*(f"/{name}" for name in (*_FIRST, *later)), *_TEXTS[language]]:
        crawler.look_at(person.ask(text))
        if text == "/unsubscribe":
            person.ask("/subscribe")
    person.send_sticker()
    crawler.look_at(person.hear()[0])
    crawler.crawl()
    assert crawler.groups == 1
    pressed = {data for data in crawler.known if data.startswith("callback_data=")}
    kinds = {data.partition("=")[2].partition(":")[0].removeprefix("x") for data in pressed}
    assert kinds >= set("p e a b r o l f g".split()) | {"s1"}
    assert len(pressed) > 400
    assert median(crawler.seconds) < 0.5


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_every_button_of_a_groups_greeting_leads_on(shared: BotApiServer, language: str) -> None:
    keeper = shared.person(next(numbers), language=language.casefold())
    shared.telegram.administrators.add(keeper.user["id"])
    group = shared.group(keeper, -next(numbers))
    group.add_bot()
    crawler = Crawler(group, language)
    crawler.look_at(group.hear()[0])
    assert len(crawler.waiting) == 4
    for kept, button in list(crawler.waiting):
        crawler.press(kept, button)
