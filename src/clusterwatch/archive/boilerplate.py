"""The site teaches: a line that stands on nearly all pages of a source is its furniture, not what a post says.

Only bodies that were read by general rules are looked through; what a selector, a feed or REST gave is taken as it is.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from clusterwatch import text
from clusterwatch.archive.columns import KNOWN
from clusterwatch.archive.judge import fingerprint
from clusterwatch.archive.times import stamp
from clusterwatch.models import Draft, KnownPost, Method

NEWEST = 50  # posts that are compared, and cleared in one transaction
ENOUGH = 5  # posts: fewer do not show what repeats
MOST = 0.8  # of the posts: furniture stands on nearly all pages, a closing sentence on many posts
LEAST_WORDS = 4  # shorter lines may be headings that many posts share

_BODIES = (
    f"{KNOWN} JOIN evidence e ON e.post = p.id AND e.field = 'body' AND e.method = :generic "
    "WHERE p.source = :source AND p.body IS NOT NULL"
)
_NEWEST = f"{_BODIES} ORDER BY p.id DESC LIMIT {NEWEST}"
_NUMBERS = f"SELECT id FROM ({_BODIES}) ORDER BY id DESC"


@dataclass(frozen=True, slots=True)
class Cleared:
    """What a post is without its boilerplate."""

    post: int
    body: str
    fingerprint: str


class Boilerplate:
    """The `furniture` table: lines by their fingerprint, a source."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def strip(self, source: str, draft: Draft) -> Draft:
        """The draft without the lines known as furniture; a body that would be nothing else stays as it is."""
        evidence = draft.evidence.get("body")
        if draft.body is None or evidence is None or evidence.method is not Method.GENERIC:
            return draft
        body = _without(draft.body, self._known(source))
        return replace(draft, body=body) if body != draft.body else draft

    def find(self, source: str) -> dict[str, str]:
        """The lines that repeat on the newest posts and are not known yet, by their fingerprint; writes nothing."""
        posts = [KnownPost(**row) for row in self._db.query(_NEWEST, _named(source))]
        if len(posts) < ENOUGH:
            return {}
        counts = Counter(mark for post in posts for mark in {_mark(line) for line in _lines(post.body)})
        known = self._known(source)
        new = {mark for mark, n in counts.items() if n >= MOST * len(posts) and mark not in known}
        new -= self._attested(source) if new else frozenset()
        said = {_mark(line): line for post in posts for line in _lines(post.body)} if new else {}
        return {mark: said[mark] for mark in sorted(new)}

    def batches(self, source: str) -> list[list[int]]:
        """The posts of a source whose bodies general rules read, newest first; what is learned from comes first."""
        posts = [row[0] for row in self._db.execute(_NUMBERS, _named(source))]
        return [posts[start : start + NEWEST] for start in range(0, len(posts), NEWEST)]

    def cleared(self, source: str, lines: Mapping[str, str], batch: Sequence[int]) -> list[Cleared]:
        """The posts of a batch that known lines or these stand in, without them; writes nothing."""
        marks = self._known(source) | lines.keys()
        sql = f"{_BODIES} AND p.id IN (SELECT value FROM json_each(:batch))"
        values = {**_named(source), "batch": json.dumps(list(batch))}
        posts = [KnownPost(**row) for row in self._db.query(sql, values)]
        bodies = [(post, _without(post.body or "", marks)) for post in posts]
        return [
            Cleared(post.id, body, fingerprint(replace(post, body=body)))
            for post, body in bodies
            if body != post.body
        ]

    def clear(self, posts: Sequence[Cleared]) -> None:
        """Write posts without their boilerplate: they say what they said, so that this makes no revision."""
        for post in posts:
            # Without its boilerplate it may be of another story.
            sql = "UPDATE posts SET body = ?, fingerprint = ?, story_by = NULL WHERE id = ?"
            self._db.execute(sql, [post.body, post.fingerprint, post.post])

    def keep(self, source: str, lines: Mapping[str, str], now: datetime) -> None:
        """Write that these lines are boilerplate."""
        self._db.conn.executemany(
            "INSERT INTO furniture (source, mark, line, since) VALUES (?, ?, ?, ?)",
            [(source, mark, line, stamp(now)) for mark, line in lines.items()],
        )

    def _attested(self, source: str) -> frozenset[str]:
        """Lines of bodies that the site itself, or a person's selector, gave as such: they are no furniture."""
        rows = self._db.query(_BODIES.replace("method = :", "method != :"), _named(source))
        return frozenset(_mark(line) for row in rows for line in _lines(row["body"]))

    def _known(self, source: str) -> frozenset[str]:
        rows = self._db.execute("SELECT mark FROM furniture WHERE source = ?", [source])
        return frozenset(row[0] for row in rows)


def _named(source: str) -> dict[str, str]:
    return {"source": source, "generic": Method.GENERIC}


def _lines(body: str | None) -> Iterable[str]:
    return (line for line in (body or "").splitlines() if len(text.words(line)) >= LEAST_WORDS)


def _mark(line: str) -> str:
    return text.fingerprint(line)


def _without(body: str, marks: frozenset[str]) -> str:
    if not marks:
        return body
    kept = [line for line in body.splitlines() if _mark(line) not in marks]
    return "\n".join(kept) if kept else body
