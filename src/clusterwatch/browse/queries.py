"""The prepared queries of `queries.toml`, as canned queries of Datasette."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FIELDS = {"title", "description", "sql"}


@cache
def canned() -> dict[str, dict[str, Any]]:
    """Return title, description and SQL of each query by name, in the order of the file."""
    queries = tomllib.loads(Path(__file__).with_name("queries.toml").read_text("utf-8"))
    for name, query in queries.items():
        if set(query) != _FIELDS:
            raise ValueError(f"queries.toml: {name} must have the keys {', '.join(sorted(_FIELDS))}")
    return queries
