"""Find boilerplate: lines that repeat on nearly all pages of a source and so do not belong to the posts.

Only bodies that were read by general rules are searched. Bodies from a selector, a feed or a REST API are not changed.
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

BATCH = 50  # posts that are compared, and cleaned in one transaction
MIN_POSTS = 5  # fewer posts do not show what repeats
MIN_SHARE = 0.8  # of the posts: boilerplate is on nearly all pages, a closing sentence only on many
MIN_WORDS = 4  # shorter lines may be headings that many posts share


def _bodies(comparison: str) -> str:
    """Return the SQL for posts with a body whose method is (`=`) or is not (`!=`) :generic."""
    return (
        f"{KNOWN} JOIN evidence e ON e.post = p.id AND e.field = 'body' AND e.method {comparison} :generic "
        "WHERE p.source = :source AND p.body IS NOT NULL"
    )


_BODIES, _ATTESTED = _bodies("="), _bodies("!=")
_NEWEST = f"{_BODIES} ORDER BY p.id DESC LIMIT {BATCH}"
_NUMBERS = f"SELECT id FROM ({_BODIES}) ORDER BY id DESC"


@dataclass(frozen=True, slots=True)
class Cleared:
    """A post without its boilerplate: its id, body and fingerprint."""

    post: int
    body: str
    fingerprint: str


class Boilerplate:
    """The `furniture` table: the boilerplate lines of each source, with their fingerprints."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def strip(self, source: str, draft: Draft) -> Draft:
        """Return the draft without known boilerplate. A body that consists of nothing else is kept."""
        evidence = draft.evidence.get("body")
        if draft.body is None or evidence is None or evidence.method is not Method.GENERIC:
            return draft
        body = _without(draft.body, self._known(source))
        return replace(draft, body=body) if body != draft.body else draft

    def find(self, source: str) -> dict[str, str]:
        """Return new boilerplate: the lines that repeat on the newest posts, by fingerprint. Nothing is written."""
        posts = [KnownPost(**row) for row in self._db.query(_NEWEST, _named(source))]
        if len(posts) < MIN_POSTS:
            return {}
        counts = Counter(mark for post in posts for mark in {_mark(line) for line in _lines(post.body)})
        known = self._known(source)
        new = {mark for mark, n in counts.items() if n >= MIN_SHARE * len(posts) and mark not in known}
        new -= self._attested(source) if new else frozenset()
        lines = {_mark(line): line for post in posts for line in _lines(post.body)} if new else {}
        return {mark: lines[mark] for mark in sorted(new)}

    def batches(self, source: str) -> list[list[int]]:
        """Return the ids of the posts whose bodies were read by general rules, newest first, in batches of BATCH."""
        posts = [row[0] for row in self._db.execute(_NUMBERS, _named(source))]
        return [posts[start : start + BATCH] for start in range(0, len(posts), BATCH)]

    def cleared(self, source: str, lines: Mapping[str, str], batch: Sequence[int]) -> list[Cleared]:
        """Return the posts of a batch that contain known lines or `lines`, without these. Nothing is written."""
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
        """Write posts without their boilerplate. This makes no revision, since the site did not change them."""
        for post in posts:
            # The cleaned post may belong to another story.
            sql = "UPDATE posts SET body = ?, fingerprint = ?, story_by = NULL WHERE id = ?"
            self._db.execute(sql, [post.body, post.fingerprint, post.post])

    def keep(self, source: str, lines: Mapping[str, str], now: datetime) -> None:
        """Store lines as boilerplate of a source."""
        self._db.conn.executemany(
            "INSERT INTO furniture (source, mark, line, since) VALUES (?, ?, ?, ?)",
            [(source, mark, line, stamp(now)) for mark, line in lines.items()],
        )

    def _attested(self, source: str) -> frozenset[str]:
        """Return lines of bodies that the site or a selector marked as the body. They are not boilerplate."""
        rows = self._db.query(_ATTESTED, _named(source))
        return frozenset(_mark(line) for row in rows for line in _lines(row["body"]))

    def _known(self, source: str) -> frozenset[str]:
        rows = self._db.execute("SELECT mark FROM furniture WHERE source = ?", [source])
        return frozenset(row[0] for row in rows)


def _named(source: str) -> dict[str, str]:
    return {"source": source, "generic": Method.GENERIC}


def _lines(body: str | None) -> Iterable[str]:
    return (line for line in (body or "").splitlines() if len(text.words(line)) >= MIN_WORDS)


def _mark(line: str) -> str:
    return text.fingerprint(line)


def _without(body: str, marks: frozenset[str]) -> str:
    if not marks:
        return body
    rest = [line for line in body.splitlines() if _mark(line) not in marks]
    return "\n".join(rest) if rest else body
