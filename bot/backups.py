"""The commands that save what is kept to a file, and bring it back."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import click

from bot.command_line import DATA_AT_FAULT, ENVIRONMENT_AT_FAULT, Failure, database_or_fail
from bot.settings import read_settings

_file = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


@click.command()
@_file
def backup(file: Path) -> None:
    """Write all that is kept to a new FILE. The bot may go on running.

    The same file can be restored to SQLite and to PostgreSQL. Keep it as safe as the database: it
    says which chats subscribed.
    """
    from bot.storage.backup import back_up

    rows = _done(back_up(read_settings().database_url, file), file)
    click.echo(f"{_counted(rows)} saved in {file}.")


@click.command()
@_file
@click.option("--replace", is_flag=True, help="Delete what the database holds.")
def restore(file: Path, replace: bool) -> None:
    """Bring back all that FILE holds, which `backup` wrote. Stop the bot before."""
    from bot.storage.backup import restore as restored

    rows = _done(restored(read_settings().database_url, file, replace), file)
    click.echo(f"{_counted(rows)} restored from {file}.")


def _counted(rows: int) -> str:
    return "1 row is" if rows == 1 else f"{rows} rows are"


def _done(work: Coroutine[Any, Any, int], file: Path) -> int:
    from bot.storage.backup import NoBackup

    try:
        with database_or_fail():
            return asyncio.run(work)
    except NoBackup as error:
        raise Failure(str(error), DATA_AT_FAULT) from None
    except FileExistsError:
        raise Failure(
            f"{file} is there already: choose another name", ENVIRONMENT_AT_FAULT
        ) from None
    except OSError as error:
        raise Failure(f"{file} cannot be used ({error.strerror})", ENVIRONMENT_AT_FAULT) from None


COMMANDS = (backup, restore)
