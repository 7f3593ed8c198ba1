"""Posting updates to a webhook, many at once, those of one chat one after the other."""

import asyncio
from collections import deque

_AGAIN_SECONDS = 0.05


class Posting:
    """Posts what is put in until it is taken.

    Args:
        addresses: (host, port) of each bot that a balancer would send to in turn.
        connections: at once, to all of them.
    """

    def __init__(
        self, addresses: list[tuple[str, int]], path: str, secret: str, connections: int
    ) -> None:
        head = f"POST {path} HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json\r\n"
        self._head = f"{head}X-Telegram-Bot-Api-Secret-Token: {secret}\r\nContent-Length: ".encode()
        self._rows: list[deque[bytes]] = [deque() for _ in range(connections)]
        self._came = [asyncio.Event() for _ in range(connections)]
        loop = asyncio.get_running_loop()
        self._tasks = [
            loop.create_task(self._post_row(number, *addresses[number % len(addresses)]))
            for number in range(connections)
        ]

    def put(self, chat: int, body: bytes) -> None:
        """Post an update after those of its chat."""
        row = chat % len(self._rows)
        self._rows[row].append(body)
        self._came[row].set()

    async def _post_row(self, number: int, host: str, port: int) -> None:
        row, came = self._rows[number], self._came[number]
        while True:
            if not row:
                came.clear()
                await came.wait()
            try:
                await self._post_on(row, came, *await asyncio.open_connection(host, port))
            except (OSError, asyncio.IncompleteReadError):
                await asyncio.sleep(_AGAIN_SECONDS)

    async def _post_on(
        self,
        row: deque[bytes],
        came: asyncio.Event,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        """Post on one connection until that breaks."""
        while True:
            if not row:
                came.clear()
                await came.wait()
            body = row[0]
            writer.write(self._head + b"%d\r\n\r\n" % len(body) + body)
            answer = await reader.readuntil(b"\r\n\r\n")
            length = next(
                (
                    int(line[15:])
                    for line in answer.split(b"\r\n")
                    if line.lower().startswith(b"content-length:")
                ),
                0,
            )
            if length:
                await reader.readexactly(length)
            if answer[9:10] == b"2":
                row.popleft()
            else:
                await asyncio.sleep(_AGAIN_SECONDS)
