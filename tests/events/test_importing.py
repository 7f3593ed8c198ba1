"""Drafting packs from pages: each date as the page tells it, and no word of it lost."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.events.importing.dates import Order, fold, read_date
from bot.events.importing.page import read_page
from bot.events.importing.when import Part
from bot.events.knowledge import SHIPPED, load, read_draft
from tests.events.drafted import PAGES, VOCABULARY, dates_in, imported, kept_in, words_of

DATES = sorted(PAGES.glob("*.dates"))
FIRST_PAGE = PAGES / "doit-2021.txt"


def page_of(dates: Path) -> Path:
    return next(path for path in PAGES.glob(f"{dates.stem}.*") if path != dates)


class _Shown(HTMLParser):
    """All text of a page that a browser would show."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.hidden = False

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.text.append(data)


def shown_on(page: Path) -> str:
    encoding = "cp950" if "big5" in page.stem else "utf-8-sig"
    text = page.read_bytes().decode(encoding)
    if page.suffix != ".html":
        return text
    parser = _Shown()
    parser.feed(text)
    return " ".join(parser.text)


@pytest.mark.parametrize("dates", DATES, ids=lambda path: path.stem)
def test_a_page_gives_its_events_with_their_dates(dates: Path) -> None:
    assert dates_in(imported(page_of(dates).read_bytes())) == dates.read_text().split()


@pytest.mark.parametrize("dates", DATES, ids=lambda path: path.stem)
def test_no_word_of_a_page_is_lost(dates: Path) -> None:
    page = page_of(dates)
    assert words_of(shown_on(page)) - kept_in(imported(page.read_bytes())) == set()


@pytest.mark.parametrize("dates", DATES, ids=lambda path: path.stem)
def test_a_draft_has_no_fault_but_what_the_page_does_not_tell(dates: Path) -> None:
    pack = imported(page_of(dates).read_bytes())
    _, faults = read_draft(pack.encode(), "draft.yaml", VOCABULARY)
    for fault in faults:
        assert "# fill in" in pack.splitlines()[fault.line - 1], fault


def test_the_first_page_gives_the_dates_of_the_shipped_pack() -> None:
    events = load(SHIPPED).events
    shipped = sorted(str(event.when) for event in events if event.id.startswith("2021-"))
    assert sorted(dates_in(imported(FIRST_PAGE.read_bytes()))) == shipped
    assert len(shipped) == 15


def test_what_belongs_to_the_event_above_stands_in_its_summary() -> None:
    pack = yaml.safe_load(imported(FIRST_PAGE.read_bytes()))
    july = next(e for e in pack["events"] if str(e["date"]) == "2021-07-01")["summary"]["en"]
    assert all(clause in july for clause in ("Article 2:", "Article 3:", "Organization Chart:"))
    dashboard = next(e for e in pack["events"] if "COVID-19 Dashboard, which" in e["summary"]["en"])
    assert "hotspot analysis" in dashboard["summary"]["en"]


def test_a_page_without_a_year_names_the_lines_to_fill() -> None:
    page = b"March\n\n- 5 The Rose Garden opened.\n"
    pack = imported(page)
    _, faults = read_draft(pack.encode(), "draft.yaml", VOCABULARY)
    wrong = [pack.splitlines()[fault.line - 1] for fault in faults]
    assert any("date: YYYY-03-05" in line for line in wrong)
    assert dates_in(imported(page, year=2019)) == ["2019-03-05"]


@pytest.mark.parametrize(
    "page",
    [
        "On 30 February 2019, the Rose Garden opened.",
        "February 30, 2019: The Rose Garden opened.",
        "2019\n\nFebruary\n\n- 30 The Rose Garden opened.",
        "30 February 2019\n\nThe Rose Garden opened.",
    ],
)
def test_a_day_that_does_not_exist_leaves_the_month_and_a_word_on_it(page: str) -> None:
    pack = imported(f"Events\n\n{page}\n".encode())
    assert dates_in(pack) == ["2019-02"]


def test_the_years_of_the_page_go_before_the_year_given() -> None:
    assert dates_in(imported(b"Events of 2018\n\nMarch\n\n- 5 Opened.\n", 2019)) == ["2018-03-05"]


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("16-17", "2021-03-16/2021-03-17"),
        ("1st – 3rd", "2021-03-01/2021-03-03"),
        ("30-2", "2021-03-30/2021-04-02"),
        ("30-April 2", "2021-03-30/2021-04-02"),
        ("5, 12 and 19 March 2020", "2020-03-05/2020-03-19"),
        ("Dec. 30, 2020 – Jan 3, 2021", "2020-12-30/2021-01-03"),
        ("30 December to 2 January 2021", "2020-12-30/2021-01-02"),
        ("February 12, 2015", "2015-02-12"),
        ("Monday, 5 March 2020", "2020-03-05"),
        ("05-Mar-2020", "2020-03-05"),
        ("early March 2020", "2020-03"),
        ("27 February–11 March", "2021-02-27/2021-03-11"),
        ("End Apr 2018", "2018-04"),
        ("110.4.1～4.5", "2021-04-01/2021-04-05"),
        ("110.3.16(二)", "2021-03-16"),
        ("second quarter of 2020", "2020-04/2020-06"),
        ("2019–2020", "2019/2020"),
        ("民國110年1月15日（五）", "2021-01-15"),
        ("民國一百一十年三月五日", "2021-03-05"),
        ("１１０．０３．０５", "2021-03-05"),
        ("十六日至十七日", "2021-03-16/2021-03-17"),
        ("廿三日", "2021-03-23"),
        ("12月30日至1月2日", "2021-12-30/2022-01-02"),
        ("5月5、6日", "2021-05-05/2021-05-06"),
        ("元月", "2021-01"),
        ("1-3月", "2021-01/2021-03"),
        ("下半年", "2021-07/2021-12"),
    ],
)
def test_a_date_is_read_as_it_is_written(written: str, date: str) -> None:
    found = read_date(fold(written), 0, Order(), bare=True)
    assert found
    assert found.end == len(written)
    assert str(found.when.within(Part(2021, 3))) == date


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=400) | st.binary(max_size=400))
def test_any_page_is_read_without_losing_a_word(content: str | bytes) -> None:
    page = content.encode("utf-8", "ignore") if isinstance(content, str) else content
    pack = imported(page)
    assert {w for line in read_page(page).lines for w in words_of(line.text)} <= kept_in(pack)


