"""What a reader has not seen yet: posts by when they were found, whatever their day of publication is."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from clusterwatch.archive.browsing import POSTS, ListedPost, with_relays
from clusterwatch.archive.times import stamp

LATE = timedelta(days=7)  # a post that is found later than this after its publication is a late find
_VISITED = 4  # posts to visit per story that is requested, since copies and relays are left out
# The index has all columns of this query, so that no text is read to sort the posts.
_FOUND = """
SELECT p.id, CASE WHEN p.published IS NULL OR p.published >= substr(:late, 1, length(p.published)) THEN 'fresh'
                  WHEN substr(p.first_seen, 1, 10) <= substr(s.first_seen, 1, 10) THEN 'earlier' ELSE 'late' END
FROM sources s CROSS JOIN posts p INDEXED BY posts_seen ON p.source = s.id AND p.first_seen >= :since
ORDER BY p.published DESC, p.id DESC
"""
_LISTED = f"""
SELECT n.*, EXISTS (
    SELECT 1 FROM posts o WHERE o.story = n.story AND o.source != n.source AND o.first_seen < :since) AS relay
FROM ({POSTS} WHERE p.id IN (SELECT value FROM json_each(:ids)) AND p.withdrawn IS NULL) n
ORDER BY n.published DESC, n.id DESC
"""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found since a time: one post per story, the newest first, and how many posts there are in all.

    `fresh` are posts of the week before that time and later, and posts without a date. `late` are older. `relayed` are
    those whose story another source had told before, of both kinds. `earlier` is the number of older posts that a
    source had when it was read for the first time: they are not news. Withdrawn posts are counted, but not listed.
    """

    posts: int
    earlier: int
    fresh: tuple[ListedPost, ...]
    late: tuple[ListedPost, ...]
    relayed: tuple[ListedPost, ...]


def found(conn: sqlite3.Connection, since: datetime, limit: int) -> Found:
    """Return what was found since a time, with up to `limit` posts of each kind."""
    params = {"since": stamp(since), "late": (since - LATE).date().isoformat()}
    rows = conn.execute(_FOUND, params).fetchall()
    ids = {kind: [number for number, of in rows if of == kind] for kind in ("fresh", "late", "earlier")}
    listed = {
        kind: list(_listed(conn, ids[kind][: limit * _VISITED], params["since"]))
        for kind in ("fresh", "late")
    }
    relays = sorted(
        (row for rows_ in listed.values() for row in rows_ if row["relay"]),
        key=lambda row: (row["published"] or "", row["id"]),
        reverse=True,
    )
    known = {row["story"] for row in relays}
    new = {kind: [row for row in rows_ if row["story"] not in known] for kind, rows_ in listed.items()}
    return Found(
        posts=len(rows),
        earlier=len(ids["earlier"]),
        fresh=_stories(conn, new["fresh"], limit),
        late=_stories(conn, new["late"], limit),
        relayed=_stories(conn, relays, limit),
    )


def _listed(conn: sqlite3.Connection, ids: Sequence[int], since: str) -> Iterable[dict[str, Any]]:
    return Database(conn).query(_LISTED, {"ids": json.dumps(ids), "since": since})


def _stories(conn: sqlite3.Connection, rows: Sequence[dict[str, Any]], limit: int) -> tuple[ListedPost, ...]:
    """Return the first post of each story in `rows`. A post whose story was not looked for yet is one of its own."""
    firsts = {row["story"] or -row["id"]: row for row in reversed(rows)}
    newest = [row for row in rows if firsts[row["story"] or -row["id"]] is row][:limit]
    return tuple(with_relays(conn, ({k: v for k, v in row.items() if k != "relay"} for row in newest)))
