"""Record pages that were captured earlier, in any order. A capture never overwrites what was seen after it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlite_utils import Database

from clusterwatch import urls
from clusterwatch.archive.boilerplate import Boilerplate
from clusterwatch.archive.columns import VALUES
from clusterwatch.archive.evidence import evidence_for, evidence_in, evidence_of, write_evidence
from clusterwatch.archive.judge import REVISED, is_version, judge
from clusterwatch.archive.links import LinkRows
from clusterwatch.archive.pages import Pages
from clusterwatch.archive.posts import Posts
from clusterwatch.archive.published import published_columns
from clusterwatch.archive.schedule import next_visit
from clusterwatch.archive.stories import Stories
from clusterwatch.archive.timeline import Version, changed, with_capture
from clusterwatch.archive.times import born, moment, stamp
from clusterwatch.archive.url_records import UrlRecords
from clusterwatch.features import features_of, fingerprint
from clusterwatch.models import Draft, KnownPost, Observation, Page, Verdict


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The post that a capture belongs to, and its stored page that was fetched nearest before the capture.

    If there is none before, `page` is the first one after it, and None if no page is stored.
    """

    post: KnownPost
    page: Page | None


class Captures:
    """Writes captures into the tables of posts, revisions, pages and addresses."""

    def __init__(self, db: Database, posts: Posts, stories: Stories, boilerplate: Boilerplate) -> None:
        self._db = db
        self._posts = posts
        self._stories = stories
        self._boilerplate = boilerplate
        self._pages = Pages(db)
        self._links = LinkRows(db)
        self._url_records = UrlRecords(db)

    def neighbour(self, seen: Observation) -> Neighbour | None:
        """Return the known post that a capture belongs to, or None."""
        post = self._post_of(seen)
        if post is None or seen.page is None:
            return None
        return Neighbour(post, self._pages.nearest(seen.source, post.url, seen.page.fetched))

    def record(self, seen: Observation, now: datetime) -> Verdict:
        """Record a captured page, at the time at which it was captured. `now` is the present.

        `seen.before` is what today's rules read from the page of its neighbour. A difference to it was made by the
        site.
        """
        assert seen.page is not None  # noqa: S101 - a capture has a page
        captured = seen.page.fetched
        known = self._post_of(seen)
        if known is not None and stamp(captured) < self._confirmed(known):
            return self._insert(seen, known, stamp(captured))
        last_seen = self._last_seen(known) if known is not None else None
        verdict = self._posts.record(seen, captured)
        if known is not None and last_seen is not None:
            self._restore(known, last_seen, stamp(captured))
        if verdict.post is not None:
            self._schedule(seen.source, verdict.post, captured, now)
        return verdict

    def _post_of(self, seen: Observation) -> KnownPost | None:
        """Return the post at the address, or the post that the page names as canonical and is a version of."""
        own = self._url_records.owner(seen.source, seen.url)
        if own is not None:
            return self._posts.known(own)
        page = seen.page.url if seen.page else None
        other = self._url_records.post_at(seen.source, [seen.draft.canonical, page, seen.url])
        known = self._posts.known(other) if other is not None else None
        return known if known is not None and is_version(seen.draft, known) else None

    def _confirmed(self, known: KnownPost) -> str:
        """Return when the current version of a post was last seen on its page."""
        sql = (
            "SELECT p.last_changed, s.checked, s.tries FROM posts p LEFT JOIN sightings s "
            "ON s.source = p.source AND s.key = ? WHERE p.id = ?"
        )
        last_changed, checked, tries = self._db.execute(sql, [urls.key(known.url), known.id]).fetchone()
        return str(last_changed if tries or checked is None else max(last_changed, checked))

    def _insert(self, seen: Observation, known: KnownPost, captured: str) -> Verdict:
        """Insert a capture that is older than the current version."""
        draft = self._boilerplate.strip(seen.source, seen.draft)
        before = self._boilerplate.strip(seen.source, seen.before) if seen.before else None
        verdict = judge(draft, known, None, None)
        if verdict.kind == "failed":
            return verdict
        old = self._versions(known)
        values = _values(draft, before, old, captured)
        evidence = evidence_in(draft.evidence, values)
        new = with_capture(old, self._confirmed(known), captured, values, evidence)
        if new != old:
            self._write(seen.source, known, old, new, draft)
        self._db.execute(
            "UPDATE posts SET first_seen = min(first_seen, ?) WHERE id = ?", [captured, known.id]
        )
        self._note(seen, known, captured)
        if seen.page is not None:
            self._pages.keep_earlier(seen.source, known.url, seen.page)
        return Verdict(
            "changed" if len(new) > len(old) else "same", known.id, changed(old[-1].values, new[-1].values)
        )

    def _versions(self, known: KnownPost) -> tuple[Version, ...]:
        columns = ", ".join(VALUES)
        rows = self._db.execute(
            f"SELECT seen, cause, evidence, {columns} FROM revisions WHERE post = ? ORDER BY revision",
            [known.id],
        )
        earlier = [
            Version(row[0], dict(zip(VALUES, row[3:], strict=True)), row[1], json.loads(row[2] or "{}"))
            for row in rows
        ]
        sql = f"SELECT last_changed, {columns} FROM posts WHERE id = ?"
        seen, *current = self._db.execute(sql, [known.id]).fetchone()
        evidence = json.loads(evidence_of(self._db, known.id, REVISED))
        return (*earlier, Version(seen, dict(zip(VALUES, current, strict=True)), evidence=evidence))

    def _write(
        self, source: str, known: KnownPost, old: tuple[Version, ...], new: tuple[Version, ...], draft: Draft
    ) -> None:
        """Write the versions of a post: all but the last one are its revisions."""
        self._db.execute("DELETE FROM revisions WHERE post = ?", [known.id])
        for number, (version, following) in enumerate(pairwise(new), 1):
            fields = changed(version.values, following.values)
            kept = evidence_for(fields, version.evidence, following.evidence)
            row: dict[str, Any] = {
                "post": known.id,
                "revision": number,
                "seen": version.seen,
                "replaced": following.seen,
                "changed": json.dumps(fields),
                "cause": version.cause,
                "evidence": json.dumps(kept, ensure_ascii=False) if kept else None,
                **version.values,
            }
            sql = f"INSERT INTO revisions ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"
            self._db.execute(sql, list(row.values()))
        values = new[-1].values
        filled = changed(old[-1].values, values)
        # The days that moved depend on all versions: they are read again with the facts.
        written: dict[str, Any] = {"revision": len(new), "last_changed": new[-1].seen, "facts_revision": 0}
        if filled:
            present: dict[str, Any] = {name: values[name] for name in REVISED}
            post = replace(known, **present)
            written |= {**values, "fingerprint": fingerprint(post)}
            written |= published_columns(self._db, source, values["published"])
            write_evidence(self._db, known.id, {f: e for f, e in draft.evidence.items() if f in filled})
            if "body" in filled:
                written["story_by"] = None  # it may belong to another story now
                written["body_html"] = draft.body_html
                self._links.write(known.id, self._links.rows(source, draft.links))
                self._stories.replace_sketch(known.id, features_of(post).sketch)
        self._db.execute(
            f"UPDATE posts SET {', '.join(f'{name} = ?' for name in written)} WHERE id = ?",
            [*written.values(), known.id],
        )
        if filled:
            self._stories.refresh(known.id)

    def _note(self, seen: Observation, known: KnownPost, captured: str) -> None:
        """Record that the address of a capture leads to the post."""
        when = moment(captured)
        assert when is not None  # noqa: S101 - for the type checker
        for url in dict.fromkeys((seen.url, known.url)):
            own = urls.key(url) == urls.key(known.url)
            if self._url_records.owner(seen.source, url) in (None, known.id):
                self._url_records.write(seen.source, url, "post" if own else "copy", when, post=known.id)

    def _last_seen(self, known: KnownPost) -> str:
        return str(self._db.execute("SELECT last_seen FROM posts WHERE id = ?", [known.id]).fetchone()[0])

    def _restore(self, known: KnownPost, last_seen: str, captured: str) -> None:
        """Keep what is known of a post from after the capture: that it was listed or withdrawn."""
        withdrawn = known.withdrawn if known.withdrawn and known.withdrawn > captured else None
        self._db.execute(
            "UPDATE posts SET last_seen = max(last_seen, ?), withdrawn = coalesce(?, withdrawn) WHERE id = ?",
            [last_seen, withdrawn, known.id],
        )

    def _schedule(self, source: str, post: int, captured: datetime, now: datetime) -> None:
        """Plan the next visit of a post from the present, not from the time of the capture."""
        published, first_seen, url = self._db.execute(
            "SELECT published, first_seen, url FROM posts WHERE id = ?", [post]
        ).fetchone()
        again = next_visit(now, born(published, moment(first_seen) or now))
        self._db.execute(
            "UPDATE sightings SET next_check = ? WHERE source = ? AND key = ? AND checked = ? AND status = 'post'",
            [stamp(again) if again else None, source, urls.key(url), stamp(captured)],
        )


def _values(
    draft: Draft, before: Draft | None, versions: tuple[Version, ...], captured: str
) -> Mapping[str, str | None]:
    """Return the values of a capture. What today's rules read from its neighbour, too, has the archived value."""
    near = next((v for v in reversed(versions) if v.seen <= captured), versions[0])
    values = {name: getattr(draft, name) for name in VALUES}
    for name in REVISED if before is not None else ():
        if values[name] == getattr(before, name):
            values[name] = near.values[name]
            if name == "published":
                values["precision"] = near.values["precision"]
    return values
