"""How the code is laid out: rooms import downwards only, and the README names what exists."""

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = (
    "languages locales events questions matching answers cache pictures daily storage web chat "
    "keeping"
).split()
"""From the lowest up; none imports one that stands after it."""
PURE = ("languages", "events", "questions", "matching", "answers", "pictures")
_IMPURE = frozenset({"asyncio", "socket", "sqlalchemy", "aiohttp", "telegram", "starlette"})
_MOST_LINES = 400


def sources(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_none_above_it(room: str) -> None:
    above = {f"bot.{other}" for other in ROOMS[ROOMS.index(room) + 1 :]}
    for path in sources(f"bot/{room}"):
        wrong = {name for name in imported(path) if ".".join(name.split(".")[:2]) in above}
        assert not wrong, path


def test_every_room_has_its_place() -> None:
    assert {path.parent.name for path in (ROOT / "bot").glob("*/__init__.py")} == set(ROOMS)


def test_only_the_chat_knows_telegram_and_pure_rooms_know_no_network_and_no_database() -> None:
    for path in sources("bot"):
        tops = {name.partition(".")[0] for name in imported(path)}
        room = path.relative_to(ROOT / "bot").parts[0]
        assert room == "chat" or "telegram" not in tops, path
        assert room not in PURE or not tops & _IMPURE, path


def test_no_file_is_too_long_to_be_read_at_once() -> None:
    long = [
        p for p in sources("bot", "tests") if len(p.read_text("utf-8").splitlines()) > _MOST_LINES
    ]
    assert long == []


def test_every_path_that_the_readme_names_exists() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:bot|tests|knowledge|deploy)/[\w./*-]+)`", text)
    assert len(named) > 30
    made = {"knowledge/events-2024.yaml"}
    lacking = [path for path in named if path not in made and not list(ROOT.glob(path))]
    assert lacking == []


def test_every_room_stands_in_the_readmes_drawing() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    drawing = text.partition("## How it works")[2].split("```")[1]
    assert [room for room in ROOMS if f"{room}/" not in drawing] == []


@pytest.mark.parametrize(
    ("group", "folders"), [("", ("bot",)), ("test", ("tests", "bot", ".ci"))], ids=["run", "test"]
)
def test_every_package_that_is_asked_for_is_used(group: str, folders: tuple[str, ...]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["optional-dependencies"][group] if group else project["dependencies"]
    files = [path for folder in folders for path in (ROOT / folder).rglob("*")]
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for path in files
        if path.suffix in (".py", "")
        if path.is_file()
    )
    modules: dict[str, list[str]] = {}
    for module, packages in packages_distributions().items():
        for package in packages:
            modules.setdefault(_plain(package), []).append(module)
    for requirement in wanted:
        name = _plain(re.split(r"[\[<>=!~; ]", requirement)[0])
        name = name.removeprefix("types-").removesuffix("-bin")
        known = [*modules.get(name, ()), name, name.replace("-", "_")]
        assert any(re.search(rf"\b{re.escape(module)}", text) for module in known), requirement


def _plain(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()
