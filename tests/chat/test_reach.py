"""Whether Telegram answers is known from the calls that are made anyway, and told once."""

from collections.abc import Callable

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.chat.patience import Patience
from bot.chat.reach import CallFault, Reach
from bot.troubles import STEADY_SECONDS
from tests.conftest import Clock


@pytest.mark.parametrize(
    ("error", "fault", "is_answer"),
    [
        (lambda: RetryAfter(3), CallFault.FLOOD, True),
        (lambda: Conflict("x"), CallFault.CONFLICT, True),
        (lambda: InvalidToken(), CallFault.TOKEN, True),
        (lambda: Forbidden("x"), CallFault.FORBIDDEN, True),
        (lambda: BadRequest("x"), CallFault.BAD_REQUEST, True),
        (lambda: ChatMigrated(7), CallFault.BAD_REQUEST, True),
        (lambda: TelegramError("x"), CallFault.OTHER, True),
        (lambda: TimedOut(), CallFault.TIME_OUT, False),
        (lambda: NetworkError("Bad Gateway"), CallFault.NETWORK, False),
    ],
)
@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
def test_what_a_call_came_to_is_counted_by_kind(
    clock: Clock, error: Callable[[], TelegramError], fault: CallFault, is_answer: bool
) -> None:
    reach = Reach("example.org", clock)
    reach.failed(error())
    assert reach.faults == {fault: 1}
    assert (reach.since_answer() == 0) == is_answer


def test_an_answer_grows_old_and_a_failed_call_takes_it_away(clock: Clock) -> None:
    reach = Reach("example.org", clock)
    assert reach.since_answer() is None
    reach.answered()
    clock.now += 30
    assert reach.since_answer() == 30
    reach.failed(TimedOut())
    assert reach.since_answer() is None
    reach.answered()
    assert reach.since_answer() == 0


def _an_hour(clock: Clock, reach: Reach, *errors: TelegramError | None) -> None:
    """An hour of polls that come to this in turn, with the pauses that are made then."""
    patience, ends = Patience(reach), clock.now + 3600
    patience.succeeded()
    while clock.now < ends:
        for error in errors:
            if error is None:
                patience.succeeded()
                clock.now += 1
                continue
            clock.now += patience.pause_after(error)
            if isinstance(error, NetworkError):  # An answer that does not go out either.
                reach.failed(NetworkError("x"))


def test_an_hour_without_a_network_is_told_once_and_its_end(
    clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    reach = Reach("example.org", clock)
    _an_hour(clock, reach, NetworkError("x"), TimedOut(), NetworkError("Bad Gateway"))
    assert caplog.messages == ["Telegram cannot be reached at example.org; trying again"]
    for _ in range(10):
        clock.now += STEADY_SECONDS / 5
        reach.answered()
    assert len(caplog.messages) == 2
    assert caplog.messages[1].startswith("Telegram answers again; ")


def test_a_second_bot_on_the_token_is_told_once_and_its_end(
    clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    reach = Reach("example.org", clock)
    _an_hour(clock, reach, Conflict("terminated by other getUpdates"), None, None)
    assert caplog.messages == [
        "another bot is polling with this token; waiting for it to end",
    ]
    for _ in range(10):
        clock.now += STEADY_SECONDS / 5
        reach.answered()
    assert len(caplog.messages) == 2
    assert caplog.messages[1].startswith("no other bot polls with this token any more; ")


def test_a_call_that_telegram_takes_for_wrong_is_told_once(
    clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    patience = Patience(Reach("example.org", clock))
    pauses = [patience.pause_after(BadRequest("offset is no number")) for _ in range(9)]
    assert pauses == sorted(pauses)
    assert caplog.messages == ["Telegram answered with an error: BadRequest"]


def test_a_longest_pause_is_shorter_than_what_counts_as_steady(clock: Clock) -> None:
    patience = Patience(Reach("example.org", clock))
    patience.succeeded()
    pauses = [patience.pause_after(Conflict("x")) for _ in range(20)]
    assert max(pauses) < STEADY_SECONDS / 2
