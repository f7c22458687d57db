"""Who names a body, a programme, a call or a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from clusterwatch import text
from clusterwatch.models import MentionKind

_FILTER = """
(:since IS NULL OR substr(p.published, 1, 10) >= substr(:since, 1, length(p.published)))
AND (:source IS NULL OR p.source = :source) AND (:country IS NULL OR s.country = :country)
"""
# The towns of a region have its code, but are different places.
_PLACE = "CASE WHEN m.kind = 'place' THEN m.name END"
_COUNTED = """
SELECT m.kind, m.id, min(m.name) AS name, count(DISTINCT p.id) AS posts, count(DISTINCT p.source) AS sources
FROM mentions m JOIN posts p ON p.id = m.post JOIN sources s ON s.id = p.source
WHERE m.kind != 'amount' AND p.withdrawn IS NULL {and_where} AND {filter}
GROUP BY m.kind, coalesce(m.id, m.name), {place} ORDER BY posts DESC, m.kind, m.id, 3
"""
_NAMES = f"""
SELECT DISTINCT m.kind, coalesce(m.id, m.name), {_PLACE}, m.name, m.raw FROM mentions m WHERE m.kind != 'amount'
"""
_NAMED_BY = """
SELECT p.source, s.name, count(DISTINCT p.id) AS posts, max(substr(p.published, 1, 10))
FROM mentions m JOIN posts p ON p.id = m.post JOIN sources s ON s.id = p.source
WHERE m.kind = 'body' AND m.id = ? AND p.withdrawn IS NULL GROUP BY p.source ORDER BY posts DESC, p.source
"""
# Other bodies that some posts name. The + makes SQLite look up the mentions of these posts, not all that name bodies.
_OTHERS = "AND +m.kind = 'body' AND +m.id != :body AND m.post IN ({posts})"
_BY_SOURCE = "SELECT id FROM posts WHERE source = :body"
_NAMING_BODY = "SELECT post FROM mentions WHERE kind = 'body' AND id = :body"
_BY_ID = "AND m.id = :name COLLATE NOCASE"
_OF_NAMED = f"""
FROM mentions m JOIN posts p ON p.id = m.post JOIN sources s ON s.id = p.source
WHERE m.kind = :kind AND (m.id = :id OR (:id IS NULL AND m.id IS NULL AND m.name = :name)) AND p.withdrawn IS NULL
  AND (:kind != 'place' OR m.name = :name)
  AND {_FILTER}
