"""`python -m tests.fuzz`: put inputs to the targets, in two processes, and tell what was found."""

import sys

import click

from tests.fuzz.guided import explore
from tests.fuzz.running import run
from tests.fuzz.target import chance_of
from tests.fuzz.targets import TARGETS


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(sorted(TARGETS)))
@click.option("--inputs", type=int, help="To each target; default its share of a million.")
@click.option("--seed", default=1, help="Other seeds make other inputs.")
@click.option("--processes", default=2, show_default=True)
@click.option("--guided", is_flag=True, help="Have atheris choose inputs by the code they reach.")
@click.option("--only", type=int, help="The one input of this number.")
def main(
    names: tuple[str, ...],
    inputs: int | None,
    seed: int,
    processes: int,
    guided: bool,
    only: int | None,
) -> None:
    """Put hostile input to the targets NAMES, default all; exit 1 where something is found."""
    chosen = names or tuple(TARGETS)
    if only is not None:
        for name in chosen:
            TARGETS[name].put(TARGETS[name].make(chance_of(seed, only)))
        return
    if guided:
        explore(TARGETS[chosen[0]], inputs or 100_000, seed)
    found = run(chosen, inputs, seed, processes)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
