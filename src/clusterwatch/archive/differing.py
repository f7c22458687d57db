"""What changed between two archives, such as two snapshots of one: sources, posts, stories, and the days that moved.

A post is the same in both if it has the same source and address. One whose address changed is the same if it has the
same source and number and was first seen at the same time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlite_utils import Database

from clusterwatch.archive.schema import connect_upgraded
from clusterwatch.archive.story_edits import changes_of

Row = Mapping[str, Any]
_OF_SOURCE = (
    "name",
    "url",
    "country",
    "region",
    "kind",
    "sectors",
    "languages",
    "timezone",
    "enabled",
    "watched",
)
_OF_POST = ("url", "title", "published", "language", "kind", "body")
_LONG = ("body",)  # fields whose values are not given

_PAIRS = """
CREATE TEMP TABLE pairs AS
    SELECT a.id AS a, b.id AS b FROM earlier.posts a JOIN main.posts b ON b.source = a.source AND b.url = a.url;
CREATE INDEX temp.pairs_a ON pairs (a);
CREATE INDEX temp.pairs_b ON pairs (b);
INSERT INTO pairs
    SELECT a.id, b.id FROM earlier.posts a JOIN main.posts b
    ON b.id = a.id AND b.source = a.source AND b.first_seen = a.first_seen
    WHERE a.id NOT IN (SELECT a FROM pairs) AND b.id NOT IN (SELECT b FROM pairs);
"""
_ONLY = """
SELECT id AS post, source, day, title, url FROM {schema}.posts
WHERE id NOT IN (SELECT {side} FROM pairs) ORDER BY day IS NULL, day, source, id
"""
# What boilerplate removal, reextract and undo change without a new version of the page is no edit.
_EDITED = """
a.url IS NOT b.url OR EXISTS
    (SELECT 1 FROM main.revisions r WHERE r.post = b.id AND r.revision >= a.revision AND r.cause = 'edit')
"""
_CHANGED = f"""
SELECT b.id AS post, b.source, b.day, b.title, b.url, {_EDITED} AS edited,
       {", ".join(f"a.{name} IS NOT b.{name} AS changed_{name}" for name in _OF_POST)},
       {", ".join(f"a.{name} AS before_{name}, b.{name} AS after_{name}" for name in _OF_POST if name not in _LONG)}
FROM pairs JOIN earlier.posts a ON a.id = pairs.a JOIN main.posts b ON b.id = pairs.b
WHERE {" OR ".join(f"changed_{name}" for name in _OF_POST)} ORDER BY b.day IS NULL, b.day, b.source, b.id
"""
_WITHDRAWN = """
SELECT b.id AS post, b.source, b.day, b.title, b.url
FROM pairs JOIN earlier.posts a ON a.id = pairs.a JOIN main.posts b ON b.id = pairs.b
WHERE {before}.withdrawn IS NULL AND {after}.withdrawn IS NOT NULL ORDER BY b.day IS NULL, b.day, b.source, b.id
"""
# Posts of both archives by their numbers in the later one.
_STORIES = """
SELECT pairs.b, a.story, b.story FROM pairs JOIN earlier.posts a ON a.id = pairs.a JOIN main.posts b ON b.id = pairs.b
WHERE a.story IS NOT NULL AND b.story IS NOT NULL
"""
_MOVED = """
SELECT m.post, p.source, p.title, p.url, m.kind, m.before, m.after, m.seen, m.stated
FROM main.moved_days m JOIN main.posts p ON p.id = m.post
WHERE NOT EXISTS (SELECT 1 FROM pairs JOIN earlier.moved_days e ON e.post = pairs.a
                  WHERE pairs.b = m.post AND (e.kind, e.before, e.after) = (m.kind, m.before, m.after))
