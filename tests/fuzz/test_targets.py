"""A small share of the hostile input, the same each time, to every target."""

import httpx
import pytest

from tests.bot_api.server import TOKEN, BotApiServer
from tests.fuzz.chance import FromBytes
from tests.fuzz.target import Finding, Tally, Target, fuzz
from tests.fuzz.targets import TARGETS

_SOME = {"packs": 150, "pages": 60, "questions": 150, "inline": 100, "updates": 200, "bodies": 150}
_FEW = 300


def _told(findings: list[Finding]) -> list[str]:
    return [f"{found.place}: {found.error}: {found.given!r}" for found in findings]


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_raises_and_every_reply_can_be_sent(name: str) -> None:
    tally = Tally()
    found = list(fuzz(TARGETS[name], range(_SOME.get(name, _FEW)), 0, tally))
    assert _told(found) == []
    assert tally.inputs == _SOME.get(name, _FEW)


@pytest.mark.parametrize(
    ("method", "given"),
    [
        ("sendMessage", {"chat_id": "{}", "text": "x"}),
        ("editMessageText", {"chat_id": "7", "message_id": "[]", "text": "x"}),
        ("answerInlineQuery", {"results": "[]"}),
    ],
)
def test_a_call_that_makes_no_sense_is_refused_and_not_left_without_an_answer(
    method: str, given: dict[str, str]
) -> None:
    with BotApiServer() as server:
        server.person()
        server.telegram.call("sendMessage", {"chat_id": "7", "text": "x"})
        answer = httpx.post(f"{server.base_url}{TOKEN}/{method}", data=given)
    assert answer.status_code == 400


def test_what_raises_is_found_and_can_be_made_again() -> None:
    def put(given: int) -> None:
        if given % 7 == 0:
            raise ValueError(given)

    target = Target("seven", lambda chance: chance.randint(1, 100), put, 1)
    found = list(fuzz(target, range(200), 5, Tally()))
    assert found
    assert all(finding.given % 7 == 0 for finding in found)
    again = list(fuzz(target, [found[0].number], found[0].seed, Tally()))
    assert again[0].given == found[0].given


def test_bytes_decide_like_chance() -> None:
    chance = FromBytes(bytes(range(1, 255)))
    assert 0 <= chance.random() < 1
    assert chance.choice("abc") in "abc"
    assert 5 <= chance.randint(5, 9) <= 9
    empty = FromBytes(b"")
    assert (empty.random(), empty.randint(3, 8), empty.choice("xyz")) == (0, 3, "x")
