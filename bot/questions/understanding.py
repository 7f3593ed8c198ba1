"""From a question's text to a `Query`: time, category and terms taken apart."""

import re
from datetime import date
from functools import lru_cache
from typing import TypeVar

from bot.events.knowledge import Knowledge
from bot.languages.details import details
from bot.languages.generic import Ask, generic_words
from bot.languages.text import Token, language_of, normalise, stem, tokens
from bot.questions.lexicon import Lexicon
from bot.questions.query import Anchor, Query, Side, Term
from bot.questions.reading import TermReader
from bot.questions.spelling import Correction, respell
from bot.questions.time_expressions import TimeExpression, find_time

Name = TypeVar("Name")

_SIDES = (
    (
        Side.BEFORE,
        re.compile(r"\b(?:before|prior to|earlier than|ahead of)\s+(?:the\s+)?(?P<event>.+)$"),
        re.compile(r"^(?P<event>.+?)(?:之前|以前|前夕)"),
    ),
    (
        Side.AFTER,
        re.compile(
            r"(?<!look )(?<!looks )(?<!looked )(?<!looking )"
            r"\b(?:after|later than|following)\s+(?:the\s+)?(?P<event>.+)$"
        ),
        re.compile(r"^(?P<event>.+?)(?:之後|以後|過後|結束後)"),
    ),
    (
        Side.SINCE,
        re.compile(r"\bsince\s+(?!when\b)(?:the\s+)?(?P<event>.+)$"),
        re.compile(r"^(?P<event>.+?)以來"),
    ),
)
_TO_THE_BOT = re.compile(
    r"^(?:hi|hey|hello)?\W*(?:are|r|were|who are|what are|how are|who made)\s+(?:you|u)\b"
    r"|^(?:please |(?:can|could|would) you )?(?:book|order|buy|call|wake|remind|sing|play) me\b"
    r"|^(?:please )?(?:ignore|disregard|forget) (?:all|any|the|your|everything|previous)\b"
    r"|^\W*(?:system|admin|developer|assistant)\s*(?:prompt|mode|message)?\s*:"
    r"|\b(?:drop|bypass|override|reveal|print|output|leak|dump|show me) (?:\w+ ){0,2}"
    r"(?:rules|instructions|prompt|env(?:ironment)?|password|token|secrets?|api keys?)\b"
    r"|^請?(?:忽略|無視|忘記|忘掉)(?:以上|上面|之前|前面|先前|所有|你)"
    r"|^\W*\d+\s*[+*×÷]\s*\d+\s*(?:=|等於|是多少|equals|\W*$)"
    r"|(?:^|\b(?:what(?:'?s| is| are| was)|(?:tell|show) me|reveal|print|repeat|who is|about) )"
    r"your (?:name|age|creator|prompt|instructions|rules|token)\b"
    r"|^[你您](?:是|叫|幾歲|好嗎|會(?!.*(?:告訴|知道|說|介紹|列|講|找|給)))"
    r"|^(?:how much (?:is|are) |convert )?\W*\d[\d.,]* ?(?:euros?|dollars?|usd|yen|pounds?)"
    r" (?:in|to)\b"
)
"""How people speak to the bot about itself, or have it do what no event tells: call me, 1+1."""
_OF_SOMETHING = re.compile(
    r"^(?:who|what)(?:'s| is| was| are| were) (?:the )?(?P<asked>[a-z]+) of (?:the )?[a-z]"
    r"|\b(?:which|what|best|nearest|cheapest|good) (?!(?:share|percentage|percent|proportion"
    r"|fraction|amount|number|size|length|height|speed|score|sum|kinds?|types?|sorts?)\b)"
    r"(?P<of_many>[a-z]+)\b"
    r"|^(?:the |any )?(?P<at>[a-z]+) (?:in|at|near) (?:the )?[a-z]+$|誰是.|是誰|有什麼好[吃喝買]"
)
"""A question of one thing about another: the *captain* of the ship."""
_OWN_FOUNDING = re.compile(
    r"\b(?:the|your|this|our) (?P<body>department|bureau|authority|office|agency|administration"
    r"|commission|organi[sz]ation) (?:was |is |is being |got |get |had been |first )*"
    r"(?P<verb>set up|founded|formed|created|established|born|start(?:ed)?|beg[iau]n)\W*$"
)
"""How people ask since when there has been the body itself: nothing else is set up."""
_FOUNDED = tuple((stem(word),) for word in ("founded", "established", "formed", "created"))
_MOST_TERMS = 24


