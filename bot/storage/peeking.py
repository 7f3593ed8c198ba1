"""A first look into an SQLite file, before the libraries of the database are loaded."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.storage.inbox import Noted

_MOST = 5000
_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What an earlier process left: the newest numbers handled, and what waits in its order."""

    handled: tuple[int, ...] = ()
    waiting: tuple[Noted, ...] = ()


def peek(url: str) -> Glimpse:
    """Look into the file of an SQLite URL; nothing is found where there is none, or no table yet.

    What is wrong with the file is told by whoever opens it.
    """
    scheme, _, path = url.partition(":///")
    path = path.partition("?")[0]
    if not scheme.startswith("sqlite") or not path or not Path(path).is_file():
        return Glimpse()
    try:
        with closing(sqlite3.connect(path, timeout=_SECONDS)) as connection:
            handled = connection.execute(
                "SELECT update_id FROM updates WHERE handled_at IS NOT NULL"
                " ORDER BY update_id DESC LIMIT ?",
                (_MOST,),
            ).fetchall()
            waiting = connection.execute(
                "SELECT update_id, chat_id, body, noted_at FROM updates"
                " WHERE handled_at IS NULL ORDER BY update_id"
            ).fetchall()
    except sqlite3.Error:
        return Glimpse()
    return Glimpse(tuple(row[0] for row in handled), tuple(Noted(*row) for row in waiting))
