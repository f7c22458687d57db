"""The columns that a table of posts has in every format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clusterwatch import sentences
from clusterwatch.models import FIELDS

# name → type of SQL; moments are UTC. `published` is text: no type holds a date that is known to its month only.
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
    **{field.name: "VARCHAR" for field in FIELDS},  # the known ones keep their place
    "first_seen": "TIMESTAMPTZ",
    "last_seen": "TIMESTAMPTZ",
    "last_changed": "TIMESTAMPTZ",
    "revision": "BIGINT",
    "withdrawn": "TIMESTAMPTZ",
    "story": "BIGINT",
    "flags": "VARCHAR[]",
}


def cells(post: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a post by column."""
    flags = [sentences.of_problem(problem) for problem in post["flags"]]
    return {name: post[name] for name in COLUMNS} | {"flags": flags}
