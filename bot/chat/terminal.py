"""The bot in the terminal: the same handlers, with a Telegram that is this process."""

import asyncio
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from html.parser import HTMLParser
from typing import Any

from rich.console import Console
from rich.text import Text
from telegram import Update
from telegram.request import BaseRequest, RequestData

from bot.answers.answering import Answerer
from bot.chat.application import AnnalsApplication, build
from bot.settings import Settings
from bot.storage.opening import Storage

_TOKEN = "1:terminal"  # noqa: S105 - no one's: no call leaves this process
_PERSON = {"id": 1, "is_bot": False, "first_name": "You"}
_BOT = {"id": 2, "is_bot": True, "first_name": "Annals", "username": "annals"}
_CHAT: dict[str, Any] = {"id": 1, "type": "private", "first_name": "You"}
_NO_PHOTO = {"file_id": "none", "file_unique_id": "none", "width": 1, "height": 1}
_STYLES = {"b": "bold", "i": "dim", "a": "dim underline", "code": "cyan"}


def talk(settings: Settings, answerer: Answerer) -> None:
    """Chat until the end of input."""
    asyncio.run(_talk(settings, answerer))


async def _talk(settings: Settings, answerer: Answerer) -> None:
    console = Console(soft_wrap=not sys.stdout.isatty(), highlight=False)
    telegram = TerminalTelegram(lambda message: _show(console, message))
    storage = Storage("sqlite://")
    application = build(settings, answerer, _TOKEN, storage, telegram, posts_come=False)
    # A chat that begins with the process has chosen nothing: no need to look it up.
    application.bot_data.languages.put(_CHAT["id"], "")
    is_person = sys.stdin.isatty()
    await application.initialize()
    try:
        conversation = _Conversation(application, telegram, settings.language)
        await conversation.hear("/start")
        while True:
            if is_person:
                console.print("› ", end="", style="bold cyan")
            text = await asyncio.to_thread(sys.stdin.readline)
            if not text:
                return
            await conversation.hear(text.strip())
    finally:
        await application.shutdown()
        await application.bot_data.storage.close()


class TerminalTelegram(BaseRequest):
    """Plays Telegram for one chat: answers the bot's calls and shows its messages."""

    def __init__(self, show: Callable[[dict[str, Any]], None]) -> None:
        self._show = show
        self._last_id = 0
        self.shown: dict[str, Any] | None = None
        """The message whose buttons can be pressed."""

    @property
    def read_timeout(self) -> float | None:
        """Nothing is ever waited for."""
        return None

    async def initialize(self) -> None:
        """Nothing to set up."""

    async def shutdown(self) -> None:
        """Nothing to tear down."""

    def new_id(self) -> int:
        """The id of the next message."""
        self._last_id += 1
        return self._last_id

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *_: Any,
        **__: Any,
    ) -> tuple[int, bytes]:
        """Answer one call as the Bot API does."""
        parameters = request_data.parameters if request_data else {}
        result = self._call(url.rsplit("/", 1)[-1], parameters)
        return 200, json.dumps({"ok": True, "result": result}).encode()

    def _call(self, name: str, parameters: dict[str, Any]) -> Any:
        if name == "getMe":
            return _BOT
        if name == "editMessageReplyMarkup":  # Buttons that go: nothing to show anew.
            return self._shown_with(parameters)
        if name == "sendDocument":
            parameters = {**parameters, "text": _as_text(parameters)}
        elif name not in ("sendMessage", "editMessageText", "sendPhoto"):
            return True
        message = {
            "message_id": parameters.get("message_id") or self.new_id(),
            "date": 0,
            "chat": _CHAT,
            "from": _BOT,
            # The picture itself has no place here; its caption tells what it shows.
            "text": parameters.get("text") or escape(parameters.get("caption") or ""),
        }
        if name == "sendPhoto":
            message["photo"] = [_NO_PHOTO]
        if parameters.get("reply_markup"):
            message["reply_markup"] = parameters["reply_markup"]
        self.shown = message
        self._show(message)
        return message

    def _shown_with(self, parameters: dict[str, Any]) -> Any:
        if self.shown and self.shown["message_id"] == parameters.get("message_id"):
            self.shown.pop("reply_markup", None)
            if parameters.get("reply_markup"):
                self.shown["reply_markup"] = parameters["reply_markup"]
        return self.shown or True

    def buttons(self) -> list[dict[str, Any]]:
        """The buttons of the message shown last, in order."""
        return [button for row in _rows(self.shown or {}) for button in row]


class _Conversation:
    """Turns what is typed into updates."""

    def __init__(
        self, application: AnnalsApplication, telegram: TerminalTelegram, language: str
    ) -> None:
        self._application = application
        self._telegram = telegram
        self._person = {**_PERSON, "language_code": language.casefold()}
        self._update_id = 0

    async def hear(self, text: str) -> None:
        """Have a line answered: the number of a button presses it."""
        if not text:
            return
        buttons = self._telegram.buttons()
        if text.isdecimal() and len(text) < 4 and 1 <= int(text) <= len(buttons):
            await self._update("callback_query", self._press(buttons[int(text) - 1]))
        else:
            await self._update("message", self._message(text))

    async def _update(self, kind: str, content: dict[str, Any]) -> None:
        self._update_id += 1
        data = {"update_id": self._update_id, kind: content}
        await self._application.process_update(Update.de_json(data, self._application.bot))

    def _press(self, button: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": str(self._update_id),
            "from": self._person,
            "chat_instance": "1",
            "message": self._telegram.shown,
            "data": button["callback_data"],
        }

    def _message(self, text: str) -> dict[str, Any]:
        message: dict[str, Any] = {
            "message_id": self._telegram.new_id(),
            "date": int(datetime.now(UTC).timestamp()),
            "chat": _CHAT,
            "from": self._person,
            "text": text,
        }
        if text.startswith("/"):
            length = len(text.split()[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return message


def _as_text(document: dict[str, Any]) -> str:
    """What stands in a terminal for a file: its caption, and how to have the file here."""
    caption = str(document.get("caption", "")).partition(":")[0].partition("：")[0]
    return f"{escape(caption)}: <code>annals export --format ics --out annals.ics</code>"


class _Styled(HTMLParser):
    """Telegram's HTML as styled terminal text."""

    def __init__(self) -> None:
        super().__init__()
        self.text = Text()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(_STYLES.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self.text.append(data, " ".join(filter(None, self._open)))


def _show(console: Console, message: dict[str, Any]) -> None:
    styled = _Styled()
    styled.feed(message["text"])
    console.print(styled.text)
    number = 0
    for row in _rows(message):
        line = Text("  ")
        for button in row:
            number += 1
            line.append(f"[{number}] ", "bold cyan").append(button["text"]).append("  ")
        console.print(line)
    console.print()


def _rows(message: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The buttons that can be pressed here; links lead to Telegram."""
    markup = message.get("reply_markup") or {}
    rows = [
        [button for button in row if "callback_data" in button]
        for row in markup.get("inline_keyboard", [])
    ]
    return [row for row in rows if row]
