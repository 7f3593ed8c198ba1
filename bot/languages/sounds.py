"""How Han signs sound, for words that were typed by sound and became the wrong signs."""

from functools import cache

_LIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))
"""Sounds that many speakers in Taiwan do not tell apart."""
_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeiiiioooouuuuvvvvvnnnm")


@cache
def sound_of(sign: str) -> str:
    """A sign's usual reading in pinyin without its tone, like ones made one; itself if unknown.

    The readings are pypinyin's; its table takes a tenth of a second to load.
    """
    from pypinyin.constants import PINYIN_DICT

    reading = PINYIN_DICT.get(ord(sign), sign).split(",")[0].translate(_TONES)
    for written, like in _LIKE:
        reading = reading.replace(written, like)
    return reading
