"""Stories: a story is the same announcement, published by one or more sources."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from clusterwatch.archive.story_links import Grouped, StoryLinks
from clusterwatch.features import features_of_body
from clusterwatch.models import Compute
from clusterwatch.stories.similarity import SHARED, StoryText, similarities

COMMON = 60  # posts; a hash that more of them share comes from a common phrase and is ignored
_COMPARED = 8  # stories that are compared word by word
_POST = """
SELECT source, published, fingerprint, story, (SELECT json_group_array(hash) FROM sketches WHERE post = posts.id)
FROM posts WHERE id = ?
"""
_EXACT = """
SELECT id, EXISTS (SELECT 1 FROM posts WHERE story = stories.id AND id != ?) FROM stories WHERE fingerprint = ?
"""
# The posts that share each hash, as JSON; no more than are needed to see that a hash is common.
_SHARING = f"""
SELECT (SELECT json_group_array(post) FROM (SELECT post FROM sketches WHERE hash = h.value LIMIT {COMMON + 1}))
FROM json_each(?) h
"""
_STORIES = "SELECT id, story FROM posts WHERE id IN (SELECT value FROM json_each(?)) AND story IS NOT NULL"
# A story may have posts in other languages, whose words say nothing.
_OF_SOURCE = """
SELECT 1 FROM posts p WHERE story = ? AND source = ? AND id != ?
AND language IS (SELECT language FROM posts o WHERE o.id = ?)
"""
_FIRST = """
SELECT id, body, published FROM posts p WHERE story = ? AND id != ?
ORDER BY language IS NOT (SELECT language FROM posts o WHERE o.id = ?), published IS NULL, published, id LIMIT 1
"""
_SAME_TEXT = """
SELECT p.id FROM posts p WHERE p.story = :story AND p.id != :post
AND p.fingerprint = (SELECT fingerprint FROM posts WHERE id = :post) ORDER BY p.id LIMIT 1
"""
_NEW = """
INSERT INTO stories (fingerprint, first_post, posts, sources, first_published, last_published)
VALUES (?, ?, 1, 1, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that may be that of a post, with the number and the text of its first post in the same language."""

    story: int
    post: int
    first: StoryText


@dataclass(frozen=True, slots=True)
class Search:
    """What `look_up` found for a post: the story `exact` with the same text, or the `candidates` to compare it with.

    `old` is its current story. `fingerprint` is that of its body, unless the body is short or a story has it already.
    `body` is set if there are candidates.
    """

    post: int
    source: str
    published: str | None
    old: int | None
    fingerprint: str | None
    exact: int | None
    candidates: tuple[Candidate, ...] = ()
    body: str = ""

    def comparison(self) -> Compute:
        """Return the step that computes the similarities to the candidates."""
        texts = [candidate.first for candidate in self.candidates]
        return Compute(similarities, (StoryText(self.body, self.published), texts))


class Stories:
    """The `stories` and `sketches` tables. Every post belongs to one story, alone or together with its relays.

    `story_by` of a new or changed post is NULL until its story was found.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self.links = StoryLinks(db)

    def add_sketch(self, post: int, hashes: Sequence[int]) -> None:
        """Write the sketch of a new post."""
        self._db.conn.executemany(
            "INSERT INTO sketches (hash, post) VALUES (?, ?)", [(one, post) for one in hashes]
        )

    def replace_sketch(self, post: int, hashes: Sequence[int]) -> None:
        """Write the sketch of a post whose body was changed."""
        self._db.conn.execute("DELETE FROM sketches WHERE post = ?", [post])
        self.add_sketch(post, hashes)

    def unsorted(self) -> list[int]:
        """Return all posts whose story was not found yet.

        Their order depends on what was published, not on the order in which pages arrived.
        """
        sql = "SELECT id FROM posts WHERE story_by IS NULL ORDER BY published IS NULL, published, source, url"
        return [row[0] for row in self._db.conn.execute(sql)]

    def place(self, posts: Sequence[int]) -> tuple[int, Search | None]:
        """Write the stories of posts in order, up to the first post that has candidates to compare it with.

        Return the number of posts that were placed, and the search for that post.
        """
        placed, search = 0, None
        changed: set[int] = set()  # counted once: a story may have thousands of posts
        for post in posts:
            search = self.look_up(post)
            if search.candidates:
                break
            changed |= self._assign(search)
            placed, search = placed + 1, None
        for story in changed:
            self._count(story)
        return placed, search

    def look_up(self, post: int) -> Search:
        """Return what is known about the story of a post: the story with exactly its text, or similar candidates.

        Posts with equal texts belong to the same story. So do posts of different sources with similar texts; these
        are compared with the first post of a story, so that a chain of small changes cannot join two announcements.
        Similar posts of one source are different stories: the notice of this year and that of last year.
        """
        source, published, mark, old, hashes = self._db.conn.execute(_POST, [post]).fetchone()
        hashes = json.loads(hashes)
        if not hashes:  # the text is short, or the post is older than sketches
            (body,) = self._db.conn.execute("SELECT body FROM posts WHERE id = ?", [post]).fetchone()
            features = features_of_body(body)
            mark, hashes = features.fingerprint if features.long_enough else None, features.sketch
            self.add_sketch(post, hashes)
        exact, taken = self._exact(mark, post, old)
        search = Search(post, source, published, old, None if taken else mark, exact)
        if exact is not None or not hashes:
            return search
        candidates = self._candidates(post, source, hashes)
        if not candidates:
            return search
        (body,) = self._db.conn.execute("SELECT body FROM posts WHERE id = ?", [post]).fetchone()
        return replace(search, candidates=candidates, body=body or "")

    def assign(self, search: Search, shares: Sequence[float] = ()) -> None:
        """Write the story of a post. `shares` are the similarities of its text to those of the candidates."""
        for story in self._assign(search, shares):
            self._count(story)

    def _assign(self, search: Search, shares: Sequence[float] = ()) -> set[int]:
        """Write the story of a post. Return the stories whose posts must be counted."""
        post, old = search.post, search.old
        best = max(zip(shares, (-n for n in range(len(shares))), strict=True), default=(0.0, 0))
        tied: int | None = None
        if search.exact is not None:
            story, how, share = search.exact, "exact", 1.0
            tied = self._with_text(story, post)
        elif best[0]:
            found = search.candidates[-best[1]]
            story, how, share, tied = found.story, "near", best[0], found.post
        else:
            story, how, share = self._own(search), "alone", None
        self.links.tie(post, tied, share or 0.0)
        sql = "UPDATE posts SET story = ?, story_by = ?, similarity = ? WHERE id = ?"
        self._db.conn.execute(sql, [story, how, share, post])
        changed = {story} if how != "alone" or old is not None else set()
        if old is not None and old != story and not self._deleted(old):
            changed.add(old)
        return changed

    def regroup(self, groups: Iterable[Grouped]) -> None:
        """Give each group of posts a story of its own: the one that most of them have, if no other group has it."""
        taken: set[int] = set()
        changed: set[int] = set()
        for group in groups:
            sql = "SELECT id, story, story_by, similarity FROM posts WHERE id IN (SELECT value FROM json_each(?))"
            rows = self._db.conn.execute(sql, [json.dumps(group.posts)]).fetchall()
            times = Counter(story for _, story, _, _ in rows if story is not None and story not in taken)
            story = min(times, key=lambda one: (-times[one], one), default=None)
            if story is None:
                values = [None, group.posts[0], None, None]
                story = int(self._db.conn.execute(_NEW, values).lastrowid or 0)
            taken.add(story)
            for post, old, *was in rows:
                now = _reason(was, group.how[post])
                if (old, *was) != (story, *now):
                    sql = "UPDATE posts SET story = ?, story_by = ?, similarity = ? WHERE id = ?"
                    self._db.conn.execute(sql, [story, *now, post])
                    if old != story:
                        changed |= {story} if old is None else {story, old}
        for story in sorted(changed):
            self.recount(story)

    def posts_with(self, post: int) -> list[int]:
        """Return all posts of the story of a post, which may be alone in it."""
        sql = "SELECT id FROM posts WHERE story = (SELECT story FROM posts WHERE id = ?) ORDER BY id"
        return [row[0] for row in self._db.conn.execute(sql, [post])]

    def is_current(self, search: Search) -> bool:
        """Return whether a post and its candidates are as they were when they were looked up."""
        return self.look_up(search.post) == search

    def refresh(self, post: int) -> None:
        """Update the row of the story of `post`: its posts, sources, first and last day, and first post."""
        self._count(self._db.execute("SELECT story FROM posts WHERE id = ?", [post]).fetchone()[0])
        self.links.renew(post)

    def _count(self, story: int) -> None:
        self._db.execute(
            "UPDATE stories SET (posts, sources, first_published, last_published) = "
            "(SELECT count(*), count(DISTINCT source), min(published), max(published) FROM posts "
            "WHERE story = stories.id), first_post = (SELECT id FROM posts WHERE story = stories.id "
            "ORDER BY published IS NULL, published, id LIMIT 1) WHERE id = ?",
            [story],
        )

    def _with_text(self, story: int, post: int) -> int | None:
        """Return a post of a story that has the text of `post`: its first one, if that has it."""
        first = "SELECT f.id FROM stories s JOIN posts f ON f.id = s.first_post, posts p "
        first += "WHERE s.id = ? AND p.id = ? AND f.id != p.id AND f.fingerprint = p.fingerprint"
        row = self._db.conn.execute(first, [story, post]).fetchone()
        row = row or self._db.conn.execute(_SAME_TEXT, {"story": story, "post": post}).fetchone()
        return int(row[0]) if row else None

    def _exact(self, mark: str | None, post: int, old: int | None) -> tuple[int | None, bool]:
        """Return the story with exactly this text, or None, and whether any story but `old` has this text.

        A story that contains only the post itself does not count.
        """
        if mark is None:
            return None, False
        row = self._db.conn.execute(_EXACT, [post, mark]).fetchone()
        return (row[0] if row and row[1] else None), row is not None and row[0] != old

    def _candidates(self, post: int, source: str, hashes: Sequence[int]) -> tuple[Candidate, ...]:
        """Return the stories of other sources whose posts share enough hashes; those that share most come first."""
        shared: Counter[int] = Counter()
        for (posts,) in self._db.conn.execute(_SHARING, [json.dumps(hashes)]):
            if len(sharing := json.loads(posts)) <= COMMON:
                shared.update(sharing)
        del shared[post]
        likely = [other for other, n in shared.items() if n >= SHARED]
        if not likely:
            return ()
        stories = self._db.conn.execute(_STORIES, [json.dumps(likely)]).fetchall()
        likeliest = sorted(stories, key=lambda row: (-shared[row[0]], row[0]))
        return self._comparable(post, source, list(dict.fromkeys(story for _, story in likeliest)))

    def _comparable(self, post: int, source: str, stories: Sequence[int]) -> tuple[Candidate, ...]:
        """Return up to _COMPARED stories without a post of the same source, with the text of their first posts."""
        found = []
        for story in stories[:_COMPARED]:
            if not self._db.conn.execute(_OF_SOURCE, [story, source, post, post]).fetchone():
                first, body, published = self._db.conn.execute(_FIRST, [story, post, post]).fetchone()
                found.append(Candidate(story, first, StoryText(body or "", published)))
        return tuple(found)

    def _own(self, search: Search) -> int:
        """Return a story that contains only this post: its current one if no other post is in it, else a new one."""
        old = search.old
        others = "SELECT 1 FROM posts WHERE story = ? AND id != ?"
        if old is not None and not self._db.conn.execute(others, [old, search.post]).fetchone():
            self._db.conn.execute(
                "UPDATE stories SET fingerprint = ? WHERE id = ?", [search.fingerprint, old]
            )
            return old
        values = [search.fingerprint, search.post, search.published, search.published]
        return int(self._db.conn.execute(_NEW, values).lastrowid or 0)

    def recount(self, story: int) -> None:
        """Update the row of a story that posts have left. Delete it if it is empty."""
        if not self._deleted(story):
            self._count(story)

    def _deleted(self, story: int) -> bool:
        """Delete a story if it is empty. Return whether it was."""
        if self._db.execute("SELECT 1 FROM posts WHERE story = ?", [story]).fetchone():
            return False
        self._db.execute("DELETE FROM stories WHERE id = ?", [story])
        return True


def _reason(
    was: Sequence[str | float | None], now: tuple[str, float | None]
) -> tuple[str | float | None, ...]:
    """Return `story_by` and `similarity` of a post in its group. What its text said stays if that ties it still."""
    how, share = now
    if how == "text":
        return tuple(was) if was[0] in ("exact", "near", "alone") else ("near", share)
    return (how, share if how == "facts" else None)
