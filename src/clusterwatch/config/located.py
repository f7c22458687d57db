"""Parsed data with the line of each key, from which the errors of sources.yaml get their lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

MAX_DEPTH = 20
Path = tuple[str | int, ...]


@dataclass(slots=True)
class Located:
    """Parsed data. `lines` maps paths to line numbers, from 1. `faults` has (line, path, sentence) for each error."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[tuple[int, Path, str]] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """Return the line of `path`, or of its nearest parent with a known line."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)