ORDER BY m.seen, m.post, m.kind, m.before
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different in the later of two archives.

    Posts have `post`, `source`, `day`, `title` and `url`; `post` is their number in the archive that has them, the
    later one if both do. Those of `posts_changed` also have `changes`: by field, the value before and after, or
    None for a text; and `edited`: whether the page was, or only what the program stores of it. `posts_removed` are
    those that only the earlier archive has. `days_moved` has the deadlines and other days that were moved. Sources
    have `id`, `name` and `url`, and `changes`. `stories_joined` are posts of one story that were in several, and
    `stories_split` posts of several that were in one; they have the numbers of the `posts`, and the `source`,
    `day`, `title` and `url` of the first one. New posts join and split no stories.
    """

    sources_added: tuple[Row, ...]
    sources_removed: tuple[Row, ...]
    sources_changed: tuple[Row, ...]
    posts_added: tuple[Row, ...]
    posts_removed: tuple[Row, ...]
    posts_changed: tuple[Row, ...]
    posts_withdrawn: tuple[Row, ...]
    posts_returned: tuple[Row, ...]
    days_moved: tuple[Row, ...]
    stories_joined: tuple[Row, ...]
    stories_split: tuple[Row, ...]


def difference(earlier: Path, later: Path) -> Difference:
    """Compare two archives. Neither is changed; one of an older schema is upgraded in a copy. Raises ArchiveError."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="clusterwatch-")))
        first, upgraded = connect_upgraded(earlier, folder / "earlier.db")
        first.conn.close()
        db, _ = connect_upgraded(later, folder / "later.db")
        stack.enter_context(closing(db.conn))
        path = folder / "earlier.db" if upgraded else earlier.absolute()
        db.execute("ATTACH ? AS earlier", [f"{path.as_uri()}?mode=ro"])
        db.execute("BEGIN")
        return _difference(db)


def _difference(db: Database) -> Difference:
    for statement in _PAIRS.split(";"):
        db.execute(statement)
    before, after = (_sources(db, schema) for schema in ("earlier", "main"))
    stories = db.execute(_STORIES).fetchall()
    told = changes_of({post: was for post, was, _ in stories}, {post: now for post, _, now in stories})
    return Difference(
        sources_added=tuple(_named(after[one]) for one in after if one not in before),
        sources_removed=tuple(_named(before[one]) for one in before if one not in after),
        sources_changed=tuple(_changed_sources(before, after)),
        posts_added=tuple(db.query(_ONLY.format(schema="main", side="b"))),
        posts_removed=tuple(db.query(_ONLY.format(schema="earlier", side="a"))),
        posts_changed=tuple(_with_changes(row) for row in db.query(_CHANGED)),
        posts_withdrawn=tuple(db.query(_WITHDRAWN.format(before="a", after="b"))),
        posts_returned=tuple(db.query(_WITHDRAWN.format(before="b", after="a"))),
        days_moved=tuple(db.query(_MOVED)),
        stories_joined=tuple(_story(db, posts) for posts in told.joined),
        stories_split=tuple(_story(db, posts) for posts in told.split),
    )


def _story(db: Database, posts: Sequence[int]) -> Row:
    first = next(db.query("SELECT source, day, title, url FROM posts WHERE id = ?", [posts[0]]))
    return {"posts": posts, **first}


def _sources(db: Database, schema: str) -> dict[str, Row]:
    columns = ", ".join(("id", *_OF_SOURCE))
    return {row["id"]: row for row in db.query(f"SELECT {columns} FROM {schema}.sources ORDER BY id")}


def _named(source: Row) -> Row:
    return {name: source[name] for name in ("id", "name", "url")}


def _changed_sources(before: Mapping[str, Row], after: Mapping[str, Row]) -> Iterator[Row]:
    for one, row in after.items():
        was = before.get(one, row)
        if changes := {name: [was[name], row[name]] for name in _OF_SOURCE if was[name] != row[name]}:
            yield {**_named(row), "changes": changes}


def _with_changes(row: Row) -> Row:
    changed = [name for name in _OF_POST if row[f"changed_{name}"]]
    pairs = {
        name: None if name in _LONG else [row[f"before_{name}"], row[f"after_{name}"]] for name in changed
    }
    known = {name: row[name] for name in ("post", "source", "day", "title", "url")}
    return {**known, "edited": bool(row["edited"]), "changes": pairs}
