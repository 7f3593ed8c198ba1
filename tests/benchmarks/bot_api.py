"""A lean Bot API server in a process of its own, fast enough to measure a broadcast against.

It answers `sendMessage` alone, with the limits of Telegram where they are switched on, and counts.
"""

import asyncio
import json
import time
from collections import Counter, deque
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from urllib.parse import parse_qs

from tests.benchmarks.serving import ServerProcess

TOKEN = "123456:loopback-token-for-tests"
_MOST_A_SECOND = 30
_MOST_A_MINUTE_IN_A_GROUP = 20


@dataclass(frozen=True)
class Counts:
    """What came, since the last time it was asked."""

    messages: int
    chats: int
    floods: int
    first_at: float
    last_at: float

    @property
    def rate(self) -> float:
        """Messages a second, from the first to the last."""
        spent = self.last_at - self.first_at
        return (self.messages - 1) / spent if spent else 0.0


class LeanBotApi(ServerProcess):
    """The server; a context manager.

    Args:
        has_limits: thirty messages a second in any second, one a second in a chat and twenty a
            minute in a group; more get 429.
        latency: seconds before each answer.
    """

    def __init__(self, has_limits: bool = False, latency: float = 0) -> None:
        super().__init__(partial(_serve, has_limits=has_limits, latency=latency))

    def counts(self) -> Counts:
        """What came since the last call."""
        self._pipe.send("counts")
        counts: Counts = self._pipe.recv()
        return counts


class _State:
    def __init__(self, has_limits: bool, latency: float) -> None:
        self.has_limits = has_limits
        self.latency = latency
        self.of_chat: dict[int, deque[float]] = {}
        self.recent: deque[float] = deque()
        self.reset()

    def reset(self) -> None:
        self.chats: Counter[int] = Counter()
        self.floods = 0
        self.first_at = self.last_at = 0.0

    def counts(self) -> Counts:
        counts = Counts(
            self.chats.total(), len(self.chats), self.floods, self.first_at, self.last_at
        )
        self.reset()
        return counts

    def take(self, chat: int) -> bool:
        now = time.monotonic()
        if self.has_limits and not self._is_within_limits(chat, now):
            self.floods += 1
            return False
        self.chats[chat] += 1
        self.first_at = self.first_at or now
        self.last_at = now
        return True

    def _is_within_limits(self, chat: int, now: float) -> bool:
        while self.recent and now - self.recent[0] >= 1:
            self.recent.popleft()
        seen = self.of_chat.setdefault(chat, deque())
        while seen and now - seen[0] >= 60:
            seen.popleft()
        is_group_full = chat < 0 and len(seen) >= _MOST_A_MINUTE_IN_A_GROUP
        is_chat_full = bool(seen) and now - seen[-1] < 1
        if len(self.recent) >= _MOST_A_SECOND or is_group_full or is_chat_full:
            return False
        self.recent.append(now)
        seen.append(now)
        return True


class _Protocol(asyncio.Protocol):
    def __init__(self, state: _State) -> None:
        self._state = state
        self._buffer = b""
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while b"\r\n\r\n" in self._buffer:
            head, _, rest = self._buffer.partition(b"\r\n\r\n")
            length = next(
                int(line.split(b":")[1])
                for line in head.split(b"\r\n")
                if line.lower().startswith(b"content-length:")
            )
            if len(rest) < length:
                return
            self._buffer = rest[length:]
            self._answer(rest[:length])

    def _answer(self, body: bytes) -> None:
        chat = int(parse_qs(body.decode())["chat_id"][0])
        if self._state.take(chat):
            message = {"message_id": 1, "date": 1, "chat": {"id": chat, "type": "private"}}
            answer, status = {"ok": True, "result": {**message, "text": "post"}}, b"200 OK"
        else:
            answer = {"ok": False, "error_code": 429, "description": "Too Many Requests"}
            answer["parameters"] = {"retry_after": 1}
            status = b"429 Too Many Requests"
        text = json.dumps(answer).encode()
        whole = b"HTTP/1.1 %b\r\nContent-Length: %d\r\n\r\n%b" % (status, len(text), text)
        if self._state.latency:
            loop = asyncio.get_running_loop()
            loop.call_later(self._state.latency, self._transport.write, whole)
        else:
            self._transport.write(whole)


def _serve(pipe: Connection, has_limits: bool, latency: float) -> None:
    asyncio.run(_served(pipe, _State(has_limits, latency)))


async def _served(pipe: Connection, state: _State) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Protocol(state), "127.0.0.1", 0)
    pipe.send(server.sockets[0].getsockname()[1])

    def tell() -> None:
        pipe.recv()
        pipe.send(state.counts())

    loop.add_reader(pipe.fileno(), tell)
    await server.serve_forever()
