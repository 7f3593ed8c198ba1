"""Simplified Chinese written in Traditional signs, as in Taiwan."""

from functools import cache

from marisa_trie import BytesTrie

from bot.languages.data import TRADITIONAL

_LONGEST = 16
"""Signs of the longest phrase that is looked up, or more."""


def traditional(text: str) -> str:
    """A text, in NFKC, with the longest known phrase or sign at each place replaced.

    The table and the result are OpenCC's; its own library takes 43 MB.
    """
    table = _table()
    written = []
    start = 0
    while start < len(text):
        piece = text[start : start + _LONGEST]
        known = max(table.prefixes(piece), key=len, default="")
        written.append(table[known][0].decode() if known else text[start])
        start += len(known) or 1
    return "".join(written)


@cache
def _table() -> BytesTrie:
    return BytesTrie().mmap(str(TRADITIONAL))
