"""The command line; each command imports what it runs, so that none waits for the others."""

import json
import os
import re
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from bot import __version__, backups
from bot.command_line import (
    ENVIRONMENT_AT_FAULT,
    Failure,
    database_or_fail,
    knowledge_option,
    load_or_fail,
    prepare_or_fail,
)
from bot.events.collecting import lasting
from bot.keeping.commands import COMMANDS
from bot.locales import LANGUAGES
from bot.settings import Settings, WrongSetting, read_settings

if TYPE_CHECKING:
    from bot.answers.answer import Answer
    from bot.answers.message import Message
    from bot.answers.unanswered import Kept

_NO_TOKEN = "TELEGRAM_BOT_TOKEN is not set: get a token from @BotFather in Telegram"  # noqa: S105
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_date_option = click.option(
    "--date", "day", metavar="YYYY-MM-DD", help='What "today" is; default the day in TIMEZONE.'
)
_language_option = click.option(
    "--lang", type=click.Choice(LANGUAGES), help="Language to answer in."
)
_json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="annals")
@click.pass_context
def annals(context: click.Context) -> None:
    """Answer questions about what happened, in Telegram, in the terminal or for a script.

    Without a command: serve Telegram where TELEGRAM_BOT_TOKEN is set, else chat here.
    """
    if context.invoked_subcommand is None:
        if read_settings().token:
            context.invoke(run)
        else:
            click.echo(
                "No TELEGRAM_BOT_TOKEN is set (get one from @BotFather in Telegram): "
                "chatting here instead.",
                err=True,
            )
            context.invoke(chat)


@annals.command()
def run() -> None:
    """Serve Telegram until SIGINT or SIGTERM."""
    for number in (signal.SIGINT, signal.SIGTERM):  # Reading many packs takes its time.
        signal.signal(number, lambda *_: sys.exit(0))
    settings = read_settings()
    if not settings.token:
        raise Failure(_NO_TOKEN, ENVIRONMENT_AT_FAULT)
    with lasting():
        from bot import log
        from bot.chat.serving import CannotServe, serve

        log.set_up(settings.log_level, settings.log_format, settings.secrets)
        answerer = prepare_or_fail(settings.knowledge_dir)
    try:
        serve(settings, answerer)
    except CannotServe as error:
        raise Failure(str(error), ENVIRONMENT_AT_FAULT) from None


@annals.command()
@knowledge_option
def chat(directory: Path | None) -> None:
    """Chat in the terminal. It is the same bot; buttons are pressed by number."""
    settings = read_settings()
    from bot import log
    from bot.chat.terminal import talk

    log.set_up("WARNING", settings.log_format, settings.secrets)
    settings = replace(settings, knowledge_dir=directory or settings.knowledge_dir)
    talk(settings, prepare_or_fail(settings.knowledge_dir).with_meanings())


@annals.command()
@click.argument("question", required=False)
@_json_option
@_language_option
@_date_option
@knowledge_option
@click.option("--explain", is_flag=True, help="Show what was understood, and the scores.")
@click.option("--conversation", is_flag=True, help="The lines are one conversation.")
def ask(
    question: str | None,
    as_json: bool,
    lang: str | None,
    day: str | None,
    directory: Path | None,
    explain: bool,
    conversation: bool,
) -> None:
    """Answer QUESTION, or one question a line of standard input."""
    from bot.answers.composing import compose
    from bot.answers.explaining import explain as explained
    from bot.answers.wording import wording
    from bot.questions.conversation import Conversation

    settings = read_settings()
    answerer = prepare_or_fail(directory or settings.knowledge_dir).with_meanings()
    knowledge = answerer.knowledge
    today = _today(day, settings)
    talk = Conversation()
    for text in _questions(question):
        answer = answerer.ask(
            text, today, settings.language, talk if conversation else Conversation()
        )
        language = lang or answer.query.language
        message = compose(answer, knowledge, wording(language))
        if as_json:
            _print_json(_told(text, language, answer, message))
        else:
            click.echo(message.plain() + ("\n" if question is None else ""))
        if explain:
            near = None if answer.is_list else answerer.near(answer.query)
            click.echo(explained(answer, answerer.candidates(answer), near), err=as_json)
        sys.stdout.flush()


@annals.command()
@_json_option
@_language_option
@_date_option
@knowledge_option
def today(as_json: bool, lang: str | None, day: str | None, directory: Path | None) -> None:
    """Print the day's "on this day" post."""
    from bot.answers.wording import wording
    from bot.daily.choosing import choose
    from bot.daily.post import compose_post

    settings = read_settings()
    choice = choose(load_or_fail(directory or settings.knowledge_dir), _today(day, settings))
    language = lang or settings.language
    text = compose_post(choice, wording(language)).plain()
    if not as_json:
        click.echo(text)
        return
    _print_json(
        {
            "date": choice.day.isoformat(),
            "lang": language,
            "precision": choice.recalled,
            "events": [event.id for event in choice.events],
            "text": text,
        }
    )


