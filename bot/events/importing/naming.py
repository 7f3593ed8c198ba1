"""Guesses at what an event is called: its title and keywords, from the words of its text."""

import re
from collections import Counter
from collections.abc import Sequence

from bot.events.importing.dates import find_dates, fold
from bot.events.telling import Tell, each, untold
from bot.languages.dictionaries import dictionaries
from bot.languages.generic import generic_words
from bot.languages.text import CHINESE, bigrams, is_han, light, stem, tokens

_LONGEST_TITLE, _LONGEST_HAN_TITLE = 80, 32
_MOST_NAMES, _MOST_RARE = 8, 6
_LEAST = 3
_RARE_FROM = 0.55
"""How much a plain word has to tell (1 is most) to be a keyword beside the first few."""
_COMMON_SHARE, _COMMON_FROM = 0.3, 4
"""The share of a page's events, and how many at least, that a word tells nothing of."""
_QUOTED = re.compile(r"[“\"「『《〈]([^“”\"「」『』《》〈〉]{2,80})[”\"」』》〉]")
_WORD = r"[A-Z0-9À-Þ][\w'’&+.-]*[\w+]|[A-Z]"
_NAME = re.compile(
    rf"(?:{_WORD})(?:\s+(?:(?:of|and|for|the|on|in|de|x|&|du|la)\s+){{0,2}}(?:{_WORD}))*(?:\s+\([A-Z]{{2,}}\))?"
)
_ACRONYM = re.compile(r"\b(?:[A-Z]{2,}[\w-]*|[A-Za-z]+\d+[\w-]*|[A-Z][a-z]+[A-Z]\w*)\b")
_SENTENCE = re.compile(r".+?(?:[。！？]|[.!?](?=\s+[A-Z\"“]|$)|$)")
_CLAUSE = re.compile(r"[，。；：、,;]")
_BODIES = frozenset(
    "the of and for city county town municipal government department bureau office agency "
    "authority council ministry division section centre center administration commission "
    "library museum port".split()
)
_HELPING = re.compile(r"(?:was|were|is|are|has been|have been|has|have|had|also)\s+", re.IGNORECASE)
_HAN_CUTS = re.compile(
    r"[的與及和於在自以由為將被並也之等了是有對從至到向共計各該此本其經由並正式完成辦理進行]"
)


class Names:
    """What tells names from plain words on one page: its publisher, and how rare each word is."""

    def __init__(self, publisher: str, texts: Sequence[str], tell: Tell = untold) -> None:
        self.publisher = publisher
        self.publisher_words = {token.text for token in tokens(light(publisher))}
        self.holders: Counter[str] = Counter()
        for text in each("Comparing", texts, tell):
            self.holders.update(_features(text))
        self._common = max(_COMMON_FROM, len(texts) * _COMMON_SHARE)

    def is_rare(self, word: str) -> bool:
        """Whether no other event holds a word."""
        return self.holders[word] <= 1

    def is_own(self, name: str) -> bool:
        """Whether a name is but the publisher's, or stands in many of the page's events."""
        return all(
            token.text in self.publisher_words
            or token.text in _BODIES
            or self.holders[stem(token.text)] >= self._common
            for token in tokens(light(name))
        )


def title_of(text: str, language: str, names: Names, by_name: bool = True) -> str:
    """A title for a text: the name that its first sentence holds, else the sentence, cut short."""
    found = _SENTENCE.match(text)
    sentence = (found.group() if found else text).strip()
    if language == CHINESE:
        return _han_title(sentence, names, by_name)
    name = _first_name(sentence, names) if by_name else ""
    return name or _shortened(_without_subject(sentence, names))


def keywords_of(text: str, title: str, language: str, names: Names) -> tuple[str, ...]:
    """Words that tell an event from the others: names, acronyms, rare words, else the title."""
    found: dict[str, None] = {}
    for name in [*_QUOTED.findall(text), *_names_in(text, names)][:_MOST_NAMES]:
        found[_lower_the(name)] = None
    for acronym in _ACRONYM.findall(text):
        if not acronym[:1].isdecimal():
            found[acronym] = None
    words = _rare_han(text, names) if language == CHINESE else _rare_words(text, names)
    known = {token.text for name in found for token in tokens(light(name))}
    for word in words[:_MOST_RARE]:
        if word.casefold() not in known:
            found[word] = None
    return tuple(word for word in found if len(word) > 1) or (title,)


