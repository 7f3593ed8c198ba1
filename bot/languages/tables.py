"""Reading tables of words: YAML, and text of a line each."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_table(path: Path) -> Any:
    """What a YAML file of this program holds."""
    return yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a safe loader


def lines_of(path: Path) -> Iterator[str]:
    """The lines of a file, but for empty ones and comments."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line and not line.isspace() and not line.startswith("#"):
            yield line