def understand(
    text: str, knowledge: Knowledge, lexicon: Lexicon, today: date, language: str
) -> Query:
    """Understand one question.

    Args:
        text: as it was typed.
        knowledge: gives the years covered.
        lexicon: the words known.
        today: the day that "this month" is counted from.
        language: the reply's language where the question shows none (figures alone).
    """
    line = normalise(text)
    if _TO_THE_BOT.search(line.casefold()):
        return Query(line, language_of(line) or language)
    respelt = respell(line, lexicon.spelling, lexicon.knows)
    line = respelt.line
    time = find_time(line, today, knowledge.years) if line else None
    rest = _without(line, time)
    anchor, around = (None, rest) if time else _anchored(rest, lexicon, respelt.corrections)
    folded, pieces = around.casefold(), tokens(around)
    words = _line(pieces)
    wants_list = _wants_list(pieces)
    found = TermReader(lexicon, respelt.corrections, wants_list).read(pieces)
    found.terms = _founding(folded) or found.terms
    asked_of = _OF_SOMETHING.search(folded.strip())
    if asked_of:
        found.ask_for(asked_of["asked"] or asked_of["of_many"] or asked_of["at"])
    return Query(
        text=line,
        language=language_of(line) or language,
        period=time.period if time else None,
        category=next(iter(found.categories), None),
        categories=_one(frozenset(found.categories)),
        terms=tuple(found.terms[:_MOST_TERMS]),
        asks=_one(_asks(words)),
        wants_list=wants_list,
        anchor=anchor,
        places=tuple(found.places),
        details=details().asked(words),
        office=details().office(folded),
        length=sum(len(t.text) // 2 if t.is_han else 1 for t in tokens(line)),
    )


@lru_cache(maxsize=1024)
def _one(names: frozenset[Name]) -> frozenset[Name]:
    """One set for all that are equal: thousands of conversations keep their last query."""
    return names


def _anchored(
    rest: str, lexicon: Lexicon, corrections: dict[str, Correction]
) -> tuple[Anchor | None, str]:
    """The event that "after the expo" names, and the words around it; None and all words else.

    None too where the words around ask for more than a list: "the number of staff after the
    reform" asks for the staff.
    """
    for side, *patterns in _SIDES:
        for pattern in patterns:
            found = pattern.search(rest.lower())
            if not found or len(rest.lower()) != len(rest):
                continue
            start, end = found.span("event")
            around = rest[: found.start()] + " " + rest[found.end() :]
            named = TermReader(lexicon, corrections, wants_list=False).read(tokens(rest[start:end]))
            others = TermReader(lexicon, corrections, wants_list=False).read(tokens(around))
            names_event = any(not term.names_category for term in named.terms)
            if names_event and all(term.names_category for term in others.terms):
                return Anchor(side, tuple(named.terms[:_MOST_TERMS])), around
    return None, rest


def _founding(folded: str) -> list[Term]:
    """The terms of a question when the body itself was founded, none where it asks something else.

    Other events may tell of what the body set up, in the very words.
    """
    asked = _OWN_FOUNDING.search(folded)
    if not asked:
        return []
    body, verb = asked["body"], asked["verb"]
    return [
        Term(body, (stem(body),)),
        Term(verb, tuple(map(stem, verb.split())), alike=_FOUNDED),
    ]


def _without(line: str, time: TimeExpression | None) -> str:
    for start, end in time.spans if time else ():
        line = line[:start] + " " * (end - start) + line[end:]
    return line


def _line(pieces: list[Token]) -> str:
    """The words of a question between spaces, so that a phrase of them is found whole."""
    return f" {' '.join(piece.text for piece in pieces)} "


def _asks(words: str) -> frozenset[Ask]:
    words = words.replace("好幾", "許多")
    return frozenset(
        ask
        for ask, phrases in generic_words().asks.items()
        if any(phrase in words for phrase in phrases)
    )


def _wants_list(pieces: list[Token]) -> bool:
    generic = generic_words()
    for piece in pieces:
        if not piece.is_han:
            if piece.text in generic.listing:
                return True
            continue
        text = piece.text
        for phrase in generic.asks[Ask.WHEN]:
            # What time (什麼時候) is no list of things (什麼).
            text = text.replace(phrase, "")
        if any(phrase in text for phrase in generic.listing if not phrase.isascii()):
            return True
    return False
