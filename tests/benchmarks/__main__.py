"""Print how quick and how right answers are at several sizes, beside peers.

python -m tests.benchmarks [--sizes 15,1000] [--questions N] [--no-peers] [--no-load]

Each row is measured in a process of its own. Missing peers are passed over; they come with
`pip install -e '.[peers]'`. Writes the plot of latency against size to `.github/`.
"""

from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import click
from rich.console import Console
from rich.table import Table

from tests.benchmarks.measuring import OURS, Loaded, Measured, measure, measure_load, missing
from tests.benchmarks.peers import PEERS
from tests.benchmarks.plot import plot

_PLOT = Path(__file__).parents[2] / ".github/latency.svg"
_console = Console(width=110)
Result = TypeVar("Result")


@click.command()
@click.option("--sizes", default="15,1000,10000,100000", help="Numbers of events.")
@click.option("--questions", default=300, help="Questions put to each, plain and misspelt.")
@click.option("--peers/--no-peers", default=True)
@click.option("--load/--no-load", default=True, help="Measure reading packs from files too.")
def main(sizes: str, questions: int, peers: bool, load: bool) -> None:
    """Measure, print the tables, draw the plot."""
    numbers = [int(size) for size in sizes.split(",")]
    names = [OURS, *(PEERS if peers else ())]
    for name in names:
        if package := missing(name):
            _console.print(f"{name} is passed over: {package} is not installed")
    measured = [
        _apart(measure, name, size, questions)
        for size in numbers
        for name in names
        if not missing(name)
    ]
    _console.print(_answers(measured))
    if load:
        with TemporaryDirectory() as folder:
            places = [Path(folder) / str(size) for size in numbers]
            for place in places:
                place.mkdir()
            _console.print(
                _loads([_apart(measure_load, *pair) for pair in zip(numbers, places, strict=True)])
            )
    if peers and len(numbers) > 1:
        lines = {
            name: [(m.size, m.plain.median) for m in measured if m.name == name]
            for name in dict.fromkeys(m.name for m in measured)
        }
        _PLOT.write_text(plot(lines), encoding="utf-8")
        _console.print(f"wrote {_PLOT.name}")


def _apart(work: Callable[..., Result], *values: object) -> Result:
    """The result of some work, done in a process of its own."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(work, values)


def _answers(measured: list[Measured]) -> Table:
    table = Table(title="Answers: milliseconds of processor time")
    for column in ("events", "", "median", "p99", "hit@1", "misspelt", "p99", "hit@1"):
        table.add_column(column, justify="left" if not column else "right")
    table.add_column("kB an event", justify="right")
    table.add_column("index s", justify="right")
    for row in measured:
        table.add_row(
            f"{row.size:,}",
            row.name,
            *(
                cell
                for speed in (row.plain, row.misspelt)
                for cell in (
                    f"{speed.median:.2f}",
                    f"{speed.nearly_all:.2f}",
                    f"{speed.right:.3f}",
                )
            ),
            f"{row.kilobytes:.1f}",
            f"{row.seconds:.1f}",
        )
    return table


def _loads(loaded: list[Loaded]) -> Table:
    table = Table(title="From files to ready: seconds of processor time")
    for column in ("events", "PyYAML's C parse", "cold", "ratio", "warm"):
        table.add_column(column, justify="right")
    for row in loaded:
        ratio = f"{row.cold / row.parse:.2f}"
        table.add_row(
            f"{row.size:,}", f"{row.parse:.2f}", f"{row.cold:.2f}", ratio, f"{row.warm:.2f}"
        )
    return table


if __name__ == "__main__":
    main()
