"""What a button or a wish makes of a subscription."""

from dataclasses import replace
from datetime import date, timedelta

from bot.answers.daily_actions import (
    Change,
    ChangeDays,
    ChangeHour,
    ChangeMinute,
    ChangePostLanguage,
    ChangeSound,
    ChangeZone,
    Subscribe,
)
from bot.daily.choosing import is_remembered_exactly
from bot.daily.subscription import Subscription
from bot.daily.wish import Wish
from bot.daily.zones import is_zone
from bot.events.knowledge import Knowledge
from bot.locales import LANGUAGES

_DAYS = 366
"""Within so many days every day of the year comes back, 29 February on its 28th."""


def changed(held: Subscription, change: Change) -> Subscription | None:
    """A subscription with one part changed; None for a zone or a language that does not exist."""
    match change:
        case ChangeHour(hour):
            return replace(held, at=held.at.replace(hour=hour))
        case ChangeMinute(minute):
            return replace(held, at=held.at.replace(minute=minute))
        case ChangeZone(zone):
            return replace(held, zone=zone) if is_zone(zone) else None
        case ChangeDays(only_exact):
            return replace(held, only_exact=only_exact)
        case ChangeSound(is_silent):
            return replace(held, is_silent=is_silent)
        case ChangePostLanguage(language):
            return replace(held, language=language) if language in LANGUAGES else None


def subscription_for(chat_id: int, thread_id: int, wanted: Subscribe) -> Subscription | None:
    """The subscription that a button asks for; None where its zone or language does not exist."""
    if not is_zone(wanted.zone) or wanted.language not in LANGUAGES:
        return None
    return Subscription(
        chat_id,
        thread_id,
        wanted.at,
        wanted.zone,
        wanted.language,
        wanted.only_exact,
        wanted.is_silent,
    )


def as_wanted(held: Subscription) -> Subscribe:
    """What a button has to ask for to have a subscription just so."""
    return Subscribe(held.at, held.zone, held.language, held.only_exact, held.is_silent)


def wished(base: Subscribe, wish: Wish) -> list[Subscribe]:
    """What is set beside what was wished for, once for every zone that may be meant."""
    at = wish.at or base.at
    return [replace(base, at=at, zone=zone) for zone in wish.zones or (base.zone,)]


def next_day(held: Subscription, knowledge: Knowledge, first: date) -> date | None:
    """The local date of the next post, `first` or later; None where no event gives one."""
    if not held.only_exact:
        return first
    if not knowledge.timeline.anniversaries:
        return None
    days = (first + timedelta(days=ahead) for ahead in range(_DAYS + 1))
    return next((day for day in days if is_remembered_exactly(knowledge, day)), None)
