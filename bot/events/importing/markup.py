"""A page saved as HTML: its elements as lines, by the standard library's parser."""

import re
from html.parser import HTMLParser

from bot.events.importing.page import Line, Page, Role, clean
from bot.events.importing.tables import Cell, read_table

_LONG_REFERENCE = re.compile(r"&#(?=[xX]?[0-9a-fA-F]{8})")
_MOST_ROWS = 1000
"""That a cell may span, as browsers have it."""
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
_ROLES = {
    "dt": Role.TERM,
    "li": Role.ITEM,
    "dd": Role.ITEM,
    **dict.fromkeys(_HEADINGS, Role.HEADING),
}


def read_markup(text: str) -> Page:
    """The lines of an HTML page; never an error, however broken it is."""
    reader = _Reader()
    # The parser fails on numbers of thousands of digits; so long a reference is none.
    reader.feed(_LONG_REFERENCE.sub("&amp;#", text))
    reader.close()
    return Page(tuple(reader.finish()), reader.title)


class _Table:
    """A table being read; a cell that spans rows stands in each of them."""

    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []
        self.cells: list[Cell] = []
        self.spans: dict[int, tuple[int, Cell]] = {}
        self.outer: list[Line] = []
        self.span = 1
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
        if self.span > 1:
            self.spans[len(self.cells)] = (self.span - 1, cell)
        self.cells.append(cell)
        self._fill()

    def _fill(self) -> None:
        while (at := len(self.cells)) in self.spans and at <= max(self.spans):
            left, cell = self.spans.pop(at)
            if left > 1:
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
        self._open: list[str] = []
        self._text = ""
        self._number = 1
        self._role = Role.TEXT
        self._gap = True
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "br":
            self._break()
        elif tag == "table":
            self._end_line()
            table = _Table()
            table.outer, self._lines = self._lines, []
            self._tables.append(table)
        elif tag in ("tr", "td", "th"):
            self._begin_cell(tag, dict(attrs))
        elif tag in _BLOCKS:
            self._end_line()
            self._open.append(tag)
            self._role = _ROLES.get(tag, Role.TEXT if tag in _BLOCKS - {"p", "div"} else self._role)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "table":
            self._end_table()
        elif tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag in _BLOCKS:
            self._end_line()
            if tag in self._open:
                while self._open.pop() != tag:
                    pass
            self._role = Role.TEXT

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if not self._text.strip() and data.strip():
            blanks = data[: len(data) - len(data.lstrip())]
            self._number = self.getpos()[0] + blanks.count("\n")
        self._text += data

    def finish(self) -> list[Line]:
        """All lines, those of tables that were never closed too."""
        self._end_line()
        while self._tables:
            self._end_table()
        return self._lines

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
        if not self._tables:
            return
        table = self._tables.pop()
        table.end_row()
        self._lines = [*table.outer, *self._lines, *read_table(table.rows)]

    def _break(self) -> None:
        """A line's end within an element; two of them part paragraphs."""
        if clean(self._text):
            self._end_line(gap=False)
        else:
            self._gap = True

    def _end_line(self, gap: bool = True) -> None:
        shown, self._text = clean(self._text), ""
        if shown:
            self._lines.append(self._line(shown))
            self._gap = False
            if self._role in (Role.ITEM, Role.TERM):
                self._role = Role.TEXT
        self._gap = self._gap or gap

    def _line(self, shown: str) -> Line:
        role = self._role
        if "title" in self._open:
            self.title = self.title or shown
            role = Role.ASIDE
        elif _ASIDE.intersection(self._open):
            role = Role.ASIDE
        depth = sum(tag in ("ul", "ol", "dl") for tag in self._open)
        inner = "li" in self._open or "dd" in self._open
        return Line(
            self._number,
            shown,
            role,
            2 * depth + (inner and role is not Role.ITEM),
            self._gap,
            wraps=False,
        )
