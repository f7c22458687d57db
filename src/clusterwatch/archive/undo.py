"""Take back what a run did to the posts of some sources, as if it had not read them.

`changes` says how each post was before the run; `revisions` has the texts and the evidence that it replaced.

    changes of the run ─► plan: what differs now ─► what can be taken back, what was changed since
                                                  └► one transaction: new posts, other posts, sources, stories
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from clusterwatch.archive.changes import MERGE, POST, Changes
from clusterwatch.archive.columns import KNOWN, VALUES
from clusterwatch.archive.evidence import restore_evidence
from clusterwatch.archive.facts import forget_facts
from clusterwatch.archive.links import LinkRows, attachments
from clusterwatch.archive.merges import Merges
from clusterwatch.archive.published import published_columns
from clusterwatch.archive.runs import SourceRows
from clusterwatch.archive.source_changes import references
from clusterwatch.archive.stories import Stories
from clusterwatch.archive.times import stamp
from clusterwatch.archive.url_records import COLUMNS
from clusterwatch.features import features_of
from clusterwatch.models import KnownPost, UndoReason

_CHANGES = f"""
SELECT c.post, c.revision AS left_at, c.before, p.source, p.title, {", ".join(f"p.{name}" for name in POST)},
       (SELECT min(run) FROM changes l WHERE l.post = c.post AND l.run > c.run) AS later,
       (SELECT title FROM revisions r WHERE r.post = c.post AND r.revision = c.before ->> '$.post.revision') AS was
