"""Listening for HTTP inside the running loop, with a bound on whatever a client may hold up."""

import asyncio
import errno
import socket
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

REQUEST_SECONDS = 10.0
"""From the first byte of a request to its last, and from connecting to the first."""
_IDLE_SECONDS = 60
"""For which a connection may rest between requests: Telegram reuses its own."""
_LAST_SECONDS = 5
"""For answering what is under way at the end."""
_MOST_CONNECTIONS = 500
"""Telegram has a hundred at most; a process may open some thousand files."""
_MOST_HEAD_BYTES = 64 * 1024
_MENDS = {
    errno.EADDRINUSE: "another program listens there: stop it, or choose another port",
    errno.EACCES: "that port is not for everybody: choose one above 1023",
    errno.EADDRNOTAVAIL: "this machine has no such address: 127.0.0.1 and 0.0.0.0 it has",
}


class CannotListen(Exception):
    """The address cannot be listened on; the message is one line for people."""


@asynccontextmanager
async def listening(app: ASGIApp, host: str, port: int, setting: str) -> AsyncIterator[int]:
    """Serve an application while the block runs; what is under way at its end is answered.

    Args:
        port: 0 for any that is free.
        setting: the variable that holds the address.

    Yields:
        The port.

    Raises:
        CannotListen: names the setting, and what to do.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        # Python has it bind at once after a restart, while old connections still fade away.
        listener = socket.create_server((host, port), family=family, backlog=256)
    except OSError as error:
        mend = _MENDS.get(error.errno or 0, f"{error.strerror}: use HOST:PORT of this machine")
        raise CannotListen(f"{setting} is {_shown(host, port)}: {mend}") from None
    listener.setblocking(False)
    server = _Server(
        uvicorn.Config(
            app,
            http=_BoundedProtocol,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=_IDLE_SECONDS,
            timeout_graceful_shutdown=_LAST_SECONDS,
        )
    )
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        await serving


def _shown(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


class _Server(uvicorn.Server):
    """A server that leaves signals to the program it is a part of."""

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        return nullcontext()


class _BoundedProtocol(HttpToolsProtocol):
    """A connection that is closed where a request does not come whole in time, or has no end.

    uvicorn bounds only the rest between requests: who sends a byte now and then would keep a
    connection for ever.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._deadline: asyncio.TimerHandle | None = None
        self._is_head = True
        self._head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > _MOST_CONNECTIONS:
            transport.abort()
        else:
            self._expect()

    def data_received(self, data: bytes) -> None:
        self._expect()
        self._head_bytes += len(data)
        super().data_received(data)
        if self._is_head and self._head_bytes > _MOST_HEAD_BYTES:
            self.transport.close()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._expect()

    def on_headers_complete(self) -> None:
        self._is_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._is_head, self._head_bytes = True, 0
        self._end_expecting()
        super().on_message_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._end_expecting()
        super().connection_lost(exc)

    def _expect(self) -> None:
        """Give the request that is coming its time, where it has none yet."""
        if self._deadline is None:
            self._deadline = self.loop.call_later(REQUEST_SECONDS, self.transport.close)

    def _end_expecting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
