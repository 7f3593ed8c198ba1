"""Pauses that end early."""

import asyncio

import pytest

from bot.pauses import is_set_within


@pytest.mark.parametrize("is_soon", [True, False])
def test_a_pause_tells_whether_what_it_waited_for_came(is_soon: bool) -> None:
    async def steps() -> bool:
        event = asyncio.Event()
        if is_soon:
            asyncio.get_running_loop().call_soon(event.set)
        return await is_set_within(event, 60 if is_soon else 0.001)

    assert asyncio.run(steps()) is is_soon
