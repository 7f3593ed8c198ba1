"""Replies go before posts; none keeps posts from their rate."""

import asyncio

from bot.chat.precedence import Precedence
from bot.daily.pace import Pace

_POSTS = 40
_RATE = 200.0
_PATIENCE = 10.0
"""Fifty times what so many posts take at this rate."""


def test_a_post_waits_while_somebody_is_answered() -> None:
    async def go() -> list[str]:
        precedence, order = Precedence(), list[str]()
        pace = Pace(1.0, lambda: precedence.give_way(_PATIENCE))

        async def post() -> None:
            await pace.turn()
            order.append("post")

        async with precedence.reply():
            posting = asyncio.create_task(post())
            for _ in range(10):
                await asyncio.sleep(0)
            order.append("reply")
        await posting
        return order

    assert asyncio.run(go()) == ["reply", "post"]


def test_posts_keep_their_rate_while_a_reply_hangs() -> None:
    """Each had waited a second for it: a broadcast went out at one post a second."""

    async def go() -> None:
        precedence = Precedence()
        pace = Pace(_RATE, lambda: precedence.give_way(1 / _RATE))
        async with precedence.reply(), asyncio.timeout(_PATIENCE):
            for _ in range(_POSTS):
                await pace.turn()

    asyncio.run(go())
