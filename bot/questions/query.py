"""What was understood of a question: the value that matching works on."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.languages.details import Detail
from bot.languages.generic import Ask
from bot.questions.phrases import Phrase
from bot.questions.time_expressions import Period


class Unknown(StrEnum):
    """What a term is that the knowledge does not hold."""

    WORD = "word"
    NAME = "name"
    PAIR = "pair of Han signs"
    PART = "part of a Han run"


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase that tells what the question is about.

    `features` are the index's own words for it, all of them needed; `written` is what stood in the
    question, and `similarity` (0 to 1) how near that is. A term without features is `unknown`; one
    that `is_weak` (new, people) tells little whether known or not. `telling` (0 to 1) is how much
    an unknown word tells by its rarity. `alike` are features that may as well have been meant by
    a misspelt word. One that `is_asked` is what the others are only asked of: the *captain* of the
    ship.
    """

    written: str
    features: tuple[str, ...] = ()
    similarity: float = 1.0
    is_han: bool = False
    unknown: Unknown | None = None
    is_weak: bool = False
    names_category: bool = False
    telling: float = 1.0
    alike: tuple[Phrase, ...] = ()
    is_asked: bool = False

    @property
    def size(self) -> int:
        """How many words it makes: two Han signs are about one."""
        return max(1, len(self.written) // 2) if self.is_han else 1

    @property
    def correction(self) -> str | None:
        """What the term was corrected to, None where it stands as written."""
        features = " ".join(self.features)
        return features if self.similarity < 1 and features != self.written else None


class Side(StrEnum):
    """Which side of an event's days is asked for."""

    BEFORE = "before"
    AFTER = "after"
    SINCE = "since"


@dataclass(frozen=True, slots=True)
class Anchor:
    """An event named only to tell a time: "after the expo"."""

    side: Side
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood: filters (period, category), terms, and what is asked for.

    Of several categories named, `category` is the first, which lists are of: "the app that won".
    `anchor` names the event that gives the period, which is found by matching. `places` are
    names, folded, of several words that the knowledge holds, if not together (New Taipei).
    `details` are what events seldom tell, and `office` is one whose holder is asked for. `length`
    is in words, two Han signs being one.
    """

    text: str
    language: str
    period: Period | None = None
    category: str | None = None
    categories: frozenset[str] = frozenset()
    terms: tuple[Term, ...] = ()
    asks: frozenset[Ask] = field(default_factory=frozenset)
    wants_list: bool = False
    anchor: Anchor | None = None
    places: tuple[str, ...] = ()
    details: tuple[Detail, ...] = ()
    office: str | None = None
    length: int = 0

    @property
    def content(self) -> tuple[Term, ...]:
        """The terms that are more than the category's own words.

        Weak ones are nothing more beside a period or a category: "anything new in May".
        """
        terms = tuple(term for term in self.terms if not term.names_category)
        telling = tuple(term for term in terms if not term.is_weak)
        return telling if telling or self.period or self.category else terms

    @property
    def needs_search(self) -> bool:
        """Whether there is nothing to list by, or a place is named, which only texts tell."""
        return bool(self.places) or not (
            self.period or self.category or self.wants_end or self.wants_all
        )

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was understood or asked about."""
        told = self.period or self.category or self.terms
        return not (told or self.wants_end or self.wants_all)

    @property
    def wants_all(self) -> bool:
        """Whether nothing but a list of all is asked for."""
        return Ask.ALL in self.asks

    @property
    def wants_end(self) -> bool:
        """Whether the first or the last of what fits is asked for."""
        return bool(self.asks & {Ask.FIRST, Ask.LAST})
