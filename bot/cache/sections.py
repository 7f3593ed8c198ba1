"""A file of named sections of bytes that is read whole or not at all.

Nothing in it is ever executed: a head in JSON says where each section stands, a checksum covers all
of them. A file that is cut off, damaged, of another format or made from something else is no file.
"""

import json
import os
import struct
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from zlib import crc32

_MAGIC = b"annals cache\n"
_HEAD = struct.Struct("<II")
"""The length of the head and its checksum."""


def write_sections(path: Path, made_from: str, sections: Mapping[str, bytes | memoryview]) -> None:
    """Write a file at once: who reads meanwhile, or writes too, sees one whole file or another.

    Args:
        made_from: names what the sections were made from; only who names the same reads them.

    Raises:
        OSError: the folder can't be written to, or is full.
    """
    lengths = {name: memoryview(content).nbytes for name, content in sections.items()}
    checksum = 0
    for content in sections.values():
        checksum = crc32(content, checksum)
    head = json.dumps({"from": made_from, "sections": lengths, "checksum": checksum}).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_MAGIC + _HEAD.pack(len(head), crc32(head)) + head)
            for content in sections.values():
                file.write(content)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def read_sections(path: Path, made_from: str) -> dict[str, memoryview] | None:
    """The sections of a file made from the same, None where there is no such whole file."""
    try:
        content = memoryview(path.read_bytes())
    except OSError:
        return None
    start = len(_MAGIC) + _HEAD.size
    if content[: len(_MAGIC)] != _MAGIC or len(content) < start:
        return None
    length, checksum = _HEAD.unpack(content[len(_MAGIC) : start])
    head, body = content[start : start + length], content[start + length :]
    if len(head) < length or crc32(head) != checksum:
        return None
    told = json.loads(bytes(head))
    if told["from"] != made_from or crc32(body) != told["checksum"]:
        return None
    sections: dict[str, memoryview] = {}
    for name, size in told["sections"].items():
        sections[name], body = body[:size], body[size:]
    return sections
