"""The prepared queries of `queries.toml`, as canned queries of Datasette."""

from __future__ import annotations

import re
import sqlite3
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from clusterwatch.features import fold
from clusterwatch.vocab import folded, phrases

_FIELDS = {"title", "description", "period", "sql"}


@cache
def canned() -> dict[str, dict[str, Any]]:
    """Return title, description, period and SQL of each query by name, in the order of the file."""
    queries = tomllib.loads(Path(__file__).with_name("queries.toml").read_text("utf-8"))
    for name, query in queries.items():
        if set(query) != _FIELDS:
            raise ValueError(f"queries.toml: {name} must have the keys {', '.join(sorted(_FIELDS))}")
    return queries


def add_functions(connection: sqlite3.Connection) -> None:
    """Add the SQL functions `fold(text)`, for queries of `posts_fts`, `folded(text)` and `names_deadline(text)`."""
    connection.create_function("fold", 1, lambda words: words and fold(str(words)), deterministic=True)
    connection.create_function("folded", 1, _folded, deterministic=True)
    connection.create_function("names_deadline", 1, _names_deadline, deterministic=True)


def _folded(text: str | None) -> str:
    return folded(text or "")


def _names_deadline(text: str | None) -> bool:
    return _deadlines().search(_folded(text)) is not None


@cache
def _deadlines() -> re.Pattern[str]:
    return re.compile(rf"\b{phrases('deadlines').pattern}")
