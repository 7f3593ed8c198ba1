"""What a page holds: entries, and notes on everything else."""

from dataclasses import dataclass, field

from bot.events.importing.blocks import Block, join
from bot.events.importing.when import When


@dataclass(frozen=True, slots=True)
class Note:
    """What stands on the page and in no draft: a heading, or what could not be read."""

    number: int
    text: str
    is_heading: bool = False


@dataclass
class Entry:
    """An event as the page tells it.

    Attributes:
        number: the line that it begins on.
        when: its date as far as the page tells one.
        written: the dates and markers that were taken out of its text, as they stand there.
        heading: the heading that is its title, "" where it has none.
        doubts: what its keeper should look at.
        is_lead: whether its date stands before its own text.
        kind: the kind of its marker; `inner`: that of a list within it.
    """

    number: int
    when: When
    written: list[str] = field(default_factory=list)
    heading: str = ""
    paragraphs: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    is_item: bool = False
    is_lead: bool = False
    indent: int = 0
    in_clauses: bool = False
    kind: str = ""
    inner: str = ""

    @property
    def text(self) -> str:
        """All that it says, in one line."""
        return join(self.paragraphs) or self.heading

    @property
    def opens_list(self) -> bool:
        """Whether its last words announce what follows."""
        return bool(self.paragraphs) and self.paragraphs[-1].rstrip().endswith((":", "："))

    @property
    def is_unfinished(self) -> bool:
        """Whether its last words are no whole sentence."""
        last = self.paragraphs[-1] if self.paragraphs else ""
        return bool(last) and not Block(0, last).ends


@dataclass(frozen=True, slots=True)
class Sections:
    """A page in its order: entries, and notes on everything else."""

    parts: tuple[Entry | Note, ...]
    title: str = ""

    @property
    def entries(self) -> list[Entry]:
        """The entries only."""
        return [part for part in self.parts if isinstance(part, Entry)]
