"""A page's blocks as entries, each under the date that it stands under; the rest as notes."""

from collections.abc import Sequence
from dataclasses import replace

from bot.events.importing.belonging import goes_on, is_clause, refers
from bot.events.importing.blocks import Block
from bot.events.importing.closing import IN_BRACKETS, closed
from bot.events.importing.entries import Entry, Note, Sections
from bot.events.importing.furniture import footer_of, is_furniture
from bot.events.importing.habits import (
    LONGEST_TITLE,
    first_dated,
    habits_of,
    is_year_of_title,
    titles_first,
)
from bot.events.importing.page import Role
from bot.events.importing.prose import parted, read_sentence, read_within
from bot.events.importing.reading import (
    Again,
    Habits,
    Kind,
    Reading,
    disowns_date,
    read_again,
    read_behind,
    read_heading,
    read_lead,
    tells_whole_month,
    year_told,
)
from bot.events.importing.themes import themes
from bot.events.importing.when import Part, When
from bot.events.telling import Tell, each, untold

_PLAIN_BULLETS = "-–—*+•·"


def read_sections(
    blocks: Sequence[Block], title: str = "", year: int | None = None, tell: Tell = untold
) -> Sections:
    """Read the blocks of a page.

    Args:
        title: what the markup gives as the page's title.
        year: serves where the page tells none.
        tell: hears how many blocks are read, and of how many.
    """
    habits = habits_of(blocks)
    reader = _Reader(parted(closed(blocks, habits), habits), habits, title, year)
    return reader.read(tell)


