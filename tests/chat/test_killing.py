"""A bot that is killed in the midst of questions answers all of them after its restart."""

import pytest

from tests.bot_api.server import BotApiServer
from tests.chat.kills import kill_and_restart

_HANDED_OUT_AT_ONCE = 100
"""Killed in its first second, before the database is open, the bot remembers none of these."""


@pytest.mark.parametrize("by_webhook", [False, True], ids=["polling", "webhook"])
def test_no_question_is_lost_and_few_are_answered_twice(
    database_url: str, server: BotApiServer, by_webhook: bool
) -> None:
    after = kill_and_restart(server, database_url, 150, by_webhook)
    assert after.lost == 0
    assert after.doubled <= _HANDED_OUT_AT_ONCE
