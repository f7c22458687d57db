"""Posts in lists of the pages, with the sources that relayed their stories."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from clusterwatch.models import Precision

POSTS = """
SELECT p.id, p.source, s.name, s.country, p.title, p.published, p.precision, p.language, p.withdrawn,
       p.story
FROM posts p JOIN sources s ON s.id = p.source
"""


@dataclass(frozen=True, slots=True)
class ListedPost:
    """A post in a list.

    `withdrawn` is when its page was found to be gone. `relays` are the names of the other sources that published
    the same story.
    """

    id: int
    source: str
    name: str
    country: str | None
    title: str | None
    published: str | None
    precision: Precision | None
    language: str | None
    withdrawn: str | None = None
    relays: tuple[str, ...] = ()


def with_relays(conn: sqlite3.Connection, rows: Iterable[dict[str, Any]]) -> list[ListedPost]:
    """Return the rows as listed posts, each with the sources that relayed its story."""
    sql = (
        "SELECT s.name FROM posts p JOIN sources s ON s.id = p.source WHERE p.story = ? AND p.source != ? "
        "ORDER BY p.published IS NULL, p.published, p.id"
    )
    out = []
    for row in rows:
        story = row.pop("story")
        relays = tuple(dict.fromkeys(r[0] for r in conn.execute(sql, [story, row["source"]])))
        out.append(ListedPost(**row, relays=relays))
    return out


def one_per_story(conn: sqlite3.Connection, rows: Iterable[dict[str, Any]], limit: int) -> list[ListedPost]:
    """Return the first row of each story as a listed post, at most `limit`.

    A post whose story was not looked for yet counts as one of its own.
    """
    firsts: dict[int, dict[str, Any]] = {}
    for row in rows:
        story = row["story"] or -row["id"]
        if story not in firsts and len(firsts) < limit:
            firsts[story] = row
    return with_relays(conn, firsts.values())
