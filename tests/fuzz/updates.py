"""Updates as Telegram sends them, whole and mutilated, through every handler, over HTTP."""

import asyncio
import copy
import json
import logging
import random
import tempfile
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import Any

from telegram import Update

from bot.chat import flooding
from bot.chat.application import AnnalsApplication, build
from bot.chat.context import AnnalsContext
from bot.storage.opening import Storage
from tests.bot_api.server import TOKEN, BotApiServer
from tests.bot_api.telegram import BOT
from tests.evaluation.questions import question_set
from tests.fuzz.presses import make_data, make_link, make_wish, services
from tests.fuzz.target import Target
from tests.fuzz.texts import damaged, known, noise, question

_COMMANDS = (
    *("start", "help", "today", "month", "topics", "random", "subscribe", "unsubscribe"),
    *("settings", "language", "calendar", "privacy", "forget", "stats", "reload", "unanswered"),
    *("nonsense", "month@annals_test_bot", "month@another_bot", "START", "", "@", "start@"),
)
_CHATS: tuple[dict[str, Any], ...] = (
    {"id": 7, "type": "private", "first_name": "Ann"},
    {"id": -1007, "type": "supergroup", "title": "Friends"},
    {"id": -1009, "type": "supergroup", "title": "Forum", "is_forum": True},
    {"id": -77, "type": "group", "title": "Old"},
    {"id": -1008, "type": "channel", "title": "News"},
    {"id": 404, "type": "private", "first_name": "Unknown"},
)
_OFFSETS = ("", "0", "20", "999999", "-1", "x", "²", "٣", "9" * 60, "1e3", " 20", "20.0")
_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 2**63, -(2**63), 10**30, 1.5, "", "x", "0", [], {}, [[]], [None]),
    *(
        {"id": 1},
        [{"type": "mention", "offset": -5, "length": 10**9}],
        "\u202e",
        "\ud800",
        "😀" * 99,
    ),
)
_REFUSALS = ("Chat not found", "Message thread not found")
"""How Telegram answers where a bot was thrown out, or a topic was deleted."""
_MOST_KEPT = 200
_TRIED_EVERY = 10
"""Bodies after which it is asked whether the bot still answers."""


def make(chance: random.Random) -> str:
    """The JSON of an update that keeps to the Bot API's types, whatever it says."""
    # Telegram sends whole characters only.
    whole = json.dumps(_content(chance), ensure_ascii=False).encode("utf-8", "replace")
    return json.dumps({"update_id": chance.randint(1, 10**9), **json.loads(whole)})


def make_body(chance: random.Random) -> str:
    """The JSON of an update as Telegram would never send it, or no JSON at all."""
    update = copy.deepcopy({"update_id": chance.randint(1, 10**9), **_content(chance)})
    for _ in range(chance.randint(1, 4)):
        _mutilate(update, chance)
    body = json.dumps(update)
    if chance.random() < 0.2:
        body = damaged(body, chance, ("{}", "[]", "null", body))
    return body


def _content(chance: random.Random) -> dict[str, Any]:
    chat = chance.choice(_CHATS)
    person = {"id": chance.randint(1, 10**7), "is_bot": False, "first_name": "Ann"}
    person["language_code"] = chance.choice(("en", "zh-hant", "zh-hans", "de", "x" * 40, ""))
    kind = chance.random()
    if kind < 0.2:
        query = {"id": "1", "from": person, "query": question(chance)[:256]}
        return {"inline_query": {**query, "offset": chance.choice(_OFFSETS)}}
    if kind < 0.45:
        return {"callback_query": _press(chance, chat, person)}
    if kind < 0.5:
        return {"my_chat_member": _change(chance, chat, person)}
    message = _message(chance, chat, person)
    if chat["type"] == "channel":
        return {"channel_post": message}
    if kind < 0.6:
        return {"edited_message": {**message, "edit_date": 1_800_000_000}}
    return {"message": message}


def _message(chance: random.Random, chat: dict[str, Any], person: dict[str, Any]) -> dict[str, Any]:
    message: dict[str, Any] = {"message_id": chance.randint(1, 10**6), "date": 1_800_000_000}
    message |= {"chat": chat, "from": person}
    kind = chance.random()
    if kind < 0.5:
        name = chance.choice(_COMMANDS)
        said = chance.choice((make_link, make_wish, question, noise))(chance)
        message["text"] = f"/{name} {said}"[:4096]
        entity = {"type": "bot_command", "offset": 0, "length": len(name) + 1}
        message["entities"] = [entity]
    elif kind < 0.9:
        mention = f"@{BOT['username']} " if chance.random() < 0.5 else ""
        message["text"] = (mention + question(chance))[:4096] or "x"
        entity = {"type": "mention", "offset": 0, "length": len(mention.strip())}
        message["entities"] = [entity] if mention else []
    elif kind < 0.95:
        place = {"latitude": chance.uniform(-90, 90), "longitude": chance.uniform(-180, 180)}
        message["location"] = place
    else:
        message |= chance.choice(({"migrate_to_chat_id": -1007}, {"migrate_from_chat_id": -77}, {}))
    if chance.random() < 0.2:
        message |= {"message_thread_id": chance.choice((1, 5, 10**9)), "is_topic_message": True}
    if chance.random() < 0.1 and message.get("text", "").isascii():
        entity = {"type": chance.choice(("mention", "bot_command", "text_mention", "novel"))}
        entity |= {"offset": chance.randint(0, 20), "length": chance.randint(0, 9)}
        message["entities"] = [entity, entity]
    if chance.random() < 0.1:
        message.pop(chance.choice(("from", "text", "entities")), None)
    if chance.random() < 0.1:
        message["reply_to_message"] = {"message_id": 1, "date": 1, "chat": chat, "from": BOT}
    return message


