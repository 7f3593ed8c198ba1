"""Troubles are told once, however often they happen, and once when they are over."""

import logging

import pytest

from bot.troubles import STEADY_SECONDS, Trouble
from tests.conftest import Clock

logger = logging.getLogger("bot.tests")


def test_an_hour_of_it_is_two_lines(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    trouble = Trouble(logger, "it goes on", clock)
    for _ in range(3600):
        trouble.happened("it stands still")
        clock.now += 1
    for _ in range(600):
        trouble.passed()
        clock.now += 1
    assert caplog.messages == ["it stands still", "it goes on; it was not so for 3599 s"]


def test_what_comes_and_goes_is_one_trouble(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    trouble = Trouble(logger, "it goes on", clock)
    for _ in range(1000):
        trouble.happened("it stands still")
        clock.now += STEADY_SECONDS / 2
        trouble.passed()
    assert caplog.messages == ["it stands still"]


def test_another_trouble_later_is_told_again(
    clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    trouble = Trouble(logger, "it goes on", clock)
    trouble.happened("it stands still")
    clock.now += STEADY_SECONDS
    trouble.happened("it stands still")
    assert len(caplog.messages) == 2


def test_each_kind_is_told_once_and_their_number_is_bounded(
    clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    trouble = Trouble(logger, "it goes on", clock)
    for number in range(1000):
        trouble.happened(f"it stands still {number}", str(number))
        trouble.happened(f"it stands still {number}", str(number))
    assert len(caplog.messages) == len(set(caplog.messages)) == 20


def test_nothing_is_told_where_nothing_was(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    Trouble(logger, "it goes on", clock).passed()
    assert not caplog.messages
