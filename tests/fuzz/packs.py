"""Packs and vocabularies with anything in them: their faults told with a line, or their events."""

import random
import re
from functools import cache

from bot.answers.answering import Answerer
from bot.answers.cards import card, title_of
from bot.answers.composing import compose
from bot.answers.wording import wording
from bot.events.faults import Fault
from bot.events.knowledge import SHIPPED, read_draft
from bot.events.pack import read_vocabulary
from bot.events.yaml_nodes import NodeReader
from tests.evaluation.questions import SETS
from tests.fuzz.questions import check
from tests.fuzz.target import Target
from tests.fuzz.texts import damaged, noise
from tests.packs import PARKS
from tests.packs import vocabulary as read_shipped

vocabulary = cache(read_shipped)
_BREAKS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_VALUE = re.compile(r"(?<=[:,\[{] )[^\n,\]}]+")
_KEY = re.compile(r"(?<![\w-])[\w-]{1,40}(?=:)")
_VALUES = (
    *("~", "yes", "1", "-0.5e9", "0x7f", "1_000", ".inf", "2021-02-30", "2021-03", "0000", "9999"),
    *("9999-12-31/0001-01-01", "2021-03-01/2021-03-02", "[]", "{}", "[[[]]]", "{a: {b: {c: d}}}"),
    *("&a x", "*a", "<<: *a", "!!python/object:os.system", "!!binary aGk=", "!x y", "|", ">-", "?"),
    *('"\\ud800"', '"\\u202e"', '"\\0"', '"\\x85"', "'", '"', "#", "- ", ": ", "@", "`", "%TAG"),
    *("9" * 400, "x" * 70_000, "[" * 200, "{a: " * 200, "- " * 200, "&a [*a, *a]", "---", "..."),
    *("<b>bold</b>", "&amp;", "e_2021", "rose-garden", "javascript:alert(1)", "https://x.y/\"'<>"),
    *('"\\u200b"', '"\\ufeff"', '" "', '"\\n"', "award", "[award, award]", "{en: x, en: y}"),
)
_WORDS = (SHIPPED / "vocabulary.yaml").read_text(encoding="utf-8")
_PACKS = (
    PARKS,
    PARKS,
    *(next(SETS[name].glob("*.yaml")).read_text(encoding="utf-8")[:3000] for name in ("parks",)),
)
_LINE = re.compile(r"^.*\n?", re.MULTILINE)


def make_pack(chance: random.Random) -> bytes:
    """A pack after some accidents."""
    return _after_accidents(chance.choice(_PACKS), chance)


def make_vocabulary(chance: random.Random) -> bytes:
    """A vocabulary after some accidents."""
    return _after_accidents(_WORDS[: chance.randint(1, len(_WORDS))], chance)


def put_pack(content: bytes) -> None:
    """Its faults have a line and a mend; what is whole can be shown and asked for."""
    knowledge, faults = read_draft(content, "pack.yaml", vocabulary())
    _check_faults(NodeReader("pack.yaml"), content, faults)
    words = wording("en")
    for event in knowledge.events:
        check(card(event, knowledge, words))
    if faults or not knowledge.events or len(content) % 4:
        return
    answerer = Answerer.build(knowledge)  # Takes long: not of each.
    answer = answerer.ask(title_of(knowledge.events[0], words), knowledge.covered[0])
    check(compose(answer, knowledge, words))


def put_vocabulary(content: bytes) -> None:
    """Its faults have a line and a mend."""
    reader = NodeReader("vocabulary.yaml")
    read_vocabulary(reader, content)
    _check_faults(reader, content, reader.faults)


def _check_faults(reader: NodeReader, content: bytes, faults: list[Fault]) -> None:
    lines = len(_BREAKS.findall(content.decode("utf-8", "replace"))) + 2
    for fault in faults:
        assert fault.file == reader.file
        assert 1 <= fault.line <= lines
        assert fault.wrong
        assert fault.mend
        assert str(fault).isprintable(), "a fault's line holds signs that hide or turn it"
        assert len(str(fault)) < 1000


def _after_accidents(text: str, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 4)):
        kind = chance.random()
        if kind < 0.3:
            text = _replaced(text, _VALUE, chance.choice(_VALUES), chance)
        elif kind < 0.4:
            text = _replaced(
                text, _KEY, chance.choice(("", "id", "en", "x", noise(chance))), chance
            )
        elif kind < 0.5:
            text = _replaced(text, _VALUE, damaged("The garden", chance, ("a: b",)), chance)
        elif kind < 0.75:
            text = _in_disorder(text, chance)
        else:
            at = chance.randint(0, len(text))
            text = text[:at] + noise(chance, 4) + text[at + chance.randint(0, 3) :]
    content = text.encode("utf-8", "surrogatepass")
    if chance.random() < 0.2:
        at = chance.randint(0, len(content))
        content = content[:at] + bytes(chance.randint(0, 255) for _ in range(3)) + content[at + 1 :]
    return content


def _replaced(text: str, what: re.Pattern[str], by: str, chance: random.Random) -> str:
    places = [found.span() for found in what.finditer(text)]
    if not places:
        return by
    start, end = chance.choice(places)
    return text[:start] + by + text[end:]


def _in_disorder(text: str, chance: random.Random) -> str:
    lines = _LINE.findall(text)
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    line = lines[at]
    lines[at] = chance.choice(
        ("", line * 2, "  " + line, line[2:], lines[other], line[: len(line) // 2], line.strip())
    )
    return "".join(lines)


PACKS = Target("packs", make_pack, put_pack, 80_000)
VOCABULARIES = Target("vocabularies", make_vocabulary, put_vocabulary, 40_000)
