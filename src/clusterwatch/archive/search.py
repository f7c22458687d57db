"""Full-text search."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice

from sqlite_utils import Database

from clusterwatch.archive.query import Asked, Query, Sought
from clusterwatch.archive.selection import Selection
from clusterwatch.models import Precision

_MANY = 4_000  # matching posts: sorting more of them takes longer than walking back from the newest post
_FAR = 4_000  # posts that such a walk visits at most
ENOUGH = 1_000  # posts that are counted for a suggestion
# Times as many posts are read at first as are wanted: a form may not count in the language of some.
_SPARE = 10
COUNTED = 5_000  # matching posts that facets count at most
_WIDTH = 160  # characters of a snippet


@dataclass(frozen=True, slots=True)
class Hit:
    """A post found by a search. `marks` are the positions of the words in `snippet`: (start, end) in characters.

    `found_by` is "words", "glossary" for a post that has the terms of another language for them, or "meaning".
    """

    id: int
    source: str
    url: str
    title: str | None
    published: str | None
    precision: Precision | None
    language: str | None
    withdrawn: str | None
    snippet: str
    marks: tuple[tuple[int, int], ...] = ()
    found_by: str = "words"


def search(
    db: Database,
    words: str,
    selection: Selection,
    *,
    exact: bool = False,
    best: bool = False,
    limit: int = 20,
) -> list[Hit]:
    """Return the selected posts that contain all of `words`, newest first, or by relevance (BM25) if `best` is true.

    Forms of the words count as well, unless `exact` is true. For a word that very many posts contain, posts are visited
    from the newest on, because sorting all matches would take seconds in a large archive.
    """
    asked = _asked(db, words, selection, exact)
    if asked.expression is None:
        return []
    ids = _listed(db, asked, selection, "rank", limit) if best else newest(db, asked, selection, limit)
    return [hit_of(db, post, asked) for post in ids]


@dataclass(frozen=True, slots=True)
class Facets:
    """How many posts of a search have each value: (value, posts), the most frequent first, by the name of the facet.

    The facets are source, country, kind, language and year. If `is_partial` is true, very many posts match, and only
    those that were found last are counted.
    """

    counts: dict[str, list[tuple[str, int]]]
    is_partial: bool


def facets(db: Database, words: str, selection: Selection, *, exact: bool = False) -> Facets:
    """Count the posts of a search."""
    asked = _asked(db, words, selection, exact)
    if asked.expression is None:
        return Facets({}, False)
    conditions, values = selection.conditions(db)
    last = f"SELECT rowid FROM posts_fts WHERE posts_fts MATCH ? ORDER BY rowid DESC LIMIT {COUNTED}"
    sql = (
        "SELECT p.id, p.source, s.country, p.kind, p.language, substr(p.published, 1, 4) "
        f"FROM ({last}) JOIN posts p ON p.id = rowid JOIN sources s ON s.id = p.source WHERE {conditions}"
    )
    rows = db.execute(sql, [asked.expression, *values]).fetchall()
    first = min((row[0] for row in rows), default=0)
    # One query for each language is faster than one for each post.
    stricter = {code: _since(db, expression, first) for code, expression in asked.stricter.items()}
    found = [row[1:] for row in rows if row[4] not in stricter or row[0] in stricter[row[4]]]
    columns = zip(*found, strict=True) if found else ()
    counts = {
        name: sorted(Counter(filter(None, column)).items(), key=lambda pair: (-pair[1], pair[0]))
        for name, column in zip(("source", "country", "kind", "language", "year"), columns, strict=False)
    }
    if "year" in counts:
        counts["year"].sort(reverse=True)
    (matching,) = db.execute(f"SELECT count(*) FROM ({last})", [asked.expression]).fetchone()
    return Facets(counts, matching == COUNTED)


def _since(db: Database, expression: str | None, first: int) -> set[int]:
    """Return the posts that match an expression, from the number `first` on."""
    sql = "SELECT rowid FROM posts_fts WHERE posts_fts MATCH ? AND rowid >= ?"
    return {row[0] for row in db.execute(sql, [expression, first])}


def count(db: Database, words: str, selection: Selection, *, exact: bool = False) -> int:
    """Return how many selected posts contain all of `words`, but no more than ENOUGH."""
    asked = _asked(db, words, selection, exact)
    return len(_listed(db, asked, selection, "p.id", ENOUGH)) if asked.expression is not None else 0


def _asked(db: Database, words: str, selection: Selection, exact: bool) -> Query:
    """Return the query. If posts in one language are selected, forms in other languages need not be looked up."""
    (language,) = selection.languages if len(selection.languages) == 1 else (None,)
    return Query(db, words, language=language, exact=exact)


def _listed(db: Database, asked: Asked, selection: Selection, order: str, limit: int) -> list[int]:
    """Return the selected posts that match in this order."""
    conditions, values = selection.conditions(db)
    sql = (
        "SELECT p.id, p.language FROM posts_fts JOIN posts p ON p.id = posts_fts.rowid "
        f"WHERE posts_fts MATCH ? AND {conditions} ORDER BY {order} LIMIT ?"
    )
    found: list[int] = []
    for most in (limit * _SPARE, -1):  # to sort all of very many takes longer than to sort the first ones
        rows = db.execute(sql, [asked.expression, *values, most]).fetchall()
        matching = (
            post
            for post, language in rows
            if asked.of_post(language) == asked.expression or _has(db, asked, language, post)
        )
        found = list(islice(matching, limit))
        if len(found) == limit or len(rows) < most:
            break
    return found


def _has(db: Database, asked: Asked, language: str | None, post: int) -> bool:
    sql = "SELECT 1 FROM posts_fts WHERE posts_fts MATCH ? AND rowid = ?"
    return db.execute(sql, [asked.of_post(language), post]).fetchone() is not None


def newest(db: Database, asked: Asked, selection: Selection, limit: int) -> list[int]:
    """Return the selected posts that match, the newest first."""
    count = f"SELECT count(*) FROM (SELECT rowid FROM posts_fts WHERE posts_fts MATCH ? LIMIT {_MANY})"
    if db.execute(count, [asked.expression]).fetchone()[0] == _MANY:
        ids = _walked(db, asked, selection, limit)
        if ids is not None:
            return ids
    return _listed(db, asked, selection, "p.published DESC, p.id DESC", limit)


def _walked(db: Database, asked: Asked, selection: Selection, limit: int) -> list[int] | None:
    """Return the hits found by visiting posts from the newest on, or None if they are too far apart."""
    conditions, values = selection.conditions(db)
    order = f"ORDER BY p.published DESC, p.id DESC LIMIT {_FAR}"
    found = []
    visited = 0
    for post, language in db.execute(
        f"SELECT p.id, p.language FROM posts p WHERE {conditions} {order}", values
    ):
        visited += 1
        if _has(db, asked, language, post):
            found.append(post)
            if len(found) == limit:
                return found
    return found if visited < _FAR else None


def hit_of(db: Database, post: int, asked: Asked) -> Hit:
    """Return a post that matches with an excerpt that shows why."""
    sql = "SELECT id, source, url, title, published, precision, language, withdrawn, body FROM posts WHERE id = ?"
    row = next(iter(db.query(sql, [post])))
    sought = asked.sought(row["language"])
    snippet = _snippet(row.pop("body") or "", sought)
    return Hit(snippet=snippet, marks=sought.marks(snippet), **row)


def _snippet(body: str, sought: Sought) -> str:
    """Return an excerpt of the first line that contains a word that is sought, cut at word boundaries."""
    for line in body.splitlines():
        if marks := sought.marks(line):
            start = max(0, marks[0][0] - _WIDTH // 3)
            start = line.find(" ", start, marks[0][0]) + 1 if start else 0
            end = line.rfind(" ", start, start + _WIDTH) if len(line) > start + _WIDTH else len(line)
            end = max(end, marks[0][1])
            return ("…" if start else "") + line[start:end].strip() + ("…" if end < len(line) else "")
    return body[:_WIDTH].replace("\n", " ")
