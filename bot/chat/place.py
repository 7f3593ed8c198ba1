"""The place a daily post goes to, and what can be done with its subscription."""

import asyncio
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from telegram import Message as TelegramMessage

from bot.answers.daily_actions import Subscribe
from bot.answers.message import Message
from bot.answers.wording import Wording
from bot.chat.context import Services
from bot.chat.sending import thread_of
from bot.daily import pages
from bot.daily.changing import next_day, subscription_for
from bot.daily.pages import Standing
from bot.daily.subscription import Subscription

_NAMED = 3
"""Topics whose posts are named when all of a chat's come again."""


@dataclass(frozen=True, slots=True)
class Place:
    """A chat and its topic, 0 for none. Each topic has a subscription of its own."""

    services: Services
    chat_id: int
    thread_id: int

    async def held(self) -> Subscription | None:
        """The subscription of this place."""
        return await (await self.services.subscriptions()).get(self.chat_id, self.thread_id)

    async def held_or_revived(self) -> Subscription | None:
        """The subscription of this place, also one that ended though nobody wished for that."""
        held = await self.held()
        if held is None and await self.revive():
            held = await self.held()
        return held

    async def revive(self) -> int:
        """Let what ended in this chat without a wish live again; how many there were."""
        subscriptions = await self.services.subscriptions()
        return await subscriptions.revive(self.chat_id, self.services.clock())

    async def put(self, wanted: Subscribe) -> Subscription | None:
        """Subscribe just so; None where the zone or the language does not exist."""
        subscription = subscription_for(self.chat_id, self.thread_id, wanted)
        return await self.save(subscription) if subscription else None

    async def save(self, subscription: Subscription) -> Subscription:
        """Keep a subscription as it is now, with its next due instant."""
        subscriptions = await self.services.subscriptions()
        return await subscriptions.put(subscription, self.services.clock())

    async def standing(self, held: Subscription) -> Standing:
        """A saved subscription with the days that its pages name."""
        today = self.services.clock().astimezone(ZoneInfo(held.zone)).date()
        knowledge = self.services.answerer.knowledge
        day = await asyncio.to_thread(next_day, held, knowledge, pages.local_day(held))
        return Standing(held, today, day, does_come=self.services.posts_come)

    async def settings(self, words: Wording) -> Message:
        """The page of what is set here, or the offer of a subscription."""
        listed = await (await self.services.subscriptions()).of_chat(self.chat_id)
        others = sum(held.thread_id != self.thread_id for held in listed)
        for held in listed:
            if held.thread_id == self.thread_id:
                standing = await self.standing(held)
                return pages.settings(replace(standing, others=others), words)
        return pages.not_subscribed(self.services.settings.timezone.key, others, words)

    async def stop(self, words: Wording) -> Message:
        """End the subscription of this place; the page that offers the way back."""
        subscriptions = await self.services.subscriptions()
        held = await subscriptions.remove(self.chat_id, self.thread_id)
        return pages.unsubscribed(held, words) if held else await self.settings(words)

    async def revived(self, words: Wording) -> Message:
        """The page that says which posts of the chat come again."""
        listed = await (await self.services.subscriptions()).of_chat(self.chat_id)
        return pages.revived([await self.standing(held) for held in listed[:_NAMED]], words)


def place_of(message: TelegramMessage, services: Services) -> Place:
    """The place that a message stands in."""
    return Place(services, message.chat_id, thread_of(message))
