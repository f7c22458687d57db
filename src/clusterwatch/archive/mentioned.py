"""Who names a body, a programme, a call or a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from clusterwatch import text
from clusterwatch.models import MentionKind

_COUNTED = """
SELECT m.kind, m.id, m.name, count(DISTINCT p.id) AS posts, count(DISTINCT p.source) AS sources
FROM mentions m JOIN posts p ON p.id = m.post
WHERE m.kind != 'amount' AND p.withdrawn IS NULL {and_where}
GROUP BY m.kind, coalesce(m.id, m.name) ORDER BY posts DESC, m.kind, m.id
"""
_NAMES = "SELECT DISTINCT kind, coalesce(id, name), name, raw FROM mentions WHERE kind != 'amount'"
_BY_ID = "AND m.id = ? COLLATE NOCASE"
_POSTS = """
SELECT m.kind, m.id, m.name, m.raw, m.paragraph, m.position, m.method, p.id AS post, p.source, s.country, p.published,
       p.language, p.title, p.url
FROM mentions m JOIN posts p ON p.id = m.post JOIN sources s ON s.id = p.source
WHERE m.kind = :kind AND (m.id = :id OR (:id IS NULL AND m.id IS NULL AND m.name = :name)) AND p.withdrawn IS NULL
  AND (:since IS NULL OR substr(p.published, 1, 10) >= substr(:since, 1, length(p.published)))
  AND (:source IS NULL OR p.source = :source) AND (:country IS NULL OR s.country = :country)
ORDER BY p.published IS NULL, p.published DESC, p.id DESC LIMIT :limit
"""

Key = tuple[MentionKind, str]  # the kind of something that is named, and its id, or its name if it has none


@dataclass(frozen=True, slots=True)
class Named:
    """Something that posts name: its kind, its id (or None) and its usual name, with the posts and sources that do."""

    kind: MentionKind
    id: str | None
    name: str
    posts: int
    sources: int


def named(db: Database, name: str, known: Iterable[Key] = ()) -> list[Named]:
    """Return what is meant by `name`, the most often named first.

    That is what has this id; or else the `known` things, which are those that a text with this name mentions; or else
    everything whose name, usual or as written, has these words, with any case and accents. Amounts have no names.
    """
    if found := list(_counted(db, _BY_ID, [name.strip()])):
        return found
    whole = {(one.kind, one.id or one.name): one for one in _counted(db, "", [])}
    keys = set(known) & whole.keys() or set(_with_words(db, text.words(text.fold(name))))
    return [one for key, one in whole.items() if key in keys]


def _with_words(db: Database, words: list[str]) -> Iterator[Key]:
    """Yield the keys of what has a name with these words in a row."""
    wanted = f" {' '.join(words)} "
    for kind, key, *names in db.conn.execute(_NAMES) if words else ():
        if any(wanted in f" {' '.join(text.words(text.fold(one)))} " for one in names):
            yield MentionKind(kind), key


def _counted(db: Database, where: str, values: list[str]) -> Iterator[Named]:
    for row in db.query(_COUNTED.format(and_where=where), values):
        yield Named(MentionKind(row["kind"]), *(row[name] for name in ("id", "name", "posts", "sources")))


def posts_naming(
    db: Database,
    what: Named,
    *,
    since: str | None = None,
    source: str | None = None,
    country: str | None = None,
    limit: int = 20,
) -> list[dict[str, Any]]:
    """Return the posts that name something, the newest first: where and how, and what the post is.

    `since` is an ISO day. Posts that are withdrawn are left out.
    """
    params: dict[str, Any] = {"kind": str(what.kind), "id": what.id, "name": what.name, "limit": limit}
    return list(db.query(_POSTS, {**params, "since": since, "source": source, "country": country}))
