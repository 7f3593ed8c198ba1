"""The pages about the daily post: what is set, and what can be chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from zoneinfo import ZoneInfo

from bot.answers.actions import Action, Page
from bot.answers.buttons import as_set, buttons_of, questions_of
from bot.answers.daily_actions import (
    ChangeDays,
    ChangeHour,
    ChangeMinute,
    ChangePostLanguage,
    ChangeSound,
    ChangeZone,
    DailyPage,
    ShowRegion,
    Subscribe,
)
from bot.answers.message import Button, Line, Message, Rows, bold, line, rows, shorten
from bot.answers.wording import Wording, own_name
from bot.daily.changing import as_wanted
from bot.daily.subscription import Subscription
from bot.daily.zones import common_zones, regions
from bot.events.event import in_language
from bot.locales import LANGUAGES

FIRST_AT = time(9)
"""When the post comes where nobody has said otherwise."""
_MINUTES = (0, 15, 30, 45)
_CITIES = 24
"""Cities on one page of a region."""
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Standing:
    """A subscription as a page shows it.

    Attributes:
        today: the present local date of the subscription.
        next_day: the local date of the next post; None where no event gives one.
        others: how many other topics of the chat have a daily post of their own.
        does_come: whether posts come at all; not in the terminal.
    """

    subscription: Subscription
    today: date
    next_day: date | None
    others: int = 0
    does_come: bool = True


def local_day(subscription: Subscription) -> date:
    """The local date on which a saved subscription is due next.

    Raises:
        ValueError: it was never saved.
    """
    if subscription.due_at is None:
        raise ValueError("a subscription is due only once it has been saved")
    return subscription.due_at.astimezone(ZoneInfo(subscription.zone)).date()


def subscribed(standing: Standing, words: Wording, is_new: bool = True) -> Message:
    """Says what was set: the hour, the zone, the days, when the next post comes, and shows one."""
    lead = (
        words.say("The daily post is set.")
        if is_new
        else words.say("That is how it is set already.")
    )
    lines = [line(bold(lead)), *promise(standing, words)]
    buttons = [(words.say("Settings"), DailyPage.SETTINGS), (words.say("Stop"), DailyPage.STOP)]
    example = questions_of([(words.say("Today's post"), Page.TODAY)])
    return Message(tuple(lines), (*rows(buttons_of(buttons), 2), *rows(example, 1)))


def revived(standings: Iterable[Standing], words: Wording) -> Message:
    """Says that posts that had ended come again."""
    lines: list[Line] = [line(bold(words.say("The daily post comes again.")))]
    for standing in standings:
        lines += promise(standing, words)
    return Message(tuple(lines), rows(buttons_of([(words.say("Settings"), DailyPage.SETTINGS)]), 1))


def promised(standing: Standing, words: Wording) -> list[Line]:
    """What is set already, among other things that are said."""
    return [line(bold(words.say("The daily post"))), *promise(standing, words)]


def promise(standing: Standing, words: Wording) -> list[Line]:
    """When the posts come, in one or two sentences."""
    held = standing.subscription
    values = {"time": f"{held.at:%H:%M}", "zone": words.zone(held.zone)}
    if held.only_exact:
        text = words.say(
            "It comes at {time} ({zone}), on days with an event of that very day.", **values
        )
    else:
        text = words.say("It comes every day at {time} ({zone}).", **values)
    if not standing.does_come:
        return [line(text), line(words.say("In this terminal no post comes: only in Telegram."))]
    return [line(text), line(_next_post(standing, words))]


def settings(standing: Standing, words: Wording) -> Message:
    """What is set, every part with a button that changes it."""
    held = standing.subscription
    days = (
        words.say("only with an event of that very day")
        if held.only_exact
        else words.say("every day")
    )
    shown = [
        (words.say("Hour"), f"{held.at:%H:%M}"),
        (words.say("Time zone"), words.zone(held.zone)),
        (words.say("Days"), days),
        (words.say("Sound"), words.say("silent") if held.is_silent else words.say("with sound")),
        (words.say("Language"), own_name(held.language)),
    ]
    lines = [line(bold(words.say("The daily post")))]
    lines += [line(words.say("{name}: {value}", name=name, value=value)) for name, value in shown]
    lines.append(promise(standing, words)[-1])
    lines += _others(standing.others, words)
    return Message(tuple(lines), rows(buttons_of(_changes(held, words)), 2))


def _changes(held: Subscription, words: Wording) -> list[tuple[str, Action]]:
    return [
        (words.say("Hour"), DailyPage.HOURS),
        (words.say("Time zone"), DailyPage.ZONES),
        (words.say("Every day"), ChangeDays(only_exact=False))
        if held.only_exact
        else (words.say("Only days with an event"), ChangeDays(only_exact=True)),
        (words.say("With sound"), ChangeSound(is_silent=False))
        if held.is_silent
        else (words.say("Silent"), ChangeSound(is_silent=True)),
        (words.say("Language"), DailyPage.LANGUAGES),
        (words.say("Stop"), DailyPage.STOP),
    ]


def not_subscribed(zone: str, others: int, words: Wording) -> Message:
    """Says that no post comes here, and offers one at the usual hour in `zone`."""
    lines = [line(words.say("No daily post comes here."))]
    lines += _others(others, words)
    return Message(tuple(lines), rows(_offer(Subscribe(FIRST_AT, zone, words.language), words), 1))


def hours(standing: Standing, words: Wording) -> Message:
    """The hours and quarters of a day."""
    at = standing.subscription.at
    lines = (line(bold(words.say("Which hour?"))), *promise(standing, words))
    by_hour = [(f"{hour:02d}", ChangeHour(hour), hour == at.hour) for hour in range(24)]
    by_minute = [
        (f":{minute:02d}", ChangeMinute(minute), minute == at.minute) for minute in _MINUTES
    ]
    grid = (*rows(_choices(by_hour), 6), *rows(_choices(by_minute), 4))
    return Message(lines, (*grid, *_back(DailyPage.SETTINGS, words)))


def zones(standing: Standing, words: Wording, has_location: bool) -> Message:
    """The zones that are asked for most, the regions, and (in private) the way by a location."""
    lines = (line(bold(words.say("Which time zone?"))), *promise(standing, words))
    cities = [(words.zone(zone), ChangeZone(zone)) for zone in common_zones()]
    parts = [
        (in_language(region.name, words.language) + " ›", ShowRegion(key))
        for key, region in regions().items()
    ]
    grid = (*rows(buttons_of(cities), 3), *rows(buttons_of(parts), 2))
    if has_location:
        grid += tuple(rows(buttons_of([(words.say("By my location"), DailyPage.LOCATION)]), 1))
    return Message(lines, (*grid, *_back(DailyPage.SETTINGS, words)))


def region(key: str, page: int, words: Wording) -> Message | None:
    """A page of the cities of a region, the last one where there are fewer; None for no region."""
    found = regions().get(key)
    if found is None:
        return None
    pages = -(-len(found.zones) // _CITIES)
    page = min(page, pages - 1)
    cities = [
        (words.zone(zone), ChangeZone(zone))
        for zone in found.zones[page * _CITIES : (page + 1) * _CITIES]
    ]
    turns = []
    if page > 0:
        turns.append(("‹ " + words.say("Earlier"), ShowRegion(key, page - 1)))
    if page < pages - 1:
        turns.append((words.say("Later") + " ›", ShowRegion(key, page + 1)))
    name = in_language(found.name, words.language)
    lines = (line(bold(words.say("Which time zone?"))), line(name))
    grid = (*rows(buttons_of(cities), 3), *rows(buttons_of(turns), 2))
    return Message(lines, (*grid, *_back(DailyPage.ZONES, words)))


def languages(held: Subscription, words: Wording) -> Message:
    """The languages that the post can be in."""
    names = [(own_name(tag), ChangePostLanguage(tag), tag == held.language) for tag in LANGUAGES]
    lines = (line(bold(words.say("Which language?"))),)
    return Message(lines, (*rows(_choices(names), 1), *_back(DailyPage.SETTINGS, words)))


def which_zone(wishes: Iterable[Subscribe], words: Wording) -> Message:
    """Asks which of several zones was meant."""
    offers = [(words.zone(wish.zone), wish) for wish in wishes]
    return Message((line(words.say("Which time zone do you mean?")),), rows(buttons_of(offers), 2))


def misunderstood(unread: str, wishes: Iterable[Subscribe], words: Wording) -> Message:
    """Says what could not be read as an hour or a zone, with examples and what is nearest to it."""
    said = words.say(
        "I don't understand “{unread}” there. Write it like these:",
        unread=shorten(unread, _SHOWN),
    )
    examples = ["/subscribe 7:30", words.say("/subscribe 19:00 Paris")]
    offers = [(f"{wish.at:%H:%M} ({words.zone(wish.zone)})", wish) for wish in wishes]
    return Message((line(said), *map(line, examples)), rows(buttons_of(offers), 1))


def unsubscribed(held: Subscription, words: Wording) -> Message:
    """Says that no more posts come, with a way back to just what was."""
    lines = (line(bold(words.say("No more daily posts come here."))),)
    button = (words.say("Subscribe again"), as_wanted(held))
    return Message(lines, rows(buttons_of([button]), 1))


def locating(words: Wording) -> Message:
    """Asks for a location, and says what becomes of it."""
    text = words.say(
        "Send your location with the button below. I look up its time zone, "
        "here and without anybody else, and keep no more of it."
    )
    return Message((line(text),))


def located(zone: str, words: Wording) -> Message:
    """Offers a daily post in the zone that a location lies in."""
    text = words.say("There the time zone is {zone}.", zone=words.zone(zone))
    return Message((line(text),), rows(_offer(Subscribe(FIRST_AT, zone, words.language), words), 1))


def _others(number: int, words: Wording) -> list[Line]:
    """Says that other topics of the chat have a daily post of their own; nothing where none has."""
    if not number:
        return []
    text = words.count(
        "{n} other topic here has its own settings.",
        "{n} other topics here have their own settings.",
        number,
    )
    return [line(text)]


def _next_post(standing: Standing, words: Wording) -> str:
    if standing.next_day is None:
        return words.say("No event is known to the day yet, so no post comes.")
    day = words.weekday_and_day(standing.next_day)
    ahead = (standing.next_day - standing.today).days
    if ahead <= 0:
        return words.say("Next post: today, {day}.", day=day)
    if ahead == 1:
        return words.say("Next post: tomorrow, {day}.", day=day)
    return words.say("Next post: {day}.", day=day)


def _offer(wish: Subscribe, words: Wording) -> list[Button]:
    label = words.say(
        "Subscribe: {time} ({zone})", time=f"{wish.at:%H:%M}", zone=words.zone(wish.zone)
    )
    return buttons_of([(label, wish)])


def _choices(wanted: Iterable[tuple[str, Action, bool]]) -> list[Button]:
    """Buttons of which one is set: that one goes back, as nothing changes."""
    return buttons_of(
        (as_set(label), DailyPage.SETTINGS) if is_set else (label, action)
        for label, action, is_set in wanted
    )


def _back(to: Action, words: Wording) -> Rows:
    return rows(buttons_of([("‹ " + words.say("Back"), to)]), 1)
