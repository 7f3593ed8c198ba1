"""What was made from a large knowledge is kept, and taken only where it is whole and its own."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answers.answering import Answerer
from bot.cache import preparing
from bot.cache.preparing import prepare
from bot.cache.sections import read_sections, write_sections
from bot.events import knowledge as knowledge_module
from bot.events.knowledge import load
from tests.benchmarks import synthetic

TODAY = date(2026, 1, 1)


@pytest.fixture
def packs(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "packs"
    folder.mkdir()
    synthetic.write_packs(60, folder, each=20)
    with patch.object(knowledge_module, "_LARGE", 1):
        yield folder


def _kept(cache: Path) -> Path:
    (path,) = cache.iterdir()
    return path


def _is_taken(packs: Path, cache: Path) -> bool:
    """Whether nothing is read from the packs."""
    with patch.object(preparing, "load", side_effect=load) as reading:
        prepare(packs, cache=cache)
    return not reading.called


def test_what_is_kept_answers_as_what_is_read(packs: Path, tmp_path: Path) -> None:
    read = prepare(packs, cache=tmp_path / "cache")
    kept = prepare(packs, cache=tmp_path / "cache")
    assert list(kept.knowledge.events) == list(read.knowledge.events)
    assert dict(kept.knowledge.by_key) == dict(read.knowledge.by_key)
    questions = [
        *(asked.text for e in (0, 1) for asked in synthetic.questions(read.knowledge, 30, e)),
        *(event.title["zh-Hant"] for event in read.knowledge.events[:20]),
        *(event.title["zh-Hant"][1:].replace("館", "棺") for event in read.knowledge.events[:20]),
        "awards in May", "五月的獎項", "events in 1950", "the last exhibition", "people",
    ]  # fmt: skip
    for text in questions:
        first, second = read.ask(text, TODAY), kept.ask(text, TODAY)
        assert (first.kind, first.query) == (second.kind, second.query)
        assert [e.id for e in first.events] == [e.id for e in second.events]
        scores = [[m.score for m in a.candidates(x)] for a, x in ((read, first), (kept, second))]
        assert scores[0] == scores[1]


def test_a_changed_pack_is_read_anew(packs: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    assert not _is_taken(packs, cache)
    assert _is_taken(packs, cache)
    path = next(packs.iterdir())
    path.write_text(path.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    assert not _is_taken(packs, cache)
    assert _is_taken(packs, cache)


@pytest.mark.parametrize("damage", [b"", b"\x80\x04K\x01.", b"annals cache\n", b"\0" * 1000])
def test_a_foreign_file_is_written_anew(packs: Path, tmp_path: Path, damage: bytes) -> None:
    cache = tmp_path / "cache"
    prepare(packs, cache=cache)
    _kept(cache).write_bytes(damage)
    assert not _is_taken(packs, cache)
    assert _is_taken(packs, cache)


def test_a_small_knowledge_is_not_kept(packs: Path, tmp_path: Path) -> None:
    with patch.object(knowledge_module, "_LARGE", 1_000_000):
        prepare(packs, cache=tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_a_folder_that_takes_nothing_does_not_hinder(packs: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    assert isinstance(prepare(packs, cache=tmp_path / "cache"), Answerer)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_damage_is_taken_for_a_whole_file(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "file"
    sections: dict[str, bytes | memoryview] = {"a": b"first", "b": b"", "c": b"third"}
    write_sections(path, "packs", sections)
    whole = path.read_bytes()
    assert read_sections(path, "packs") == sections
    assert read_sections(path, "others") is None
    at = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        path.write_bytes(whole[:at])
    else:
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :])
    assert read_sections(path, "packs") is None
    assert [file.name for file in tmp_path.iterdir()] == ["file"]