@annals.command()
def subscriptions() -> None:
    """Count the subscriptions by zone, hour and language."""
    import asyncio

    from bot.reports import show_subscriptions

    with database_or_fail():
        asyncio.run(show_subscriptions(read_settings()))


@annals.command()
@click.option("--dry-run", is_flag=True, help="Show what would go out now, and send nothing.")
@knowledge_option
def deliver(dry_run: bool, directory: Path | None) -> None:
    """Deliver the daily posts that are due now, once, and end.

    The running bot does this by itself.
    """
    settings = read_settings()
    if not settings.token and not dry_run:
        raise Failure(_NO_TOKEN, ENVIRONMENT_AT_FAULT)
    import asyncio

    from bot import log
    from bot.chat.delivering import CannotDeliver, deliver_now
    from bot.reports import show_waiting

    log.set_up("WARNING", settings.log_format, settings.secrets)
    knowledge = load_or_fail(directory or settings.knowledge_dir)
    work = show_waiting if dry_run else deliver_now
    try:
        with database_or_fail():
            asyncio.run(work(settings, knowledge))
    except CannotDeliver as error:
        raise Failure(str(error), ENVIRONMENT_AT_FAULT) from None


@annals.command()
@_json_option
@_language_option
@knowledge_option
def unanswered(as_json: bool, lang: str | None, directory: Path | None) -> None:
    """List the questions that found no answer in the chats. The most frequent come first.

    Near-duplicates stand together, each with the words that are unknown and the nearest event: what
    to add to its keywords.
    """
    import asyncio

    from bot.answers.unanswered import lacks, unanswered_page
    from bot.answers.wording import wording

    settings = read_settings()
    answerer = prepare_or_fail(directory or settings.knowledge_dir)
    today = _today(None, settings)
    with database_or_fail():
        kept = asyncio.run(_kept(settings, today))
    found = lacks(kept, answerer, today)
    if not as_json:
        page = unanswered_page(found, wording(lang or settings.language), len(found))
        click.echo(page.plain())
        return
    for lack in found:
        _print_json(
            {
                "count": lack.count,
                "last": lack.last_day.isoformat(),
                "questions": [question.text for question in lack.questions],
                "unknown": lack.unknown,
                "nearest": lack.nearest.id if lack.nearest else None,
            }
        )


for _command in (*COMMANDS, *backups.COMMANDS):
    annals.add_command(_command)


def main() -> NoReturn:
    """Run the command line; every error is one line on standard error."""
    for stream in (sys.stdin, sys.stdout):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        status = _run()
        sys.stdout.flush()
    except BrokenPipeError:
        status = _discard_output(0)
    except OSError as error:
        told = (
            f"{error.filename} cannot be used" if error.filename else "the output cannot be written"
        )
        status = _discard_output(_complain(f"{told}: {error.strerror}", ENVIRONMENT_AT_FAULT))
    sys.exit(status)


def _run() -> int:
    """Run the command; its exit status."""
    try:
        return annals.main(prog_name="annals", standalone_mode=False) or 0
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as error:
        return _complain(" ".join(error.format_message().split()), ENVIRONMENT_AT_FAULT)
    except WrongSetting as error:
        return _complain(str(error), ENVIRONMENT_AT_FAULT)
    except Failure as error:
        return _complain(str(error), error.status)
    except (KeyboardInterrupt, click.Abort):
        return 130


def _discard_output(status: int) -> int:
    """Let what is still to be written go nowhere: Python would try, and complain, at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return status


def _complain(text: str, status: int) -> int:
    click.echo(f"annals: {text}", err=True)
    return status


def _told(text: str, language: str, answer: "Answer", message: "Message") -> dict[str, object]:
    """A question and its answer, as `--json` prints them."""
    period = answer.query.period
    return {
        "question": text,
        "lang": language,
        "kind": answer.kind,
        "events": [event.id for event in answer.events],
        "period": period.iso() if period else None,
        "category": answer.query.category,
        "text": message.plain(),
    }


async def _kept(settings: Settings, today: date) -> "list[Kept]":
    """The questions that found no answer."""
    from bot.storage.database import Database

    async with Database.opened(settings.database_url) as database:
        return await database.unanswered.all(today)


def _print_json(told: dict[str, object]) -> None:
    click.echo(json.dumps(told, ensure_ascii=False))


def _today(day: str | None, settings: Settings) -> date:
    if day is None:
        return datetime.now(settings.timezone).date()
    try:
        if _DATE.fullmatch(day):  # Python reads other forms too.
            return date.fromisoformat(day)
    except ValueError:
        pass
    raise Failure(f"--date is {day!r}: write YYYY-MM-DD", ENVIRONMENT_AT_FAULT)


def _questions(question: str | None) -> Iterator[str]:
    if question is not None:
        yield question
        return
    for text in sys.stdin:
        yield text.rstrip("\r\n")