def _first_name(sentence: str, names: Names) -> str:
    quoted = _QUOTED.search(sentence)
    if quoted and (" " in quoted[1] or len(quoted[1]) > 5):
        return quoted[1].strip(" ,.")
    named = [n for n in _names_in(sentence, names) if len(n.split()) > 2]
    longest = max(named, key=len, default="")
    return longest if 12 < len(longest) <= _LONGEST_TITLE else ""


def _names_in(text: str, names: Names) -> list[str]:
    """Names of a text: runs of words in capitals, but for the publisher's own."""
    found = []
    for match in _NAME.finditer(text):
        words = match.group().split()
        while words and (words[0] in ("The", "A", "An", "In", "On") or names.is_own(words[0])):
            words.pop(0)
        while words and words[-1] in ("of", "and", "for", "the", "on", "in"):
            words.pop()
        name = " ".join(words).rstrip(".,'’")
        begins = match.start() == 0 or text[: match.start()].rstrip()[-1:] in (".", ":", "!", "?")
        is_plain = len(words) == 1 and (begins or name.isdecimal() or len(name) < 3)
        is_plain = is_plain or not any(
            sign.isalpha() for sign in re.sub(r"\d+(?:st|nd|rd|th)", "", name)
        )
        if words and not is_plain and not names.is_own(name) and not _is_date(name):
            found.append(name)
    return list(dict.fromkeys(found))


def _is_date(name: str) -> bool:
    written = find_dates(fold(name))
    return bool(written) and written[0].end - written[0].start >= len(name) - 1


def _without_subject(sentence: str, names: Names) -> str:
    """The sentence without the publisher before it: "Introduced the app"."""
    words = sentence.split()
    count = 0
    while count < len(words) - 2 and words[count][:1].isalpha() and names.is_own(words[count]):
        count += 1
    if count < 2 and not (count and words[0].casefold() != "the"):
        return sentence
    rest = _HELPING.sub("", " ".join(words[count:]), count=1)
    return rest[:1].upper() + rest[1:]


def _shortened(sentence: str) -> str:
    sentence = sentence.rstrip(" .。;；:：")
    if len(sentence) <= _LONGEST_TITLE:
        return sentence
    for pattern in (r"[:;]\s|,\s|\s+(?:which|that|where|while|with|featuring)\s", r"\s"):
        cuts = [
            m.start() for m in re.finditer(pattern, sentence) if 20 < m.start() <= _LONGEST_TITLE
        ]
        if cuts:
            return sentence[: cuts[-1]].rstrip(" ,;:")
    return sentence[:_LONGEST_TITLE]


def _han_title(sentence: str, names: Names, by_name: bool) -> str:
    quoted = _QUOTED.search(sentence) if by_name else None
    if quoted and len(quoted[1]) > 3:
        return quoted[1]
    sentence = sentence.removeprefix(names.publisher) if names.publisher else sentence
    title = sentence.strip("，。；：、 ")
    if len(title) > _LONGEST_HAN_TITLE:
        clauses = _CLAUSE.split(title)
        title = clauses[0] if len(clauses[0]) > 3 else title
    return title[:_LONGEST_HAN_TITLE].strip("，。；：、 ") or sentence


def _lower_the(name: str) -> str:
    return name.strip(" ,.").removeprefix("The ")


def _features(text: str) -> set[str]:
    found: set[str] = set()
    for token in tokens(light(text)):
        if token.is_han:
            found.update(bigrams(token.text))
        else:
            found.add(stem(token.text))
    return found


def _rare_words(text: str, names: Names) -> list[str]:
    """Plain words that no other event holds, the most telling first."""
    telling = dictionaries().english_words
    ignored = generic_words().ignored
    found: dict[str, float] = {}
    for token in tokens(light(text)):
        word = token.text
        if token.is_han or len(word) < 5 or not word.isalpha() or word in ignored:
            continue
        if names.is_rare(stem(word)) and stem(word) not in generic_words().weak:
            found.setdefault(word, telling.get(word, 1.0))
    ranked = sorted(found, key=lambda word: -found[word])
    return [word for at, word in enumerate(ranked) if at < _LEAST or found[word] >= _RARE_FROM]


def _rare_han(text: str, names: Names) -> list[str]:
    """Parts between function signs of which no other event holds every pair."""
    found: dict[str, int] = {}
    for token in tokens(light(text)):
        if not token.is_han:
            continue
        for piece in _HAN_CUTS.split(token.text):
            if 2 <= len(piece) <= 10 and is_han(piece) and piece not in generic_words().ignored_han:
                rare = sum(names.is_rare(pair) for pair in bigrams(piece))
                if rare:
                    found.setdefault(piece, rare)
    return sorted(found, key=lambda piece: -found[piece])