"""
_NEWEST = "p.published IS NULL, p.published DESC, p.id DESC"
_POSTS = f"""
SELECT m.kind, m.id, m.name, m.raw, m.paragraph, m.position, m.method, p.id AS post, p.source, s.name AS source_name,
       s.country, p.published, p.language, p.title, p.url
{_OF_NAMED} AND m.post IN (SELECT p.id {_OF_NAMED} GROUP BY p.id ORDER BY {_NEWEST} LIMIT :limit)
ORDER BY {_NEWEST}, m.number
"""

# Names stand in the rows of mentions, and the rest in indexes.
_NAME = """
(SELECT name FROM mentions WHERE kind = 'body' AND id = {} ORDER BY post DESC, number LIMIT 1)
"""
_BODIES = f"""
SELECT n.id, {_NAME.format("n.id")} AS name, n.posts, n.sources FROM (
    SELECT m.id, count(DISTINCT m.post) AS posts, count(DISTINCT p.source) AS sources
    FROM mentions m JOIN posts p INDEXED BY posts_numbers ON p.id = m.post
    WHERE m.kind = 'body' AND m.id IS NOT NULL AND p.withdrawn IS NULL GROUP BY m.id
) n ORDER BY n.posts DESC, n.id
"""
# As in the view `co_mentions`.
_PAIRS = f"""
SELECT n.body, {_NAME.format("n.body")} AS name, n.other, {_NAME.format("n.other")} AS other_name, n.posts, n.stories
FROM (
    SELECT a.id AS body, b.id AS other, count(DISTINCT a.post) AS posts,
           count(DISTINCT coalesce(p.story, -p.id)) AS stories
    FROM mentions a JOIN mentions b ON b.post = a.post AND +b.kind = 'body' AND +b.id > a.id
    JOIN posts p INDEXED BY posts_numbers ON p.id = a.post
    WHERE a.kind = 'body' AND a.id IS NOT NULL AND p.withdrawn IS NULL GROUP BY a.id, b.id
    ORDER BY stories DESC, posts DESC, body, other LIMIT ?
) n ORDER BY n.stories DESC, n.posts DESC, n.body, n.other
"""

# The kind of something that is named; its id, or its name if it has none; for a place its name, too, else None.
Key = tuple[MentionKind, str, str | None]


@dataclass(frozen=True, slots=True)
class Namers:
    """Posts since a day (ISO 8601), of a source, of sources in a country (ISO 3166-1). None means any."""

    since: str | None = None
    source: str | None = None
    country: str | None = None


ANYBODY = Namers()


@dataclass(frozen=True, slots=True)
class Named:
    """Something that posts name: its kind, its id (or None) and its usual name, with the posts and sources that do."""

    kind: MentionKind
    id: str | None
    name: str
    posts: int
    sources: int


def key_of(kind: MentionKind, id_: str | None, name: str) -> Key:
    """Return what all mentions of one thing have in common. The towns of a region have its id."""
    return kind, id_ or name, name if kind is MentionKind.PLACE else None


def named(db: Database, name: str, known: Iterable[Key] = (), by: Namers = ANYBODY) -> list[Named]:
    """Return what is meant by `name` and named `by` posts, the most often named first.

    That is what has this id; or else the `known` things, which are those that a text with this name mentions; or else
    everything whose name, usual or as written, has these words, with any case and accents. Amounts have no names.
    """
    if found := list(_counted(db, _BY_ID, by, name=name.strip())):
        return found
    whole = {key_of(one.kind, one.id, one.name): one for one in _counted(db, "", by)}
    keys = set(known) & whole.keys() or set(_with_words(db, text.words(text.fold(name))))
    return [one for key, one in whole.items() if key in keys]


def _with_words(db: Database, words: list[str]) -> Iterator[Key]:
    """Yield the keys of what has a name with these words in a row."""
    wanted = f" {' '.join(words)} "
    for kind, key, place, *names in db.conn.execute(_NAMES) if words else ():
        if any(wanted in f" {' '.join(text.words(text.fold(one)))} " for one in names):
            yield MentionKind(kind), key, place


def _counted(db: Database, where: str, by: Namers = ANYBODY, **params: str) -> Iterator[Named]:
    sql = _COUNTED.format(and_where=where, place=_PLACE, filter=_FILTER)
    for row in db.query(sql, {**params, **asdict(by)}):
        yield Named(MentionKind(row["kind"]), *(row[name] for name in ("id", "name", "posts", "sources")))


def posts_naming(db: Database, what: Named, by: Namers = ANYBODY, *, limit: int = 20) -> list[dict[str, Any]]:
    """Return the `limit` newest posts that name something: a row for each time, with where and how, and the post.

    Posts that are withdrawn are left out.
    """
    params: dict[str, Any] = {"kind": str(what.kind), "id": what.id, "name": what.name, "limit": limit}
    return list(db.query(_POSTS, {**params, **asdict(by)}))


def by_post(rows: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Return rows of `posts_naming` by their posts."""
    return [list(group) for _, group in groupby(rows, lambda row: row["post"])]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two bodies that the same posts name, with the number of these posts and of their stories."""

    body: str
    name: str
    other: str
    other_name: str
    posts: int
    stories: int


@dataclass(frozen=True, slots=True)
class BodyPage:
    """The data for the page of a body. `source` is the row of the source with its id, or None.

    `named_by` has (source, name of the source, posts, day of the newest one), the source with most posts first. `names`
    are the bodies that the source names, and `together` those that the same posts name. `newest` are the newest posts
    that name it, each with the rows of `posts_naming`.
    """

    body: Named
    source: dict[str, Any] | None
    named_by: list[tuple[str, str, int, str | None]]
    names: list[Named]
    together: list[Named]
    newest: list[list[dict[str, Any]]]


def bodies(db: Database) -> list[Named]:
    """Return all bodies that posts name, the most often named first, each by the name in the newest of these posts."""
    return [Named(MentionKind.BODY, **row) for row in db.query(_BODIES)]


def pairs(db: Database, limit: int) -> list[Pair]:
    """Return up to `limit` pairs of bodies that the same posts name, those with most stories first."""
    return [Pair(**row) for row in db.query(_PAIRS, [limit])]


def body_page(db: Database, body: str, limit: int = 20) -> BodyPage | None:
    """Return who names a body and whom it names, or None if no post names it and no source has its id."""
    source = next(
        iter(db.query("SELECT id, name, country, kind, url FROM sources WHERE id = ?", [body])), None
    )
    found = list(_counted(db, "AND m.kind = 'body' AND m.id = :body", body=body))
    if not found and source is None:
        return None
    named_ = found[0] if found else Named(MentionKind.BODY, body, (source or {})["name"], 0, 0)
    return BodyPage(
        body=named_,
        source=source,
        named_by=[tuple(row) for row in db.conn.execute(_NAMED_BY, [body])],
        names=list(_counted(db, _OTHERS.format(posts=_BY_SOURCE), body=body)),
        together=list(_counted(db, _OTHERS.format(posts=_NAMING_BODY), body=body)),
        newest=by_post(posts_naming(db, named_, limit=limit)) if found else [],
    )
