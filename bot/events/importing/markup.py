"""A page saved as HTML: its elements as lines, by the standard library's parser."""

import re
from collections import Counter
from html.parser import HTMLParser

from bot.events.importing.page import Line, Page, Role, clean
from bot.events.importing.tables import Cell, read_table

_LONG_REFERENCE = re.compile(r"&#(?=[xX]?[0-9a-fA-F]{8})")
_MOST_ROWS = 1000
"""That a cell may span, as browsers have it."""
_MOST_SPANNED = 20_000
"""Places of a table that cells of other rows may fill."""
_MOST_TABLES = 20
"""That may stand in each other."""
_UNSEEN = {"script", "style", "template", "svg", "math"}
_ASIDE = {"nav", "footer", "aside", "form", "button", "select", "noscript"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "caption", "summary"}
_BLOCKS = (
    set(
        "p div section article main header address blockquote pre figure figcaption hr ul ol li "
        "dl dt dd fieldset legend details center body html head title".split()
    )
    | _ASIDE
    | _HEADINGS
)
_CELLS = {"tr", "td", "th"}
_ROLES = {
    "dt": Role.TERM,
    "li": Role.ITEM,
    "dd": Role.ITEM,
    **dict.fromkeys(_HEADINGS, Role.HEADING),
}


def read_markup(text: str) -> Page:
    """The lines of an HTML page; never an error, however broken it is."""
    reader = _Reader()
    reader.feed(_parsable(text))
    reader.close()
    return Page(tuple(reader.finish()), reader.title)


def _parsable(text: str) -> str:
    """The text without what the parser fails on or reads again and again, its lines kept.

    It fails on numbers of thousands of digits and on sections that it does not know; after a `<`
    that nothing ends, it begins anew with the next sign.
    """
    kept: list[str] = []
    begin = 0
    while (comment := text.find("<!--", begin)) >= 0:
        end = text.find("-->", comment + 4)
        if end < 0:
            break
        kept += (text[begin:comment], "\n" * text[comment:end].count("\n"))
        begin = end + 3
    text = "".join((*kept, text[begin:].replace("<!--", "&lt;!--")))
    text = _LONG_REFERENCE.sub("&amp;#", text.replace("<![", "<!"))
    last = text.rfind(">") + 1
    return text[:last] + text[last:].replace("<", "&lt;")


class _Table:
    """A table being read; a cell that spans rows stands in each of them."""

    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []
        self.cells: list[Cell] = []
        self.spans: dict[int, tuple[int, Cell]] = {}
        self.outer: list[Line] = []
        self.span = 1
        self.spanned = 0
        self.is_head = False
        self.in_cell = False

    def begin_row(self) -> None:
        self.end_row()
        self._fill()

    def end_row(self) -> None:
        if self.cells:
            self.rows.append(self.cells)
        self.cells = []

    def add(self, lines: list[Line]) -> None:
        cell = Cell(tuple(lines), self.is_head)
        if self.span > 1 and self.spanned < _MOST_SPANNED:
            self.spans[len(self.cells)] = (self.span - 1, cell)
        self.cells.append(cell)
        self._fill()

    def _fill(self) -> None:
        while (at := len(self.cells)) in self.spans:
            left, cell = self.spans.pop(at)
            self.spanned += 1
            if left > 1 and self.spanned < _MOST_SPANNED:
                self.spans[at] = (left - 1, cell)
            self.cells.append(cell)
            if at + 1 not in self.spans:
                break


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self._lines: list[Line] = []
        self._tables: list[_Table] = []
        self._tables_let_be = 0
        self._open: list[str] = []
        self._within: Counter[str] = Counter()
        self._text: list[str] = []
        self._shows = False
        self._number = 1
        self._role = Role.TEXT
        self._gap = True
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _BLOCKS:
            self._begin_block(tag)
        elif tag == "br":
            self._break()
        elif tag == "table":
            self._begin_table()
        elif tag in _CELLS:
            self._begin_cell(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BLOCKS:
            self._end_block(tag)
        elif tag == "table":
            self._end_table()
        elif tag in _CELLS:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if not self._shows and data.strip():
            blanks = data[: len(data) - len(data.lstrip())]
            self._number = self.getpos()[0] + blanks.count("\n")
            self._shows = True
        self._text.append(data)

    def finish(self) -> list[Line]:
        """All lines, those of tables that were never closed too."""
        self._end_line()
        while self._tables:
            self._end_table()
        return self._lines

    def _begin_block(self, tag: str) -> None:
        self._end_line()
        self._open.append(tag)
        self._within[tag] += 1
        if tag not in ("p", "div"):  # These leave an item or a heading what it is.
            self._role = _ROLES.get(tag, Role.TEXT)

    def _end_block(self, tag: str) -> None:
        """End an element with all that was left open within it."""
        self._end_line()
        self._role = Role.TEXT
        while self._within[tag]:
            closed = self._open.pop()
            self._within[closed] -= 1
            if closed == tag:
                return

    def _begin_table(self) -> None:
        self._end_line()
        if len(self._tables) == _MOST_TABLES:
            self._tables_let_be += 1
            return
        table = _Table()
        table.outer, self._lines = self._lines, []
        self._tables.append(table)

    def _begin_cell(self, tag: str, attributes: dict[str, str | None]) -> None:
        self._end_cell()
        if not self._tables:
            return
        table = self._tables[-1]
        table.outer += self._lines  # what stands between the cells, such as a caption
        self._lines = []
        if tag == "tr":
            table.begin_row()
            return
        span = attributes.get("rowspan") or "1"
        table.span = min(int(span[:4]), _MOST_ROWS) if span.isdecimal() else 1
        table.is_head, table.in_cell = tag == "th", True

    def _end_cell(self) -> None:
        self._end_line()
        if self._tables and self._tables[-1].in_cell:
            table = self._tables[-1]
            table.in_cell = False
            table.add(self._lines)
            self._lines = []

    def _end_table(self) -> None:
        self._end_cell()
        if self._tables_let_be:
            self._tables_let_be -= 1
            return
        if not self._tables:
            return
        table = self._tables.pop()
        table.end_row()
        table.outer += (*self._lines, *read_table(table.rows))
        self._lines = table.outer

    def _break(self) -> None:
        """A line's end within an element; two of them part paragraphs."""
        if not self._end_line(gap=False):
            self._gap = True

    def _end_line(self, gap: bool = True) -> bool:
        """Add the line that was read meanwhile; False where there is none."""
        shown = clean("".join(self._text))
        self._text, self._shows = [], False
        if shown:
            self._lines.append(self._line(shown))
            self._gap = False
            if self._role in (Role.ITEM, Role.TERM):
                self._role = Role.TEXT
        self._gap = self._gap or gap
        return bool(shown)

    def _line(self, shown: str) -> Line:
        role = self._role
        if self._within["title"]:
            self.title = self.title or shown
            role = Role.ASIDE
        elif any(self._within[tag] for tag in _ASIDE):
            role = Role.ASIDE
        depth = sum(self._within[tag] for tag in ("ul", "ol", "dl"))
        inner = bool(self._within["li"] or self._within["dd"])
        return Line(
            self._number,
            shown,
            role,
            2 * depth + (inner and role is not Role.ITEM),
            self._gap,
            wraps=False,
        )
