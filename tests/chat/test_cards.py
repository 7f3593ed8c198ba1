"""Cards, end to end: one look, and buttons that lead on in place."""

from pathlib import Path

import pytest

from tests.bot_api.people import Person, pressed
from tests.bot_api.server import BotApiServer
from tests.chat.conftest import running
from tests.packs import PARKS


def test_steps_lead_through_time_and_back_in_place(ann: Person) -> None:
    card = ann.ask("expo")
    first = card.text
    assert "Organization Structure Guideline approved" not in first
    assert "Mayors" in pressed(ann, card, "Before").text
    assert pressed(ann, card, "After").text == first
    assert "IDC" in pressed(ann, card, "After", "After").text
    assert len(ann.received) == 1


def test_related_events_and_the_way_back(ann: Person) -> None:
    card = ann.ask("expo")
    first = card.text
    assert "Related to “2021 Smart City Summit and Expo”" in pressed(ann, card, "Related").text
    assert "139 city leaders" in pressed(ann, card, "Mayors").text
    assert pressed(ann, card, "Related", "Back", "After").text == first


def test_the_month_of_a_card(ann: Person) -> None:
    text = pressed(ann, ann.ask("expo"), "Same month").text
    assert "March 2021: 3 events" in text


def test_the_daily_post_leaves_the_card_as_it_is(ann: Person) -> None:
    card = ann.ask("expo")
    ann.press(card, "Daily post")
    assert "No daily post comes here" in ann.hear()[0].text
    assert card.edits == 0


def test_sharing_offers_just_this_event(ann: Person) -> None:
    for question in ("expo", "narlabs"):
        card = ann.ask(question)
        share = next(b for b in card.buttons if "switch_inline_query" in b)
        results = ann.ask_inline(share["switch_inline_query"])["results"]
        assert [r["input_message_content"]["message_text"] for r in results] == [card.html]


def test_an_event_by_chance_is_always_another_one(ann: Person) -> None:
    card = ann.ask("/random")
    for _ in range(20):
        before = card.text
        assert pressed(ann, card, "Another one").text != before


def test_long_text_is_folded_and_previews_are_off(ann: Person) -> None:
    card = ann.ask("expo")
    assert "<blockquote expandable>" in card.html
    assert "is_disabled" in str(card.parameters["link_preview_options"])


def test_buttons_outlive_a_restart_and_another_knowledge(
    server: BotApiServer, tmp_path: Path
) -> None:
    ann = server.person()
    (tmp_path / "parks.yaml").write_text(PARKS, encoding="utf-8")
    with running(server, KNOWLEDGE_DIR=str(tmp_path)):
        gone, kept = ann.ask("frog counting app"), ann.ask("bamboo bench")
    long_id = "2019-05-07-a-fountain-that-many-hands-made-in-the-old-garden"
    assert 48 < len(long_id) <= 62
    new = PARKS.replace("id: frog-count", f"id: {long_id}").replace("Frog counting", "Fountain")
    (tmp_path / "parks.yaml").write_text(
        new.replace("date: 2019-11\n", "date: 2019-05-07\n"), "utf-8"
    )
    with running(server, KNOWLEDGE_DIR=str(tmp_path)):
        ann.press(gone, "Before")
        assert "another time" in ann.wait_for_edit(gone).text
        assert "Fountain" in pressed(ann, kept, "Before").text
        assert "Bench" in pressed(ann, kept, "After").text
        # An id that fits a link, though no button.
        assert "Fountain" in ann.ask(f"/start e_{long_id}").text
        link = ann.choose(ann.ask_inline("fountain")["results"][0]).buttons[0]["url"]
        start = link.partition("=")[2]
        assert len(start) <= 64
        assert "Fountain" in ann.ask(f"/start {start}").text


@pytest.mark.parametrize("kind", ["e", "a", "b", "r", "o"])
def test_a_forged_event_gets_a_kind_line(ann: Person, kind: str) -> None:
    card = ann.ask("expo")
    ann.press(card, data=f"{kind}:nothing-like-that")
    assert "another time" in ann.wait_for_edit(card).text


def test_a_step_beyond_the_last_event_gets_a_kind_line(ann: Person) -> None:
    card = ann.ask("angers")
    ann.press(card, data="a:2021-12-angers-webinar")
    assert "another time" in ann.wait_for_edit(card).text


def test_a_deep_link_shows_its_event(ann: Person) -> None:
    card = ann.ask("/start e_2021-03-smart-city-mayors-summit")
    assert "139 city leaders" in card.text
    assert "Share" in card.labels
    assert "that link" in ann.ask("/start e_nothing").text
