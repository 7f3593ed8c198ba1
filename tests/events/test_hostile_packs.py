"""Packs that mean harm: what hides, what is too large and what nests is refused with its line."""

import pytest

from bot.events.faults import Fault
from bot.events.knowledge import Knowledge, read_draft
from bot.events.yaml_nodes import MOST_FAULTS
from tests.packs import PARKS, vocabulary

_TITLE = "en: Rose garden opened,"


def read(content: str | bytes) -> tuple[Knowledge, list[Fault]]:
    raw = content if isinstance(content, bytes) else content.encode()
    return read_draft(raw, "pack.yaml", vocabulary())


def entitled(title: str) -> str:
    """The pack with another title, as YAML's double quotes have it."""
    return PARKS.replace(_TITLE, f'en: "{title}",')


@pytest.mark.parametrize(
    ("sign", "told"),
    [
        ("\\u202e", "U+202E"),
        ("\\u2066", "U+2066"),
        ("\\0", "U+0000"),
        ("\\e", "U+001B"),
        ("\\U000e0041", "U+E0041"),
    ],
)
def test_a_sign_that_hides_or_turns_a_text_is_refused_with_its_line(sign: str, told: str) -> None:
    _, faults = read(entitled(f"Rose {sign}garden"))
    assert [str(fault) for fault in faults] == [
        f"pack.yaml:6: 'title' in en holds a hidden sign ({told}); remove it"
    ]


def test_a_sign_without_width_is_dropped() -> None:
    knowledge, faults = read(entitled("\\ufeffRose gar\\u00adden\\u200b opened"))
    assert faults == []
    assert knowledge.by_id.get("rose-garden", knowledge.by_key["rose-garden"]).title["en"] == (
        "Rose garden opened"
    )


def test_markup_is_a_text_like_any_other() -> None:
    knowledge, faults = read(entitled("<b onclick='x'>Roses</b> &amp; <script>"))
    assert faults == []
    title = knowledge.by_key["rose-garden"].title["en"]
    assert title == "<b onclick='x'>Roses</b> &amp; <script>"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (PARKS.replace("Won for a bench of bamboo.", "word " * 2_000_000), 22),
        (PARKS.replace("以竹製座椅獲獎。", "花" * 3_300_000), 22),
        (PARKS.replace("[bench, bamboo]", f"[{'x' * 10_000_000}]"), 23),
        (PARKS.replace("2018-11\n", "9" * 1_000_000 + "\n"), 13),
        (PARKS.replace("category: award", "category: " + "x" * 1_000_000, 1), 14),
        ("[" * 10_000_000, 1),
        ("- " * 3_000_000, 1),
        ("? " * 3_000_000, 1),
        ("{a: " * 100_000, 1),
        ('a: "' + "x\n" * 3_000_000, None),
        ("\0" * 10_000_000, 1),
        ("#" * 10_000_000, 1),
        ("".join(f"k{n}: 1\n" for n in range(30_000)), None),
        ("k: 1\n" * 30_000, None),
        ("a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a]\n" for n in range(20)), None),
        (b"a: \xff\xfe" * 1_000_000, 1),
    ],
    ids=range(16),
)
def test_what_is_too_large_or_nests_is_refused_in_short_lines_and_not_too_many(
    content: str | bytes, line: int | None
) -> None:
    _, faults = read(content)
    assert 1 <= len(faults) <= MOST_FAULTS + 1
    assert line is None or faults[0].line == line
    assert max(len(str(fault)) for fault in faults) < 500
    assert all(fault.wrong and fault.mend for fault in faults)
