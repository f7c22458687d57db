"""Posts that their site calls copies of another post. Every merge is recorded and can be undone."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from clusterwatch.archive.changes import Changes
from clusterwatch.archive.times import stamp


class Merges:
    """The `merges` table. A merged post keeps its row, its texts and its URL, and counts as withdrawn."""

    def __init__(self, db: Database, changes: Changes) -> None:
        self._db = db
        self._changes = changes

    def into(self, post: int) -> int | None:
        """Return the post that `post` is merged into, or None."""
        sql = "SELECT into_post FROM merges WHERE post = ? AND undone IS NULL"
        row = self._db.execute(sql, [post]).fetchone()
        return int(row[0]) if row else None

    def of(self, post: int) -> list[int]:
        """Return the posts that are merged into `post`."""
        sql = "SELECT post FROM merges WHERE into_post = ? AND undone IS NULL ORDER BY post"
        return [row[0] for row in self._db.execute(sql, [post])]

    def may_be(self, post: int, into: int) -> bool:
        """Return whether two posts may be merged: neither is merged, and their merge was never undone."""
        sql = (
            "SELECT 1 FROM merges WHERE (post = :post AND into_post = :into) "
            "OR (undone IS NULL AND post IN (:post, :into))"
        )
        return self._db.execute(sql, {"post": post, "into": into}).fetchone() is None

    def add(self, post: int, into: int, reason: str, now: datetime) -> None:
        """Merge `post` into another. Merges of other posts into `post` are undone."""
        for other in self.of(post):
            self.undo(other, now)
        self._changes.note(post)
        sql = "INSERT INTO merges (post, into_post, reason, merged) VALUES (?, ?, ?, ?)"
        self._db.execute(sql, [post, into, reason, stamp(now)])
        sql = "UPDATE posts SET withdrawn = coalesce(withdrawn, ?) WHERE id = ?"
        self._db.execute(sql, [stamp(now), post])

    def undo(self, post: int, now: datetime) -> bool:
        """Undo the merge of a post and return True, or return False if it is not merged.

        The same two posts are never merged again.
        """
        if self.into(post) is None:
            return False
        self._changes.note(post)
        sql = "UPDATE merges SET undone = ? WHERE post = ? AND undone IS NULL"
        self._db.execute(sql, [stamp(now), post])
        self._db.execute("UPDATE posts SET withdrawn = NULL WHERE id = ?", [post])
        return True
