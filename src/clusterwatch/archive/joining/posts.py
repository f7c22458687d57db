"""Posts with their revisions and evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from sqlite_utils import Database

from clusterwatch import text
from clusterwatch.archive.columns import VALUES
from clusterwatch.archive.joining.inputs import Found, Input, Row, earliest, insert, latest, newest
from clusterwatch.archive.joining.numbers import key_of, numbered
from clusterwatch.archive.joining.stories import KeptStories
from clusterwatch.archive.joining.versions import interleaved, revisions_of, versions_of
from clusterwatch.features import fingerprint, searchable
from clusterwatch.models import KnownPost

_REPORT_EVERY = 500  # posts


def merge_posts(
    db: Database, inputs: list[Input], stories: KeptStories, progress: Callable[[int], None]
) -> int:
    """Write the posts. Return how many are in several inputs. `progress` is called with numbers of posts."""
    joined = done = 0
    boilerplate = _Boilerplate(inputs)
    for number, places in numbered(db):
        found = [
            Found(inputs[origin], row)
            for origin, old in places
            for row in inputs[origin].rows("SELECT * FROM posts WHERE id = ?", [old])
        ]
        if len(found) == 1:
            _copy(db, found[0], number, stories.of(places[0][0], found[0].row["story"]))
        else:
            joined += 1
            _Joined(found, number, boilerplate).write(db)
        done += 1
        if done % _REPORT_EVERY == 0:
            progress(_REPORT_EVERY)
    progress(done % _REPORT_EVERY)
    return joined


def _copy(db: Database, found: Found, number: int, story: int | None) -> None:
    """Write a post that only one input has."""
    _insert(db, {**found.row, "id": number, "story": story, **({} if story else _UNSORTED)})
    for table in _OF_POSTS:
        for row in _of_post(found, table):
            insert(db, table, {**row, "post": number})


def _insert(db: Database, row: Row) -> None:
    """Write a post and its entry in the search index, which is written first: see archive/posts.py."""
    index = "INSERT INTO posts_fts (rowid, title, body) VALUES (?, ?, ?)"
    db.conn.execute(index, [row["id"], searchable(row["title"]), searchable(row["body"])])
    insert(db, "posts", row)


_OF_POSTS = {
    "evidence": "field",
    "revisions": "revision",
    "links": "rowid",
    "days": "number",
    "mentions": "number",
    "moved_days": "seen",
}  # tables, and the order of their rows
_UNSORTED: Row = {"story_by": None, "similarity": None}


def _of_post(found: Found, table: str) -> Iterator[Row]:
    return found.origin.rows(
        f"SELECT * FROM {table} WHERE post = ? ORDER BY {_OF_POSTS[table]}", [found.row["id"]]
    )


class _Joined:
    """A post that several inputs have. The version that was seen last is the current one."""

    def __init__(self, found: list[Found], number: int, boilerplate: _Boilerplate) -> None:
        self._found = found
        self._number = number
        self._last = latest(found, "last_changed", "last_seen")
        self._marks = boilerplate.of(self._last.row["source"])
        versions = [v for one in found for v in versions_of(one.row, list(_of_post(one, "revisions")))]
        self._chain = interleaved(versions, self._strip)

    def write(self, db: Database) -> None:
        """Write the post, its revisions and its evidence."""
        row = self._row()
        _insert(db, row)
        for revision in revisions_of(self._chain, self._number):
            insert(db, "revisions", revision)
        for evidence in self._evidence(row).values():
            insert(db, "evidence", {**evidence, "post": self._number})
        for link in _of_post(self._of_body(row), "links"):
            insert(db, "links", {**link, "post": self._number})
        self._write_facts(db)
        for one in self._found:
            if one.row["url"] != row["url"]:
                one.origin.changed_urls.append((row["source"], one.row["url"], row["url"]))

    def _write_facts(self, db: Database) -> None:
        """Write the facts of the archive that read them from the current version, and the moved days of all."""
        if (found := self._with_facts) is not None:
            for table in ("days", "mentions"):
                for row in _of_post(found, table):
                    insert(db, table, {**row, "post": self._number})
        moved: dict[tuple[str, ...], Row] = {}
        for one in self._found:
            for row in _of_post(one, "moved_days"):
                key = tuple(row[name] for name in ("kind", "before", "after", "seen"))
                moved[key] = {**row, "stated": max(row["stated"], moved.get(key, row)["stated"])}
        for key in sorted(moved):
            insert(db, "moved_days", {**moved[key], "post": self._number})

    @cached_property
    def _with_facts(self) -> Found | None:
        """Return the post in the last archive whose facts are those of the current version, or None."""
        current = self._chain[-1].values
        same = [
            one
            for one in sorted(self._found, key=lambda one: one is self._last)
            if one.row["facts_revision"] == one.row["revision"]
            and all(one.row[name] == current[name] for name in VALUES)
        ]
        return same[-1] if same else None

    def _strip(self, body: str | None) -> str | None:
        """Return a body without boilerplate."""
        if body is None or not self._marks:
            return body
        return "\n".join(line for line in body.splitlines() if text.fingerprint(line) not in self._marks)

    def _of_body(self, row: Row) -> Found:
        """Return the post in the last archive that has the current body."""
        found = sorted(self._found, key=lambda one: one is self._last)
        same = [one for one in found if self._strip(one.row["body"]) == self._strip(row["body"])]
        return same[-1] if same else self._last

    def _row(self) -> Row:
        current = self._chain[-1]
        row = {
            **self._last.row,
            **current.values,
            "id": self._number,
            "first_seen": earliest(self._found, "first_seen"),
            "last_seen": newest(self._found, "last_seen"),
            "last_changed": current.seen,
            "revision": len(self._chain),
            "withdrawn": max(self._found, key=_checked).row["withdrawn"],
            "story": None,
            **_UNSORTED,
        }
        row |= self._facts()
        # `body` may be that of another archive than the last one, or have other lines of boilerplate.
        of_body = self._of_body(row).row
        row["body_html"] = of_body["body_html"] if of_body["body"] == row["body"] else None
        known = KnownPost(
            **{name: row[name] for name in ("id", "url", *VALUES, "revision", "withdrawn", "first_seen")}
        )
        return {**row, "fingerprint": fingerprint(known)}

    def _facts(self) -> Row:
        """Return the columns of the post that belong to its facts. The next run reads those that are missing."""
        if (found := self._with_facts) is None:
            was_read = any(one.row["facts_revision"] is not None for one in self._found)
            return {"kind": None, "kind_confidence": None, "facts_revision": 0 if was_read else None}
        kept = {name: found.row[name] for name in ("kind", "kind_confidence")}
        return {**kept, "facts_revision": len(self._chain)}

    def _evidence(self, row: Row) -> dict[str, Row]:
        """Return the evidence of each field, from the last archive that has the current value of this field."""
        chosen: dict[str, Row] = {}
        for one in sorted(self._found, key=lambda one: one is self._last):
            for evidence in _of_post(one, "evidence"):
                name = evidence["field"]
                if name not in chosen or self._is_current(name, one.row, row):
                    chosen[name] = evidence
        return chosen

    def _is_current(self, name: str, own: Row, row: Row) -> bool:
        if name not in row:
            return True
        return bool(
            self._strip(own[name]) == self._strip(row[name]) if name == "body" else own[name] == row[name]
        )


def _checked(found: Found) -> tuple[str, str, str]:
    """Return when the page of a post was last requested."""
    sql = "SELECT checked FROM sightings WHERE source = ? AND key = ?"
    checked = found.origin.value(sql, [found.row["source"], key_of(found.row["url"])])
    return checked or found.row["last_seen"], found.row["last_seen"], repr(found.row)


class _Boilerplate:
    """The boilerplate lines of all inputs."""

    def __init__(self, inputs: list[Input]) -> None:
        self._inputs = inputs

    def of(self, source: str) -> frozenset[str]:
        """Return the fingerprints of the lines of a source."""
        return self._marks.get(source, frozenset())

    @cached_property
    def _marks(self) -> dict[str, frozenset[str]]:
        marks: dict[str, set[str]] = {}
        for one in self._inputs:
            for source, mark in one.tuples("SELECT source, mark FROM furniture"):
                marks.setdefault(source, set()).add(mark)
        return {source: frozenset(own) for source, own in marks.items()}
