"""Texts that nobody would type, and some that somebody might: of every script, torn and joined."""

import random
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache

from tests.evaluation.questions import SETS, question_set

LONGEST = 4096
"""Characters of a message; Telegram allows no more."""
_RANGES = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x370, 0x3FF), (0x400, 0x4FF), (0x590, 0x6FF), (0x900, 0x97F),
    (0xE00, 0xE7F), (0x1100, 0x11FF), (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x20A0, 0x20CF),
    (0x2150, 0x218B), (0x2460, 0x24FF), (0x3000, 0x30FF), (0x3130, 0x318F), (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF), (0xA000, 0xA48C), (0xAC00, 0xD7A3), (0xE000, 0xE0FF), (0xF900, 0xFAFF),
    (0xFE00, 0xFE2F), (0xFF00, 0xFFEF), (0x1D400, 0x1D7FF), (0x1F300, 0x1FAFF), (0x20000, 0x2A6DF),
    (0xE0000, 0xE007F), (0x10FFF0, 0x10FFFF),
)  # fmt: skip
_TRAPS = (
    *"\x00\x07\x08\t\n\x0b\r\x1b\x7f\x85\u2028\u2029\ufeff\ufffd\ufffe",
    *"\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202d\u202e\u202c\u2066\u2067\u2068\u2069\u061c",
    *"<>&\"'`/@#:*?%\\|[]{}()-_~.,;!$^=+",
    "<b>", "</b>", "&lt;", "&#0;", "<script>", "{n}", "{events}", "%s", "%(n)s", "../", "\ud83d",
    "İ", "ß", "ﬁ", "\u0301" * 40, "ﷺ", "௵", "e\u0301", "½", "Ⅷ", "㋿", "㍻", "①", "百", "〇", "零",
    "10000000000000000000000", "1e999", "-1", "0/0", "99/99", "2021-02-30", "0000-00-00",
    "٣/٢٣", "²", "3.14.15", "民國0年", "民國999999年", "十百千萬億", "元年", "初", "上上上上個月",
    "the 31st of february", "between and", "from to", "before", "after", "since until",
    "first last", "last last last year", "the second one", "tell me more", "and in May?",
    "when was it", "哪一個",
)  # fmt: skip


@cache
def known() -> tuple[str, ...]:
    """The questions of all evaluation sets."""
    return tuple(dict.fromkeys(q.text for name in SETS for q in question_set(name).questions))


def sign(chance: random.Random) -> str:
    """A character of any script, assigned or not."""
    first, last = chance.choice(_RANGES)
    return chr(chance.randint(first, last))


def noise(chance: random.Random, most: int = 12) -> str:
    """Characters of one or of many scripts."""
    number = chance.randint(0, most)
    if chance.random() < 0.5:
        first, last = chance.choice(_RANGES)
        return "".join(chr(chance.randint(first, last)) for _ in range(number))
    return "".join(sign(chance) for _ in range(number))


def damaged(text: str, chance: random.Random, others: Sequence[str] | None = None) -> str:
    """A text with a few things done to it."""
    for _ in range(chance.randint(0, 4)):
        at = chance.randint(0, len(text))
        text = chance.choice(_DAMAGES)(text, at, chance, others or known())
    return text


def question(chance: random.Random) -> str:
    """Anything that may come as a question, from the likely to the absurd; 4,096 signs at most."""
    kind = chance.random()
    if kind < 0.6:
        text = damaged(chance.choice(known()), chance)
    elif kind < 0.75:
        text = noise(chance, 40)
    elif kind < 0.9:
        parts = (chance.choice(_TRAPS), chance.choice(known()).split()[0], noise(chance, 3))
        text = " ".join(chance.choice(parts) for _ in range(chance.randint(1, 6)))
    else:
        piece = chance.choice((chance.choice(_TRAPS), sign(chance), chance.choice(known())))
        # A long one costs as much as many short ones: few are of full length.
        text = piece * chance.choice((2, 20, LONGEST // max(1, len(piece)) if kind > 0.99 else 3))
    return text[:LONGEST]


def is_clean(text: str) -> bool:
    """Whether a text holds nothing that hides, that turns the line about, or that can't be sent."""
    return all(s == "\n" or unicodedata.category(s) not in ("Cc", "Cs") for s in text) and not any(
        s in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" for s in text
    )


Damage = Callable[[str, int, random.Random, Sequence[str]], str]
_DAMAGES: tuple[Damage, ...] = (
    lambda text, at, chance, _: text[:at] + chance.choice(_TRAPS) + text[at:],
    lambda text, at, chance, _: text[:at] + sign(chance) + text[at:],
    lambda text, at, chance, _: text[:at] + text[at + chance.randint(1, 5) :],
    lambda text, at, chance, others: text[:at] + " " + chance.choice(others),
    lambda text, at, chance, others: chance.choice(others)[:at] + text[at:],
    lambda text, at, *_: text[at:] + text[:at],
    lambda text, at, *_: text[:at] + text[at : at + 8] * 3 + text[at + 8 :],
    lambda text, _, chance, __: chance.choice((str.upper, str.lower, str.title, str.swapcase))(
        text
    ),
    lambda text, *_: text.replace(" ", ""),
    lambda text, *_: "\u3000".join(text),
    lambda text, *_: text[::-1],
    lambda text, at, chance, _: text[:at] + str(chance.randint(0, 10**9)) + text[at:],
)
