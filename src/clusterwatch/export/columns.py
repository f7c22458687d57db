"""The columns of a table of posts, and of those of what the posts say. They are the same in all formats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clusterwatch import sentences
from clusterwatch.models import FIELDS

# Name → SQL type. Times are UTC. `published` is text, since no type holds a date of which only the month is known.
COLUMNS = {
    "id": "BIGINT",
    "source": "VARCHAR",
    "source_name": "VARCHAR",
    "kind": "VARCHAR",
    "country": "VARCHAR",
    "region": "VARCHAR",
    "url": "VARCHAR",
    "title": "VARCHAR",
    "published": "VARCHAR",
    "day": "DATE",
    "published_utc": "TIMESTAMPTZ",
    "precision": "VARCHAR",
    "language": "VARCHAR",
    **{field.name: "VARCHAR" for field in FIELDS},  # those listed above keep their position
    "first_seen": "TIMESTAMPTZ",
    "last_seen": "TIMESTAMPTZ",
    "last_changed": "TIMESTAMPTZ",
    "revision": "BIGINT",
    "withdrawn": "TIMESTAMPTZ",
    "story": "BIGINT",
    "flags": "VARCHAR[]",
    "post_kind": "VARCHAR",  # `kind` is that of the source
    "kind_confidence": "DOUBLE",
    "body_html": "VARCHAR",
}

_OF_POST = {"post": "BIGINT", "source": "VARCHAR", "url": "VARCHAR", "title": "VARCHAR"}
_SPAN = {"raw": "VARCHAR", "paragraph": "BIGINT", "position": "BIGINT", "method": "VARCHAR"}
# The tables of what posts say and link to, as in docs/archive.md. `start` and `end` are text, since they may be months
# or years.
TABLES: Mapping[str, Mapping[str, str]] = {
    "days": {
        **_OF_POST,
        "number": "BIGINT",
        **dict.fromkeys(("kind", "start", "end", "time", "zone", "of", "place"), "VARCHAR"),
        **_SPAN,
        "assumed": "VARCHAR",
        "superseded": "BOOLEAN",
        "until": "DATE",
        "end_time": "VARCHAR",
    },
    "mentions": {
        **_OF_POST,
        "number": "BIGINT",
        **dict.fromkeys(("kind", "id", "name"), "VARCHAR"),
        **_SPAN,
        "value": "DOUBLE",
        "currency": "VARCHAR",
    },
    "moved_days": {
        **_OF_POST,
        **dict.fromkeys(("kind", "before", "after"), "VARCHAR"),
        "seen": "TIMESTAMPTZ",
        "stated": "BOOLEAN",
    },
    "links": {**_OF_POST, **dict.fromkeys(("link", "text", "kind", "host", "to_source"), "VARCHAR")},
}


def row_of(columns: Mapping[str, str], row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a row of TABLES by column."""
    return {name: bool(row[name]) if kind == "BOOLEAN" else row[name] for name, kind in columns.items()}


def cells(post: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a post by column. Flags become sentences."""
    flags = [sentences.of_problem(problem) for problem in post["flags"]]
    return {name: post[name] for name in COLUMNS} | {"flags": flags}