class _Reader:
    """Goes through the blocks once, holding the year, the month and the day they stand under."""

    def __init__(
        self, blocks: Sequence[Block], habits: Habits, title: str, year: int | None
    ) -> None:
        self.blocks = blocks
        self.habits = habits
        self.parts: list[Entry | Note] = []
        self.title = title
        self.given_year = year
        self.year: int | None = None
        self.month: When | None = None
        self.under_heading = False
        self.day: Reading | None = None
        self.day_is_used = False
        self.entry: Entry | None = None
        self.titles_first = titles_first(blocks, habits)
        self.themes = themes(blocks, habits) - self.titles_first
        self.has_dates = False
        self.has_begun = False
        self.footer = footer_of([block.text for block in blocks], self._is_dated)
        self.first_dated = first_dated(blocks, habits)
        self.has_headings = any(read_heading(block, habits, False) for block in blocks)

    def read(self, tell: Tell) -> Sections:
        for at, block in enumerate(each("Reading", self.blocks, tell)):
            self._read(at, block)
            self.has_begun = self.has_begun or not _is_aside(block)
        return Sections(tuple(self.parts), self.title)

    def _read(self, at: int, block: Block) -> None:
        if at >= self.footer or _is_aside(block):
            self._note(block)
            return
        heading = read_heading(block, self.habits, self.month is not None)
        if heading and self._closes(block, heading):
            return
        if heading:
            self._enter(block, heading)
            if is_year_of_title(self.blocks, at, self.habits):
                self.day = heading
            return
        if at in self.themes:
            self._note(block, is_heading=True)
            self.entry = None
            return
        if self.has_dates and (disowns_date(block) or tells_whole_month(block)):
            self._note(block, is_heading=True)
            self.month = self.month if tells_whole_month(block) else None
            self.day, self.entry = None, None
            return
        if block.role in (Role.HEADING, Role.TERM) or at in self.titles_first:
            self._head(at, block)
            return
        if self._takes_up(block):
            return
        lead = read_lead(block, self.habits, self._days_may_lead)
        if lead is None and self.habits.is_prose:
            lead = read_within(block, self.habits, self._days_may_lead)
        if lead and not lead.rest:
            self._enter(block, lead)
            return
        if lead and not self._is_clause(block):
            self._begin(block, lead)
            return
        if self._is_placed(block):
            return
        if not self.has_dates and self._is_preamble(at, block):
            self._preamble(block)
            return
        self._undated(block)

    def _is_dated(self, at: int) -> bool:
        """Whether a block tells a date in any of the ways of an event."""
        block, habits = self.blocks[at], self.habits
        found = read_heading(block, habits, False) or read_lead(block, habits, block.is_item)
        found = found or read_behind(block.text, habits) or read_within(block, habits, False)
        return (found or read_sentence(block.text, habits, None)) is not None

    def _enter(self, block: Block, heading: Reading) -> None:
        """A heading that is a date: what follows stands under it."""
        self._note(block, is_heading=True)
        when = self._completed(heading.when)
        when = when if when.is_possible else when.to_month()
        if not when.is_possible:
            return
        is_title = not self.has_dates and not heading.when.first.month and heading.is_framed
        self.has_dates = not (is_title and self.habits.tells_months)
        if is_title and not self.title:
            self.title = block.text
        self._stand_under(when)
        self.under_heading = self.month is not None
        self.day, self.day_is_used = (heading, False) if when.first.day else (None, False)
        pending = self.entry if self.entry and not self.entry.paragraphs else None
        if pending and when.first.day and pending.heading:
            pending.when, self.day_is_used = when, True
            return
        self.entry = None

    @property
    def _days_may_lead(self) -> bool:
        """Whether a number before a text is a day: under a month, but not under one of its days."""
        return self.month is not None and self.day is None

    def _closes(self, block: Block, heading: Reading) -> bool:
        """Take a day in brackets, on a line of its own, for that of the event it stands below."""
        entry, when = self.entry, self._completed(heading.when)
        if entry is None or not entry.paragraphs or entry.when.first.day or not when.first.day:
            return False
        if not IN_BRACKETS.fullmatch(block.text) or when.to_month() != entry.when:
            return False
        entry.when = when
        entry.written.append(block.text)
        return True

    def _stand_under(self, when: When) -> None:
        self.year = when.last.year or self.year
        if when.first.month:
            self.month = When(
                Part(when.first.year, when.first.month), Part(when.last.year, when.last.month)
            )
        else:
            self.month = None

    def _head(self, at: int, block: Block) -> None:
        """A heading that is no date: the page's title, an event's, or a theme's."""
        is_title = not self.has_begun or self._may_name_year(block)
        if is_title and at not in self.titles_first:
            self._preamble(block)
            return
        lead = read_lead(block, self.habits, self._days_may_lead)
        if lead and lead.rest:
            self._begin(block, lead)
            if self.entry:
                self.entry.heading = lead.rest
                self.entry.paragraphs = []
            return
        behind = read_behind(block.text, self.habits)
        follows = self.blocks[at + 1] if at + 1 < len(self.blocks) else None
        if behind and not self.has_dates and behind.when.spans_years:
            self._preamble(block)
            return
        if behind:
            self._begin(block, behind)
            return
        is_dated_next = follows is not None and (at in self.titles_first or self._is_day(follows))
        if is_dated_next:
            self._start(block, self._above(), heading=block.text)
            return
        tells = follows is not None and follows.role is Role.TEXT and not follows.is_item
        under = self.month or self.day
        if under and follows and tells and not read_lead(follows, self.habits, True):
            self._start(block, self._above(), heading=block.text)
            return
        if not self.has_dates:
            self._preamble(block)
        else:
            self._note(block, is_heading=True)
            self.entry = None

    def _may_name_year(self, block: Block) -> bool:
        """Whether a heading above all dates tells the page's year, as "2017 in Review"."""
        is_above = self.year is None and not self.has_dates
        return is_above and year_told(block.text) is not None

    def _is_day(self, block: Block) -> bool:
        heading = read_heading(block, self.habits, self.month is not None)
        return heading is not None and heading.when.first.day is not None

    def _begin(self, block: Block, reading: Reading) -> None:
        """A block with a date of its own begins an event."""
        when = self._completed(reading.when)
        is_possible = when.is_possible
        when = when if is_possible else when.to_month()
        if not when.is_possible:
            self._note(block)
            return
        self.has_dates = True
        if reading.kind is Kind.LEAD and when.first.month:
            if self.under_heading:
                self.year = self.year or when.first.year
            else:
                self._stand_under(When(when.first, when.first))
        self.day = None
        rest = reading.rest
        entry = self._start(block, when, rest)
        entry.is_lead = reading.kind is Kind.LEAD
        if not reading.keeps_date:
            entry.written.append(reading.written)
        if reading.date and reading.date.note:
            entry.doubts.append(reading.date.note)
        if not is_possible:
            entry.doubts.append(f"the calendar has no {reading.written}")
        if not rest:
            entry.paragraphs = []

    def _takes_up(self, block: Block) -> bool:
        """Begin an event whose date is that of the one above, or its month."""
        again = read_again(block)
        above = self.entry.when if self.entry else self._above()
        if again is None or not above.first.month:
            return False
        which, written, text = again
        if which is Again.DAY and not above.first.day:
            return False
        entry = self._start(block, above if which is Again.DAY else above.to_month(), text)
        entry.is_lead = True
        entry.written.append(written)
        if which is Again.MONTH and entry.when.first != entry.when.last:
            entry.when = When(entry.when.first, entry.when.first)
        return True

    def _is_placed(self, block: Block) -> bool:
        """Begin an event with a paragraph of prose whose first sentence its date places."""
        habits, above = self.habits, self.entry
        may_part = block.gap and (habits.is_prose or (habits.parts_by_gaps and above))
        if not may_part or self._is_clause(block) or read_behind(block.text, habits):
            return False
        sentence = read_sentence(block.text, habits, None)
        if sentence is None:
            return False
        is_later = above and self._completed(sentence.when).is_day_after(above.when)
        if not habits.is_prose and (refers(block.text) or not is_later):
            return False
        self._begin(block, replace(sentence, kind=Kind.LEAD))
        return True

    def _undated(self, block: Block) -> None:
        """A block without a date before it: one behind it, or the next event, or more of one."""
        if self._is_clause(block):
            self._go_on(block, is_clause=True)
            return
        behind = read_behind(block.text, self.habits)
        if behind and self._may_end_with(behind):
            self._begin(block, behind)
            return
        if self._goes_on(block):
            self._go_on(block)
            return
        month = self.month if not self.day else None
        sentence = None if self.day else read_sentence(block.text, self.habits, month)
        if sentence:
            self._begin(block, sentence)
            return
        if not self.has_dates:
            self._note(block)
            return
        if self.month is None and self.day is None and self.entry:
            self._go_on(block, "a paragraph of its own without a date")
            return
        follows_day = self.entry is not None and self.entry.is_lead and not block.is_item
        entry = self._start(block, self._above(), block.text)
        if follows_day and self.day is None:
            entry.doubts.append("it has no day of its own and may be more of the event above")

    def _may_end_with(self, behind: Reading) -> bool:
        """Whether a date behind a text is the event's: in its month, with a day or in brackets."""
        when = self._completed(behind.when)
        if not when.is_possible:
            return False
        if behind.when.first.month is None and bool(behind.when.first.year) == bool(self.month):
            return False
        if self.month and not behind.when.first.year and behind.when.first.month:
            months = (self.month.first.month, self.month.last.month)
            return behind.when.first.month in months
        return True

    def _goes_on(self, block: Block) -> bool:
        day_is_taken = self.day is not None and self.day_is_used
        return self.entry is not None and goes_on(block, self.entry, self.habits, day_is_taken)

    def _is_clause(self, block: Block) -> bool:
        return self.entry is not None and is_clause(block, self.entry, self.habits)

    def _go_on(self, block: Block, doubt: str = "", is_clause: bool = False) -> None:
        """More of the event above."""
        entry = self.entry
        if entry is None:
            self._note(block)
            return
        entry.in_clauses = entry.in_clauses or is_clause
        if block.is_item and entry.is_item:
            entry.inner = block.kind
        text = f"{block.marker} {block.text}" if block.marker.strip(_PLAIN_BULLETS) else block.text
        if block.gap and not doubt and entry.paragraphs and not entry.in_clauses and entry.is_lead:
            doubt = "a paragraph below it was taken for more of it"
        entry.paragraphs.append(text)
        if doubt and doubt not in entry.doubts:
            entry.doubts.append(doubt)
        if entry.is_lead and len(entry.paragraphs) == 1 and block.is_item:
            entry.is_item, entry.indent = True, block.indent

    def _start(self, block: Block, when: When, text: str = "", heading: str = "") -> Entry:
        entry = Entry(block.number, when, heading=heading, is_item=block.is_item)
        entry.indent, entry.kind = block.indent, block.kind
        entry.paragraphs = [text] if text else []
        if block.marker.strip(_PLAIN_BULLETS):
            entry.written.append(block.marker)
        if self.day and not heading and self.day.date and self.day.date.note:
            entry.doubts.append(self.day.date.note)
        self.day_is_used = True
        self.entry = entry
        self.parts.append(entry)
        return entry

    def _above(self) -> When:
        """The date that a block without one stands under."""
        if self.day:
            return self._completed(self.day.when)
        if self.month:
            return self.month.within(Part(self._known_year))
        year = Part(self._known_year)
        return When(year, year)

    @property
    def _known_year(self) -> int | None:
        return self.year or self.given_year

    def _completed(self, when: When) -> When:
        month = self.month.first.month if self.month else None
        return when.within(Part(self._known_year, month))

    def _is_preamble(self, at: int, block: Block) -> bool:
        """Whether a block stands above the first date of a page that has its dates before."""
        behind = read_behind(block.text, self.habits)
        if behind and behind.when.first.month:
            return False
        return self.has_headings or at < self.first_dated or at == 0

    def _preamble(self, block: Block) -> None:
        """What stands above the events: the title, and often the year."""
        self._note(block, is_heading=block.role is Role.HEADING)
        if not self.title and len(block.text) <= LONGEST_TITLE:
            self.title = block.text
        if self.year is None:
            self.year = year_told(block.text)

    def _note(self, block: Block, is_heading: bool = False) -> None:
        text = f"{block.marker} {block.text}" if block.marker else block.text
        self.parts.append(Note(block.number, text, is_heading))


def _is_aside(block: Block) -> bool:
    return block.role is Role.ASIDE or is_furniture(block.text)
