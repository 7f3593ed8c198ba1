"""Print how well questions are answered.

python -m tests.evaluation [SET ...] [--peers] [--failures] [--errors N]
"""

from collections.abc import Sequence
from dataclasses import replace

import click
from rich.console import Console
from rich.table import Table

from tests.evaluation.questions import SETS, question_set
from tests.evaluation.scoring import Scored, by, headline, mean, ours, score
from tests.evaluation.typing_errors import mistyped

_console = Console(width=110)


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(SETS)))
@click.option("--peers", is_flag=True, help="Put the same questions to the peers too.")
@click.option("--failures", is_flag=True, help="List the questions that lost something.")
@click.option("--meaning", is_flag=True, help="Answer with the extra `meaning` too.")
@click.option("--errors", default=0, help="Typing errors put into each question.")
def main(names: Sequence[str], peers: bool, failures: bool, meaning: bool, errors: int) -> None:
    """Score the answers to the sets of questions named, or to all."""
    for name in names or SETS:
        asked = question_set(name)
        if errors:
            asked = replace(asked, questions=tuple(mistyped(asked.questions, errors)))
        columns = {"annals": score(asked.questions, ours(asked))}
        if meaning:
            columns["with meaning"] = score(asked.questions, ours(asked, with_meanings=True))
        if peers:
            from tests.evaluation.peers import PEERS, results

            columns |= {peer: results(asked, build) for peer, build in PEERS.items()}
        _console.print(_table(name, columns))
        if failures:
            for result in columns["annals"]:
                if result.score < 1:
                    _tell(result)


def _table(name: str, columns: dict[str, list[Scored]]) -> Table:
    table = Table(title=f"{name}: {len(columns['annals'])} questions")
    table.add_column("")
    table.add_column("n", justify="right")
    for column in columns:
        table.add_column(column, justify="right")
    for groups in (
        {column: by(results, lambda q: q.kind) for column, results in columns.items()},
        {column: by(results, lambda q: q.lang) for column, results in columns.items()},
    ):
        for key, results in groups["annals"].items():
            means = (f"{100 * mean(groups[column][key]):.1f}" for column in columns)
            table.add_row(key, str(len(results)), *means)
        table.add_section()
    overall = (f"{100 * mean(results):.1f}" for results in columns.values())
    table.add_row("all questions", str(len(columns["annals"])), *overall)
    table.add_row("mean of kinds", "", *(f"{100 * headline(r):.1f}" for r in columns.values()))
    return table


def _tell(result: Scored) -> None:
    question, given = result.question, result.given
    _console.print(
        f"{question.id} {question.kind} {result.score:.2f} {question.text!r}\n"
        f"    wanted {', '.join(question.expect) or 'none'}; given {', '.join(given.events)}"
        + (f"; facts {question.facts}" if question.facts else ""),
        markup=False,
        highlight=False,
        soft_wrap=True,
    )


if __name__ == "__main__":
    main()
