"""The Bot API over HTTP on loopback, and the people who write to the bot."""

import json
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl

from tests.bot_api.content import Refused, shown_text
from tests.bot_api.faults import Fault, Kind
from tests.bot_api.telegram import ADMINISTRATOR_RIGHTS, BOT, Sent, Telegram

TOKEN = "123456:loopback-token-for-tests"
_PATIENCE = 15.0


class BotApiServer:
    """A Bot API server; a context manager that runs it in a thread."""

    def __init__(self) -> None:
        self.telegram = Telegram()
        self.calls: list[str] = []
        self._faults: list[Fault] = []
        self._one_in: tuple[int, str, Iterator[Fault]] = (1, "", iter(()))
        self._counted = 0
        self.failed: list[tuple[Kind, str, dict[str, Any]]] = []
        """The calls that had a fault: of which kind, the method and its parameters."""
        self._counting = threading.Lock()
        self._folder = TemporaryDirectory(prefix="annals-")
        server = self

        class Handler(_Handler):
            api = server

        self._http = _QuietServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, daemon=True)

    @property
    def base_url(self) -> str:
        """What TELEGRAM_API_BASE_URL is set to."""
        return f"http://127.0.0.1:{self._http.server_port}/bot"

    @property
    def database_url(self) -> str:
        """A database of its own for the bot under test, which goes with the server."""
        return f"sqlite:///{self._folder.name}/annals.db"

    def __enter__(self) -> "BotApiServer":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._folder.cleanup()

    def fail(self, method: str, kind: Kind, times: int = 1, seconds: float = 1) -> None:
        """Let the next calls of a method ("*" for any) go wrong."""
        self._faults.append(Fault(method, kind, times, seconds))

    def fail_one_in(self, number: int, method: str, *faults: Fault) -> None:
        """Let one call in so many of a method ("*" for any) go wrong, the faults in turn."""
        self._one_in = number, method, cycle(faults)

    def fault_for(self, method: str) -> Fault | None:
        """The fault that this call is to have, which is then used up."""
        number, failing, faults = self._one_in
        if failing in (method, "*"):
            with self._counting:
                self._counted += 1
                return next(faults) if self._counted % number == 0 else None
        for fault in self._faults:
            if fault.times > 0 and fault.method in (method, "*"):
                fault.times -= 1
                return fault
        return None

    def person(self, number: int = 7, language: str = "en") -> "Person":
        """Somebody with a private chat with the bot."""
        chat = {"id": number, "type": "private", "first_name": "Ann"}
        self.telegram.chats[number] = chat
        user = {"id": number, "is_bot": False, "first_name": "Ann", "language_code": language}
        return Person(self.telegram, user, chat)

    def group(self, person: "Person", number: int = -1007) -> "Person":
        """The same person, writing in a group."""
        chat = {"id": number, "type": "supergroup", "title": "Friends"}
        self.telegram.chats[number] = chat
        return Person(self.telegram, person.user, chat)

    def topic(self, group: "Person", thread: int) -> "Person":
        """The same person, writing in a topic of the group, which is a forum then."""
        group.chat["is_forum"] = True
        self.telegram.topics.setdefault(group.chat["id"], set()).add(thread)
        return Person(self.telegram, group.user, group.chat, thread=thread)

    def channel(self, person: "Person", number: int = -1008) -> "Person":
        """The same person, posting in a channel that the bot administers."""
        chat = {"id": number, "type": "channel", "title": "News"}
        self.telegram.chats[number] = chat
        return Person(self.telegram, person.user, chat)


