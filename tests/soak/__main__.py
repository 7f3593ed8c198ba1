"""An hour of updates in minutes, while calls fail, bots are killed and PostgreSQL is restarted.

    python -m tests.soak [VARIANT …] [--minutes 5] [--rate 20] [--seed 1] [--kills 60]

Questions, buttons, votes, inline queries, commands, subscriptions and their changes, floods and
groups; one call in twenty to Telegram breaks off, hangs or is refused; a clock runs ahead, so that
daily posts fall due. Prints a table; exit 1 where a check fails. Whether memory, descriptors and
threads stay flat is checked with `--kills 0` alone, as a kill hides what leaks.
"""

import sys

import click
from rich.console import Console
from rich.table import Table

from tests.soak.run import VARIANTS, Plan, run

_USUAL = ("polling-sqlite", "webhook-postgresql", "webhook-replicas")


@click.command()
@click.argument("variants", nargs=-1, type=click.Choice(list(VARIANTS)))
@click.option("--minutes", default=5.0, show_default=True)
@click.option("--rate", default=20.0, show_default=True, help="Updates a second.")
@click.option("--seed", default=1, show_default=True)
@click.option("--kills", default=60, show_default=True, help="One a minute of the hour.")
def main(variants: tuple[str, ...], minutes: float, rate: float, seed: int, kills: int) -> None:
    """Run each variant, print a table for each."""
    is_good = True
    for name in variants or _USUAL:
        table = Table(title=f"{name}, {kills} kills, seed {seed}", title_justify="left")
        for column in ("", "what", "found"):
            table.add_column(column, overflow="fold")
        for check in run(VARIANTS[name], Plan(minutes, rate, seed, kills)):
            is_good &= check.is_good is not False
            table.add_row({True: "✓", False: "✗", None: ""}[check.is_good], check.name, check.found)
        Console(highlight=False, markup=False).print(table)
    sys.exit(not is_good)


if __name__ == "__main__":
    main()
