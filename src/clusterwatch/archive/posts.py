"""Writing what a look found: the post, its evidence, its revision. Inside the caller's transaction."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from clusterwatch import urls
from clusterwatch.archive.boilerplate import Boilerplate
from clusterwatch.archive.evidence import storable, write_evidence
from clusterwatch.archive.judge import FIELDS, fingerprint, is_copy, is_version, judge
from clusterwatch.archive.merges import Merges
from clusterwatch.archive.pages import Pages
from clusterwatch.archive.stories import Stories
from clusterwatch.archive.times import stamp
from clusterwatch.archive.url_records import UrlRecords
from clusterwatch.models import Draft, KnownPost, Observation, Verdict

_KNOWN = "SELECT id, url, title, published, precision, language, body, revision, withdrawn FROM posts"


class Posts:
    """The `posts`, `evidence`, `revisions` and `stories` tables."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._sightings = UrlRecords(db)
        self._pages = Pages(db)
        self._stories = Stories(db)
        self._furniture = Boilerplate(db)
        self._merges = Merges(db)

    def record(self, look: Observation, now: datetime) -> Verdict:
        """Judge a look and write what it means."""
        look = self._without_furniture(look)
        own = self._sightings.owner(look.source, look.url)
        merged = self._merged(look, own, now) if own is not None else None
        if merged is not None:
            return merged
        look = self._without_false_canonical(look, own, now)
        # The page of a post is that post's, whatever it names as its address.
        post = own if own is not None else self._sightings.post_at(look.source, self._addresses(look))
        known = self.known(post) if post is not None else None
        twin = self._twin(look) if known is None else None
        verdict = judge(look.draft, known, twin, look.before)
        if verdict.kind == "failed":
            self._sightings.failed(look.source, look.url, now, verdict.reason or "", look.entry)
            return verdict
        if verdict.kind == "new":
            verdict = Verdict("new", self._insert(look, now))
        elif verdict.kind == "copy":
            self._note(look, verdict.post, now)
            return verdict
        elif known is not None:
            self._update(known, look.draft, verdict.changed, now)
            verdict = self._known_by_another_address(look, known, verdict)
        self._note(look, verdict.post, now)
        self._keep_raw(look, verdict.post, now)
        return verdict

    def reread(
        self, source: str, post: int, draft: Draft, now: datetime
    ) -> tuple[KnownPost, Draft, Verdict] | None:
        """Judge what today's rules read from the raw page kept of a post, and write it as a revision `reextracted`.

        None when the post is no more, or when nothing at all was read. A value that an index gave whose words are not
        kept stays as it is.
        """
        known = self.known(post)
        if known is None:
            return None
        draft = self._furniture.strip(source, draft)
        verdict = judge(draft, known, None, None)
        if verdict.kind == "failed":
            return None
        self._update(known, draft, verdict.changed, now, cause="reextracted")
        return known, draft, verdict

    def known(self, post: int) -> KnownPost | None:
        """A post as it stands, or None."""
        row = next(iter(self._db.query(f"{_KNOWN} WHERE id = ?", [post])), None)
        return KnownPost(**row) if row else None

    def day(self, post: int) -> str | None:
        """The day a post was published, as far as known."""
        row = self._db.execute("SELECT substr(published, 1, 10) FROM posts WHERE id = ?", [post]).fetchone()
        return row[0] if row else None

    def flag(self, post: int, sentence: str) -> None:
        """Say what is doubtful about a post, once."""
        row = self._db.execute("SELECT flags FROM posts WHERE id = ?", [post]).fetchone()
        flags = json.loads(row[0] or "[]")
        if sentence not in flags:
            told = json.dumps([*flags, sentence], ensure_ascii=False)
            self._db.execute("UPDATE posts SET flags = ? WHERE id = ?", [told, post])

    def withdraw(self, source: str, url: str, now: datetime, message: str) -> bool:
        """Mark the post whose own address is `url` withdrawn; False when it was already, or lives on elsewhere.

        A site that was rebuilt shows the post at another address: that one becomes its own, and is looked at next.
        """
        post = self._sightings.post_at(source, [url])
        if post is None:
            self._sightings.failed(source, url, now, message)
            return False
        for copy in self._merges.of(post):
            self._merges.undo(copy, now)
        self._sightings.gone(source, url, now, post, message)
        other = self._sightings.other_address(source, post)
        if other is not None:
            self._move(source, post, other, now)
            return False
        sql = "UPDATE posts SET withdrawn = ? WHERE id = ? AND withdrawn IS NULL"
        return self._db.execute(sql, [stamp(now), post]).rowcount > 0

    def unchanged(self, source: str, url: str, post: int, now: datetime) -> None:
        """Note that the page of a post was looked at and is as it was."""
        again = self._sightings.looked(post, now)
        self._sightings.write(source, url, "post", now, post=post, next_check=again)
        gone = ", withdrawn = NULL" if self._merges.into(post) is None else ""
        self._db.execute(f"UPDATE posts SET last_seen = ?{gone} WHERE id = ?", [stamp(now), post])

    def unmerge(self, post: int, now: datetime) -> bool:
        """Let a post that the site called a copy of another stand for itself again; False when it is not merged."""
        return self._merges.undo(post, now)

    def _merged(self, look: Observation, own: int, now: datetime) -> Verdict | None:
        """Merge a post into the one whose address its page names and whose very words it says; None if it does not.

        A post that was merged and does so no more stands for itself again.
        """
        named = self._sightings.owner(look.source, look.draft.canonical) if look.draft.canonical else None
        other = self.known(named) if named is not None and named != own else None
        before = self._merges.into(own)
        if other is None or other.withdrawn or not is_copy(look.draft, other):
            if before is not None:
                self._merges.undo(own, now)
            return None
        if before != other.id:
            if not self._merges.may_be(own, other.id):
                return None
            self._merges.add(own, other.id, "canonical", now)
        self.unchanged(look.source, look.url, own, now)
        self._keep_raw(look, own, now)
        return Verdict("same" if before else "copy", own, reason=f"its canonical address is {other.url}")

    def _move(self, source: str, post: int, url: str, now: datetime) -> None:
        self._db.execute("UPDATE posts SET url = ? WHERE id = ?", [url, post])
        self._sightings.write(source, url, "post", now, post=post, next_check=now)

    def _addresses(self, look: Observation) -> list[str]:
        """All addresses this look shows to be of one post, the post's own first."""
        own = [
            look.draft.canonical,
            look.page.url if look.page else None,
            look.entry.url if look.entry else None,
        ]
        twins = look.entry.twins if look.entry else ()
        return list(dict.fromkeys(a for a in (*own, look.url, *twins) if a))

    def _without_false_canonical(self, look: Observation, own: int | None, now: datetime) -> Observation:
        """Some sites name one address for all their pages: a canonical URL that leads to other words is none."""
        post = self._sightings.post_at(look.source, [look.draft.canonical])
        known = self.known(post) if post is not None else None
        if known is None:
            return look
        if post == (own or self._sightings.post_at(look.source, self._addresses(look)[1:])):
            return look
        version = is_version(look.draft, known)
        if version and own is None:
            return look
        fetched = self._sightings.other_address(look.source, known.id)
        if (
            not version
            and fetched is not None
            and urls.key(known.url) == urls.key(look.draft.canonical or known.url)
        ):
            self._move(look.source, known.id, fetched, now)  # it took this address for its own before
        return replace(look, draft=replace(look.draft, canonical=None))

    def _without_furniture(self, look: Observation) -> Observation:
        draft = self._furniture.strip(look.source, look.draft)
        before = self._furniture.strip(look.source, look.before) if look.before else None
        return replace(look, draft=draft, before=before)

    def _twin(self, look: Observation) -> KnownPost | None:
        sql = f"{_KNOWN} WHERE source = ? AND fingerprint = ? ORDER BY id LIMIT 1"
        row = next(iter(self._db.query(sql, [look.source, fingerprint(look.draft)])), None)
        return KnownPost(**row) if row else None

    def _insert(self, look: Observation, now: datetime) -> int:
        draft = look.draft
        addresses = self._addresses(look)
        taken = "SELECT 1 FROM posts WHERE source = ? AND url = ?"
        free = (a for a in addresses if self._db.execute(taken, [look.source, a]).fetchone() is None)
        row: dict[str, Any] = {
            "source": look.source,
            "url": next(free, addresses[0]),
            **{k: getattr(draft, k) for k in ("title", "published", "precision", "language", "body")},
            "first_seen": stamp(now),
            "last_seen": stamp(now),
            "last_changed": stamp(now),
            "flags": _flags(draft),
            "fingerprint": fingerprint(draft),
        }
        sql = f"INSERT INTO posts ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"
        post = int(self._db.execute(sql, list(row.values())).lastrowid or 0)
        write_evidence(self._db, post, draft.evidence)
        return post

    def _update(
        self, known: KnownPost, draft: Draft, changed: tuple[str, ...], now: datetime, cause: str = "edit"
    ) -> None:
        if cause == "edit":
            self._db.execute(
                "UPDATE posts SET last_seen = ?, withdrawn = NULL WHERE id = ?", [stamp(now), known.id]
            )
        if not changed:
            return
        old = {k: getattr(known, k) for k in ("title", "published", "body", "precision", "language")}
        self._db.execute(
            f"INSERT INTO revisions (post, revision, seen, replaced, changed, cause, {', '.join(old)}) "
            "SELECT id, revision, last_changed, ?, ?, ?, ?, ?, ?, ?, ? FROM posts WHERE id = ?",
            [stamp(now), json.dumps(changed), cause, *old.values(), known.id],
        )
        new = {field: getattr(draft, field) for field in changed}
        if "published" in changed:
            new["precision"] = draft.precision
        if "body" in changed:
            new["language"] = draft.language
            new["story_by"] = None  # it may be of another story now
        new["last_changed"] = stamp(now)
        new["flags"] = _flags(draft)
        new["fingerprint"] = fingerprint(replace(known, **{k: v for k, v in new.items() if k in FIELDS}))
        self._db.execute(
            f"UPDATE posts SET revision = revision + 1, {', '.join(f'{k} = ?' for k in new)} WHERE id = ?",
            [*new.values(), known.id],
        )
        told = {
            f: e for f, e in draft.evidence.items() if f in changed or (f == "language" and "body" in changed)
        }
        write_evidence(self._db, known.id, told)
        self._stories.refresh(known.id)

    def _known_by_another_address(self, look: Observation, known: KnownPost, verdict: Verdict) -> Verdict:
        """A first look at a further address of a known post, with the same words: a copy, not a visit."""
        if verdict.kind == "same" and self._sightings.post_at(look.source, [look.url]) is None:
            return Verdict("copy", known.id, reason=f"another address of {known.url}")
        return verdict

    def _note(self, look: Observation, post: int | None, now: datetime) -> None:
        """Note every address of the post: its own, and those that lead to it."""
        if post is None:
            return
        known = self.known(post)
        own = known.url if known else look.url
        again = self._sightings.looked(post, now)
        for url in dict.fromkeys([*self._addresses(look), own]):
            listed = look.entry if look.entry and urls.key(look.entry.url) == urls.key(url) else None
            if urls.key(url) == urls.key(own):
                self._sightings.write(
                    look.source, own, "post", now, post=post, entry=listed, next_check=again
                )
            elif self._sightings.owner(look.source, url) in (None, post):
                # The own address of another post is never taken.
                self._sightings.write(look.source, url, "copy", now, post=post, entry=listed)

    def _keep_raw(self, look: Observation, post: int | None, now: datetime) -> None:
        known = self.known(post) if post is not None else None
        own = known.url if known else look.url
        if look.page is not None:
            self._pages.keep(look.source, own, look.page)
            if look.entry is not None:
                self._pages.keep_index(look.source, own, look.entry, now)
        elif look.entry is not None:
            self._pages.keep_entry(look.source, own, look.entry, now)


def _flags(draft: Draft) -> str | None:
    """What is doubtful about a post, as a JSON list; None when nothing is."""
    return json.dumps([storable(w) for w in draft.warnings], ensure_ascii=False) if draft.warnings else None
