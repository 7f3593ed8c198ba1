"""A lean Bot API server in a process of its own that hands out questions and counts the answers."""

import asyncio
import json
import multiprocessing
import time
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from types import TracebackType
from urllib.parse import parse_qs, urlsplit

from tests.benchmarks.posting import Posting

HANGING = 7
"""The chat whose next answer hangs for `Asked.hangs` seconds."""
_NEW = 10**9
"""Above it are the chats of those who ask at a pace."""
_BOT = {"id": 42, "is_bot": True, "first_name": "Annals", "username": "annals_test_bot"}


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions for the bot, each with its chat, all there at once."""

    questions: Sequence[tuple[int, str]]
    hangs: float = 0.0


@dataclass(frozen=True, slots=True)
class Answered:
    """Seconds until every chat but the hanging one had its answers, and until that one had."""

    seconds: float
    seconds_of_hanging: float


@dataclass(frozen=True, slots=True)
class Paced:
    """Questions for the bot, one after the other at a pace, each of somebody new."""

    questions: Sequence[str]
    per_second: float


class QuestionsApi:
    """The server; a context manager."""

    def __init__(self, route: Sequence[tuple[str, int]] = ()) -> None:
        """A server that posts, once a webhook is set, to it or to each of a route in turn."""
        self._here, there = multiprocessing.Pipe()
        self._process = multiprocessing.get_context("fork").Process(
            target=_serve, args=(there, list(route)), daemon=True
        )
        self.base_url = ""

    def __enter__(self) -> "QuestionsApi":
        self._process.start()
        self.base_url = f"http://127.0.0.1:{self._here.recv()}/bot"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.join()

    def ask(self, asked: Asked, patience: float = 120) -> Answered:
        """Put questions to the bot and wait for all answers."""
        self._here.send(asked)
        if not self._here.poll(patience):
            raise AssertionError("not every question was answered")
        answered: Answered = self._here.recv()
        return answered

    def ask_paced(self, paced: Paced, patience: float = 120) -> list[float]:
        """Put questions to the bot at a pace; the seconds that each waited for its answer."""
        self._here.send(paced)
        if not self._here.poll(patience):
            raise AssertionError("not every question was answered")
        waited: list[float] = self._here.recv()
        return waited


@dataclass
class _State:
    pipe: Connection
    updates: list[tuple[int, int, bytes]] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)
    last_update: int = 0
    left: int = 0
    left_of_hanging: int = 0
    hangs: float = 0.0
    began: float = 0.0
    ended: float = 0.0
    ended_of_hanging: float = 0.0
    awaited: int = 0
    asked_at: dict[int, float] = field(default_factory=dict)
    waited: list[float] = field(default_factory=list)
    posting: Posting | None = None
    route: list[tuple[str, int]] = field(default_factory=list)

    def ask(self) -> None:
        asked: Asked | Paced = self.pipe.recv()
        if isinstance(asked, Paced):
            loop = asyncio.get_running_loop()
            self.awaited = len(asked.questions)
            self.waited = []
            for number, text in enumerate(asked.questions):
                loop.call_later(number / asked.per_second, self._ask_anew, text)
            return
        self.began = time.monotonic()
        self.hangs = asked.hangs
        self.left_of_hanging = sum(chat == HANGING for chat, _ in asked.questions)
        self.left = len(asked.questions) - self.left_of_hanging
        for chat, text in asked.questions:
            self._queue(chat, text)
        self.came.set()

    def _ask_anew(self, text: str) -> None:
        chat = _NEW + self.last_update
        self.asked_at[chat] = time.monotonic()
        self._queue(chat, text)
        self.came.set()

    def _queue(self, chat: int, text: str) -> None:
        self.last_update += 1
        update = _update(self.last_update, chat, text)
        if self.posting:
            self.posting.put(chat, update)
        else:
            self.updates.append((self.last_update, chat, update))

    def set_webhook(self, url: str, secret: str, connections: int) -> None:
        """Post what comes from now on; told again by another replica, nothing changes."""
        if self.posting is not None:
            return
        address = urlsplit(url)
        route = self.route or [(address.hostname or "", address.port or 80)]
        self.posting = Posting(route, address.path or "/", secret, connections)
        for _, chat, update in self.updates:
            self.posting.put(chat, update)

    def answered(self, chat: int) -> None:
        now = time.monotonic()
        if self.awaited:
            if chat in self.asked_at:  # Posts go to others.
                self.waited.append(now - self.asked_at.pop(chat))
            if len(self.waited) == self.awaited:
                self.awaited = 0
                self.pipe.send(self.waited)
            return
        if chat == HANGING:
            self.left_of_hanging -= 1
            self.ended_of_hanging = now
        else:
            self.left -= 1
            self.ended = now
        if not self.left and not self.left_of_hanging:
            self.pipe.send(Answered(self.ended - self.began, self.ended_of_hanging - self.began))


def _update(number: int, chat: int, text: str) -> bytes:
    person = {"id": chat, "is_bot": False, "first_name": "Ann", "language_code": "en"}
    message = {"message_id": number, "date": int(time.time()), "text": text, "from": person}
    message["chat"] = {"id": chat, "type": "private", "first_name": "Ann"}
    return json.dumps({"update_id": number, "message": message}).encode()


class _Protocol(asyncio.Protocol):
    def __init__(self, state: _State) -> None:
        self._state = state
        self._buffer = b""
        self._transport: asyncio.Transport
        self._answering: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while b"\r\n\r\n" in self._buffer:
            head, _, rest = self._buffer.partition(b"\r\n\r\n")
            lines = head.split(b"\r\n")
            lengths = (int(x[15:]) for x in lines if x.lower().startswith(b"content-length:"))
            length = next(lengths, 0)
            if len(rest) < length:
                return
            self._buffer = rest[length:]
            method = lines[0].split()[1].rsplit(b"/", 1)[-1].decode()
            self._call(method, parse_qs(rest[:length].decode()))

    def _call(self, method: str, parameters: dict[str, list[str]]) -> None:
        if method == "getUpdates":
            self._later(self._hand_out(parameters))
        elif method == "sendMessage":
            self._send(int(parameters["chat_id"][0]), parameters["text"][0])
        elif method == "setWebhook":
            told = {name: values[0] for name, values in parameters.items()}
            connections = int(told.get("max_connections", 40))
            self._state.set_webhook(told["url"], told.get("secret_token", ""), connections)
            self._answer(b"true")
        else:
            self._answer(json.dumps(_BOT if method == "getMe" else True).encode())

    def _later(self, answering: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(answering)
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _hand_out(self, parameters: dict[str, list[str]]) -> None:
        state = self._state
        offset = int(parameters.get("offset", ["0"])[0])
        state.updates = [update for update in state.updates if update[0] >= offset]
        if not state.updates:
            state.came.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(float(parameters.get("timeout", ["0"])[0])):
                    await state.came.wait()
        limit = int(parameters.get("limit", ["100"])[0])
        self._answer(b"[" + b",".join(update for _, _, update in state.updates[:limit]) + b"]")

    def _send(self, chat: int, text: str) -> None:
        sent = {"message_id": 1, "date": 1, "chat": {"id": chat, "type": "private"}, "text": text}
        answer = json.dumps(sent).encode()
        if chat == HANGING and self._state.hangs:
            seconds, self._state.hangs = self._state.hangs, 0.0
            loop = asyncio.get_running_loop()
            loop.call_later(seconds, self._answer, answer)
            loop.call_later(seconds, self._state.answered, chat)
            return
        self._answer(answer)
        self._state.answered(chat)

    def _answer(self, result: bytes) -> None:
        body = b'{"ok":true,"result":' + result + b"}"
        self._transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def _serve(pipe: Connection, route: list[tuple[str, int]]) -> None:
    asyncio.run(_served(pipe, route))


async def _served(pipe: Connection, route: list[tuple[str, int]]) -> None:
    loop = asyncio.get_running_loop()
    state = _State(pipe, route=route)
    server = await loop.create_server(lambda: _Protocol(state), "127.0.0.1", 0)
    pipe.send(server.sockets[0].getsockname()[1])
    loop.add_reader(pipe.fileno(), state.ask)
    await server.serve_forever()
