"""From a folder of packs to an answerer: read and indexed, or taken as it was made last time."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from bot import __version__
from bot.answers.answering import Answerer
from bot.events.collecting import uncollected
from bot.events.knowledge import SHIPPED, VOCABULARY, is_large, load, vocabulary_of
from bot.events.telling import Tell, untold
from bot.languages import text
from bot.languages.data import READINGS

_FORMAT = 2
"""Of the sections; to be raised with every change of what they hold or how it is made."""


def prepare(directory: Path, tell: Tell = untold, cache: Path | None = None) -> Answerer:
    """The answerer of the packs below a folder.

    Args:
        tell: hears how far reading and indexing are.
        cache: folder of what was made before; None for the user's own.

    Raises:
        BrokenKnowledge: a file has faults; they are all listed.
        NotADirectoryError: `directory` is no folder.
    """
    if not is_large(directory):
        return Answerer.build(load(directory))
    from platformdirs import user_cache_path

    from bot.cache.sections import read_sections, write_sections
    from bot.cache.stored_answerer import from_sections, to_sections

    made_from = _digest(directory)
    name = blake2b(str(directory.resolve()).encode(), digest_size=12).hexdigest()
    path = (cache or user_cache_path("annals")) / f"{name}.knowledge"
    stored = read_sections(path, made_from)
    if stored:
        with suppress(KeyError, TypeError, ValueError), uncollected():
            return from_sections(stored, vocabulary_of(directory))
    answerer = Answerer.build(load(directory, tell), tell)
    with suppress(OSError):
        # Where nothing can be kept, the next start takes as long as this one.
        write_sections(path, made_from, to_sections(answerer))
    return answerer


def _digest(directory: Path) -> str:
    """What an answerer is made from: the packs, the words of the languages, and this version."""
    made_from = blake2b(f"{_FORMAT} {__version__} {sys.byteorder} {sys.version}".encode())
    for path in (*sorted(directory.rglob("*.yaml")), SHIPPED / VOCABULARY, *_word_lists()):
        if not path.is_file():  # It is told of where the packs are read.
            continue
        named = path.relative_to(directory) if path.is_relative_to(directory) else path.name
        made_from.update(f"\n{named} {path.stat().st_size}\n".encode())
        made_from.update(path.read_bytes())
    return made_from.hexdigest()


def _word_lists() -> Iterator[Path]:
    folder = Path(text.__file__).parent
    yield from sorted(path for path in folder.iterdir() if path.suffix in (".txt", ".yaml"))
    yield READINGS
