"""A server in a process of its own, which is told and asked over a pipe."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self


class ServerProcess:
    """The server; a context manager.

    Args:
        serve: what the process runs, given its end of the pipe, over which it first tells its port.
    """

    def __init__(self, serve: Callable[[Connection], None]) -> None:
        self._pipe, there = multiprocessing.Pipe()
        self._process = multiprocessing.get_context("fork").Process(
            target=serve, args=(there,), daemon=True
        )
        self.base_url = ""

    def __enter__(self) -> Self:
        self._process.start()
        self.base_url = f"http://127.0.0.1:{self._pipe.recv()}/bot"
        return self

    @property
    def pid(self) -> int:
        """The process of the server, once it runs."""
        return self._process.pid or 0

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.join()
