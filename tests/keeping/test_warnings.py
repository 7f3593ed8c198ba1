"""Warnings: what keeps events from being found, each with its file and line."""

from pathlib import Path

import pytest

from bot.events.knowledge import SHIPPED, VOCABULARY, load
from bot.keeping.numbers import figures_in, numbers_in
from bot.keeping.warnings import warnings_of
from tests.packs import PARKS


def warnings_on(folder: Path, pack: str, vocabulary: str = "") -> list[str]:
    (folder / "pack.yaml").write_text(pack, encoding="utf-8")
    if vocabulary:
        (folder / VOCABULARY).write_text(vocabulary, encoding="utf-8")
    found = map(str, warnings_of(load(folder), folder))
    return [warning.removeprefix(f"{folder}/") for warning in found]


def test_the_shipped_knowledge_has_no_warning() -> None:
    assert warnings_of(load(SHIPPED), SHIPPED) == []


def test_a_good_pack_has_no_warning(tmp_path: Path) -> None:
    assert warnings_on(tmp_path, PARKS) == []


@pytest.mark.parametrize(
    ("written", "instead", "warning"),
    [
        (
            "id: bench-award\n    date: 2019-11-02\n    category: award\n"
            "    title: {en: Bench Design Award",
            "id: bench-award\n    date: 2018-11\n    category: award\n"
            "    title: {en: Tree Care Award",
            "pack.yaml:21: warning: 'bench-award' has the title and date of 'tree-award'",
        ),
        (
            "Won for a bench of bamboo.",
            "Won for the care of old trees.",
            "'bench-award' has the summary of 'tree-award'",
        ),
        (
            "{en: Tree Care Award, zh-Hant: 護樹獎}",
            "{en: What}",
            "pack.yaml:15: warning: the title",
        ),
        (
            ", zh-Hant: 座椅設計獎",
            "",
            "pack.yaml:21: warning: 'bench-award' has no title in zh-Hant",
        ),
        ("300 roses., zh", "301 roses., zh", "pack.yaml:7: warning: 'rose-garden' tells 301 in en"),
    ],
)
def test_a_warning_names_its_line(tmp_path: Path, written: str, instead: str, warning: str) -> None:
    assert written in PARKS
    found = warnings_on(tmp_path, PARKS.replace(written, instead, 1))
    assert any(warning in line for line in found), found


def test_a_keyword_of_most_events_is_named(tmp_path: Path) -> None:
    pack = PARKS
    for title in ("Rose garden opened", "Tree Care Award", "Bench Design Award"):
        pack = pack.replace(title, f"{title} of the city")
    found = warnings_on(tmp_path, pack.replace("[roses, flowers]", "[roses, city]"))
    assert any("pack.yaml:8: warning: the keyword 'city' fits 3 of 5 events" in w for w in found)


def test_a_pack_of_one_language_is_told_once(tmp_path: Path) -> None:
    pack = PARKS
    while ", zh-Hant: " in pack:
        start = pack.index(", zh-Hant: ")
        pack = pack[:start] + pack[pack.index("}", start) :]
    assert warnings_on(tmp_path, pack) == [
        "pack.yaml:3: warning: no event has a title in zh-Hant; add zh-Hant where people ask in it"
    ]


def test_synonyms_stand_in_one_list(tmp_path: Path) -> None:
    shipped = (SHIPPED / VOCABULARY).read_text(encoding="utf-8").split("synonyms:")[0]
    lists = "synonyms:\n  - [rose, bloom]\n  - [bloom, flower]\n  - [flower, rose]\n"
    found = warnings_on(tmp_path, PARKS, shipped + lists)
    first = len(shipped.splitlines()) + 2
    assert found[0].startswith(
        f"vocabulary.yaml:{first + 1}: warning: the synonym 'bloom' stands in the list of line "
    )
    assert any("'rose' closes a circle of lists" in warning for warning in found)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("251 vendors", "251家廠商"),
        ("two projects won in 2021", "兩項計畫於110年獲獎"),
        ("150,000 visitors", "15萬人次"),
        ("620 million dollars", "6億2,000萬元"),
        ("76,000 visitors", "7萬6,000人次"),
        ("1.5 million clicks on 16 March", "3月16日有150萬次點閱"),
        ("COVID-19 dashboard", "疫情儀表板"),
        ("thirty-five cities", "三十五座城市"),
        ("doors open at 10:30", "上午十點半開門"),
    ],
)
def test_numbers_are_the_same_in_both_languages(english: str, chinese: str) -> None:
    assert figures_in(english) <= numbers_in(chinese, "zh-Hant")
    assert figures_in(chinese) <= numbers_in(english, "en")
