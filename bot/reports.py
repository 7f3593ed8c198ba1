"""What the command line shows of subscriptions and of posts that are due; no chat's id."""

from collections import defaultdict
from datetime import UTC, date, datetime

from rich.console import Console
from rich.table import Table

from bot.daily.outcomes import Waiting
from bot.daily.posts import Posts
from bot.daily.subscription import SubscriptionCount
from bot.events.knowledge import Knowledge
from bot.settings import Settings
from bot.storage.database import Database


async def show_subscriptions(settings: Settings) -> None:
    """Print how many subscriptions there are by zone, local hour and language.

    Raises:
        CannotStore: there is no database to be had.
        DatabaseAway: it fails.
    """
    async with Database.opened(settings.database_url) as database:
        counts = await database.subscriptions.counts()
    Console(highlight=False).print(_counted(counts) if counts else "no subscriptions")


async def show_waiting(settings: Settings, knowledge: Knowledge) -> None:
    """Print how many posts would go out now, by language and zone, and their texts.

    Raises:
        CannotStore: there is no database to be had.
        DatabaseAway: it fails.
    """
    async with Database.opened(settings.database_url) as database:
        waiting = await database.ledger.waiting(datetime.now(UTC))
    console = Console(highlight=False, soft_wrap=True)
    posts = Posts(lambda: knowledge)
    going_out = [
        kind
        for kind in waiting
        if posts.of(kind.language, kind.local_date).is_exact or not kind.only_exact
    ]
    if not going_out:
        console.print("nothing is due")
        return
    console.print(_awaited(going_out))
    for day, language in sorted({(kind.local_date, kind.language) for kind in going_out}):
        console.print(f"\n[bold]{day}, {language}[/bold]")
        console.print(posts.of(language, day).message.plain(), markup=False)


def _counted(counts: list[SubscriptionCount]) -> Table:
    table = Table("zone", "hour", "language", "subscriptions", show_footer=True)
    table.columns[2].footer = "all"
    table.columns[3].footer = str(sum(count.number for count in counts))
    table.columns[3].justify = "right"
    for count in counts:
        table.add_row(count.zone, f"{count.hour:02}", count.language, str(count.number))
    return table


def _awaited(waiting: list[Waiting]) -> Table:
    numbers: dict[tuple[date, str, str], int] = defaultdict(int)
    for kind in waiting:
        numbers[kind.local_date, kind.language, kind.zone] += kind.number
    table = Table("date", "language", "zone", "posts", show_footer=True)
    table.columns[2].footer = "all"
    table.columns[3].footer = str(sum(numbers.values()))
    table.columns[3].justify = "right"
    for (day, language, zone), number in sorted(numbers.items()):
        table.add_row(str(day), language, zone, str(number))
    return table