_PIECES = st.sampled_from(
    "March|5|16-17|2021|- |\n|\n\n| |:|Article 2:|The Rose Garden opened.|三月|１６日|舉辦|（5日）"
    "|<li>|<p>|</p>|<td>|<table>|<tr>|</table>|\t|(5 March)|On 5 March 2019,|• |1. |## |110/03/05"
    "|–|<h2>".split("|")
)


@settings(deadline=None, max_examples=200)
@example("March2021- 55")
@example("5March１６日")
@example("110/03/05\n110/03/05March")
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_no_page_of_dates_and_marks_loses_a_word(text: str) -> None:
    pack = imported(text.encode())
    lines = read_page(text.encode()).lines
    assert {word for line in lines for word in words_of(line.text)} <= kept_in(pack)
    assert read_draft(pack.encode(), "draft.yaml", VOCABULARY)


@pytest.mark.parametrize(
    "figures",
    [
        "<td rowspan={}>",
        "&#{};",
        "&#x{};",
        "{}. ",
        "<li value={}>",
        "{}年3月",
        "民國{}年",
        "March {}, 2021",
        "{}/3/4",
    ],
)
@pytest.mark.parametrize("digit", ["1", "９"])
def test_a_figure_of_thousands_of_digits_is_a_text_like_any_other(figures: str, digit: str) -> None:
    written = figures.format(digit * 5000)
    page = f"<html><h1>Events of 2021</h1><table><tr><td>x</td>{written}March 5</td><td>The park."
    assert "The park." in imported(page.encode())
    assert imported(f"Events of 2021\n{written} March 5: The park.\n".encode())


@pytest.mark.parametrize(
    "odd",
    [
        "<![foo[bar]]>",
        "<![if !supportLists]>·<![endif]>",
        "<![CDATA[bar]]>",
        "<![",
        "<!-- The <b>pool</b>\n was > shut. -->",
        "<!-- 1 -->The pool <!-- 2 -->",
        "<?php x ?>",
        "<!x>",
        "</>",
        "<" * 3000,
        "<a" * 3000,
        "</" * 3000,
        "<!--a" * 3000,
        "<![if a>" * 3000,
        "<table><tr><td>" * 3000,
        "<li><div><dd>" * 3000,
    ],
)
def test_markup_in_disorder_hides_no_event(odd: str) -> None:
    page = f"<html><h1>Events of 2021</h1><p>March 5: The park.</p>{odd}<p>March 9: The pool.</p>"
    pack = imported(page.encode())
    assert dates_in(pack) == ["2021-03-05", "2021-03-09"]
    assert {"park", "pool"} <= kept_in(pack)
    assert imported(f"{page}{odd}".encode()).count("date: 2021-03-0") >= 2


def test_a_line_stands_where_it_stands_in_the_file_below_a_comment() -> None:
    pack = imported(b"<html><p>2021<!-- a\nb\nc --><!-- d\n -->\n<p>March 5: The park.")
    assert "# line 5: March 5:" in pack


def test_cells_that_span_rows_do_not_multiply_without_end() -> None:
    cells = "<td rowspan=1000>a" * 200 + "<tr><td>b" * 2000
    assert len(read_page(f"<table><tr>{cells}</table>".encode()).lines) < 25_000


@pytest.mark.parametrize(
    ("page", "dates"),
    [
        ("2019\n\nMarch\n5 The pool opened.\nSame day: The park closed.\n", ["05", "05"]),
        ("2019\n\nMarch\n5-6 The pool opened.\n同日　公園關閉。\n", ["05/2019-03-06"] * 2),
        ("2019\n\nMarch\n5 The pool opened.\n同月　公園關閉。\n", ["05", ""]),
        ("2019\n\n三月\n上旬　公園關閉。\n五日　泳池啟用。\n", ["", "05"]),
        ("2019\n\nMarch\n5 The pool.\nSame day service began.\n", ["05"]),
    ],
)
def test_same_day_and_same_month_are_those_of_the_event_above(page: str, dates: list[str]) -> None:
    wanted = [f"2019-03-{day}".rstrip("-") for day in dates]
    assert dates_in(imported(page.encode())) == wanted


@pytest.mark.parametrize(
    ("ends", "dates"),
    [("3/9", ["2019-03-05/2019-03-09"]), ("", ["2019-03-05"]), ("the zoo", ["2019-03-05"])],
)
def test_a_table_tells_the_first_and_the_last_day_in_columns(ends: str, dates: list[str]) -> None:
    page = f"Events of 2019\nWhat\tFrom\tTo\nThe tram\t3/5\t{ends}\n"
    pack = imported(page.encode())
    assert dates_in(pack) == dates
    assert words_of(page) <= kept_in(pack)


def test_what_stands_under_unknown_dates_is_known_to_the_year() -> None:
    page = "Events of 1987\n\n# March\n- 5 The pool opened.\n\n# Unknown date\n- The park closed.\n"
    assert dates_in(imported(page.encode())) == ["1987-03-05", "1987"]
