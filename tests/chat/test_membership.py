"""The bot put out of a chat and let in again, and groups that become supergroups."""

from tests.bot_api.people import Person
from tests.chat.conftest import numbers


def test_a_block_ends_the_posts_and_start_revives_them(ann: Person) -> None:
    ann.ask("/subscribe 7:30")
    ann.change_membership("member", "kicked")
    assert "No daily post comes here" in ann.ask("/settings").text
    greeting = ann.ask("/start")
    assert "The daily post comes again." in greeting.text
    assert "07:30" in greeting.text
    assert "Hour: 07:30" in ann.ask("/settings").text


def test_an_unblocked_bot_posts_again_and_start_says_when(ann: Person) -> None:
    ann.ask("/subscribe 7:30")
    ann.change_membership("member", "kicked")
    ann.change_membership("kicked", "member")
    assert "every day at 07:30" in ann.ask("/start").text


def test_subscribing_again_after_a_block_finds_what_was(ann: Person) -> None:
    ann.ask("/subscribe 7:30 Paris")
    ann.change_membership("member", "kicked")
    assert "07:30 (Paris)" in ann.ask("/subscribe").text


def test_start_does_not_revive_what_was_ended_by_choice(ann: Person) -> None:
    ann.ask("/subscribe 7:30")
    ann.ask("/unsubscribe")
    assert "07:30" not in ann.ask("/start").text


def test_a_group_that_lets_the_bot_in_again_is_told(keeper: Person) -> None:
    keeper.ask("/subscribe 7:30")
    keeper.change_membership("member", "left")
    keeper.change_membership("left", "member")
    told = keeper.hear()[0]
    assert "The daily post comes again." in told.text
    assert "07:30" in told.text


def test_a_group_that_becomes_a_supergroup_keeps_its_posts(keeper: Person) -> None:
    keeper.ask("/subscribe 7:30")
    moved = keeper.migrate(-next(numbers))
    assert "Hour: 07:30" in moved.ask("/settings").text
