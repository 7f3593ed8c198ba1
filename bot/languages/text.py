"""Text as the matcher sees it: normalised, told apart by language, cut into tokens."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from bot.languages.traditional import traditional

ENGLISH = "en"
CHINESE = "zh-Hant"
LANGUAGES = (ENGLISH, CHINESE)

LONGEST_QUESTION = 4096
"""Characters of a question that are read; Telegram allows no more either."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HAN_SIGN = re.compile(f"[{_HAN}]")
_HAN_RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
"""Han signs that normalising leaves as they are."""
_LATIN_SIGN = re.compile(r"[A-Za-zÀ-ɏ]")
_TOKEN = re.compile(rf"[^\W_{_HAN}]+(?:'[^\W\d_{_HAN}]+)*|[{_HAN}]+")
_HYPHENED = re.compile(r"(?<![\w-])([a-z]+)-([a-z]+)(?![\w-])", re.ASCII | re.IGNORECASE)
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'"})
_VARIANTS = str.maketrans(
    {"台": "臺", "巿": "市", "裏": "裡", "着": "著", "爲": "為", "錶": "表", "佈": "布"}
)
_BRITISH = (
    (
        re.compile(r"(?<![cvw])(?<!rpr|mpr)(?<!rt|gu|ch)is(e[drs]?|ing|ations?|ational)$"),
        r"iz\1",
    ),
    (re.compile(r"(?<=[a-z]{2})our(s|ed|ing|able|ite|ites)?$"), r"or\1"),
    (re.compile(r"(?<=[a-z]{2})tre(s?)$"), r"ter\1"),
    (re.compile(r"ence(s?)$"), r"ense\1"),
    (re.compile(r"^programmes?$"), "program"),
    (re.compile(r"yse(d?)$"), r"yze\1"),
    (re.compile(r"ogue(s?)$"), r"og\1"),
)
_BRITISH_ENDINGS = tuple(
    "ise ised iser ises ising isation isations isational our ours oured ouring ourable ourite "
    "ourites tre tres ence ences programme programmes yse ysed ogue ogues".split()
)
"""The ends of all words that the patterns of `_BRITISH` fit; hardly a word has one of them."""
_stemmer = Stemmer.Stemmer("english", 0)
"""Without a cache of its own, which would keep ten thousand words for good: `stem` has one."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a run of Han characters, and where it stands in the normalised text."""

    text: str
    start: int
    end: int
    is_han: bool
    written: str


def normalise(text: str) -> str:
    """One line, NFKC, without control and invisible signs, Chinese as Traditional; case is kept."""
    text = unicodedata.normalize("NFKC", text[:LONGEST_QUESTION]).translate(_APOSTROPHES)
    shown = "".join(
        sign if unicodedata.category(sign)[0] not in "CZ" else _blank(sign) for sign in text
    )
    text = " ".join(shown.split())[:LONGEST_QUESTION]
    return text if _is_traditional(text) else traditional(text)


def _is_traditional(text: str) -> bool:
    """Whether every sign stands in Big5, the character set of Traditional Chinese.

    Signs of other scripts do not stand in it either; they pass the converter unchanged.
    """
    if not _HAN_SIGN.search(text):
        return True
    try:
        "".join(_HAN_SIGN.findall(text)).encode("cp950")
    except UnicodeEncodeError:
        return False
    return True


def is_han(text: str) -> bool:
    """Whether a text is nothing but Han characters."""
    return bool(text) and all(_HAN_SIGN.match(sign) for sign in text)


def language_of(text: str) -> str | None:
    """The language a question is written in; None where it shows none (figures, emoji)."""
    if _HAN_SIGN.search(text):
        return CHINESE
    return ENGLISH if _LATIN_SIGN.search(text) else None


def tokens(text: str) -> list[Token]:
    """The tokens of a normalised text: words folded in case and accents, possessives cut."""
    found = []
    for match in _TOKEN.finditer(text):
        written = match.group()
        is_han = bool(_HAN_SIGN.match(written))
        word = fold_han(written) if is_han else _fold(written)
        if word:
            found.append(Token(word, match.start(), match.end(), is_han, written))
    return found


def fold_han(text: str) -> str:
    """Chinese with the variants of a character made one (台 and 臺)."""
    return text.translate(_VARIANTS)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a folded English word, one for British and American spelling.

    Snowball's English stemmer (Porter, 2001), after a few regular respellings.
    """
    if not word.isalpha() or len(word) < 4:
        return word
    if not word.isascii():
        return str(_stemmer.stemWord(word))
    if word.endswith(_BRITISH_ENDINGS):
        for british, american in _BRITISH:
            word = british.sub(american, word)
    return str(_stemmer.stemWord(word))


def features(pieces: Iterable[Token]) -> tuple[str, ...]:
    """What tokens are indexed by: the stems of words, Han runs as they are."""
    return tuple(piece.text if piece.is_han else stem(piece.text) for piece in pieces)


def stems(text: str) -> tuple[str, ...]:
    """The stems and Han runs of a text as written in a pack, in order."""
    return features(tokens(light(text)))


@lru_cache(maxsize=4096)
def cut(text: str) -> tuple[tuple[str, str], ...]:
    """The words and Han runs of a text as written in a pack, in order, each with its feature.

    As `tokens` and `features` for those who need no places; the memory is for a keyword that many
    events share, and for two readers of the same event.
    """
    if text.isascii() and "'" not in text and "`" not in text:
        return tuple((word, stem(word)) for word in _TOKEN.findall(text.casefold()))
    if _HAN_RUN.fullmatch(text):
        run = fold_han(text)
        return ((run, run),)
    pieces = []
    for written in _TOKEN.findall(light(text)):
        if _HAN_SIGN.match(written):
            word = feature = fold_han(written)
        else:
            word = _fold(written)
            feature = stem(word)
        if word:
            pieces.append((word, feature))
    return tuple(pieces)


def joined(text: str) -> list[str]:
    """The words that a text has with a hyphen amid them, folded and without it (wifi, email)."""
    if "-" not in text:
        return []
    return [(first + last).casefold() for first, last in _HYPHENED.findall(text)]


def forget_words() -> None:
    """Let go of the words met up to now; who has indexed many meets other ones from here on."""
    cut.cache_clear()
    stem.cache_clear()


def light(text: str) -> str:
    """`normalise` for texts of packs, which are Traditional already."""
    return unicodedata.normalize("NFKC", text).translate(_APOSTROPHES)


def is_han_feature(feature: str) -> bool:
    """Whether a token or feature is a run of Han characters."""
    return not feature.isascii() and bool(_HAN_SIGN.match(feature))


def bigrams(run: str) -> list[str]:
    """The overlapping pairs of a Han run; a single character is its own."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def _blank(sign: str) -> str:
    """Line ends and spaces part words; zero-width and direction signs do not."""
    return " " if sign.isspace() or unicodedata.category(sign) == "Zs" else ""


def _fold(word: str) -> str:
    word = word.casefold()
    if "'" in word:
        word = "not" if word.endswith("n't") else word.split("'")[0]
    if word.isascii():
        return word
    return "".join(s for s in unicodedata.normalize("NFKD", word) if not unicodedata.combining(s))
