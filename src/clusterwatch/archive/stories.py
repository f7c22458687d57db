"""The same announcement, across sources: one story."""

from __future__ import annotations

from sqlite_utils import Database

from clusterwatch import text
from clusterwatch.archive.judge import has_words
from clusterwatch.model import Draft


class Stories:
    """The `stories` table; every post belongs to a story, alone or with its relays."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def join(self, post: int, draft: Draft) -> None:
        """The same words on another site are the same story; a short text says too little to tell."""
        mark = text.fingerprint(draft.body or "") if has_words(draft.body) else None
        sql = "SELECT id FROM stories WHERE fingerprint = ?"
        row = self._db.execute(sql, [mark]).fetchone() if mark else None
        if row is None:
            sql = "INSERT INTO stories (fingerprint, first_post) VALUES (?, ?)"
            row = (self._db.execute(sql, [mark, post]).lastrowid,)
        self._db.execute("UPDATE posts SET story = ? WHERE id = ?", [row[0], post])
        self.refresh(post)

    def refresh(self, post: int) -> None:
        """Count the story of `post` again: its posts, sources, span, and which post came first."""
        self._db.execute(
            "UPDATE stories SET (posts, sources, first_published, last_published) = "
            "(SELECT count(*), count(DISTINCT source), min(published), max(published) FROM posts "
            "WHERE story = stories.id), first_post = (SELECT id FROM posts WHERE story = stories.id "
            "ORDER BY published IS NULL, published, id LIMIT 1) WHERE id = (SELECT story FROM posts WHERE id = ?)",
            [post],
        )
