"""Packs that mean harm: what hides, what is too large and what nests is refused with its line."""

from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.events.composing import MOST_NODES
from bot.events.faults import Fault
from bot.events.knowledge import BrokenKnowledge, Knowledge, load, read_draft
from bot.events.yaml_nodes import MOST_FAULTS, NodeReader
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


_SMALL = (
    "  - {id: a@, date: 2021, category: award, title: {en: a}, summary: {en: a}, "
    "keywords: {en: [a]}}\n"
)
_OF_THE_LIST = st.sampled_from(
    [
        "  - a\n",
        "  - {}\n",
        "  - []\n",
        "  - {id: a}\n",
        "  - {id: a@}\n",
        "  - {x: [[a, b], {c: d}]}\n",
        "  - - - - a\n",
        _SMALL.replace("a@", "a"),
        _SMALL.replace("award", "nothing"),
        _SMALL.replace("[a]", "a"),
        PARKS[PARKS.index("  - id") :],
    ]
)
_OF_THE_ROOT = st.sampled_from(
    ["k@: 1\n", "k: 1\n", "? [a]\n: b\n", "k@: {a: b}\n", "k@: |\n  a\n", "a@: [[], {}]\n"]
)
_HOSTILE = (
    st.tuples(st.just(PARKS), st.lists(_OF_THE_LIST, min_size=1, max_size=3))
    | st.tuples(st.just(""), st.lists(_OF_THE_ROOT, min_size=1, max_size=3))
    | st.tuples(st.just("events: [\n"), st.just(["a,\n"]))
    | st.tuples(st.just("synonyms: [\n"), st.just(["[a, b],\n"]))
    | st.tuples(st.just("events: {\n"), st.just(["a@: b,\n"]))
)


def many(pattern: str, times: int) -> str:
    """A text again and again, its @ another number each time."""
    parts = pattern.split("@")
    return "".join(str(number).join(parts) for number in range(times))


@settings(deadline=None, max_examples=10)
@example((PARKS, [PARKS[PARKS.index("  - id") :], "  - a\n", "  - a\n"]))
@given(_HOSTILE)
def test_of_a_flood_no_more_is_read_than_may_belong_to_no_event(
    shape: tuple[str, list[str]],
) -> None:
    begins, repeated = shape
    unit = "".join(repeated)
    times = (MOST_NODES + MOST_FAULTS) // unit.count("\n")
    _, faults = read(begins + many(unit, times) + "  \0")  # The end that would be told of.
    assert 1 <= len(faults) <= MOST_FAULTS + 1
    at_last = [fault.wrong for fault in faults if fault.line == faults[-1].line]
    assert any("more to come" in w or "belong to no whole event" in w for w in at_last)


def test_a_pack_of_many_whole_events_is_read_to_its_end() -> None:
    number = MOST_NODES // 19
    knowledge, faults = read(f"events:\n{many(_SMALL, number)}source: {{title: A, publisher: B}}\n")
    assert faults == []
    assert len(knowledge.events) == number
    assert {event.source.title for event in knowledge.events} == {"A"}


@pytest.mark.parametrize("broken", ["  - {id: [a}\n", "  \0", "events: {]\n", "  - 'a\n"])
def test_a_break_behind_many_whole_events_is_told_before_all_are_read(broken: str) -> None:
    heard = 0

    def hear(_: yaml.Node) -> bool:
        nonlocal heard
        heard += 1
        return True

    number = 5 * MOST_NODES // 19
    pack = f"events:\n{many(_SMALL, number)}{broken}"
    reader = NodeReader("pack.yaml")
    assert reader.compose(pack.encode(), hear) is None
    assert [fault.line - number in (2, 3) for fault in reader.faults] == [True]
    assert 0 < heard < number // 4


def test_of_a_pack_no_more_than_an_event_is_held() -> None:
    heard = []

    def hear(node: yaml.Node) -> bool:
        heard.append(node.start_mark.line)
        return True

    root = NodeReader("pack.yaml").compose(PARKS.encode(), hear)
    assert isinstance(root, yaml.MappingNode)
    assert [len(value.value) for key, value in root.value if key.value == "events"] == [1]
    assert heard == [2, 11, 17, 23]


def test_more_events_of_one_id_than_faults_are_told_are_refused(tmp_path: Path) -> None:
    source = "source: {title: A, publisher: B}\n"
    (tmp_path / "pack.yaml").write_text(
        f"{source}events:\n{_SMALL.replace('a@', 'a') * (MOST_FAULTS + 2)}"
    )
    with pytest.raises(BrokenKnowledge) as broken:
        load(tmp_path)
    assert "stands at" in broken.value.faults[0].wrong
    assert len(broken.value.faults) <= MOST_FAULTS + 1


@pytest.mark.parametrize("ended", ["\n", "\r", "\r\n", "\u2028"])
def test_thousands_of_directives_are_refused(ended: str) -> None:
    _, faults = read(ended.join(f"%TAG !a{number}! x" for number in range(50_000)))
    assert [fault.wrong for fault in faults] == ["is one line too many that begins with %"]


@pytest.mark.parametrize(
    "pack",
    [
        "a: &a [x]\nevents:\n- [*a]\n- b\n",
        "events:\n- &a [x]\n- *a\n- b\n",
        "events:\n- &a [x]\n- b\n- *a\n",
        "events:\n- [&a [x]]\n- b: [*a, c]\n- d\n",
        "events:\n- [&a [x], *a]\n- b\n",
        "events:\n- &a [x]\n- b\nsource: *a\n",
    ],
)
def test_an_alias_is_refused_wherever_its_anchor_stands(pack: str) -> None:
    _, faults = read(pack)
    assert any("alias" in fault.wrong for fault in faults), faults


def test_a_list_of_more_than_anybody_writes_is_refused() -> None:
    _, faults = read(PARKS.replace("[bench, bamboo]", f"[{'a, ' * 10_001}]"))
    assert [str(fault) for fault in faults] == [
        "pack.yaml:23: keywords has 10001 entries; write 10000 at most"
    ]
