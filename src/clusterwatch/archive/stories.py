"""Stories: a story is the same announcement, published by one or more sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from clusterwatch import text
from clusterwatch.archive.judge import has_words
from clusterwatch.archive.similarity import SHARED, StoryText, similarity, sketch

COMMON = 60  # posts; a hash that more of them share comes from a common phrase and is ignored
_COMPARED = 8  # stories that are compared word by word


@dataclass(frozen=True, slots=True)
class _Match:
    story: int
    how: str
    share: float | None


@dataclass(frozen=True, slots=True)
class Placement:
    """The story of a post before it is written: the post's fingerprint and sketch, and the story it matches."""

    fingerprint: str | None
    hashes: Sequence[int]
    match: _Match | None


class Stories:
    """The `stories` and `sketches` tables. Every post belongs to one story, alone or together with its relays.

    `story_by` of a new or changed post is NULL until its story was found.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    def find(self, post: int) -> Placement:
        """Find the story of a post. Nothing is written, so that texts are compared outside of any transaction.

        Posts with equal texts belong to the same story. So do posts of different sources with similar texts; these
        are compared with the first post of a story, so that a chain of small changes cannot join two announcements.
        Similar posts of one source are different stories: the notice of this year and that of last year.
        """
        source, body, published = self._db.execute(
            "SELECT source, body, published FROM posts WHERE id = ?", [post]
        ).fetchone()
        hashes = sketch(body)
        fingerprint = text.fingerprint(body or "") if has_words(body) else None
        match = self._exact(fingerprint, post) or self._near(
            post, source, StoryText(body or "", published), hashes
        )
        return Placement(fingerprint, hashes, match)

    def assign(self, post: int, placement: Placement) -> None:
        """Write the story of a post. The data that `find` read must not have changed in between."""
        old = self._db.execute("SELECT story FROM posts WHERE id = ?", [post]).fetchone()[0]
        self._keep(post, placement.hashes, again=old is not None)
        match = placement.match or _Match(self._own(post, old, placement.fingerprint), "alone", None)
        self._db.execute(
            "UPDATE posts SET story = ?, story_by = ?, similarity = ? WHERE id = ?",
            [match.story, match.how, match.share, post],
        )
        self.refresh(post)
        if old is not None and old != match.story:
            self.recount(old)

    def unsorted(self, after: int, limit: int) -> list[int]:
        """Return up to `limit` posts with an id above `after` whose story was not found yet, in order of id."""
        sql = "SELECT id FROM posts WHERE story_by IS NULL AND id > ? ORDER BY id LIMIT ?"
        return [row[0] for row in self._db.execute(sql, [after, limit])]

    def refresh(self, post: int) -> None:
        """Update the row of the story of `post`: its posts, sources, first and last day, and first post."""
        self._count(self._db.execute("SELECT story FROM posts WHERE id = ?", [post]).fetchone()[0])

    def _count(self, story: int) -> None:
        self._db.execute(
            "UPDATE stories SET (posts, sources, first_published, last_published) = "
            "(SELECT count(*), count(DISTINCT source), min(published), max(published) FROM posts "
            "WHERE story = stories.id), first_post = (SELECT id FROM posts WHERE story = stories.id "
            "ORDER BY published IS NULL, published, id LIMIT 1) WHERE id = ?",
            [story],
        )

    def _keep(self, post: int, hashes: Sequence[int], *, again: bool) -> None:
        if again:
            self._db.execute("DELETE FROM sketches WHERE post = ?", [post])
        self._db.conn.executemany(
            "INSERT INTO sketches (hash, post) VALUES (?, ?)", [(one, post) for one in hashes]
        )

    def _exact(self, fingerprint: str | None, post: int) -> _Match | None:
        """Return the story with exactly this text. A story that contains only the post itself does not count."""
        if fingerprint is None:
            return None
        sql = (
            "SELECT id FROM stories WHERE fingerprint = ? AND EXISTS "
            "(SELECT 1 FROM posts WHERE story = stories.id AND id != ?)"
        )
        row = self._db.execute(sql, [fingerprint, post]).fetchone()
        return _Match(row[0], "exact", 1.0) if row else None

    def _near(self, post: int, source: str, read: StoryText, hashes: Sequence[int]) -> _Match | None:
        """Return the story of other sources whose first post has the most similar text."""
        best: _Match | None = None
        for story in self._candidates(post, hashes):
            sql = "SELECT 1 FROM posts WHERE story = ? AND source = ? AND id != ?"
            if self._db.execute(sql, [story, source, post]).fetchone():
                continue
            first = self._db.execute(
                "SELECT p.body, p.published FROM posts p WHERE p.story = ? AND p.id != ? "
                "ORDER BY p.published IS NULL, p.published, p.id LIMIT 1",
                [story, post],
            ).fetchone()
            share = similarity(read, StoryText(first[0] or "", first[1]))
            if share and (best is None or share > (best.share or 0.0)):
                best = _Match(story, "near", share)
        return best

    def _candidates(self, post: int, hashes: Sequence[int]) -> list[int]:
        """Return the stories of posts whose sketches share enough hashes; those that share most come first."""
        shared: Counter[int] = Counter()
        for one in hashes:
            sql = "SELECT post FROM sketches WHERE hash = ? LIMIT ?"
            posts = [row[0] for row in self._db.execute(sql, [one, COMMON + 1])]
            if len(posts) <= COMMON:
                shared.update(posts)
        del shared[post]
        likely = [other for other, n in shared.most_common(4 * _COMPARED) if n >= SHARED]
        if not likely:
            return []
        sql = f"SELECT id, story FROM posts WHERE id IN ({', '.join('?' * len(likely))})"
        stories = dict(self._db.execute(sql, likely).fetchall())
        return list(dict.fromkeys(stories[other] for other in likely if stories[other]))[:_COMPARED]

    def _own(self, post: int, old: int | None, fingerprint: str | None) -> int:
        """Return a story that contains only this post: its current one if no other post is in it, else a new one."""
        alone = (
            old is not None
            and not self._db.execute(
                "SELECT 1 FROM posts WHERE story = ? AND id != ?", [old, post]
            ).fetchone()
        )
        if (
            fingerprint
            and self._db.execute(
                "SELECT 1 FROM stories WHERE fingerprint = ? AND id IS NOT ?",
                [fingerprint, old if alone else None],
            ).fetchone()
        ):
            fingerprint = None  # another story has this text
        if alone and old is not None:
            self._db.execute("UPDATE stories SET fingerprint = ? WHERE id = ?", [fingerprint, old])
            return old
        sql = "INSERT INTO stories (fingerprint, first_post) VALUES (?, ?)"
        return int(self._db.execute(sql, [fingerprint, post]).lastrowid or 0)

    def recount(self, story: int) -> None:
        """Update the row of a story that posts have left. Delete it if it is empty."""
        if self._db.execute("SELECT 1 FROM posts WHERE story = ?", [story]).fetchone():
            self._count(story)
        else:
            self._db.execute("DELETE FROM stories WHERE id = ?", [story])
