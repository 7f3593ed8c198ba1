"""Forged buttons, deep links and the words behind /subscribe: read, refused, never believed."""

import random
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from bot.answers.actions import Page, decode, encode, is_question
from bot.answers.daily_actions import Change, DailyAction, DailyPage, ShowRegion, Subscribe
from bot.answers.wording import wording
from bot.chat.context import Services
from bot.chat.handlers import linked
from bot.chat.pages import gone, outdated, page_of
from bot.daily import pages
from bot.daily.changing import changed, subscription_for, wished
from bot.daily.local_time import folded
from bot.daily.wish import read_wish
from bot.daily.zones import zones_like
from bot.settings import read_settings
from bot.storage.opening import Storage
from tests.evaluation.questions import question_set
from tests.fuzz.questions import check
from tests.fuzz.target import Target
from tests.fuzz.texts import damaged, noise, question

_NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
_LONGEST = 64
"""Bytes of a button's data, which a forger has to keep to as well."""
_DATA = (
    *(f"p:{page}" for page in Page),
    *(f"s1:{page}" for page in DailyPage),
    *(f"{kind}:2021-11-witsa-ehealth-award" for kind in "ebaro"),
    *("f:2021-03-smart-city-summit-expo:0", "g:zh-Hant", "g:en", "v1:+", "v1:-", "y1:2021"),
    *("l::award:0", "l:20210301-20210331::0", "l:*20210301-20210331:launch:3", "l:::999999"),
    *("s1:on:0730:01:zh-Hant:Asia/Taipei", "s1:h:23", "s1:m:59", "s1:z:Europe/Paris", "s1:d:1"),
    *("s1:q:0", "s1:l:en", "s1:r:europe:1", "xp:today", "xe:2021-12-angers-webinar", "s2:settings"),
)
_WISHES = (
    *("19:00 Europe/Paris", "7pm Paris", "half past seven", "早上七點半", "台北 晚上7點", "UTC+1"),
    *("0730", "7.30", "noon", "GMT-12:45", "24:00", "midnight new york", "下午三點三刻 東京"),
)


@cache
def services() -> Services:
    """A running bot's services, over the shipped knowledge."""
    settings = replace(
        read_settings(),
        knowledge_dir=question_set("doit").directory,
        timezone=ZoneInfo("Asia/Taipei"),
        database_url="sqlite://",
        keep_unanswered=True,
    )
    answerer = question_set("doit").answerer
    return Services(answerer, settings, lambda: _NOW, Storage(settings.database_url))


def make_data(chance: random.Random) -> str:
    """A button's data, forged or of another version."""
    text = damaged(chance.choice(_DATA), chance, _DATA) if chance.random() < 0.9 else noise(chance)
    return text.encode("utf-8", "replace")[:_LONGEST].decode("utf-8", "ignore")


def put_data(data: str) -> None:
    """What is read is what would be written, and leads to a page or to a kind line."""
    action, words = decode(data), wording("en")
    is_question(data)
    if action is None:
        check(outdated(words))
        return
    assert decode(encode(action) or data) == action
    if isinstance(action, DailyAction):
        _put_daily(action)
        return
    check(page_of(action, services(), words) or outdated(words))


def _put_daily(action: DailyAction) -> None:
    held = subscription_for(1, 0, Subscribe(pages.FIRST_AT, "Asia/Taipei", "en"))
    assert held
    if isinstance(action, Subscribe):
        subscription_for(1, 0, action)
    elif isinstance(action, ShowRegion):
        shown = pages.region(action.key, action.page, wording("en"))
        check(shown or outdated(wording("en")))
    elif isinstance(action, Change):
        changed(held, action)


def make_link(chance: random.Random) -> str:
    """What stands behind /start."""
    text = chance.choice(("e_2021-11-witsa-ehealth-award", "daily", "today", "e_", "help", "e_x"))
    return (
        damaged(text, chance, ("e_", "daily", "p:today"))
        if chance.random() < 0.9
        else noise(chance)
    )


def put_link(payload: str) -> None:
    """It opens a page, or is an old one."""
    action = linked(payload)
    if action:
        check(page_of(action, services(), wording("zh-Hant")) or gone(wording("zh-Hant")))


def make_wish(chance: random.Random) -> str:
    """What stands behind /subscribe."""
    if chance.random() < 0.1:
        return question(chance)
    return damaged(chance.choice(_WISHES), chance, _WISHES)


def put_wish(typed: str) -> None:
    """It is a wish, or said to be misunderstood."""
    wish, words = read_wish(typed), wording("en")
    base = Subscribe(pages.FIRST_AT, "Asia/Taipei", "en")
    if wish.unread:
        near = zones_like(folded(wish.unread))
        offers = [w for zone in near for w in wished(base, type(wish)(wish.at, (zone,)))]
        check(pages.misunderstood(wish.unread, offers, words))
        return
    wanted = wished(base, wish)
    assert all(subscription_for(1, 0, one) for one in wanted)
    if len(wanted) > 1:
        check(pages.which_zone(wanted, words))


BUTTONS = Target("buttons", make_data, put_data, 300_000)
LINKS = Target("links", make_link, put_link, 150_000)
WISHES = Target("wishes", make_wish, put_wish, 150_000)
