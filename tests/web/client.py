"""A client of HTTP that sends what it is told, byte by byte where that is wanted."""

import asyncio
from dataclasses import dataclass

_PATIENCE = 10.0


@dataclass(frozen=True)
class Reply:
    """What a server answered."""

    status: int
    headers: dict[str, str]
    body: bytes


async def post(port: int, path: str, body: bytes, method: str = "POST", **headers: str) -> Reply:
    """Make one request; `_` in a header's name is `-`."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return await exchange(port, "\r\n".join([*lines, "", ""]).encode("latin-1") + body)


async def get(port: int, path: str) -> Reply:
    """Ask for a page."""
    return await post(port, path, b"", "GET")


async def exchange(port: int, *pieces: bytes, pause: float = 0.0) -> Reply:
    """Send a request in pieces, with so many seconds between them, and read the answer.

    Raises:
        ConnectionError: the server hung up without one.
    """
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        async with asyncio.timeout(_PATIENCE):
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(pause)
            return await _read(reader)
    finally:
        writer.close()


async def _read(reader: asyncio.StreamReader) -> Reply:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    except asyncio.IncompleteReadError:
        raise ConnectionResetError("the server hung up") from None
    pairs = [line.partition(": ") for line in head[1:] if line]
    headers = {name.lower(): value for name, _, value in pairs}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Reply(int(head[0].split()[1]), headers, body)
