"""A flood from one person: told once, and nobody else notices."""

import time

from bot.chat.bounded import Bounded
from bot.chat.floods import MESSAGES, PRESSES, Floods
from tests.bot_api.server import BotApiServer
from tests.chat.conftest import numbers


def test_a_flood_is_answered_once_and_others_notice_nothing(shared: BotApiServer) -> None:
    ann, bob = shared.person(next(numbers)), shared.person(next(numbers))
    bob.ask("expo")
    for _ in range(60):
        ann.send("expo")
    began = time.monotonic()
    assert "Expo" in bob.ask("expo").text
    assert time.monotonic() - began < 2
    heard = ann.hear(MESSAGES.at_once + 1)
    assert [("faster than I can follow" in sent.text) for sent in heard].count(True) == 1
    time.sleep(MESSAGES.at_once / 2 / MESSAGES.per_second + 2)
    assert "Expo" in ann.ask("expo").text
    assert len(ann.received) == MESSAGES.at_once + 2


def test_a_flood_of_presses_is_told_once_and_each_is_acknowledged(shared: BotApiServer) -> None:
    ann = shared.person(next(numbers))
    months = ann.ask("/month")
    presses = [ann.press(months, "March") for _ in range(60)]
    told = ann.answer_to(presses[PRESSES.at_once])
    assert "faster than I can follow" in told["text"]
    assert "Mayors" in ann.wait_for_edit(months).text
    assert shared.person(next(numbers)).ask("expo").text
    answers = [shared.telegram.answers.get(press, {}) for press in presses]
    assert sum("text" in answer for answer in answers) == 1
    ann.answer_to(presses[-1])
    assert all(press in shared.telegram.answers for press in presses)


def test_people_in_a_group_talk_as_fast_as_they_like(shared: BotApiServer) -> None:
    person = shared.person(next(numbers))
    group = shared.group(person, -next(numbers))
    for _ in range(30):
        group.send("among ourselves")
    assert "Expo" in group.ask("@annals_test_bot expo").text
    assert len(group.received) == 1


def test_what_waited_while_the_bot_was_away_is_no_flood() -> None:
    floods = Floods()
    assert all(floods.take(1, MESSAGES, 10.0 * number).passes for number in range(50))


def test_a_steady_flood_stays_held_back_and_ends_with_a_pause() -> None:
    floods = Floods()
    verdicts = [floods.take(1, MESSAGES, number / 10) for number in range(100)]
    assert sum(verdict.passes for verdict in verdicts) <= MESSAGES.at_once + 3
    assert sum(verdict.is_first for verdict in verdicts) == 1
    assert floods.take(1, MESSAGES, 15).passes
    assert floods.take(2, MESSAGES, 9.9).passes


def test_a_memory_is_bounded() -> None:
    memory: Bounded[int, int] = Bounded(3)
    for number in range(9):
        memory.put(number, number)
    assert list(memory.values()) == [6, 7, 8]
