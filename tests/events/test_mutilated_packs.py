"""Packs damaged in every way: always faults with a file and a line, never a crash, never slow."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.events.knowledge import BrokenKnowledge, load
from bot.keeping.warnings import warnings_of
from tests.packs import PARKS

_SLOW = 2000
"""Milliseconds that no damage may cost."""
_CONTENT = PARKS.encode()
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.dates()
    | st.sampled_from(["2021-02-30", "en", "zh-Hant", "*a", "&a", "!!python/object:os.system"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=6) | st.integers() | st.none(), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("packs")


def check(folder: Path, content: bytes) -> None:
    """Load as `check` does; a fault names a line of the file and how to mend it."""
    (folder / "pack.yaml").write_bytes(content)
    breaks = (b"\n", b"\r", b"\xc2\x85", b"\xe2\x80")
    lines = sum(map(content.count, breaks)) + 2
    try:
        load(folder)
    except BrokenKnowledge as broken:
        for fault in broken.faults:
            assert fault.file == str(folder / "pack.yaml")
            assert 1 <= fault.line <= lines
            assert fault.wrong
            assert fault.mend
            assert "\n" not in str(fault)


def paths(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value of a tree."""
    if not isinstance(node, (dict, list)):
        return [path]
    inner = node.items() if isinstance(node, dict) else enumerate(node)
    return [path, *(p for key, value in inner for p in paths(value, (*path, key)))]


_PATHS = paths(yaml.safe_load(PARKS))[1:]


def parent_of(tree: Any, path: tuple[Any, ...]) -> Any:
    for key in path[:-1]:
        tree = tree[key]
    return tree


anyhow = settings(
    deadline=_SLOW, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@anyhow
@given(st.lists(st.tuples(st.integers(0, len(_CONTENT)), st.binary(max_size=6)), max_size=4))
def test_damaged_bytes(folder: Path, noises: list[tuple[int, bytes]]) -> None:
    content = _CONTENT
    for place, noise in noises:
        content = content[:place] + noise + content[place + len(noise) // 2 :]
    check(folder, content)


@anyhow
@given(st.sampled_from(_PATHS), _VALUES)
def test_a_value_of_another_type(folder: Path, path: tuple[Any, ...], value: Any) -> None:
    tree = yaml.safe_load(PARKS)
    parent_of(tree, path)[path[-1]] = value
    check(folder, yaml.safe_dump(tree, allow_unicode=True).encode("utf-8", "surrogatepass"))


@anyhow
@given(st.sampled_from(_PATHS), _VALUES.filter(lambda key: not isinstance(key, (list, dict))))
def test_a_key_renamed_or_gone(folder: Path, path: tuple[Any, ...], key: Any) -> None:
    tree = yaml.safe_load(PARKS)
    parent = parent_of(tree, path)
    value = parent.pop(path[-1])
    if isinstance(parent, dict) and key is not None:
        parent[key] = value
    check(folder, yaml.safe_dump(tree, allow_unicode=True).encode("utf-8", "surrogatepass"))


_LINES = PARKS.splitlines(keepends=True)
_CHANGES = st.tuples(
    st.sampled_from(["drop", "twice", "indent", "outdent", "swap", "cut"]),
    st.integers(0, len(_LINES) - 1),
    st.integers(0, len(_LINES) - 1),
)


@anyhow
@given(st.lists(_CHANGES, min_size=1, max_size=4))
def test_a_structure_in_disorder(folder: Path, changes: list[tuple[str, int, int]]) -> None:
    lines = list(_LINES)
    for what, at, other in changes:
        line = lines[at]
        lines[at] = {
            "drop": "",
            "twice": line * 2,
            "indent": "  " + line,
            "outdent": line[2:],
            "swap": lines[other],
            "cut": line[: len(line) // 2],
        }[what]
        lines[other] = line if what == "swap" else lines[other]
    check(folder, "".join(lines).encode())


@settings(
    deadline=_SLOW, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(["title", "summary"]), st.text(min_size=1, max_size=40))
def test_no_text_makes_the_warnings_crash(folder: Path, part: str, text: str) -> None:
    tree = yaml.safe_load(PARKS)
    tree["events"][0][part]["en"] = text
    (folder / "pack.yaml").write_text(yaml.safe_dump(tree), encoding="utf-8")
    try:
        knowledge = load(folder)
    except BrokenKnowledge:
        return
    assert all(warning.line >= 1 for warning in warnings_of(knowledge, folder))
