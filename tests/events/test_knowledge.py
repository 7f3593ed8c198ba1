"""Loading packs: the whole schema, every fault with its line, nothing lost, never a crash."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.events.knowledge import SHIPPED, BrokenKnowledge, is_large, load

PACK = """\
source: {title: Events, publisher: Somebody}
events:
  - id: rose-garden
    date: 2024-05-04/2024-05-06
    category: launch
    title: {en: Rose garden opened}
    summary: {en: The garden opened.}
    keywords: {en: [roses, "1922"]}
    days: {2024-05-04: {en: The first visitors came.}}
    facts:
      - about: {en: [roses]}
        answer: {en: 300 roses}
"""


def faults_of(folder: Path, pack: str) -> list[str]:
    (folder / "pack.yaml").write_text(pack, encoding="utf-8")
    try:
        load(folder)
    except BrokenKnowledge as broken:
        return [f"{fault.line}: {fault.wrong}" for fault in broken.faults]
    return []


def test_a_whole_pack_has_no_fault(tmp_path: Path) -> None:
    assert faults_of(tmp_path, PACK) == []
    event = load(tmp_path).events[0]
    assert event.keywords["en"] == ("roses", "1922")
    assert event.source.publisher == "Somebody"
    assert event.facts[0].answer["en"] == "300 roses"


def test_the_shipped_knowledge_has_no_fault() -> None:
    assert load(SHIPPED).events


@pytest.mark.parametrize(
    ("written", "instead", "fault"),
    [
        ("id: rose-garden", "id: Rose Garden", "3: the id 'Rose Garden' has other signs"),
        ("2024-05-04/2024-05-06", "2024-02-30", "4: the date '2024-02-30' names a day"),
        ("category: launch", "category: party", "5: the category 'party' is not in"),
        ("category: launch", "categori: launch", "5: an event has an unknown key 'categori'"),
        ("{en: Rose garden opened}", "no", "6: 'title' is not a mapping"),
        ("{en: Rose garden opened}", "{en: no}", "6: 'title' in en is 'no', which YAML reads"),
        ("{en: Rose garden opened}", '{en: ""}', "6: 'title' in en is empty"),
        ("{en: Rose garden opened}", "{en: a, en: b}", "6: 'title' has the key 'en' twice"),
        ("{en: Rose garden opened}", "{english: a}", "6: 'title' has an unknown language"),
        ('"1922"', "1922", "8: one of 'keywords' is '1922', which YAML reads as a number"),
        ("{en: [roses, ", "{en: [[roses], ", "8: one of 'keywords' is not a text"),
        ("days: {2024-05-04", "days: {2024-06-04", "9: the day 2024-06-04 is not one of"),
        ("about: {en: [roses]}", "about: {en: []}", "11: about is an empty list"),
        ("title: {en", "title: &a {en", ""),
        ("answer: {en: 300 roses}", "answer: {en: 300 roses}\n    facts: []", "13:"),
        ("source: {title: Events, publisher: Somebody}", "", "2: the pack has no 'source'"),
        ("publisher: Somebody", "publisher: Somebody, url: ftp://x", "1: 'url' is 'ftp://x'"),
        ("    title: {en", "  title: {en", "is not valid YAML"),
    ],
)
def test_a_fault_names_its_line(tmp_path: Path, written: str, instead: str, fault: str) -> None:
    assert written in PACK
    faults = faults_of(tmp_path, PACK.replace(written, instead, 1))
    if fault:
        assert any(fault in found for found in faults), faults
    else:
        assert not faults


def test_all_faults_come_in_one_go(tmp_path: Path) -> None:
    pack = PACK.replace("2024-05-04/2024-05-06", "2024-13").replace("launch", "party")
    (tmp_path / "other.yaml").write_bytes(b"\xff\xfe broken")
    assert len(faults_of(tmp_path, pack)) >= 3


def test_an_id_may_stand_once_in_all_packs(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(PACK, encoding="utf-8")
    assert faults_of(tmp_path, PACK)[0].startswith("3: the id 'rose-garden' stands at ")


def test_an_alias_bomb_is_a_fault(tmp_path: Path) -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)
    )
    assert any("alias" in fault for fault in faults_of(tmp_path, bomb))


@pytest.mark.parametrize(
    "pack",
    ["[" * 100_000, "{a: " * 20_000, "- " * 100_000, "? " * 100_000, "source: " + "[" * 5_000]
    + ["\n".join(" " * depth + "a:" for depth in range(1_500))],
    ids=["lists", "mappings", "dashes", "keys", "under a key", "by indentation"],
)
def test_endless_nesting_is_a_fault(tmp_path: Path, pack: str) -> None:
    assert any("nested" in fault for fault in faults_of(tmp_path, pack))


def test_brackets_in_texts_are_no_nesting(tmp_path: Path) -> None:
    assert faults_of(tmp_path, PACK.replace("The garden opened.", f'"{"[" * 500}"')) == []


def test_half_a_character_is_a_fault(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, PACK.replace("{en: The garden opened.}", '{en: "a\\ud800b"}'))
    assert faults


def test_what_is_no_file_is_a_fault(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(BrokenKnowledge) as raised:
        load(tmp_path)
    assert not is_large(tmp_path)
    assert [(Path(f.file).name, f.line) for f in raised.value.faults] == [
        ("folder.yaml", 1),
        ("link.yaml", 1),
        ("pipe.yaml", 1),
    ]


def test_a_folder_without_packs_says_so(tmp_path: Path) -> None:
    with pytest.raises(BrokenKnowledge, match="holds no pack"):
        load(tmp_path)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, len(PACK) - 1), st.binary(max_size=4))
def test_no_damage_to_a_pack_makes_loading_crash(tmp_path: Path, place: int, noise: bytes) -> None:
    content = PACK.encode()
    (tmp_path / "pack.yaml").write_bytes(content[:place] + noise + content[place + 1 :])
    try:
        load(tmp_path)
    except BrokenKnowledge as broken:
        assert all(fault.line >= 1 and fault.mend for fault in broken.faults)  # noqa: PT017