def _press(chance: random.Random, chat: dict[str, Any], person: dict[str, Any]) -> dict[str, Any]:
    press: dict[str, Any] = {"id": "1", "from": person, "chat_instance": "1"}
    press["data"] = make_data(chance)
    kind = chance.random()
    if kind < 0.6:
        shown = {"message_id": 1, "date": 1, "chat": chat, "from": BOT, "text": "x"}
        press["message"] = shown
    elif kind < 0.8:
        press["message"] = {"message_id": 1, "date": 0, "chat": chat}
    else:
        press["inline_message_id"] = "inline-1"
    return press


def _change(chance: random.Random, chat: dict[str, Any], person: dict[str, Any]) -> dict[str, Any]:
    states = ("member", "left", "kicked", "restricted", "creator", "administrator", "new")
    members = [
        {"status": chance.choice(states), "user": BOT, "until_date": 0, "is_member": True}
        for _ in range(2)
    ]
    change = {"chat": chat, "from": person, "date": 1_800_000_000}
    return {**change, "old_chat_member": members[0], "new_chat_member": members[1]}


def _mutilate(node: Any, chance: random.Random) -> None:
    """Change, drop or add something anywhere below a node."""
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            return
        key = chance.choice(keys)
        if isinstance(node[key], (dict, list)) and node[key] and chance.random() < 0.7:
            node = node[key]
            continue
        kind = chance.random()
        if kind < 0.3:
            del node[key]
        elif kind < 0.6 and isinstance(node[key], str):
            node[key] = damaged(node[key], chance, known())
        else:
            node[key] = copy.deepcopy(chance.choice(_VALUES))
        return


class LocalBot:
    """The bot's application in this process, and a Bot API server on loopback for its calls."""

    def __init__(self) -> None:
        logging.getLogger("bot").setLevel(logging.CRITICAL)  # Millions of lines help nobody.
        self.loop = asyncio.new_event_loop()
        self.server = BotApiServer()
        self.server.__enter__()
        for chat in _CHATS[:-1]:
            self.server.telegram.chats[chat["id"]] = chat
        self.server.telegram.topics[-1009] = {5}
        folder = tempfile.mkdtemp(prefix="annals-fuzz-")
        settings = replace(
            services().settings,
            api_base_url=self.server.base_url,
            database_url=f"sqlite:///{folder}/annals.db",
            admin_ids=frozenset({7}),
        )
        answerer = question_set("doit").answerer
        storage = Storage(settings.database_url)
        self.application: AnnalsApplication = build(settings, answerer, TOKEN, storage)
        flooding.register(self.application)
        self.application.add_error_handler(self._note)
        self.error: Exception | None = None
        self.put = 0
        self.loop.run_until_complete(self.application.initialize())

    async def _note(self, _: object, context: AnnalsContext) -> None:
        self.error = context.error

    def handle(self, body: str) -> None:
        """Hand in an update as it came; what a handler raised is kept as the `error`."""
        self.error, update = None, None
        # What is no update at all is refused where it is received: the library reads it.
        with suppress(Exception):
            update = Update.de_json(json.loads(body), self.application.bot)
        if update is None:
            return
        telegram = self.server.telegram
        telegram.pressed["1"] = False
        telegram.inline.waiting.add("1")
        del telegram.messages[:-_MOST_KEPT]
        self.loop.run_until_complete(self.application.process_update(update))


@cache
def _bot() -> LocalBot:
    return LocalBot()


def put(body: str) -> None:
    """Every handler ends without an error, and all it sends is what Telegram takes."""
    _bot().handle(body)
    error = _bot().error
    if error is not None and str(error) not in _REFUSALS:
        raise error


def put_body(body: str) -> None:
    """The library or a handler may fail on what Telegram never sends; the bot goes on."""
    bot = _bot()
    with suppress(Exception):  # As the poller, and whoever takes webhooks, go on after one.
        bot.handle(body)
    bot.put += 1
    if bot.put % _TRIED_EVERY:
        return
    number = bot.put
    person = {"id": 10**8 + number, "is_bot": False, "first_name": "Ann", "language_code": "en"}
    asked = {"message_id": number, "date": 1, "chat": _CHATS[0], "from": person, "text": "expo"}
    bot.server.telegram.messages.clear()
    bot.handle(json.dumps({"update_id": number, "message": asked}))
    assert [sent.text for sent in bot.server.telegram.messages if "251 vendors" in sent.text]


UPDATES = Target("updates", make, put, 50_000)
BODIES = Target("bodies", make_body, put_body, 30_000)
