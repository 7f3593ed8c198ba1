"""The Bot API over HTTP on loopback."""

import json
import sys
import threading
import time
from collections.abc import Iterator
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl

from tests.bot_api.content import Refused
from tests.bot_api.faults import Fault, Kind
from tests.bot_api.people import Person
from tests.bot_api.telegram import Telegram

TOKEN = "123456:loopback-token-for-tests"


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

    def person(self, number: int = 7, language: str = "en") -> Person:
        """Somebody with a private chat with the bot."""
        chat = {"id": number, "type": "private", "first_name": "Ann"}
        self.telegram.chats[number] = chat
        user = {"id": number, "is_bot": False, "first_name": "Ann", "language_code": language}
        return Person(self.telegram, user, chat)

    def group(self, person: Person, number: int = -1007) -> Person:
        """The same person, writing in a group."""
        chat = {"id": number, "type": "supergroup", "title": "Friends"}
        self.telegram.chats[number] = chat
        return Person(self.telegram, person.user, chat)

    def topic(self, group: Person, thread: int) -> Person:
        """The same person, writing in a topic of the group, which is a forum then."""
        group.chat["is_forum"] = True
        self.telegram.topics.setdefault(group.chat["id"], set()).add(thread)
        return Person(self.telegram, group.user, group.chat, thread=thread)

    def channel(self, person: Person, number: int = -1008) -> Person:
        """The same person, posting in a channel that the bot administers."""
        chat = {"id": number, "type": "channel", "title": "News"}
        self.telegram.chats[number] = chat
        return Person(self.telegram, person.user, chat)


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
        except (KeyError, TypeError, ValueError):
            # Without an answer the bot would take it for a lost connection, and try again for long.
            text = f"Bad Request: the parameters of {method} make no sense"
            self._answer(400, {"ok": False, "error_code": 400, "description": text})
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
