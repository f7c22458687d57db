"""The metadata of the archive for Datasette: titles, descriptions, facets and hidden tables."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def tables() -> dict[str, dict[str, Any]]:
    """Return the contents of `descriptions.toml`: title, description, columns and more by table or view."""
    return tomllib.loads(Path(__file__).with_name("descriptions.toml").read_text("utf-8"))


def described(database: str) -> dict[str, Any]:
    """Return the metadata of an archive that is served under the name `database`."""
    return {
        "title": "clusterwatch",
        "description": "Announcements of Europe's industrial clusters.",
        "databases": {
            database: {
                "title": "Tables and queries",
                "description": "The tables of the archive. All of them are also available as JSON and CSV.",
                "tables": tables(),
            }
        },
    }
