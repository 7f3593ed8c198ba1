"""The pages about the daily post: what is set, what can be chosen, what is kept and forgotten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from zoneinfo import ZoneInfo

from babel import Locale

from bot.answers.actions import Action, encode
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
from bot.answers.wording import Wording
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
    """Says what was set: the hour, the zone, the days, and when the next post comes."""
    lead = (
        words.say("The daily post is set.") if is_new else words.say("It is set just so already.")
    )
    lines = [line(bold(lead)), *promise(standing, words)]
    buttons = [(words.say("Settings"), DailyPage.SETTINGS), (words.say("Stop"), DailyPage.STOP)]
    return Message(tuple(lines), rows(_buttons(buttons), 2))


def revived(standings: Iterable[Standing], words: Wording) -> Message:
    """Says that posts that had ended come again."""
    lines: list[Line] = [line(bold(words.say("The daily post comes again.")))]
    for standing in standings:
        lines += promise(standing, words)
    return Message(tuple(lines), rows(_buttons([(words.say("Settings"), DailyPage.SETTINGS)]), 1))


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
        (words.say("Language"), _own_name(held.language)),
    ]
    lines = [line(bold(words.say("The daily post")))]
    lines += [line(words.say("{name}: {value}", name=name, value=value)) for name, value in shown]
    lines.append(promise(standing, words)[-1])
    if standing.others:
        text = words.count(
            "{n} other topic here has its own settings.",
            "{n} other topics here have their own settings.",
            standing.others,
        )
        lines.append(line(text))
    return Message(tuple(lines), rows(_buttons(_changes(held, words)), 2))


def _changes(held: Subscription, words: Wording) -> list[tuple[str, Action]]:
    return [
        (words.say("Hour"), DailyPage.HOURS),
        (words.say("Time zone"), DailyPage.ZONES),
        (words.say("Every day"), ChangeDays(only_exact=False))
        if held.only_exact
        else (words.say("Only exact days"), ChangeDays(only_exact=True)),
        (words.say("With sound"), ChangeSound(is_silent=False))
        if held.is_silent
        else (words.say("Silent"), ChangeSound(is_silent=True)),
        (words.say("Language"), DailyPage.LANGUAGES),
        (words.say("Stop"), DailyPage.STOP),
    ]


def not_subscribed(zone: str, others: int, words: Wording) -> Message:
    """Says that no post comes here, and offers one at the usual hour in `zone`."""
    lines = [line(words.say("No daily post comes here."))]
    if others:
        text = words.count(
            "{n} other topic here has its own settings.",
            "{n} other topics here have their own settings.",
            others,
        )
        lines.append(line(text))
    return Message(
        tuple(lines), rows([_offer(Subscribe(FIRST_AT, zone, words.language), words)], 1)
    )


def hours(standing: Standing, words: Wording) -> Message:
    """The hours and quarters of a day, those that are set between points."""
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
    grid = (*rows(_buttons(cities), 3), *rows(_buttons(parts), 2))
    if has_location:
        grid += tuple(rows(_buttons([(words.say("By my location"), DailyPage.LOCATION)]), 1))
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
    grid = (*rows(_buttons(cities), 3), *rows(_buttons(turns), 2))
    return Message(lines, (*grid, *_back(DailyPage.ZONES, words)))


def languages(words: Wording) -> Message:
    """The languages that the post can be in."""
    names = [(_own_name(tag), ChangePostLanguage(tag)) for tag in LANGUAGES]
    lines = (line(bold(words.say("Which language?"))),)
    return Message(lines, (*rows(_buttons(names), 1), *_back(DailyPage.SETTINGS, words)))


def which_zone(wishes: Iterable[Subscribe], words: Wording) -> Message:
    """Asks which of several zones was meant."""
    offers = [(words.zone(wish.zone), wish) for wish in wishes]
    return Message((line(words.say("Which time zone do you mean?")),), rows(_buttons(offers), 2))


def misunderstood(unread: str, wishes: Iterable[Subscribe], words: Wording) -> Message:
    """Says what could not be read as an hour or a zone, with examples and what is nearest to it."""
    said = words.say(
        "“{unread}” is no hour and no place that I know. Write it like these:",
        unread=shorten(unread, _SHOWN),
    )
    examples = ["/subscribe 7:30", words.say("/subscribe 19:00 Paris")]
    offers = [(f"{wish.at:%H:%M} ({words.zone(wish.zone)})", wish) for wish in wishes]
    return Message((line(said), *map(line, examples)), rows(_buttons(offers), 1))


def unsubscribed(held: Subscription, words: Wording) -> Message:
    """Says that no more posts come, with a way back to just what was."""
    lines = (line(bold(words.say("No more daily posts come here."))),)
    again = Subscribe(held.at, held.zone, held.language, held.only_exact, held.is_silent)
    button = (words.say("Subscribe again"), again)
    return Message(lines, rows(_buttons([button]), 1))


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
    return Message(
        (line(text),), rows([_offer(Subscribe(FIRST_AT, zone, words.language), words)], 1)
    )


def privacy(words: Wording, keeps_unanswered: bool = False, is_shared: bool = False) -> Message:
    """What is kept about a chat, and what is not.

    Args:
        keeps_unanswered: whether questions that found no answer are kept.
        is_shared: whether several programs, which know of each other, serve the chat.
    """
    kept = [
        words.say("the number that Telegram gives this chat, and the language chosen here"),
        words.say(
            "of a daily post: its topic, hour, time zone, days, sound, language, when it is due, "
            "and whether it rests because I was blocked or removed"
        ),
        words.say("of the posts of the last week: on which day one was sent here, and when"),
        words.say("a message that waits for its answer, until that has been sent"),
        _talk(words, is_shared),
    ]
    lines = [line(bold(words.say("What is kept about this chat")))]
    lines += [line("• ", text) for text in kept]
    lines += [
        line(),
        line(
            words.say(
                "No names, no messages that have their answer, no locations. A location that you "
                "send is looked up for its time zone and dropped. Nothing goes to anybody else."
            )
        ),
        line(words.say("/forget deletes all of it.")),
    ]
    if keeps_unanswered:
        text = words.say(
            "One thing is kept that belongs to no chat: the words of a question that found no "
            "answer or whose answer got a 👎, how often it was asked, and on which day last; not "
            "by whom, and nothing that looks like a number, an address or a story. It is deleted "
            "90 days later and helps to add what is missing."
        )
        lines += [line(), line(text)]
        if is_shared:
            text = words.say(
                "So that it can get a 👎, an answered question is kept for ten minutes, in a form "
                "that does not show by whom it was asked."
            )
            lines.append(line(text))
    return Message(tuple(lines))


def _talk(words: Wording, is_shared: bool) -> str:
    """Where it is known what the last questions were about."""
    if is_shared:
        return words.say(
            "for ten minutes, so that the next question can lean on the last ones: which events, "
            "dates and topics these were about, not their words, which message answered them, and "
            "how fast they came"
        )
    return words.say(
        "in memory only, never written down: what the last questions were about, "
        "so that the next one can lean on them"
    )


def forget_question(words: Wording) -> Message:
    """Asks whether everything is to be deleted."""
    text = words.say(
        "Shall I delete everything about this chat: the daily posts, the language, "
        "and what we talked about?"
    )
    buttons = [
        (words.say("Delete everything"), DailyPage.FORGET_NOW),
        (words.say("Keep it"), DailyPage.KEEP),
    ]
    return Message((line(bold(text)),), rows(_buttons(buttons), 2))


def unchanged(words: Wording) -> Message:
    """Says that nothing was done."""
    return Message((line(words.say("All stays as it is.")),))


def forgotten(words: Wording) -> Message:
    """Says that everything was deleted."""
    text = words.say("Everything about this chat is deleted. No daily post comes here any more.")
    return Message((line(text),))


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


def _offer(wish: Subscribe, words: Wording) -> Button:
    label = words.say(
        "Subscribe: {time} ({zone})", time=f"{wish.at:%H:%M}", zone=words.zone(wish.zone)
    )
    return Button(label, encode(wish) or "")


def _choices(wanted: "Iterable[tuple[str, Action, bool]]") -> list[Button]:
    """Buttons of which one is set: it stands between points and goes back, as nothing changes."""
    return _buttons(
        (f"·{label}·", DailyPage.SETTINGS) if is_set else (label, action)
        for label, action, is_set in wanted
    )


def _own_name(language: str) -> str:
    return Locale.parse(language, sep="-").get_display_name() or language


def _back(to: Action, words: Wording) -> Rows:
    return rows(_buttons([("‹ " + words.say("Back"), to)]), 1)


def _buttons(wanted: "Iterable[tuple[str, Action]]") -> list[Button]:
    return [Button(label, data) for label, action in wanted if (data := encode(action))]
