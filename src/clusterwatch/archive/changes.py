"""What each run changed: for every post, how it was before the run changed it first. `undo` reads it.

A run that only sees a post again changes nothing. The texts that a run replaced are in `revisions`, with their
evidence, so that they are not stored here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlite_utils import Database

from clusterwatch import urls
from clusterwatch.archive.links import COLUMNS as LINK
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
# A post that the run found has no earlier HTML.
_NOTE_MARKUP = f"""
UPDATE changes SET before = json_set(before, '$.markup', json_object(
    'body_html', (SELECT body_html FROM posts WHERE id = :post),
    'links', json((SELECT json_group_array(json(link)) FROM (
        SELECT json_array({", ".join(LINK)}) AS link FROM links WHERE post = :post ORDER BY rowid)))))
WHERE run = :run AND post = :post AND before ->> '$.post' IS NOT NULL AND before ->> '$.markup' IS NULL
"""

_SPAN = """
SELECT started, coalesce(ended, (SELECT min(started) FROM runs n WHERE n.id > runs.id), '9') FROM runs WHERE id = ?
"""
_OF_RUN = (
    "p.source IN (SELECT source FROM outcomes WHERE run = :run AND {count} > 0) AND {time} BETWEEN :started AND :ended "
    "AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.run = :run AND u.source = p.source)"
)
_NEW_BY_TIMES = f"""
INSERT INTO changes (run, post, revision) SELECT :run, p.id, 1 FROM posts p
WHERE {_OF_RUN.format(count="new", time="p.first_seen")}
"""
_EDITED_BY_TIMES = f"""
SELECT p.id, min(r.revision), count(*), min(r.seen) FROM revisions r JOIN posts p ON p.id = r.post
WHERE r.cause = 'edit' AND {_OF_RUN.format(count="changed", time="r.replaced")} GROUP BY p.id
"""
_GONE_BY_TIMES = f"""
SELECT p.id FROM posts p WHERE {_OF_RUN.format(count="gone", time="p.withdrawn")}
AND NOT EXISTS (SELECT 1 FROM merges m WHERE m.post = p.id AND m.undone IS NULL)
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

    def has_returned(self, post: int, since: str) -> bool:
        """Return whether a post was withdrawn and returned in a run that began since then."""
        sql = (
            "SELECT 1 FROM changes c JOIN runs r ON r.id = c.run WHERE c.post = ? AND r.started >= ? "
            "AND c.before ->> '$.post.withdrawn' IS NOT NULL LIMIT 1"
        )
        return self._db.conn.execute(sql, [post, since]).fetchone() is not None

    def note_body(self, post: int) -> None:
        """Record how a post and its body are before boilerplate is removed. A revision has the body already."""
        if self.run is not None:
            self.note_markup(post)
            self._db.conn.execute(_NOTE_BODY, {"run": self.run, "post": post})

    def note_markup(self, post: int) -> None:
        """Record how a post, its HTML and its links are before these change."""
        if self.run is not None:
            self.note(post)
            self._db.conn.execute(_NOTE_MARKUP, {"run": self.run, "post": post})

    def record_by_times(self, run: int) -> None:
        """Record what a run of an earlier version changed, or one of a merged archive, as far as its times tell.

        These are the new, edited and withdrawn posts of the sources of the run. Their addresses are taken to have been
        as they are now. Does nothing if the changes of the run are recorded.
        """
        if self._db.conn.execute("SELECT 1 FROM changes WHERE run = ?", [run]).fetchone():
            return
        span = dict(zip(("started", "ended"), self._db.conn.execute(_SPAN, [run]).fetchone(), strict=True))
        of_run = {"run": run, **span}
        self._db.conn.execute(_NEW_BY_TIMES, of_run)
        found: dict[int, dict[str, Any]] = {}
        for post, revision, count, seen in self._db.conn.execute(_EDITED_BY_TIMES, of_run).fetchall():
            found[post] = {"revision": revision, "last_changed": seen, "count": count}
        for (post,) in self._db.conn.execute(_GONE_BY_TIMES, of_run).fetchall():
            found.setdefault(post, {"count": 0})["withdrawn"] = None
        for post, former in found.items():
            self._db.conn.execute(_NOTE, {"run": run, "post": post})
            self._note_former(run, post, former, span["started"])

    def _note_former(self, run: int, post: int, former: Mapping[str, Any], started: str) -> None:
        """Change the record of a post that was made just now to what times tell of it."""
        sql = "SELECT before FROM changes WHERE run = ? AND post = ?"
        before = json.loads(self._db.conn.execute(sql, [run, post]).fetchone()[0] or "{}")
        if "post" not in before:  # the post is new
            return
        before["post"] |= {name: value for name, value in former.items() if name in POST}
        if "withdrawn" in former:
            for row in before["sightings"]:
                if row["status"] == "gone":
                    row.update(status="post", tries=0, problem=None)
        pages = "SELECT max(rowid) FROM pages WHERE source = ? AND url = ? AND fetched < ?"
        source = self._db.conn.execute("SELECT source FROM posts WHERE id = ?", [post]).fetchone()[0]
        values = [source, before["post"]["url"], started]
        (before["page"],) = self._db.conn.execute(pages, values).fetchone()
        left_at = before["post"]["revision"] + former["count"]
        self._db.conn.execute(
            "UPDATE changes SET before = ?, revision = ? WHERE run = ? AND post = ?",
            [json.dumps(before), left_at, run, post],
        )

    def _withdrawn(self, post: int) -> bool:
        sql = "SELECT 1 FROM posts WHERE id = ? AND withdrawn IS NOT NULL"
        return self._db.conn.execute(sql, [post]).fetchone() is not None
