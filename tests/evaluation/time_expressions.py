"""How exactly periods are read from questions, beside kept libraries.

    python -m tests.evaluation.time_expressions [--peers] [--failures]

dateparser and Microsoft's recognizers get as much help as their results allow without a grammar of
one's own: a month or a year found stands for all its days, days without a year are shown in the
year covered, and of several results the first counts.
"""

import json
import time
from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from statistics import fmean, median
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from bot.languages.text import normalise
from bot.questions.spelling import respell
from bot.questions.time_expressions import find_time
from tests.evaluation.questions import question_set

_QUESTIONS = Path(__file__).parent / "questions"
CASES = tuple(
    _QUESTIONS / name
    for name in (
        "time_expressions.jsonl",
        "time_expressions_2.jsonl",
        "time_expressions_3.jsonl",
        "time_expressions_4.jsonl",
    )
)
"""The second file's `x-` cases were written without sight of the grammar."""
COVERED = 2021
"""The year that the cases' knowledge covers."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question, and the period that it names (ISO 8601, None for none) on a day."""

    id: str
    kind: str
    lang: str
    text: str
    today: date
    period: str | None


Read = Callable[[Case], str | None]


def cases(paths: Sequence[Path] = CASES) -> list[Case]:
    """The cases of some files, one JSON object a line."""
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    entries = map(json.loads, lines)
    return [Case(**{**entry, "today": date.fromisoformat(entry["today"])}) for entry in entries]


def ours(case: Case) -> str | None:
    """What this bot reads, typing errors mended as before every question."""
    lexicon = question_set("doit").answerer.lexicon
    line = respell(normalise(case.text), lexicon.spelling, lexicon.knows).line
    found = find_time(line, case.today, (COVERED, COVERED))
    return found.period.iso() if found else None


def dateparser(case: Case) -> str | None:
    """What dateparser finds first."""
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    languages = ["en"] if case.lang == "en" else ["zh-Hant", "zh"]
    base = datetime.combine(case.today.replace(year=COVERED), datetime.min.time())
    settings: Any = {"RELATIVE_BASE": base, "RETURN_TIME_AS_PERIOD": False}
    found = search_dates(case.text, languages=languages, settings=settings)
    if not found:
        return None
    data = DateDataParser(languages=languages, settings=settings).get_date_data(found[0][0])
    if data.date_obj is None:
        return None
    day = data.date_obj.date()
    if data.period == "month":
        return _iso(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
    if data.period == "year":
        return _iso(date(day.year, 1, 1), date(day.year, 12, 31))
    return _iso(day, day)


def recognizers(case: Case) -> str | None:
    """What Microsoft's recognizers find first."""
    reference = datetime.combine(case.today, datetime.min.time())
    found = _recognizer(case.lang).parse(case.text, reference)
    for value in found[0].resolution["values"][:1] if found else ():
        if value.get("value") == "not resolved":
            return None
        timex = value.get("timex", "")
        years = COVERED - case.today.year if "XXXX" in timex else 0
        if value["type"] == "date" and "value" in value:
            day = _shown(date.fromisoformat(value["value"]), years)
            return _iso(day, day)
        if value["type"] == "daterange" and "start" in value and "end" in value:
            first = _shown(date.fromisoformat(value["start"]), years)
            last = _shown(date.fromisoformat(value["end"]), years) - timedelta(days=1)
            return _iso(first, last)
    return None


def _shown(day: date, years: int) -> date:
    year = COVERED if years else day.year
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


@cache
def _recognizer(lang: str) -> Any:
    from recognizers_date_time import DateTimeRecognizer
    from recognizers_text import Culture

    culture = Culture.English if lang == "en" else Culture.Chinese
    return DateTimeRecognizer(culture).get_datetime_model()


def _iso(first: date, last: date) -> str:
    return f"{first.isoformat()}/{last.isoformat()}"


@click.command()
@click.option("--peers", is_flag=True, help="Put the same cases to the peers too.")
@click.option("--failures", is_flag=True, help="List the cases that were not read exactly.")
def main(peers: bool, failures: bool) -> None:
    """Print the share read exactly, and the median time of a case."""
    readers: dict[str, Read] = {"annals": ours}
    if peers:
        readers |= {"dateparser": dateparser, "recognizers": recognizers}
    asked = cases()
    exact: dict[tuple[str, str], list[float]] = defaultdict(list)
    spent: dict[str, list[float]] = defaultdict(list)
    for name, read in readers.items():
        for case in asked:
            started = time.perf_counter()
            period = read(case)
            spent[name].append(time.perf_counter() - started)
            for group in (case.lang, f"{case.lang[:2]} {case.kind}", "all cases"):
                exact[name, group].append(float(period == case.period))
            if failures and name == "annals" and period != case.period:
                click.echo(f"{case.id} {case.text!r}: wanted {case.period}, read {period}")
    table = Table(title=f"time expressions: {len(asked)} cases")
    table.add_column("")
    table.add_column("n", justify="right")
    for name in readers:
        table.add_column(name, justify="right")
    for group in dict.fromkeys(group for _, group in exact):
        shares = (f"{100 * fmean(exact[name, group]):.1f}" for name in readers)
        table.add_row(group, str(len(exact["annals", group])), *shares)
    table.add_row("median ms", "", *(f"{1000 * median(spent[name]):.2f}" for name in readers))
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
