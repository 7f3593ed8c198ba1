"""What was understood of a question: the value that matching works on."""

from dataclasses import dataclass, field

from bot.languages.generic import Ask
from bot.questions.time_expressions import Period


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase that tells what the question is about.

    `features` are the index's own words for it, all of them needed; `written` is what stood in the
    question, and `similarity` (0 to 1) how near that is. A term without features is unknown.
    """

    written: str
    features: tuple[str, ...] = ()
    similarity: float = 1.0
    is_han: bool = False
    is_name: bool = False
    names_category: bool = False

    @property
    def correction(self) -> str | None:
        """What the term was corrected to, None where it stands as written."""
        return " ".join(self.features) if self.features and self.similarity < 1 else None


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood: filters (period, category), terms, and what is asked for."""

    text: str
    language: str
    period: Period | None = None
    category: str | None = None
    terms: tuple[Term, ...] = ()
    asks: frozenset[Ask] = field(default_factory=frozenset)
    wants_list: bool = False

    @property
    def content(self) -> tuple[Term, ...]:
        """The terms that are more than the category's own words."""
        return tuple(term for term in self.terms if not term.names_category)

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was understood or asked about."""
        return not (self.period or self.category or self.terms)