FROM changes c JOIN posts p ON p.id = c.post
WHERE c.run = ? AND p.source IN (SELECT value FROM json_each(?)) ORDER BY p.source, p.id
"""
_WITHOUT_EVIDENCE = """
SELECT 1 FROM revisions WHERE post = ? AND revision >= ? ->> '$.post.revision' AND evidence IS NULL
"""
_EDITS = "SELECT changed FROM revisions WHERE post = ? AND revision >= ?"
_STATE = ("url", "withdrawn")  # what another run may have changed, beside the revision
_ADDRESSES = "SELECT key FROM sightings WHERE post = ?"
_ACTIVE = "SELECT into_post FROM merges WHERE post = ? AND undone IS NULL"


@dataclass(frozen=True, slots=True)
class Change:
    """What a run did to a post. `title` is that of today, `was` the one before, or None if the post is new.

    `what`: new, edited, withdrawn, returned, moved (to another address), merged, unmerged, boilerplate (removed from
    its text), address (a further one was found), attachments (others than before), flagged. `fields` are those that
    were edited.
    """

    source: str
    post: int
    url: str
    what: tuple[str, ...]
    was: str | None
    title: str | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A change that cannot be taken back, and why. `run` is the later run that changed the post."""

    change: Change
    reason: UndoReason
    run: int | None = None


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What `undo` takes back, and what it cannot. `done` has the sources of which the run was taken back before."""

    run: int
    sources: tuple[str, ...]
    changes: tuple[Change, ...] = ()
    refused: tuple[Refusal, ...] = ()
    done: Mapping[str, str] = field(default_factory=dict)
    recorded: bool = True


def plan_undo(db: Database, run: int, sources: Sequence[str] = ()) -> UndoPlan:
    """Return what can be taken back of a run, for the given sources or for all. Nothing is written."""
    chosen = tuple(sources) or tuple(row[0] for row in db.execute("SELECT id FROM sources ORDER BY rowid"))
    rows = list(db.query(_CHANGES, [run, json.dumps(chosen)]))
    changes = [(row, change) for row in rows if (change := _change(db, row)) is not None]
    new = {change.post for _, change in changes if "new" in change.what}
    refused = {change.post: r for row, change in changes if (r := _refusal(db, row, change, new)) is not None}
    done = "SELECT source, max(undone) FROM undone WHERE run = ? GROUP BY source"
    return UndoPlan(
        run,
        chosen,
        tuple(change for _, change in changes if change.post not in refused),
        tuple(refused.values()),
        {source: when for source, when in db.execute(done, [run]) if source in chosen},
        bool(rows) or not _changed_anything(db, run),
    )


def _changed_anything(db: Database, run: int) -> bool:
    """Return whether a run says that it changed posts. If they are not in `changes`, they were not recorded."""
    sql = (
        "SELECT 1 FROM outcomes o WHERE run = ? AND new + changed + gone > 0 "
        "AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.run = o.run AND u.source = o.source)"
    )
    recorded = "SELECT 1 FROM changes WHERE run = ?"
    return bool(db.execute(sql, [run]).fetchone()) and not db.execute(recorded, [run]).fetchone()


def _change(db: Database, row: Mapping[str, Any]) -> Change | None:
    """Return what differs between a post and how it was before the run, or None."""
    before = json.loads(row["before"] or "{}")
    what = tuple(_differences(db, row, before)) if "post" in before else ("new",)
    if not what:
        return None
    was = None if what == ("new",) else row["was"] if "edited" in what else row["title"]
    fields: tuple[str, ...] = ()
    if "edited" in what:
        edits = db.execute(_EDITS, [row["post"], before["post"]["revision"]])
        fields = tuple(sorted({name for (changed,) in edits for name in json.loads(changed or "[]")}))
    return Change(row["source"], row["post"], row["url"], what, was, row["title"], fields)


def _differences(db: Database, row: Mapping[str, Any], before: Mapping[str, Any]) -> Iterator[str]:
    post = before["post"]
    into = {m["into_post"] for m in before["merges"] if m["undone"] is None}
    into_now = {r[0] for r in db.execute(_ACTIVE, [row["post"]])}
    if row["revision"] > post["revision"]:
        yield "edited"
    if into_now - into:
        yield "merged"
    elif into - into_now:
        yield "unmerged"
    elif row["withdrawn"] and not post["withdrawn"]:
        yield "withdrawn"
    elif post["withdrawn"] and not row["withdrawn"]:
        yield "returned"
    if row["url"] != post["url"]:
        yield "moved"
    if before.get("body") is not None:
        yield "boilerplate"
    keys = {sighting["key"] for sighting in before["sightings"]}
    if {r[0] for r in db.execute(_ADDRESSES, [row["post"]])} - keys and row["url"] == post["url"]:
        yield "address"
    if before.get("markup") is not None and attachments(before["markup"]["links"]) != attachments(
        LinkRows(db).of(row["post"])
    ):
        yield "attachments"
    if row["flags"] != post["flags"] and row["revision"] == post["revision"]:
        yield "flagged"


def _refusal(db: Database, row: Mapping[str, Any], change: Change, new: set[int]) -> Refusal | None:
    """Return why a change cannot be taken back, or None."""
    if row["later"] is not None:
        sql = "SELECT before FROM changes WHERE run = ? AND post = ?"
        later = json.loads(db.execute(sql, [row["later"], row["post"]]).fetchone()[0] or "{}")
        then = later.get("post", {})
        same = row["revision"] == row["left_at"] and all(row[name] == then.get(name) for name in _STATE)
        if not same or later.get("body") is not None or later.get("markup") is not None:
            return Refusal(change, UndoReason.LATER_RUN, row["later"])
    if row["revision"] != row["left_at"]:
        return Refusal(change, UndoReason.CHANGED_SINCE)
    if db.execute(_WITHOUT_EVIDENCE, [row["post"], row["before"]]).fetchone():
        return Refusal(change, UndoReason.NOT_RECORDED)
    url = json.loads(row["before"] or "{}").get("post", {}).get("url")
    if url is not None:
        sql = "SELECT id FROM posts WHERE source = ? AND url = ? AND id != ?"
        taken = db.execute(sql, [row["source"], url, row["post"]]).fetchone()
        if taken and taken[0] not in new:
            return Refusal(change, UndoReason.ADDRESS_TAKEN)
    return None


def undo(db: Database, plan: UndoPlan, now: datetime) -> None:
    """Take back the changes of a plan, in the open transaction. `Archive.derive` finds stories and facts afterwards."""
    _Undo(db, plan, now).all()


class _Undo:
    """One call of `undo`."""

    def __init__(self, db: Database, plan: UndoPlan, now: datetime) -> None:
        self._db, self._plan, self._now = db, plan, now
        self._stories = Stories(db)
        self._changed_stories: set[int] = set()
        sql = "SELECT started, coalesce(ended, (SELECT min(started) FROM runs n WHERE n.id > runs.id), ?) FROM runs"
        self._started, self._ended = db.execute(f"{sql} WHERE id = ?", [stamp(now), plan.run]).fetchone()

    def all(self) -> None:
        self._db.execute("PRAGMA defer_foreign_keys = on")  # merges of posts that are restored in any order
        new = [change for change in self._plan.changes if "new" in change.what]
        for change in new:
            self._remove(change)
        for change in self._plan.changes:
            if "new" not in change.what:
                self._restore(change)
        for source in {change.source: None for change in self._plan.changes}:
            self._reset_source(source, [c for c in self._plan.changes if c.source == source])
        for story in self._changed_stories:
            # What remains of a story may not be one, without the post that it was compared with.
            self._db.execute("UPDATE posts SET story_by = NULL WHERE story = ?", [story])
            self._stories.recount(story)

    def _before(self, post: int) -> Mapping[str, Any]:
        sql = "SELECT before FROM changes WHERE run = ? AND post = ?"
        before: Mapping[str, Any] = json.loads(
            self._db.execute(sql, [self._plan.run, post]).fetchone()[0] or "{}"
        )
        return before

    def _remove(self, change: Change) -> None:
        """Delete a new post and what the run knew of its addresses, so that they are new to the next run."""
        before = self._before(change.post)
        self._note_story(change.post)
        merges = Merges(self._db, Changes(self._db))
        for copy in merges.of(change.post):
            merges.undo(copy, self._now)
        own = self._urls(change.post)
        for table, column in references(self._db, "posts"):
            self._db.execute(f"DELETE FROM {table} WHERE {column} = ?", [change.post])
        self._db.execute("DELETE FROM posts WHERE id = ?", [change.post])
        self._restore_addresses(change.source, before.get("sightings", []))
        kept = "AND fetched >= ?" if before.get("sightings") else ""  # entries of addresses that had failed
        for url in own:
            values = [change.source, url, *([self._started] if kept else [])]
            self._db.execute(f"DELETE FROM pages WHERE source = ? AND url = ? {kept}", values)
        self._forget_validators(change.source, own)

    def _restore(self, change: Change) -> None:
        """Give a post the values, the evidence, the addresses and the merges that it had before the run."""
        before, post = self._before(change.post), change.post
        self._note_story(post)
        own = {*self._urls(post), before["post"]["url"]}
        old = {name: before["post"][name] for name in POST}
        values: dict[str, Any] = self._restore_texts(post, old["revision"], before.get("body"))
        if "body" in values:
            values["story_by"] = None
            values["body_html"] = None
        if (markup := before.get("markup")) is not None:
            values["body_html"] = markup["body_html"]
            self._restore_links(post, markup["links"])
        if "published" in values:
            values |= published_columns(self._db, change.source, values["published"])
        if values:
            values |= forget_facts(self._db, post, old["last_changed"])
        new = {**old, **values}
        self._db.execute(
            f"UPDATE posts SET {', '.join(f'{name} = ?' for name in new)} WHERE id = ?", [*new.values(), post]
        )
        if "body" in values:
            known = KnownPost(*self._db.conn.execute(f"{KNOWN} WHERE id = ?", [post]).fetchone())
            features = features_of(known)
            self._stories.replace_sketch(post, features.sketch)
            sql = "UPDATE posts SET fingerprint = ? WHERE id = ?"
            self._db.execute(sql, [features.fingerprint, post])
        self._db.execute("DELETE FROM sightings WHERE post = ?", [post])
        self._restore_addresses(change.source, before["sightings"])
        self._db.execute("DELETE FROM merges WHERE post = ?", [post])
        self._restore_merges(before["merges"])
        for url in own:
            sql = "DELETE FROM pages WHERE source = ? AND url = ? AND rowid > ? AND fetched >= ?"
            self._db.execute(sql, [change.source, url, before["page"] or 0, self._started])
        self._forget_validators(change.source, own)
        self._db.execute("DELETE FROM changes WHERE post = ? AND run >= ?", [post, self._plan.run])

    def _restore_links(self, post: int, rows: Sequence[Sequence[str | None]]) -> None:
        """Write the links of a post as they were. A source that they led to may be gone since then."""
        self._db.execute("DELETE FROM links WHERE post = ?", [post])
        for url, text, kind, host, source in rows:
            row = {"post": post, "url": url, "text": text, "kind": kind, "host": host, "source": source}
            if not SourceRows(self._db).exists(source or ""):
                row |= {"source": None, "kind": "page" if kind == "source" else kind}
            self._insert("links", row)

    def _restore_merges(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write the merges of a post as they were. One into a post that was removed since then is over."""
        for row in rows:
            if self._db.execute("SELECT 1 FROM posts WHERE id = ?", [row["into_post"]]).fetchone():
                self._insert("merges", {name: row[name] for name in MERGE})
            elif row["undone"] is None:
                self._db.execute("UPDATE posts SET withdrawn = NULL WHERE id = ?", [row["post"]])

    def _restore_texts(self, post: int, revision: int, body: str | None) -> dict[str, Any]:
        """Restore the evidence that the run replaced. Return the values of the first revision that it replaced."""
        columns = ", ".join(VALUES)
        sql = f"SELECT evidence, {columns} FROM revisions WHERE post = ? AND revision >= ? ORDER BY revision DESC"
        values: dict[str, Any] = {} if body is None else {"body": body}
        for evidence, *texts in self._db.execute(sql, [post, revision]).fetchall():
            values = dict(zip(VALUES, texts, strict=True))
            restore_evidence(self._db, post, evidence, values)
        self._db.execute("DELETE FROM revisions WHERE post = ? AND revision >= ?", [post, revision])
        return values

    def _restore_addresses(self, source: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write records of addresses as they were. The next run visits them.

        `source` is that of the post today: it may have been renamed since the records were written.
        """
        for row in rows:
            due = stamp(self._now) if row["status"] != "copy" else None
            values = {**row, "source": source, "next_check": due}
            # An address that another post has by now is left to it.
            free = "NOT EXISTS (SELECT 1 FROM sightings WHERE source = ? AND key = ? AND post IS NOT NULL)"
            self._db.execute(
                f"INSERT OR REPLACE INTO sightings ({', '.join(COLUMNS)}) "
                f"SELECT {', '.join('?' * len(COLUMNS))} WHERE {free}",
                [*(values.get(name) for name in COLUMNS), source, row["key"]],
            )

    def _reset_source(self, source: str, changes: Sequence[Change]) -> None:
        """Let the next run read the indexes of a source to their end, and note what was taken back."""
        self._db.execute("DELETE FROM validators WHERE source = ? AND digest IS NOT NULL", [source])
        if any("new" in change.what for change in changes):
            self._db.execute("UPDATE sources SET walked = NULL WHERE id = ?", [source])
        # What the run learned came from these pages. It is learned again if it was right.
        for table in ("furniture", "learnt"):
            sql = f"DELETE FROM {table} WHERE source = ? AND since BETWEEN ? AND ?"
            self._db.execute(sql, [source, self._started, self._ended])
        counts = Counter(_counted(change) for change in changes)
        names = ("new", "changed", "gone", "others")
        row = {"run": self._plan.run, "source": source, "undone": stamp(self._now)}
        sums = ", ".join(f"{name} = {name} + excluded.{name}" for name in names)
        self._insert(
            "undone", {**row, **{name: counts[name] for name in names}}, f"ON CONFLICT DO UPDATE SET {sums}"
        )

    def _note_story(self, post: int) -> None:
        story = self._db.execute("SELECT story FROM posts WHERE id = ?", [post]).fetchone()[0]
        if story is not None:
            self._changed_stories.add(story)

    def _urls(self, post: int) -> set[str]:
        sql = "SELECT url FROM posts WHERE id = :post UNION SELECT url FROM sightings WHERE post = :post"
        return {row[0] for row in self._db.execute(sql, {"post": post})}

    def _forget_validators(self, source: str, urls: set[str]) -> None:
        for url in urls:
            self._db.execute("DELETE FROM validators WHERE source = ? AND url = ?", [source, url])

    def _insert(self, table: str, row: Mapping[str, Any], conflict: str = "") -> None:
        sql = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))}) {conflict}"
        self._db.execute(sql, list(row.values()))


def _counted(change: Change) -> str:
    """Return the column of `undone` that counts a change."""
    for what, column in (("new", "new"), ("edited", "changed"), ("withdrawn", "gone")):
        if what in change.what:
            return column
    return "others"
