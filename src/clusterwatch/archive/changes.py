"""What each run changed: for every post, how it was before the run changed it first. `undo` reads it.

A run that only sees a post again changes nothing. The texts that a run replaced are in `revisions`, with their
evidence, so that they are not stored here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlite_utils import Database

from clusterwatch import urls
from clusterwatch.archive.url_records import COLUMNS

MERGE = ("post", "into_post", "reason", "merged", "undone")
POST = ("url", "revision", "withdrawn", "flags", "fingerprint", "last_seen", "last_changed")


def _as_object(names: Iterable[str], table: str) -> str:
    return f"json_object({', '.join(f'{name!r}, {table}.{name}' for name in names)})"


def _as_list(names: Iterable[str], table: str, where: str) -> str:
    return f"json((SELECT json_group_array({_as_object(names, table)}) FROM {table} WHERE {where}))"


# `page` is the newest stored page: those with higher numbers were stored later.
_NOTE = f"""
INSERT INTO changes (run, post, revision, before)
SELECT :run, posts.id, posts.revision, json_object(
    'post', {_as_object(POST, "posts")},
    'page', (SELECT max(rowid) FROM pages WHERE source = posts.source AND url = posts.url),
    'sightings', {_as_list(COLUMNS, "sightings", "post = posts.id")},
    'merges', {_as_list(MERGE, "merges", "post = posts.id")})
FROM posts WHERE id = :post AND NOT EXISTS (SELECT 1 FROM changes WHERE run = :run AND post = :post)
"""
# A new post may take over the records of addresses that had failed.
_NOTE_NEW = f"""
INSERT INTO changes (run, post, revision, before)
SELECT ?, ?, 1, CASE WHEN count(*) THEN json_object('sightings', json_group_array({_as_object(COLUMNS, "sightings")}))
END FROM sightings WHERE source = ? AND key IN (SELECT value FROM json_each(?)) AND post IS NULL
"""
_NOTE_BODY = """
UPDATE changes SET before = json_set(before, '$.body', (SELECT body FROM posts WHERE id = :post))
WHERE run = :run AND post = :post AND before ->> '$.post.revision' = revision AND before ->> '$.body' IS NULL
"""


class Changes:
    """The `changes` table: one row per post that a run changed.

    `run` is the run that is going on; without one, as in `reextract` and `backfill`, nothing is recorded. Each method
    is called before the change, in its transaction.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self.run: int | None = None

    def note(self, post: int | None) -> None:
        """Record how a post is, unless the run has changed it already."""
        if self.run is not None and post is not None:
            self._db.conn.execute(_NOTE, {"run": self.run, "post": post})

    def note_new(self, post: int, source: str, addresses: Iterable[str]) -> None:
        """Record that a post is new, with the records of the addresses that it takes over."""
        if self.run is not None:
            keys = json.dumps([urls.key(url) for url in addresses])
            self._db.conn.execute(_NOTE_NEW, [self.run, post, source, keys])

    def note_revision(self, post: int) -> None:
        """Record how a post is before a revision is added."""
        if self.run is not None:
            self.note(post)
            sql = "UPDATE changes SET revision = revision + 1 WHERE run = ? AND post = ?"
            self._db.conn.execute(sql, [self.run, post])

    def note_withdrawal(self, post: int) -> None:
        """Record how a post is before its page is found to be gone, unless it is withdrawn already."""
        if self.run is not None and not self._withdrawn(post):
            self.note(post)

    def note_return(self, post: int) -> None:
        """Record how a post is before its page is found to be there, if it is withdrawn."""
        if self.run is not None and self._withdrawn(post):
            self.note(post)

    def note_body(self, post: int) -> None:
        """Record how a post and its body are before boilerplate is removed. A revision has the body already."""
        if self.run is not None:
            self.note(post)
            self._db.conn.execute(_NOTE_BODY, {"run": self.run, "post": post})

    def _withdrawn(self, post: int) -> bool:
        sql = "SELECT 1 FROM posts WHERE id = ? AND withdrawn IS NOT NULL"
        return self._db.conn.execute(sql, [post]).fetchone() is not None
