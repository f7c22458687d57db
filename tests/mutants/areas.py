"""The areas that are tried: source files, and the tests that must notice a fault in them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

AREAS = Path(__file__).with_name("areas.toml")


@dataclass(frozen=True)
class Area:
    """One table of areas.toml, with its patterns resolved to files."""

    name: str
    files: tuple[Path, ...]
    tests: tuple[str, ...]


def load_areas(path: Path, root: Path) -> dict[str, Area]:
    """Return the areas by name. A pattern that matches no file is an error."""
    with path.open("rb") as file:
        tables = tomllib.load(file)
    return {name: _area(name, table, root) for name, table in tables.items()}


def _area(name: str, table: dict[str, list[str]], root: Path) -> Area:
    left_out = {root / leaf for leaf in table.get("except", [])}
    files = [path for pattern in table["files"] for path in _matches(pattern, root)]
    for test in table["tests"]:
        _matches(test, root)
    return Area(name, tuple(path for path in files if path not in left_out), tuple(table["tests"]))


def _matches(pattern: str, root: Path) -> list[Path]:
    found = sorted(root.glob(pattern))
    if not found:
        raise FileNotFoundError(f"areas.toml: no file matches {pattern}")
    return found
