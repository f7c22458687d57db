"""What Datasette is told of the archive: titles, descriptions, facets, and what is hidden."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def tables() -> dict[str, dict[str, Any]]:
    """Table or view → title, description, columns and more, as `descriptions.toml` has them."""
    return tomllib.loads(Path(__file__).with_name("descriptions.toml").read_text("utf-8"))


def described(database: str) -> dict[str, Any]:
    """Datasette's metadata for an archive served as `database`."""
    return {
        "title": "clusterwatch",
        "description": "What Europe's industrial clusters announce.",
        "databases": {
            database: {
                "title": "Tables and questions",
                "description": "The archive as tables. Every page here is to be had as JSON or CSV as well.",
                "tables": tables(),
            }
        },
    }
