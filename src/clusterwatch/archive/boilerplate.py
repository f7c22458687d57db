"""The site teaches: a line that stands on nearly all pages of a source is its furniture, not what a post says.

Only bodies that were read by general rules are looked through; what a selector, a feed or REST gave is taken as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from clusterwatch import text
from clusterwatch.archive.judge import fingerprint
from clusterwatch.archive.times import stamp
from clusterwatch.models import Draft, KnownPost

NEWEST = 50  # posts that are compared
ENOUGH = 5  # posts: fewer do not show what repeats
MOST = 0.8  # of the posts: furniture stands on nearly all pages, a closing sentence on many posts
LEAST_WORDS = 4  # shorter lines may be headings that many posts share

_BODIES = """
SELECT p.id, p.url, p.title, p.published, p.precision, p.language, p.body, p.revision, p.withdrawn FROM posts p
JOIN evidence e ON e.post = p.id AND e.field = 'body' AND e.method = 'generic'
WHERE p.source = ? AND p.body IS NOT NULL ORDER BY p.id DESC
"""


class Boilerplate:
    """The `furniture` table: lines by their fingerprint, a source."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def strip(self, source: str, draft: Draft) -> Draft:
        """The draft without the lines known as furniture; a body that would be nothing else stays as it is."""
        evidence = draft.evidence.get("body")
        if draft.body is None or evidence is None or evidence.method != "generic":
            return draft
        body = _without(draft.body, self._known(source))
        return replace(draft, body=body) if body != draft.body else draft

    def learn(self, source: str, now: datetime) -> int:
        """Learn what repeats on the newest posts, and take it out of all posts; returns how many lines are new."""
        posts = [KnownPost(**row) for row in self._db.query(f"{_BODIES} LIMIT ?", [source, NEWEST])]
        if len(posts) < ENOUGH:
            return 0
        counts = Counter(mark for post in posts for mark in {_mark(line) for line in _lines(post.body)})
        known = self._known(source)
        new = {mark for mark, n in counts.items() if n >= MOST * len(posts) and mark not in known}
        new -= self._attested(source) if new else frozenset()
        if not new:
            return 0
        said = {_mark(line): line for post in posts for line in _lines(post.body)}
        self._db.conn.executemany(
            "INSERT INTO furniture (source, mark, line, since) VALUES (?, ?, ?, ?)",
            [(source, mark, said[mark], stamp(now)) for mark in sorted(new)],
        )
        self._clear(source, known | new)
        return len(new)

    def _attested(self, source: str) -> frozenset[str]:
        """Lines of bodies that the site itself, or a person's selector, gave as such: they are no furniture."""
        rows = self._db.query(_BODIES.replace("e.method = 'generic'", "e.method != 'generic'"), [source])
        return frozenset(_mark(line) for row in rows for line in _lines(row["body"]))

    def _clear(self, source: str, marks: frozenset[str]) -> None:
        """Take known furniture out of the posts kept: they say what they said, so that this makes no revision."""
        for row in list(self._db.query(_BODIES, [source])):
            post = KnownPost(**row)
            body = _without(post.body or "", marks)
            if body != post.body:
                mark = fingerprint(replace(post, body=body))
                # Without its furniture it may be of another story.
                sql = "UPDATE posts SET body = ?, fingerprint = ?, story_by = NULL WHERE id = ?"
                self._db.execute(sql, [body, mark, post.id])

    def _known(self, source: str) -> frozenset[str]:
        rows = self._db.execute("SELECT mark FROM furniture WHERE source = ?", [source])
        return frozenset(row[0] for row in rows)


def _lines(body: str | None) -> Iterable[str]:
    return (line for line in (body or "").splitlines() if len(text.words(line)) >= LEAST_WORDS)


def _mark(line: str) -> str:
    return text.fingerprint(line)


def _without(body: str, marks: frozenset[str]) -> str:
    if not marks:
        return body
    kept = [line for line in body.splitlines() if _mark(line) not in marks]
    return "\n".join(kept) if kept else body
