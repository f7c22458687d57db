"""The columns of a table of posts. They are the same in all formats."""

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
}


def cells(post: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a post by column. Flags become sentences."""
    flags = [sentences.of_problem(problem) for problem in post["flags"]]
    return {name: post[name] for name in COLUMNS} | {"flags": flags}
