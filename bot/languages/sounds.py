"""How Han signs sound, for words that were typed by sound and became the wrong signs."""

from functools import cache
from zlib import crc32

from marisa_trie import BytesTrie

from bot.languages.data import READINGS

_LIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))
"""Sounds that many speakers in Taiwan do not tell apart."""
_FIRST_SIGN, _SIGNS = 0x10000, 0xF0000
"""The signs that stand for sounds: so many that no two of the few hundred sounds share one."""


def sound_of(sign: str) -> str:
    """A sign's usual reading in pinyin without its tone, like ones made one; itself if unknown."""
    found = _readings().get(sign)
    reading = found[0].decode() if found else sign
    for written, like in _LIKE:
        reading = reading.replace(written, like)
    return reading


def sounds_of(run: str) -> str:
    """A run with each sign replaced by one that stands for its sound, the same in every process."""
    return "".join(map(_sound_sign, run))


@cache
def _sound_sign(sign: str) -> str:
    return chr(_FIRST_SIGN + crc32(sound_of(sign).encode()) % _SIGNS)


@cache
def _readings() -> BytesTrie:
    return BytesTrie().mmap(str(READINGS))
