"""Headings between events that say what these are about."""

import pytest
import yaml

from bot.events.importing.blocks import read_blocks
from bot.events.importing.habits import habits_of
from bot.events.importing.page import read_page
from bot.events.importing.themes import themes as themes_of
from tests.events.drafted import PAGES, imported


@pytest.mark.parametrize(
    ("page", "themes"),
    [
        ("animals-zh-themes.txt", ["動物收容", "動物保護", "社會教育"]),
        ("shoreline-zh-end-brackets.txt", ["漁業永續", "動物保護", "休閒農業"]),
        ("welfare-zh-brackets.txt", ["兒少福利", "長照服務", "社會福利"]),
    ],
)
def test_a_theme_above_events_is_a_heading_and_no_text_of_theirs(
    page: str, themes: list[str]
) -> None:
    pack = imported((PAGES / page).read_bytes())
    headings = [line for line in pack.splitlines() if ", heading: " in line]
    assert [line.split()[-1] for line in headings][-len(themes) :] == themes
    told = [event["summary"]["zh-Hant"] for event in yaml.safe_load(pack)["events"]]
    assert not [text for text in told if text.endswith(tuple(themes))]


_ABOVE = "{}\n\n- 3 May 2019: The pool opened.\n- 5 May 2019: The gym opened.\n\n"


@pytest.mark.parametrize(
    ("page", "themes"),
    [
        (_ABOVE.format("A. Sport") + _ABOVE.format("B. Housing"), ["A. Sport", "B. Housing"]),
        (_ABOVE.format("Sport") + _ABOVE.format("Social housing"), ["Sport", "Social housing"]),
        (_ABOVE.format("Sport"), []),
        ("- 3 May 2019: The pool:\n  (1) Slide\n  (2) Bar\n- 5 May 2019: The gym.\n", []),
        ("1. Rose show\n3 May 2019: It was held.\n2. Fair\n5 May 2019: It was held.\n", []),
        (_ABOVE.format("Sport") + _ABOVE.format("It was closed soon"), []),
    ],
)
def test_what_stands_above_dated_events_again_and_again_is_a_theme(
    page: str, themes: list[str]
) -> None:
    blocks = read_blocks(read_page(f"Annals of Larkspur\n\n{page}".encode()).lines)
    found = themes_of(blocks, habits_of(blocks))
    assert [f"{blocks[at].marker} {blocks[at].text}".strip() for at in sorted(found)] == themes
