"""Judge observations and write their posts, evidence and revisions, inside the transaction of the caller."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from clusterwatch import urls
from clusterwatch.archive.boilerplate import Boilerplate
from clusterwatch.archive.changes import Changes
from clusterwatch.archive.columns import KNOWN, VALUES
from clusterwatch.archive.evidence import evidence_of, renewed, write_evidence
from clusterwatch.archive.facts import FactRows, columns_of, facts_in
from clusterwatch.archive.judge import REVISED, is_another_post, is_copy, is_version, judge
from clusterwatch.archive.links import LinkRows, attachments
from clusterwatch.archive.merges import Merges
from clusterwatch.archive.pages import Pages
from clusterwatch.archive.problems import as_flags, flags_of
from clusterwatch.archive.published import published_columns
from clusterwatch.archive.schedule import next_visit
from clusterwatch.archive.stories import Stories
from clusterwatch.archive.times import born, moment, stamp
from clusterwatch.archive.url_records import UrlRecords
from clusterwatch.archive.words import Words
from clusterwatch.features import features_of, fingerprint
from clusterwatch.models import Draft, Entry, KnownPost, Observation, Page, Problem, Verdict

_COLUMNS = (
    "id",
    "source",
    "url",
    *VALUES,
    "first_seen",
    "last_seen",
    "last_changed",
    "flags",
    "fingerprint",
    "body_html",
    "day",
    "published_utc",
    "kind",
    "kind_confidence",
    "facts_revision",
)
_INSERT = f"INSERT INTO posts ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
# Written before the post: the trigger, which folds letters in SQL, indexes only what is not in the index.
_INDEX = "INSERT INTO posts_fts (rowid, title, body) VALUES (?, ?, ?)"


class Posts:
    """The `posts`, `evidence` and `revisions` tables, and what an observation changes in other tables."""

    def __init__(
        self, db: Database, stories: Stories, boilerplate: Boilerplate, changes: Changes, words: Words
    ) -> None:
        self._db = db
        self._changes = changes
        self._words = words
        self._url_records = UrlRecords(db)
        self._pages = Pages(db)
        self._stories = stories
        self._boilerplate = boilerplate
        self._merges = Merges(db, changes)
        self._links = LinkRows(db)
        self._facts = FactRows(db)

    def record(self, seen: Observation, now: datetime) -> Verdict:
        """Judge an observation and write the result."""
        seen = self._without_boilerplate(seen)
        self._correct_false_url(seen, now)
        if not self._url_records.leads_to_post(seen.source, self._addresses(seen)):
            return self._record_unknown(seen, now)
        return self._record_known(seen, now)

    def _record_unknown(self, seen: Observation, now: datetime) -> Verdict:
        """Record an observation whose URLs led to no post before, in as few statements as possible."""
        if seen.beside:
            seen = replace(seen, draft=replace(seen.draft, canonical=None))
        verdict = judge(seen.draft, None, self._twin(seen), seen.before)
        if verdict.kind == "failed":
            self._url_records.failed(seen.source, seen.url, now, verdict.problem, seen.entry)
            return verdict
        if verdict.post is not None:
            self._changes.note(verdict.post)
            self._note(seen, verdict.post, now)
            return verdict
        post, own = self._insert(seen, now)
        first_seen = moment(stamp(now)) or now
        again = next_visit(now, born(seen.draft.published, first_seen))
        self._write_addresses(seen, post, own, again, now)
        self._keep_raw(seen, own, now)
        return Verdict("new", post)

    def _record_known(self, seen: Observation, now: datetime) -> Verdict:
        own = self._url_records.owner(seen.source, seen.url)
        merged = self._merged(seen, own, now) if own is not None else None
        if merged is not None:
            return merged
        seen = self._without_false_canonical(seen, own, now)
        # A URL that belongs to a post leads to this post, whatever canonical URL the page names.
        post = own if own is not None else self._url_records.post_at(seen.source, self._addresses(seen))
        known = self.known(post) if post is not None else None
        twin = self._twin(seen) if known is None else None
        verdict = judge(seen.draft, known, twin, seen.before)
        if verdict.kind == "failed":
            self._url_records.failed(seen.source, seen.url, now, verdict.problem, seen.entry)
            return verdict
        if verdict.kind == "new":
            verdict = Verdict("new", self._insert(seen, now)[0])
        elif verdict.kind == "copy":
            self._changes.note(verdict.post)
            self._note(seen, verdict.post, now)
            return verdict
        elif known is not None:
            self._update(known, seen.draft, verdict.changed, now)
            self._follow(seen, known, now)
            verdict = self._known_by_another_address(seen, known, verdict)
            if verdict.kind == "copy":
                self._changes.note(known.id)
        self._keep_raw(seen, self._note(seen, verdict.post, now), now)
        return verdict

    def reread(
        self, source: str, post: int, draft: Draft, now: datetime
    ) -> tuple[KnownPost, Draft, Verdict] | None:
        """Judge a draft that was read from the stored page of a post.

        A change makes a revision with the cause `reextracted`. Return the post as it was, the draft and the verdict.
        Return None if the post does not exist any more or the draft has neither title nor body.
        """
        known = self.known(post)
        if known is None:
            return None
        draft = self._boilerplate.strip(source, draft)
        verdict = judge(draft, known, None, None)
        if verdict.kind == "failed":
            return None
        self._update(known, draft, verdict.changed, now, cause="reextracted")
        return known, draft, verdict

    def is_twin(self, source: str, draft: Draft, known: KnownPost) -> bool:
        """Return whether another post of the source has the text of a draft, and `known` does not."""
        draft = self._boilerplate.strip(source, draft)
        found = fingerprint(draft)
        if found == fingerprint(known):
            return False
        sql = "SELECT 1 FROM posts WHERE source = ? AND fingerprint = ? AND id != ? LIMIT 1"
        return self._db.execute(sql, [source, found, known.id]).fetchone() is not None

    def hold(
        self, source: str, url: str, page: Page, problem: Problem, entry: Entry | None, now: datetime
    ) -> None:
        """Keep a page aside that is probably not the post at `url`. Nothing of it becomes a part of a post."""
        self._url_records.hold(source, url, now, problem, entry)
        self._pages.keep_held(source, url, page)

    def known(self, post: int) -> KnownPost | None:
        """Return a post, or None if there is no such post."""
        return self._known(f"{KNOWN} WHERE id = ?", [post])

    def _known(self, sql: str, values: list[int | str]) -> KnownPost | None:
        # `Database.query` would open a savepoint for each row.
        row = self._db.conn.execute(sql, values).fetchone()
        return KnownPost(*row) if row else None

    def days(self, posts: Sequence[int]) -> list[str | None]:
        """Return the days on which posts were published (or months or years); None for those that are unknown."""
        sql = "SELECT id, substr(published, 1, 10) FROM posts WHERE id IN (SELECT value FROM json_each(?))"
        found: dict[int, str | None] = dict(self._db.conn.execute(sql, [json.dumps(posts)]).fetchall())
        return [found.get(post) for post in posts]

    def flag(self, post: int, problem: Problem) -> None:
        """Add a problem to the flags of a post, unless it is there already."""
        row = self._db.execute("SELECT flags FROM posts WHERE id = ?", [post]).fetchone()
        flags = flags_of(row[0])
        if problem not in flags:
            self._changes.note(post)
            self._db.execute("UPDATE posts SET flags = ? WHERE id = ?", [as_flags([*flags, problem]), post])

    def withdraw(self, source: str, url: str, now: datetime, problem: Problem) -> bool:
        """Mark the post at `url` as withdrawn. Return False if it was withdrawn already or has another URL.

        After a site was rebuilt, a post may be known at another URL. That one becomes the URL of the post and is
        fetched next.
        """
        post = self._url_records.post_at(source, [url])
        if post is None:
            self._url_records.failed(source, url, now, problem)
            return False
        self._changes.note_withdrawal(post)
        for copy in self._merges.of(post):
            self._merges.undo(copy, now)
        self._url_records.gone(source, url, now, post, problem)
        other = self._url_records.other_address(source, post)
        if other is not None:
            self._move(source, post, other, now)
            return False
        sql = "UPDATE posts SET withdrawn = ? WHERE id = ? AND withdrawn IS NULL"
        return self._db.execute(sql, [stamp(now), post]).rowcount > 0

    def has_returned(self, post: int, since: datetime) -> bool:
        """Return whether a post was withdrawn, and returned since then."""
        return self._changes.has_returned(post, stamp(since))

    def move(self, source: str, post: int, old: str, new: str, now: datetime) -> None:
        """Give a post the URL that it has on the site to which its source has moved. The old one leads to it, too."""
        self._changes.note(post)
        self._url_records.write(source, old, "copy", now, post=post)
        self._move(source, post, new, now)

    def unchanged(self, source: str, url: str, post: int, now: datetime) -> None:
        """Record that the page of a post was fetched and has not changed."""
        again = self._url_records.next_visit(post, now)
        merged = self._merges.into(post) is not None
        if not merged:
            self._changes.note_return(post)
        self._url_records.write(source, url, "post", now, post=post, next_check=again)
        gone = "" if merged else ", withdrawn = NULL"
        self._db.execute(f"UPDATE posts SET last_seen = ?{gone} WHERE id = ?", [stamp(now), post])

    def unmerge(self, post: int, now: datetime) -> bool:
        """Undo the merge of a post and return True, or return False if it is not merged."""
        return self._merges.undo(post, now)

    def _merged(self, seen: Observation, own: int, now: datetime) -> Verdict | None:
        """Merge a post into another one if its page has the canonical URL and the text of that one.

        Return the verdict, or None if the posts are not merged. An earlier merge is then undone.
        """
        named = self._url_records.owner(seen.source, seen.draft.canonical) if seen.draft.canonical else None
        other = self.known(named) if named is not None and named != own else None
        before = self._merges.into(own)
        if other is None or other.withdrawn or not is_copy(seen.draft, other):
            if before is not None:
                self._merges.undo(own, now)
            return None
        if before != other.id:
            if not self._merges.may_be(own, other.id):
                return None
            self._merges.add(own, other.id, "canonical", now)
        self.unchanged(seen.source, seen.url, own, now)
        self._keep_raw(seen, self._own_url(seen, own), now)
        return Verdict("same" if before else "copy", own)

    def _move(self, source: str, post: int, url: str, now: datetime) -> None:
        self._changes.note(post)
        self._db.execute("UPDATE posts SET url = ? WHERE id = ?", [url, post])
        self._url_records.write(source, url, "post", now, post=post, next_check=now)

    def _addresses(self, seen: Observation) -> list[str]:
        """Return all URLs that this observation shows to lead to the same post, the canonical URL first."""
        own = [
            seen.draft.canonical,
            seen.page.url if seen.page else None,
            seen.entry.url if seen.entry else None,
        ]
        twins = seen.entry.twins if seen.entry else ()
        return list(dict.fromkeys(a for a in (*own, seen.url, *twins) if a))

    def _without_false_canonical(self, seen: Observation, own: int | None, now: datetime) -> Observation:
        """Remove a canonical URL that leads to a post with another text. Some sites name one URL on all their pages."""
        post = self._url_records.post_at(seen.source, [seen.draft.canonical])
        known = self.known(post) if post is not None else None
        if known is None:
            return seen
        if post == (own or self._url_records.post_at(seen.source, self._addresses(seen)[1:])):
            return seen
        version = is_copy(seen.draft, known) if seen.beside else is_version(seen.draft, known)
        if version and own is None:
            return seen
        if not version and urls.key(known.url) == urls.key(seen.draft.canonical or known.url):
            # The known post was recorded with the same wrong URL.
            self._take_url(seen.source, known, now)
        return replace(seen, draft=replace(seen.draft, canonical=None))

    def _correct_false_url(self, seen: Observation, now: datetime) -> None:
        """Give a post another URL if its page only named the URL as its canonical one, and another post is there."""
        post = self._url_records.owner(seen.source, seen.url)
        known = self.known(post) if post is not None else None
        if (
            known is not None
            and urls.key(known.url) == urls.key(seen.url)
            and not seen.draft.interstitial
            and not self._url_records.was_listed(seen.source, seen.url)
            and self._pages.fetched_elsewhere(seen.source, known.url)
            and is_another_post(seen.draft, known)
        ):
            self._take_url(seen.source, known, now)

    def _take_url(self, source: str, known: KnownPost, now: datetime) -> None:
        """Take a URL from a post that was never fetched there, if the post has another one, which was fetched."""
        fetched = self._url_records.other_address(source, known.id)
        if fetched is None or self._url_records.was_listed(source, known.url):
            return
        self._changes.note(known.id)
        self._url_records.forget(source, known.url)
        self._pages.readdress(source, known.url, fetched)
        self._move(source, known.id, fetched, now)

    def _follow(self, seen: Observation, known: KnownPost, now: datetime) -> None:
        """Give a post the URL that the index now has for it, if only its names in the index show that it is the same.

        The former URL remains as a further one.
        """
        if seen.entry is None or seen.page is None or not seen.entry.twins:
            return
        twins = {urls.key(twin) for twin in seen.entry.twins}
        shown = [url for url in self._addresses(seen) if urls.key(url) not in twins]
        new = self._url_records.post_at(seen.source, shown) is None
        if new and shown and urls.key(known.url) not in map(urls.key, shown):
            self._changes.note(known.id)
            self._url_records.becomes_copy(seen.source, known.url)
            self._move(seen.source, known.id, shown[0], now)

    def _without_boilerplate(self, seen: Observation) -> Observation:
        draft = self._boilerplate.strip(seen.source, seen.draft)
        before = self._boilerplate.strip(seen.source, seen.before) if seen.before else None
        return replace(seen, draft=draft, before=before)

    def _twin(self, seen: Observation) -> KnownPost | None:
        sql = f"{KNOWN} WHERE source = ? AND fingerprint = ? ORDER BY id LIMIT 1"
        return self._known(sql, [seen.source, fingerprint(seen.draft)])

    def _insert(self, seen: Observation, now: datetime) -> tuple[int, str]:
        """Add a post with its evidence and its sketch. Return its id and its URL."""
        draft, features, at = seen.draft, features_of(seen.draft), stamp(now)
        addresses = self._addresses(seen)
        taken = "SELECT 1 FROM posts WHERE source = ? AND url = ?"
        free = (a for a in addresses if self._db.conn.execute(taken, [seen.source, a]).fetchone() is None)
        url = next(free, addresses[0])
        values = (getattr(draft, name) for name in VALUES)
        post = self._next_id()
        facts = facts_in(draft, draft, at)
        self._db.conn.execute(_INDEX, [post, features.searchable_title, features.searchable_body])
        self._db.conn.execute(
            _INSERT,
            [
                *(post, seen.source, url, *values, at, at, at, as_flags(draft.problems)),
                *(features.fingerprint, draft.body_html),
                *published_columns(self._db, seen.source, draft.published).values(),
                *((*columns_of(facts), 1) if facts else (None, None, 0)),
            ],
        )
        if facts:
            self._facts.add(post, facts, at)
        elif draft.declared_days:
            self._facts.wait(post, draft.declared_days)
        self._links.add(post, self._links.rows(seen.source, draft.links))
        self._changes.note_new(post, seen.source, addresses)
        write_evidence(self._db, post, draft.evidence)
        self._stories.add_sketch(post, features.sketch)
        self._words.note(draft.language, draft.title, draft.body)
        return post, url

    def _next_id(self) -> int:
        """Return the id that SQLite would choose: the search index is written before the post."""
        return int(self._db.conn.execute("SELECT coalesce(max(id), 0) + 1 FROM posts").fetchone()[0])

    def _update(
        self, known: KnownPost, draft: Draft, changed: tuple[str, ...], now: datetime, cause: str = "edit"
    ) -> None:
        if cause == "edit":
            self._changes.note_return(known.id)
            self._db.execute(
                "UPDATE posts SET last_seen = ?, withdrawn = NULL WHERE id = ?", [stamp(now), known.id]
            )
        # The HTML of another text than that of the post is not stored.
        if draft.body is not None and (draft.body == known.body or "body" in changed):
            self._update_markup(known.id, draft, note="body" in changed)
        if not changed:
            facts = facts_in(draft, known, known.first_seen)
            self._facts.see(known, facts, stamp(now), by_site=cause == "edit")
            return
        self._changes.note_revision(known.id)
        # What was rejected for an unchanged value may stand in the new text: the evidence is that of this visit.
        same = [f for f in REVISED if f not in changed and getattr(draft, f) == getattr(known, f)]
        confirmed = {f: draft.evidence[f] for f in same if f in draft.evidence}
        replaced = [*changed, *renewed(self._db, known.id, confirmed)]
        old = ", ".join(VALUES)
        self._db.execute(
            f"INSERT INTO revisions (post, revision, seen, replaced, changed, cause, evidence, {old}) "
            f"SELECT id, revision, last_changed, ?, ?, ?, ?, {old} FROM posts WHERE id = ?",
            [stamp(now), json.dumps(changed), cause, evidence_of(self._db, known.id, replaced), known.id],
        )
        new = {field: getattr(draft, field) for field in changed}
        if "published" in changed:
            new["precision"] = draft.precision
            new |= published_columns(self._db, self._source_of(known.id), draft.published)
        if "body" in changed:
            new["language"] = draft.language
            new["story_by"] = None  # it may belong to another story now
            self._stories.replace_sketch(known.id, features_of(draft).sketch)
        new["last_changed"] = stamp(now)
        new["flags"] = as_flags(draft.problems)
        new["fingerprint"] = fingerprint(replace(known, **{k: v for k, v in new.items() if k in REVISED}))
        self._db.execute(
            f"UPDATE posts SET revision = revision + 1, {', '.join(f'{k} = ?' for k in new)} WHERE id = ?",
            [*new.values(), known.id],
        )
        with_new_values = {f: e for f, e in draft.evidence.items() if f in new}
        write_evidence(self._db, known.id, confirmed | with_new_values)
        self._stories.refresh(known.id)
        self._words.note(draft.language or known.language, new.get("title"), new.get("body"))
        self._update_facts(known, draft, now, cause)

    def _source_of(self, post: int) -> str:
        return str(self._db.conn.execute("SELECT source FROM posts WHERE id = ?", [post]).fetchone()[0])

    def _update_facts(self, before: KnownPost, draft: Draft, now: datetime, cause: str) -> None:
        """Write the facts of a post that has another revision than `before`, or let them be read from its texts."""
        post = self.known(before.id)
        if cause == "edit" and post is not None:
            self._facts.follow_edit(before, post, draft, facts_in(draft, post, post.first_seen), stamp(now))
        else:
            self._facts.outdate(before.id)

    def _update_markup(self, post: int, draft: Draft, *, note: bool) -> None:
        """Store the HTML and the links of a post. If nothing else has changed, this makes no revision.

        What they were before is recorded if `note` is true, or the attachments are others.
        """
        source, html = self._db.conn.execute(
            "SELECT source, body_html FROM posts WHERE id = ?", [post]
        ).fetchone()
        was, now = self._links.of(post), self._links.rows(source, draft.links)
        if was == now and html == draft.body_html:
            return
        if note or (html is not None and attachments(was) != attachments(now)):
            self._changes.note_markup(post)
        self._db.conn.execute("UPDATE posts SET body_html = ? WHERE id = ?", [draft.body_html, post])
        if was != now:
            self._links.write(post, now)

    def _known_by_another_address(self, seen: Observation, known: KnownPost, verdict: Verdict) -> Verdict:
        """Return the verdict `copy` if an unknown URL led to an unchanged known post."""
        if verdict.kind == "same" and self._url_records.post_at(seen.source, [seen.url]) is None:
            return Verdict("copy", known.id)
        return verdict

    def _note(self, seen: Observation, post: int | None, now: datetime) -> str:
        """Record all URLs of a post: its own URL, and those that lead to it. Return its own URL."""
        own = self._own_url(seen, post)
        if post is not None:
            self._write_addresses(seen, post, own, self._url_records.next_visit(post, now), now)
        return own

    def _write_addresses(
        self, seen: Observation, post: int, own: str, again: datetime | None, now: datetime
    ) -> None:
        for url in dict.fromkeys([*self._addresses(seen), own]):
            listed = seen.entry if seen.entry and urls.key(seen.entry.url) == urls.key(url) else None
            if urls.key(url) == urls.key(own):
                self._url_records.write(
                    seen.source, own, "post", now, post=post, entry=listed, next_check=again
                )
            elif self._url_records.owner(seen.source, url) in (None, post):
                # A URL that belongs to another post is never reassigned.
                self._url_records.write(seen.source, url, "copy", now, post=post, entry=listed)

    def _own_url(self, seen: Observation, post: int | None) -> str:
        known = self.known(post) if post is not None else None
        return known.url if known else seen.url

    def _keep_raw(self, seen: Observation, own: str, now: datetime) -> None:
        if seen.page is not None:
            self._pages.keep(seen.source, own, seen.page)
            if seen.entry is not None:
                self._pages.keep_index(seen.source, own, seen.entry, now)
        elif seen.entry is not None:
            self._pages.keep_entry(seen.source, own, seen.entry, now)
