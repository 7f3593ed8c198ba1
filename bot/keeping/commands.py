"""The keeper's commands; each imports what it runs, so that none waits for the others."""

import sys
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import click

from bot.command_line import (
    DATA_AT_FAULT,
    ENVIRONMENT_AT_FAULT,
    Failure,
    knowledge_option,
    load_or_fail,
)
from bot.events.event import Event
from bot.events.knowledge import BrokenKnowledge, load, vocabulary_of
from bot.languages.text import LANGUAGES
from bot.settings import read_settings

_MANY = 200
"""Events from which asking for each takes a person's patience."""
_file = click.argument("file", type=click.Path(path_type=Path))
_out_option = click.option(
    "--out", type=click.Path(path_type=Path), help="File to write; default standard output."
)


@click.command("import")
@_file
@_out_option
@click.option("--year", type=click.IntRange(1, 9999), help="The year, where the page tells none.")
@click.option("--publisher", default="", help="Who published the page; default what it tells.")
def import_page(file: Path, out: Path | None, year: int | None, publisher: str) -> None:
    """Draft a pack from FILE, a page of events in text or HTML.

    What its keeper has to fill in or look at is told on standard error.
    """
    from bot.events.importing.drafts import draft_pack
    from bot.events.importing.writing import write_pack
    from bot.keeping.drafting import faults_of, known_texts
    from bot.progress import progress_bar

    directory = read_settings().knowledge_dir
    content, vocabulary = _read(file), vocabulary_of(directory)
    with progress_bar() as tell:
        texts = known_texts(directory, tell)
        pack = draft_pack(content, vocabulary, texts, year, publisher, tell)
    if not pack.drafts:
        raise Failure(
            f"{file} holds no event that could be read: put its date before each event, "
            "or month headings above them",
            DATA_AT_FAULT,
        )
    text = write_pack(pack)
    _keep_former(out, text)
    _write(out, text)
    doubtful = sum(bool(draft.doubts) for draft in pack.drafts)
    note = f", {doubtful} marked '# look at this'" if doubtful else ""
    click.echo(f"{_counted(len(pack.drafts), 'draft')}{note}.", err=True)
    for fault in faults_of(text, str(out or "draft"), directory):
        click.echo(f"to fill in: {fault}", err=True)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Failure(f"{file} cannot be read ({error.strerror})", ENVIRONMENT_AT_FAULT) from None


def _keep_former(out: Path | None, text: str) -> None:
    """Put what a keeper may have filled in aside, before a new draft takes its place."""
    if out is None or not out.is_file() or out.read_bytes() in (b"", text.encode()):
        return
    names = (out.with_name(f"{out.name}.{number}.bak") for number in count(1))
    former = next(name for name in names if not name.exists())
    out.rename(former)
    click.echo(f"{out} was there already and is kept as {former}.", err=True)


def _write(out: Path | None, text: str) -> None:
    if out is None:
        sys.stdout.write(text)
        return
    try:
        out.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise Failure(f"{out} cannot be written ({error.strerror})", ENVIRONMENT_AT_FAULT) from None


@click.command()
@click.argument("directory", required=False, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
def check(directory: Path | None, strict: bool) -> None:
    """Check the packs of DIRECTORY. Every fault, then every warning, has a line of its own.

    A fault keeps the bot from starting; a warning is what a keeper should look at.
    """
    directory = directory or read_settings().knowledge_dir
    try:
        knowledge = load(directory)
    except BrokenKnowledge as broken:
        for fault in broken.faults:
            click.echo(str(fault))
        raise click.exceptions.Exit(DATA_AT_FAULT) from None
    except NotADirectoryError as error:
        raise Failure(str(error), ENVIRONMENT_AT_FAULT) from None
    from bot.keeping.warnings import warnings_of

    warnings = warnings_of(knowledge, directory, _shown)
    for warning in warnings:
        click.echo(str(warning))
    told = _counted(len(warnings), "warning")
    click.echo(f"{_counted(len(knowledge.events), 'event')}, no fault, {told}.")
    if strict and warnings:
        raise click.exceptions.Exit(DATA_AT_FAULT)


def _counted(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number <= 1 else 's'}"


def _shown(events: Sequence[Event]) -> Iterator[Event]:
    """The events, with a bar on the way where a person waits for many."""
    if len(events) < _MANY or not sys.stderr.isatty():
        yield from events
        return
    with click.progressbar(events, label="Asking for each event", file=sys.stderr) as bar:
        yield from bar


@click.command("try")
@click.argument("pack", type=click.Path(path_type=Path))
def try_pack(pack: Path) -> None:
    """Chat in the terminal on the events of one PACK file. Its faults are shown first."""
    from bot import log
    from bot.answers.answering import Answerer
    from bot.chat.terminal import talk
    from bot.keeping.trying import read_file

    settings = read_settings()
    try:
        knowledge, faults = read_file(pack)
    except OSError as error:
        raise Failure(f"{pack} cannot be read ({error.strerror})", ENVIRONMENT_AT_FAULT) from None
    for fault in faults:
        click.echo(str(fault))
    if not knowledge.events:
        raise Failure(f"{pack} holds no event that is whole: mend it first", DATA_AT_FAULT)
    if faults:
        told = len(knowledge.events)
        click.echo(f"Chatting on the {told} whole events meanwhile.\n")
    log.set_up("WARNING", settings.log_format, settings.secrets)
    talk(settings, Answerer.build(knowledge))


@click.command()
@click.argument("what", type=click.Choice(["pack", "vocabulary"]), default="pack")
@_out_option
def schema(what: str, out: Path | None) -> None:
    """Write the JSON Schema of a pack or of the vocabulary. Editors check by it while one types."""
    from bot.events.schema import as_text, pack_schema, vocabulary_schema

    categories = vocabulary_of(read_settings().knowledge_dir).categories
    _write(out, as_text(pack_schema(categories) if what == "pack" else vocabulary_schema()))


@click.command("export")
@click.option("--format", "to", type=click.Choice(["ics", "json", "csv"]), required=True)
@click.option("--lang", type=click.Choice(LANGUAGES), help="One language; default all of them.")
@_out_option
@knowledge_option
def export_knowledge(to: str, lang: str | None, out: Path | None, directory: Path | None) -> None:
    """Export all events: ics for a calendar, json or csv as data.

    In a calendar, an event known only to the month spans that month, and one known only to the
    year is left out: no day is given that nobody knows.
    """
    from bot.keeping.exporting import Format, export, left_out

    settings = read_settings()
    knowledge = load_or_fail(directory or settings.knowledge_dir)
    _write(out, export(knowledge, Format(to), lang, settings.language))
    without = left_out(knowledge, Format(to))
    if without:
        click.echo(f"Left out, as known only to the year: {without}.", err=True)


COMMANDS = (import_page, check, try_pack, schema, export_knowledge)
