"""Find boilerplate: lines that repeat on nearly all pages of a source and so do not belong to the posts.

Only bodies that were read by general rules are searched. Bodies from a selector, a feed or a REST API are not changed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from clusterwatch import body_html, text
from clusterwatch.archive.changes import Changes
from clusterwatch.archive.columns import KNOWN
from clusterwatch.archive.steps import Steps
from clusterwatch.archive.stories import Stories
from clusterwatch.archive.times import stamp
from clusterwatch.features import features_of
from clusterwatch.models import Compute, Draft, KnownPost, Method

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


_BODIES = _bodies("=")
_ATTESTED = f"{_bodies('!=')} AND p.id > :after ORDER BY p.id LIMIT {BATCH}"
_NEWEST = f"{_BODIES} ORDER BY p.id DESC LIMIT {BATCH}"
_NUMBERS = f"SELECT id FROM ({_BODIES}) ORDER BY id DESC"


@dataclass(frozen=True, slots=True)
class Cleared:
    """A post without its boilerplate: its id, its body as text and HTML, and the fingerprint and sketch of these."""

    post: int
    body: str
    body_html: str | None
    fingerprint: str
    sketch: tuple[int, ...]


class Boilerplate:
    """The `furniture` table: the boilerplate lines of each source, with their fingerprints."""

    def __init__(self, db: Database, stories: Stories, changes: Changes) -> None:
        self._db = db
        self._changes = changes
        self._stories = stories
        self._lines: dict[str, frozenset[str]] = {}  # by source; only `keep` changes them

    def strip(self, source: str, draft: Draft) -> Draft:
        """Return the draft without known boilerplate. A body that consists of nothing else is kept."""
        evidence = draft.evidence.get("body")
        if draft.body is None or evidence is None or evidence.method is not Method.GENERIC:
            return draft
        gone = _boilerplate_in(draft.body, self._known(source))
        html = body_html.without_lines(draft.body_html, gone) if draft.body_html else None
        return replace(draft, body=_without(draft.body, gone), body_html=html) if gone else draft

    def find(self, source: str) -> Steps[dict[str, str]]:
        """Return new boilerplate: the lines that repeat on the newest posts, by fingerprint. Nothing is written."""
        bodies = [row["body"] for row in self._db.query(_NEWEST, _named(source))]
        if len(bodies) < MIN_POSTS:
            return {}
        lines: dict[str, str] = yield Compute(repeated_lines, (bodies, self._known(source)))
        if lines:
            # Lines of bodies that the site or a selector marked as the body are not boilerplate.
            after = 0
            while lines and (attested := self._attested(source, after)):
                lines = yield Compute(without_lines_of, (lines, [body for _, body in attested]))
                after = attested[-1][0]
        return lines

    def batches(self, source: str) -> list[list[int]]:
        """Return the ids of the posts whose bodies were read by general rules, newest first, in batches of BATCH."""
        posts = [row[0] for row in self._db.execute(_NUMBERS, _named(source))]
        return [posts[start : start + BATCH] for start in range(0, len(posts), BATCH)]

    def clearing(self, source: str, lines: Mapping[str, str], batch: Sequence[int]) -> Compute:
        """Return the step that removes known lines and `lines` from the posts of a batch."""
        sql = f"{_BODIES} AND p.id IN (SELECT value FROM json_each(:batch))"
        values = {**_named(source), "batch": json.dumps(list(batch))}
        posts = [KnownPost(**row) for row in self._db.query(sql, values)]
        sql = "SELECT id, body_html FROM posts WHERE id IN (SELECT value FROM json_each(?))"
        markup: dict[int, str | None] = dict(self._db.conn.execute(sql, [values["batch"]]).fetchall())
        return Compute(cleared, (posts, self._known(source) | lines.keys(), markup))

    def clear(self, posts: Sequence[Cleared]) -> None:
        """Write posts without their boilerplate. This makes no revision, since the site did not change them."""
        for post in posts:
            self._changes.note_body(post.post)
            # The cleaned post may belong to another story.
            sql = (
                "UPDATE posts SET body = ?, body_html = ?, fingerprint = ?, story_by = NULL, "
                "facts_revision = iif(facts_revision IS NULL, NULL, 0) WHERE id = ?"
            )
            self._db.execute(sql, [post.body, post.body_html, post.fingerprint, post.post])
            self._stories.replace_sketch(post.post, post.sketch)

    def keep(self, source: str, lines: Mapping[str, str], now: datetime) -> None:
        """Store lines as boilerplate of a source."""
        self._db.conn.executemany(
            "INSERT INTO furniture (source, mark, line, since) VALUES (?, ?, ?, ?)",
            [(source, mark, line, stamp(now)) for mark, line in lines.items()],
        )
        self._lines.pop(source, None)

    def _attested(self, source: str, after: int) -> list[tuple[int, str]]:
        values = {**_named(source), "after": after}
        return [(row["id"], row["body"]) for row in self._db.query(_ATTESTED, values)]

    def _known(self, source: str) -> frozenset[str]:
        if source not in self._lines:
            rows = self._db.conn.execute("SELECT mark FROM furniture WHERE source = ?", [source])
            self._lines[source] = frozenset(row[0] for row in rows)
        return self._lines[source]


def repeated_lines(bodies: Sequence[str], known: frozenset[str]) -> dict[str, str]:
    """Return the lines that are in nearly all bodies and not known yet, by fingerprint. Pure."""
    marked = [{_mark(line): line for line in _lines(body)} for body in bodies]
    counts = Counter(mark for lines in marked for mark in lines)
    new = sorted(mark for mark, n in counts.items() if n >= MIN_SHARE * len(bodies) and mark not in known)
    lines = {mark: line for found in marked for mark, line in found.items()}
    return {mark: lines[mark] for mark in new}


def without_lines_of(lines: Mapping[str, str], bodies: Sequence[str]) -> dict[str, str]:
    """Return the lines, by fingerprint, that are in none of the bodies. Pure."""
    attested = {_mark(line) for body in bodies for line in _lines(body)}
    return {mark: line for mark, line in lines.items() if mark not in attested}


def cleared(
    posts: Sequence[KnownPost], marks: frozenset[str], markup: Mapping[int, str | None]
) -> list[Cleared]:
    """Return the posts that contain lines with these fingerprints, without them. Pure.

    `markup` is the HTML of the bodies, by post.
    """
    out = []
    for post in posts:
        if gone := _boilerplate_in(post.body or "", marks):
            changed = replace(post, body=_without(post.body or "", gone))
            html = markup.get(post.id)
            rest = body_html.without_lines(html, gone) if html else None
            features = features_of(changed)
            out.append(Cleared(post.id, changed.body or "", rest, features.fingerprint, features.sketch))
    return out


def _named(source: str) -> dict[str, str]:
    return {"source": source, "generic": Method.GENERIC}


def _lines(body: str | None) -> Iterable[str]:
    return (line for line in (body or "").splitlines() if len(text.words(line)) >= MIN_WORDS)


def _mark(line: str) -> str:
    return text.fingerprint(line)


def _boilerplate_in(body: str, marks: frozenset[str]) -> frozenset[int]:
    """Return the numbers of the lines with these fingerprints; none if these are all lines."""
    lines = body.splitlines() if marks else []
    gone = frozenset([number for number, line in enumerate(lines) if _mark(line) in marks])
    return gone if len(gone) < len(lines) else frozenset()


def _without(body: str, gone: Container[int]) -> str:
    return "\n".join([line for number, line in enumerate(body.splitlines()) if number not in gone])
