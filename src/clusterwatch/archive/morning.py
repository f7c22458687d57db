"""What a reader has not seen yet: posts by when they were found, whatever their day of publication is."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from clusterwatch.archive.announcements import LATE
from clusterwatch.archive.post_lists import POSTS, ListedPost, one_per_story
from clusterwatch.archive.times import stamp

_VISITED = 4  # posts to visit per story that is requested, since copies and relays are left out
# As in `announcements`: of a month or a year, the last day counts. The index has all columns of this query, so that no
# text is read to sort the posts.
_FOUND = f"""
SELECT id, CASE WHEN published IS NULL THEN iif(is_first_read, 'earlier', 'fresh')
                WHEN published || substr('-12-31', length(published) - 3) >= date(first_seen, '-{LATE.days} day')
                THEN 'fresh'
                WHEN is_first_read THEN 'earlier' ELSE 'late' END
FROM (SELECT p.id, substr(p.published, 1, 10) AS published, p.first_seen,
             substr(p.first_seen, 1, 10) <= substr(s.first_seen, 1, 10) AS is_first_read
      FROM sources s CROSS JOIN posts p INDEXED BY posts_seen ON p.source = s.id AND p.first_seen >= :since)
ORDER BY published DESC, id DESC
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

    `late` are those that were published more than LATE before they were found, and `fresh` the others. `relayed` are
    those whose story another source had told before, of both kinds. `earlier` is the number of old and undated posts
    that a source had when it was read for the first time: they are not news. Withdrawn posts are counted, not listed.
    """

    posts: int
    earlier: int
    fresh: tuple[ListedPost, ...]
    late: tuple[ListedPost, ...]
    relayed: tuple[ListedPost, ...]


def found(conn: sqlite3.Connection, since: datetime, limit: int) -> Found:
    """Return what was found since a time, with up to `limit` posts of each kind."""
    params = {"since": stamp(since)}
    rows = conn.execute(_FOUND, params).fetchall()
    ids = {kind: [number for number, of in rows if of == kind] for kind in ("fresh", "late", "earlier")}
    listed = {
        kind: list(_listed(conn, ids[kind][: limit * _VISITED], params["since"]))
        for kind in ("fresh", "late")
    }
    relays = sorted(
        (row for rows_ in listed.values() for row in rows_ if row.pop("relay")),
        key=lambda row: (row["published"] or "", row["id"]),
        reverse=True,
    )
    known = {row["story"] for row in relays}
    new = {kind: [row for row in rows_ if row["story"] not in known] for kind, rows_ in listed.items()}
    return Found(
        posts=len(rows),
        earlier=len(ids["earlier"]),
        fresh=tuple(one_per_story(conn, new["fresh"], limit)),
        late=tuple(one_per_story(conn, new["late"], limit)),
        relayed=tuple(one_per_story(conn, relays, limit)),
    )


def _listed(conn: sqlite3.Connection, ids: Sequence[int], since: str) -> Iterable[dict[str, Any]]:
    return Database(conn).query(_LISTED, {"ids": json.dumps(ids), "since": since})
