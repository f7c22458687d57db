"""The questions that an analyst of clusters asks: `queries.toml`, as Datasette's canned queries."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FIELDS = {"title", "description", "sql"}


@cache
def canned() -> dict[str, dict[str, Any]]:
    """Name → title, description and SQL, in the order of the file."""
    found = tomllib.loads(Path(__file__).with_name("queries.toml").read_text("utf-8"))
    for name, query in found.items():
        if set(query) != _FIELDS:
            raise ValueError(f"queries.toml: {name} must have {', '.join(sorted(_FIELDS))} and nothing else")
    return found
