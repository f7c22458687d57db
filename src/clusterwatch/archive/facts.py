"""The tables `days`, `mentions` and `moved_days`: what the current version of each post says."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database


def forget_facts(db: Database, post: int, last_changed: str) -> dict[str, Any]:
    """Delete the facts of the versions of a post that came after `last_changed`.

    Return the columns of `posts` to write: the facts of the restored version must be read again.
    """
    for table in ("days", "mentions"):
        db.conn.execute(f"DELETE FROM {table} WHERE post = ?", [post])
    db.conn.execute("DELETE FROM moved_days WHERE post = ? AND seen > ?", [post, last_changed])
    return {"kind": None, "kind_confidence": None, "facts_revision": 0}
