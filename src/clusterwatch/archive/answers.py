"""What is known of one post, and how each source is."""

from __future__ import annotations

import json
from typing import Any

from sqlite_utils import Database

from clusterwatch import urls

_STATUS = """
SELECT s.id, s.name, s.url, s.enabled, s.reason, o.state, o.messages, o.new, o.failed,
       (SELECT count(*) FROM posts WHERE source = s.id) AS posts,
       (SELECT substr(max(published), 1, 10) FROM posts WHERE source = s.id) AS newest,
       (SELECT r.started FROM outcomes g JOIN runs r ON r.id = g.run
        WHERE g.source = s.id AND g.state NOT IN ('failed', 'blocked', 'dead')
        ORDER BY g.run DESC LIMIT 1) AS last_success,
       s.strategies_reason AS discovery
FROM sources s LEFT JOIN outcomes o ON o.source = s.id
     AND o.run = (SELECT max(run) FROM outcomes WHERE source = s.id)
"""


def status(db: Database, source: str | None = None) -> list[dict[str, Any]]:
    """How each source (or one) is: its row, its last run, posts, newest day, last success; in the order of the file."""
    where = "WHERE s.id = ?" if source is not None else ""
    rows = db.query(f"{_STATUS} {where} ORDER BY s.rowid", [source] if source is not None else [])
    return [{**row, "messages": json.loads(row["messages"] or "[]")} for row in rows]


def explain(db: Database, post: str) -> dict[str, Any] | None:
    """All that is known of a post, named by its id or any of its addresses; None when there is no such post."""
    number = _number(db, post)
    row = next(iter(db.query("SELECT * FROM posts WHERE id = ?", [number])), None)
    if row is None:
        return None
    evidence = db.query("SELECT * FROM evidence WHERE post = ? ORDER BY field", [number])
    url_records = (
        "SELECT url, status, first_seen, last_seen, next_check, message FROM sightings WHERE post = ?"
    )
    revisions = "SELECT * FROM revisions WHERE post = ? ORDER BY revision"
    relays = "SELECT id, source, url, published FROM posts WHERE story = ? AND id != ? ORDER BY published"
    return {
        **row,
        "flags": json.loads(row["flags"] or "[]"),
        "evidence": {e["field"]: {**e, "rejected": json.loads(e["rejected"] or "[]")} for e in evidence},
        "sightings": list(db.query(url_records, [number])),
        "revisions": list(db.query(revisions, [number])),
        "merges": list(db.query("SELECT * FROM merges WHERE post = ? ORDER BY merged", [number])),
        "relays": list(db.query(relays, [row["story"], number])),
    }


def _number(db: Database, post: str) -> int | None:
    if post.isdecimal():
        return int(post) if len(post) < 19 else None  # SQLite's integers end there
    try:
        key = urls.key(post)
    except ValueError:
        return None
    row = db.execute("SELECT post FROM sightings WHERE key = ? AND post IS NOT NULL", [key]).fetchone()
    return int(row[0]) if row else None
