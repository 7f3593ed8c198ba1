"""A draft pack as YAML that a person goes on with: what to look at stands in comments."""

import json
import re
from collections.abc import Iterator

from bot.events.importing.drafts import Draft, Import
from bot.events.importing.entries import Note

SCHEMA_LINE = "# yaml-language-server: $schema=pack.schema.json"
_WIDTH = 92
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ -][A-Za-z0-9]+)*")
_NOT_TEXT = frozenset("y n yes no on off true false null none nan inf".split())
_HEAD = """\
# A draft: the dates and summaries are the page's, all else is guessed. Look at each event, mend it,
# delete what you do not need, then run `annals check` and `annals try`. Comments (#) may go.
"""


def write_pack(pack: Import) -> str:
    """The pack as YAML, with every part of the page in its order."""
    return "\n".join(_lines(pack)) + "\n"


def _lines(pack: Import) -> Iterator[str]:
    yield SCHEMA_LINE
    yield from _HEAD.splitlines()
    yield "source:"
    yield f"  title: {_text(pack.title)}" if pack.title else "  title:  # fill in: the page's title"
    yield (
        f"  publisher: {_text(pack.publisher)}"
        if pack.publisher
        else "  publisher:  # fill in: who published the page"
    )
    yield "  # url: https://…"
    yield "events:"
    for part in pack.parts:
        if isinstance(part, Note):
            yield from _note(part)
        else:
            yield from _event(part)


def _note(note: Note) -> Iterator[str]:
    kind = "heading" if note.is_heading else "not read as an event"
    yield f"  # line {note.number}, {kind}: {note.text}"


def _event(draft: Draft) -> Iterator[str]:
    entry = draft.entry
    written = [*entry.written, *([entry.heading] if entry.heading else [])]
    told = f": {' · '.join(written)}" if written else ""
    yield ""
    yield f"  # line {entry.number}{told}"
    for doubt in draft.doubts:
        yield f"  # look at this: {doubt}"
    yield f"  - id: {draft.id}"
    yield f"    date: {entry.when}"
    yield f"    category: {draft.category}"
    yield f"    title: {{{draft.language}: {_text(draft.title)}}}"
    yield "    summary:"
    yield f"      {draft.language}: >-"
    yield from (f"        {line}" for line in _wrapped(entry.text))
    words = ", ".join(map(_word, draft.keywords))
    yield f"    keywords: {{{draft.language}: [{words}]}}"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _word(word: str) -> str:
    is_plain = _PLAIN.fullmatch(word) and word.casefold() not in _NOT_TEXT
    return word if is_plain else _text(word)


def _wrapped(text: str) -> Iterator[str]:
    """The text in lines that YAML folds back to it: broken at single blanks only."""
    line = ""
    for word in text.split(" "):
        if line and len(line) + len(word) >= _WIDTH:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line
