"""Typing errors as fingers make them, the same ones at each run."""

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tests.evaluation.questions import Question

_NEIGHBOURS = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok",
    "o": "ipl", "p": "ol", "a": "qsz", "s": "adw", "d": "sfe", "f": "dgr", "g": "fht", "h": "gjy",
    "j": "hku", "k": "jli", "l": "kop", "z": "xa", "x": "zcs", "c": "xvd", "v": "cbf", "b": "vng",
    "n": "bmh", "m": "nj",
}  # fmt: skip
_LONG_WORD = re.compile(r"[A-Za-z]{5,}")


def mistyped(questions: Iterable[Question], count: int) -> Iterator[Question]:
    """The questions with `count` errors each; those of the kind `typo` have theirs already."""
    for question in questions:
        errors = 0 if question.kind == "typo" else count
        yield replace(question, text=with_errors(question.text, errors))


def with_errors(text: str, count: int, seed: int = 0) -> str:
    """The text with `count` errors, each in another English word of five letters or more.

    An error is a letter left out, doubled, swapped with the next or hit on the key beside it, never
    the first. Fewer words than `count` get one each; a text without such a word stays as it is.
    """
    choose = random.Random(f"{text}{seed}")
    words = [found.span() for found in _LONG_WORD.finditer(text) if not found.group().isupper()]
    for start, end in sorted(choose.sample(words, min(count, len(words))), reverse=True):
        text = text[:start] + _mistyped(text[start:end], choose) + text[end:]
    return text


def _mistyped(word: str, choose: random.Random) -> str:
    at = choose.randrange(1, len(word) - 1)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    match choose.randrange(4):
        case 0:
            return before + after
        case 1:
            return before + letter * 2 + after
        case 2:
            return before + after[0] + letter + after[1:]
    return before + choose.choice(_NEIGHBOURS[letter.lower()]) + after