@dataclass
class Person:
    """Somebody who writes to the bot in one chat."""

    telegram: Telegram
    user: dict[str, Any]
    chat: dict[str, Any]
    _seen: int = field(default=0)
    thread: int = 0

    def send(self, text: str, **more: Any) -> int:
        """Write a message; its id."""
        message = self._message(self.telegram.new_message_id(), text=text, **more)
        if self.telegram.shows(message):
            self.telegram.queue("channel_post" if self._is_channel else "message", message)
        return int(message["message_id"])

    def reply_to(self, sent: Sent, text: str) -> int:
        """Answer a message of the bot; the answer's id."""
        return self.send(text, reply_to_message=self.telegram.shown(sent))

    def add_bot(self, status: str = "member") -> None:
        """Add the bot to the group: Telegram tells that twice."""
        self.change_membership("left", status)
        told = {"new_chat_members": [BOT], "new_chat_member": BOT}
        self.telegram.queue("message", self._message(self.telegram.new_message_id(), **told))

    def ask_inline(self, text: str, offset: str = "") -> dict[str, Any]:
        """Type behind the bot's name in any chat, and wait for what is offered."""
        number = self.telegram.ask_inline(self.user, text, offset)
        self._wait(lambda: number in self.telegram.inline.answers)
        return self.telegram.inline.answers[number]

    def choose(self, result: dict[str, Any]) -> Sent:
        """Send what was offered here: the message that then stands in the chat."""
        html = result["input_message_content"]["message_text"]
        number = self.telegram.new_message_id()
        text, markup = shown_text(html), result.get("reply_markup")
        sent = Sent(self.chat["id"], number, text, html, markup, inline_id=f"inline-{number}")
        with self.telegram.changed:
            self.telegram.messages.append(sent)
        message = self._message(number, text=text, via_bot=BOT)
        if self.telegram.shows(message):
            self.telegram.queue("message", message)
        return sent

    def send_as_group(self, text: str) -> None:
        """Write a message as an anonymous administrator, in the name of the group."""
        anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
        anonymous["username"] = "GroupAnonymousBot"
        self.send(text, **{"from": anonymous, "sender_chat": self.chat})

    def send_location(self, latitude: float, longitude: float) -> None:
        """Send a location."""
        place = {"latitude": latitude, "longitude": longitude}
        message = self._message(self.telegram.new_message_id(), location=place)
        self.telegram.queue("message", message)

    def change_membership(self, before: str, after: str) -> None:
        """Let the bot in or put it out: "member", "kicked", "left", "administrator"."""
        change = {"chat": self.chat, "from": self.user, "date": int(time.time())}
        change |= {"old_chat_member": _membership(before), "new_chat_member": _membership(after)}
        self.telegram.queue("my_chat_member", change)

    def migrate(self, number: int) -> "Person":
        """Make the group a supergroup of another id; the person, writing there."""
        new = Person(self.telegram, self.user, {**self.chat, "id": number, "type": "supergroup"})
        self.telegram.chats[number] = new.chat
        told = {"migrate_to_chat_id": number}
        self.telegram.queue("message", self._message(self.telegram.new_message_id(), **told))
        told = {"migrate_from_chat_id": self.chat["id"]}
        self.telegram.queue("message", new._message(self.telegram.new_message_id(), **told))
        del self.telegram.chats[self.chat["id"]]
        return new

    def send_sticker(self) -> None:
        """Send a sticker."""
        sticker = {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1}
        sticker |= {"height": 1, "is_animated": False, "is_video": False}
        message = self._message(self.telegram.new_message_id(), sticker=sticker)
        self.telegram.queue("message", message)

    def edit(self, message_id: int, text: str) -> None:
        """Edit a message sent before."""
        message = self._message(message_id, text=text, edit_date=int(time.time()))
        self.telegram.queue("edited_message", message)

    def press(
        self,
        sent: Sent,
        label: str = "",
        data: str | None = None,
        too_late: bool = False,
        is_old: bool = False,
    ) -> str:
        """Press a button by what it says, or send forged data.

        Args:
            too_late: so long ago that Telegram takes no answer to the press.
            is_old: on a message of which Telegram tells no more than its number.

        Returns:
            The number of the press, for `answer_to`.
        """
        if data is None:
            data = next(
                b["callback_data"]
                for b in sent.buttons
                if label in b["text"] and "callback_data" in b
            )
        number = str(len(self.telegram.pressed) + 1)
        self.telegram.pressed[number] = too_late
        shown = {"message_id": sent.message_id, "date": 1, "chat": self.chat, "from": BOT}
        shown |= {"caption": sent.text} if sent.photo else {"text": sent.text}
        if sent.thread_id:
            shown |= {"message_thread_id": sent.thread_id, "is_topic_message": True}
        if self._is_channel:
            del shown["from"]
            shown["sender_chat"] = self.chat
        if sent.markup:
            shown["reply_markup"] = sent.markup
        if is_old:
            shown = {"message_id": sent.message_id, "date": 0, "chat": self.chat}
        query = {"id": number, "from": self.user, "chat_instance": "1", "data": data}
        where = {"inline_message_id": sent.inline_id} if sent.inline_id else {"message": shown}
        self.telegram.queue("callback_query", {**query, **where})
        return number

    def find(self, sent: Sent) -> Sent:
        """A message just like one that came before, as it was then, further up in the chat."""
        number = self.telegram.new_message_id()
        found = replace(sent, message_id=number, edits=0)
        with self.telegram.changed:
            self.telegram.messages.append(found)
        self._seen += 1
        return found

    def press_and_watch(self, sent: Sent, button: dict[str, Any]) -> Sent | str:
        """Press a button; what comes of it: the message edited or sent, or an alert or a link.

        Raises:
            AssertionError: nothing came of it.
        """
        press = self.press(sent, data=button["callback_data"])
        before, heard = sent.edits, self._seen

        def outcome() -> Sent | str | None:
            if sent.edits > before:
                return sent
            if len(self.received) > heard:
                return self.received[heard]
            answer = self.telegram.answers.get(press, {})
            return answer.get("text") or answer.get("url")

        self._wait(lambda: outcome() is not None)
        self._seen = len(self.received)
        return outcome() or ""

    def answer_to(self, press: str) -> dict[str, Any]:
        """Wait for the answer to a press: its `text` and `show_alert`, or its `url`."""
        self._wait(lambda: press in self.telegram.answers)
        return self.telegram.answers[press]

    @property
    def received(self) -> list[Sent]:
        """What the bot sent here."""
        here = (self.chat["id"], self.thread)
        sent = [m for m in self.telegram.messages if not m.inline_id]
        return [m for m in sent if (m.chat_id, m.thread_id) == here]

    def hear(self, count: int = 1) -> list[Sent]:
        """Wait for the next messages of the bot."""
        self._wait(lambda: len(self.received) >= self._seen + count)
        new = self.received[self._seen :]
        self._seen += len(new)
        assert len(new) == count, [sent.text for sent in new]
        return new

    def ask(self, text: str) -> Sent:
        """Write, and wait for the answer."""
        self.send(text)
        return self.hear()[0]

    def wait_for_edit(self, sent: Sent, edits: int = 1) -> Sent:
        """Wait until the bot has edited a message."""
        self._wait(lambda: sent.edits >= edits)
        return sent

    @property
    def _is_channel(self) -> bool:
        return bool(self.chat["type"] == "channel")

    def _wait(self, reached: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _PATIENCE
        with self.telegram.changed:
            while not reached():
                left = deadline - time.monotonic()
                if left <= 0:
                    raise AssertionError(f"waited in vain; came: {[m.text for m in self.received]}")
                self.telegram.changed.wait(left)

    def _message(self, message_id: int, **content: Any) -> dict[str, Any]:
        message = {
            "message_id": message_id,
            "date": int(time.time()),
            "chat": self.chat,
            "from": self.user,
        }
        if self._is_channel:
            message = {**message, "sender_chat": self.chat}
            del message["from"]
        if self.thread:
            message |= {"message_thread_id": self.thread, "is_topic_message": True}
        message |= content
        text = content.get("text") or ""
        if text.startswith("/"):
            entity = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
            message["entities"] = [entity]
        else:
            message["entities"] = [
                {"type": "mention", "offset": found.start(), "length": len(found.group())}
                for found in re.finditer(r"(?<!\w)@[A-Za-z]\w{3,31}", text, re.ASCII)
            ]
        return message


def _membership(status: str) -> dict[str, Any]:
    """The bot as a member of a chat."""
    member: dict[str, Any] = {"status": status, "user": BOT}
    if status == "kicked":
        member["until_date"] = 0
    if status == "administrator":
        member |= ADMINISTRATOR_RIGHTS
    return member


class _QuietServer(ThreadingHTTPServer):
    """A server for which a bot that goes away is nothing to talk about."""

    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over connections that the bot closed or that its death cut."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """One HTTP connection."""

    api: BotApiServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    """Or each answer waits 40 ms until its head is acknowledged."""

    def log_message(self, *_: Any) -> None:
        """Keep quiet."""

    def do_POST(self) -> None:
        """Answer one call."""
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        if len(body) < length:  # The bot died in the middle of its request.
            self.close_connection = True
            return
        parts = self.path.split("/")
        method = parts[-1]
        self.api.calls.append(method)
        if parts[1] != f"bot{TOKEN}":
            self._answer(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
            return
        parameters = _parameters(self.headers.get("Content-Type", ""), body)
        fault = self.api.fault_for(method)
        if fault:
            self.api.failed.append((fault.kind, method, parameters))
            if self._failed(fault):
                return
        self._do(method, parameters, fault)

    def _do(self, method: str, parameters: dict[str, Any], fault: Fault | None) -> None:
        try:
            result = self.api.telegram.call(method, parameters)
        except Refused as refused:
            answer = {"ok": False, "error_code": refused.code, "description": str(refused)}
            self._answer(refused.code, {**answer, "parameters": refused.parameters})
            return
        if fault and fault.kind is Kind.DROP_AFTER:
            self.close_connection = True
            return
        self._answer(200, {"ok": True, "result": result})
        if fault and fault.kind is Kind.CLOSE_AFTER:
            self.close_connection = True

    def _failed(self, fault: Fault) -> bool:
        """Make a fault that comes before the call; whether that was all."""
        match fault.kind:
            case Kind.BAD_GATEWAY:
                self._send(502, b"<html>502 Bad Gateway</html>")
            case Kind.FLOOD:
                answer = {"ok": False, "error_code": 429, "description": "Too Many Requests"}
                self._answer(429, {**answer, "parameters": {"retry_after": int(fault.seconds)}})
            case Kind.CONFLICT:
                text = "Conflict: terminated by other getUpdates request"
                self._answer(409, {"ok": False, "error_code": 409, "description": text})
            case Kind.UNAUTHORIZED:
                self._answer(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
            case Kind.DROP_BEFORE:
                self.close_connection = True
            case Kind.HANG:
                time.sleep(fault.seconds)
                return False
            case Kind.DROP_AFTER | Kind.CLOSE_AFTER:
                return False
        return True

    def _answer(self, status: int, content: dict[str, Any]) -> None:
        self._send(status, json.dumps(content).encode())

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _parameters(kind: str, body: bytes) -> dict[str, Any]:
    """A call's parameters; a file is its content."""
    if kind.startswith("application/json"):
        return dict(json.loads(body))
    if not kind.startswith("multipart/"):
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    parts = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    parameters: dict[str, Any] = {}
    for part in parts.walk():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            parameters[name] = content if part.get_filename() else content.decode()
    return parameters
