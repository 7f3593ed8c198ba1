"""Handling updates: each once, and in order within its chat."""

import asyncio
from typing import Any

import pytest
from telegram import Update

from bot.chat.dispatching import Dispatcher


def update(number: int, chat: int = 7) -> Update:
    person = {"id": chat, "first_name": "Ann"}
    message = {
        "message_id": number,
        "date": 1,
        "chat": {**person, "type": "private"},
        "from": {**person, "is_bot": False},
        "text": "expo",
    }
    return Update.de_json({"update_id": number, "message": message}, None)


async def _handled(began: list[int], **more: Any) -> list[int]:
    """In what order updates of one chat are handled that begin in this one."""
    handled: list[int] = []

    async def handle(one: Update) -> None:
        await asyncio.sleep(0.01 / one.update_id)
        handled.append(one.update_id)

    dispatcher = Dispatcher(handle, **more)
    for number in began:
        dispatcher.begin(update(number))
        await asyncio.sleep(0)
    await dispatcher.drain()
    return handled


@pytest.mark.parametrize("began", [[1, 2, 3], [1, 1, 2], [5, 9, 12]])
def test_updates_of_a_chat_are_handled_in_order_and_once(began: list[int]) -> None:
    assert asyncio.run(_handled(began)) == sorted(set(began))


def test_one_left_by_a_dead_replica_goes_before_those_that_still_wait() -> None:
    prepared: list[int] = []

    async def prepare(one: Update) -> None:
        prepared.append(one.update_id)
        await asyncio.sleep(0.02)

    assert asyncio.run(_handled([2, 3, 1], prepare=prepare)) == [1, 2, 3]
    assert prepared == [2, 1, 2, 3], "what came before is read anew once it has come"


def test_what_is_being_handled_is_not_overtaken() -> None:
    async def run() -> list[int]:
        handled: list[int] = []

        async def handle(one: Update) -> None:
            handled.append(one.update_id)
            await asyncio.sleep(0.02)
            handled.append(one.update_id)

        dispatcher = Dispatcher(handle)
        dispatcher.begin(update(2))
        await asyncio.sleep(0.01)
        dispatcher.begin(update(1))
        await dispatcher.drain()
        return handled

    assert asyncio.run(run()) == [2, 2, 1, 1]


def test_chats_do_not_wait_for_each_other() -> None:
    async def run() -> list[int]:
        handled: list[int] = []

        async def handle(one: Update) -> None:
            await asyncio.sleep(0.05 if one.update_id == 1 else 0)
            handled.append(one.update_id)

        dispatcher = Dispatcher(handle)
        for number in (1, 2, 3):
            dispatcher.begin(update(number, chat=number))
        await dispatcher.drain()
        return handled

    assert asyncio.run(run()) == [2, 3, 1]
