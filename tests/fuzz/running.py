"""A run over several targets, in processes of their own, told as it goes."""

import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

import click

from tests.fuzz.target import Finding, Tally, chance_of, fuzz
from tests.fuzz.targets import TARGETS

_PART = 1000
_SHOWN = 600
Told = tuple[str, int, float, str, list[tuple[str, str]]]


def run(names: tuple[str, ...], inputs: int | None, seed: int, processes: int) -> int:
    """Put inputs to targets, printing each defect once and at the end the numbers.

    Args:
        inputs: to each target; None for its share of a million.

    Returns:
        How many defects were found, by the place where they raise.
    """
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
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        for future in as_completed([pool.submit(_part, part) for part in parts]):
            name, number, seconds, text, findings = future.result()
            done[name] += number
            slowest[name] = max(slowest.get(name, (0.0, "")), (seconds, text))
            for place, told in findings:
                found[place] += 1
                if found[place] == 1:
                    click.echo(f"FOUND {name}: {place}\n  {told}")
            if done[name] == (inputs or TARGETS[name].share):
                seconds, text = slowest[name]
                took = f"slowest {seconds * 1000:.0f} ms"
                click.echo(f"{name}: {done[name]} inputs, {took}: {text[:100]}")
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
