"""The same announcement, across sources: one story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from clusterwatch import text
from clusterwatch.archive.judge import has_words
from clusterwatch.archive.similarity import SHARED, Told, similarity, sketch

_COMMON = 60  # posts that share a hash: it is of a phrase that many use, and tells nothing
_LOOKED_AT = 8  # stories that are compared closely


@dataclass(frozen=True, slots=True)
class _Match:
    story: int
    how: str
    share: float | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a post belongs, found before it is written: its fingerprint, its sketch, and the story it matches."""

    mark: str | None
    hashes: Sequence[int]
    match: _Match | None


class Stories:
    """The `stories` and `sketches` tables; every post belongs to a story, alone or with its relays.

    A post that is new or says something else has `story_by` NULL until its story was found.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    def seek(self, post: int) -> Place:
        """Find the story a post belongs to. Texts are compared here, outside of any transaction; nothing is written.

        The same words on another site are the same story; so are nearly the same ones, held against the post that
        told the story first, so that a chain of small changes never ties two announcements together. Two posts of
        one source are told apart by their words: near ones are this year's and last year's notice.
        """
        source, body, published = self._db.execute(
            "SELECT source, body, published FROM posts WHERE id = ?", [post]
        ).fetchone()
        hashes = sketch(body)
        mark = text.fingerprint(body or "") if has_words(body) else None
        match = self._exact(mark, post) or self._near(post, source, Told(body or "", published), hashes)
        return Place(mark, hashes, match)

    def join(self, post: int, place: Place) -> None:
        """Write the story of a post; nothing that `seek` looked at may have changed since."""
        old = self._db.execute("SELECT story FROM posts WHERE id = ?", [post]).fetchone()[0]
        self._keep(post, place.hashes, again=old is not None)
        match = place.match or _Match(self._own(post, old, place.mark), "alone", None)
        self._db.execute(
            "UPDATE posts SET story = ?, story_by = ?, similarity = ? WHERE id = ?",
            [match.story, match.how, match.share, post],
        )
        self.refresh(post)
        if old is not None and old != match.story:
            self._left(old)

    def unsorted(self, after: int, limit: int) -> list[int]:
        """Posts behind post `after` whose story was not sought yet; oldest first."""
        sql = "SELECT id FROM posts WHERE story_by IS NULL AND id > ? ORDER BY id LIMIT ?"
        return [row[0] for row in self._db.execute(sql, [after, limit])]

    def refresh(self, post: int) -> None:
        """Count the story of `post` again: its posts, sources, span, and which post came first."""
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

    def _exact(self, mark: str | None, post: int) -> _Match | None:
        """The story told in the very words, but not the post's own, which nobody else may tell any more."""
        if mark is None:
            return None
        sql = (
            "SELECT id FROM stories WHERE fingerprint = ? AND EXISTS "
            "(SELECT 1 FROM posts WHERE story = stories.id AND id != ?)"
        )
        row = self._db.execute(sql, [mark, post]).fetchone()
        return _Match(row[0], "exact", 1.0) if row else None

    def _near(self, post: int, source: str, told: Told, hashes: Sequence[int]) -> _Match | None:
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
            share = similarity(told, Told(first[0] or "", first[1]))
            if share and (best is None or share > (best.share or 0.0)):
                best = _Match(story, "near", share)
        return best

    def _candidates(self, post: int, hashes: Sequence[int]) -> list[int]:
        """Stories of posts whose sketches share enough hashes, those that share most first."""
        shared: Counter[int] = Counter()
        for one in hashes:
            sql = "SELECT post FROM sketches WHERE hash = ? LIMIT ?"
            posts = [row[0] for row in self._db.execute(sql, [one, _COMMON + 1])]
            if len(posts) <= _COMMON:
                shared.update(posts)
        del shared[post]
        likely = [other for other, n in shared.most_common(4 * _LOOKED_AT) if n >= SHARED]
        if not likely:
            return []
        sql = f"SELECT id, story FROM posts WHERE id IN ({', '.join('?' * len(likely))})"
        stories = dict(self._db.execute(sql, likely).fetchall())
        return list(dict.fromkeys(stories[other] for other in likely if stories[other]))[:_LOOKED_AT]

    def _own(self, post: int, old: int | None, mark: str | None) -> int:
        """A story of the post alone: the one it has when nobody else is in it, else a new one."""
        alone = (
            old is not None
            and not self._db.execute(
                "SELECT 1 FROM posts WHERE story = ? AND id != ?", [old, post]
            ).fetchone()
        )
        if (
            mark
            and self._db.execute(
                "SELECT 1 FROM stories WHERE fingerprint = ? AND id IS NOT ?", [mark, old if alone else None]
            ).fetchone()
        ):
            mark = None  # an edited story keeps the words it was first told in
        if alone and old is not None:
            self._db.execute("UPDATE stories SET fingerprint = ? WHERE id = ?", [mark, old])
            return old
        sql = "INSERT INTO stories (fingerprint, first_post) VALUES (?, ?)"
        return int(self._db.execute(sql, [mark, post]).lastrowid or 0)

    def _left(self, story: int) -> None:
        """A post left a story: it goes when nobody is in it any more."""
        if self._db.execute("SELECT 1 FROM posts WHERE story = ?", [story]).fetchone():
            self._count(story)
        else:
            self._db.execute("DELETE FROM stories WHERE id = ?", [story])
