"""`python -m tests.fuzz`: put inputs to the targets, in two processes, and tell what was found."""

import sys
import time
from collections import Counter
from multiprocessing import get_context

import click

from tests.fuzz.guided import explore
from tests.fuzz.target import Finding, Tally, chance_of, fuzz
from tests.fuzz.targets import TARGETS

_PART = 1000
_SHOWN = 600
Told = tuple[str, int, float, str, list[tuple[str, str]]]


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
    found = _run(chosen, inputs, seed, processes)
    sys.exit(1 if found else 0)


def _run(names: tuple[str, ...], inputs: int | None, seed: int, processes: int) -> int:
    parts = [
        (name, start, min(_PART, wanted - start), seed)
        for name in names
        for wanted in [inputs or TARGETS[name].share]
        for start in range(0, wanted, _PART)
    ]
    done: Counter[str] = Counter()
    found: Counter[str] = Counter()
    slowest: dict[str, tuple[float, str]] = {}
    began = time.monotonic()
    # Started anew and not forked: some targets have threads.
    with get_context("spawn").Pool(processes) as pool:
        for name, number, seconds, text, findings in pool.imap_unordered(_part, parts):
            done[name] += number
            slowest[name] = max(slowest.get(name, (0.0, "")), (seconds, text))
            for place, told in findings:
                found[place] += 1
                if found[place] == 1:
                    click.echo(f"FOUND {name}: {place}\n  {told}")
    for name in names:
        seconds, text = slowest[name]
        click.echo(f"{name}: {done[name]} inputs, slowest {seconds * 1000:.0f} ms: {text[:100]}")
    minutes = (time.monotonic() - began) / 60
    click.echo(f"{done.total()} inputs in {minutes:.0f} min; {len(found)} defects: {dict(found)}")
    return len(found)


def _part(part: tuple[str, int, int, int]) -> Told:
    name, start, number, seed = part
    target, tally = TARGETS[name], Tally()
    target.put(target.make(chance_of(0, 0)))  # What is loaded once is no input's cost.
    findings = [
        (finding.place, _told(finding))
        for finding in fuzz(target, range(start, start + number), seed, tally)
    ]
    return name, tally.inputs, tally.slowest, ascii(tally.slowest_input), findings


def _told(finding: Finding) -> str:
    how = f"--seed {finding.seed} --only {finding.number}"
    return f"{finding.error} ({how}): {ascii(finding.given)[:_SHOWN]}"


if __name__ == "__main__":
    main()
