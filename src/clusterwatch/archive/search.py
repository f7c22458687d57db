"""Full-text search. Any text that a person types is a valid query."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlite_utils import Database

from clusterwatch import text
from clusterwatch.features import fold
from clusterwatch.models import Precision

_MANY = 4_000  # matching posts: sorting more of them takes longer than walking back from the newest post
_FAR = 4_000  # posts that such a walk visits at most
_WIDTH = 160  # characters of a snippet
_WORD = re.compile(r"\w+")
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')


@dataclass(frozen=True, slots=True)
class Hit:
    """A post found by a search. `marks` are the positions of the words in `snippet`: (start, end) in characters."""

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


def query(words: str) -> str | None:
    """Return the FTS5 expression for a query, or None if it contains no word.

    A query is a list of words that must all match, "phrases", prefix* and -excluded words. Everything is folded and
    quoted, so that no text causes a syntax error.
    """
    included: list[str] = []
    excluded: list[str] = []
    for match in _TERM.finditer(words):
        minus, phrase, word = match[1], match[2], match[3]
        term = fold(phrase if phrase is not None else word).replace('"', " ")
        if not any(map(str.isalnum, term)):
            continue
        star = "*" if word is not None and word.endswith("*") else ""
        (excluded if minus else included).append(f'"{term}"{star}')
    if not included:
        return None
    return " AND ".join(included) + "".join(f" NOT {term}" for term in excluded)


def search(
    db: Database,
    words: str,
    *,
    source: str | None = None,
    language: str | None = None,
    since: str | None = None,
    best: bool = False,
    limit: int = 20,
) -> list[Hit]:
    """Return the posts that contain all of `words`, newest first, or by relevance (BM25) if `best` is true.

    `since` is an ISO day. For a word that very many posts contain, posts are visited from the newest on, because
    sorting all matches would take seconds in a large archive.
    """
    expression = query(words)
    if expression is None:
        return []
    params: dict[str, object] = {"words": expression, "source": source, "language": language, "since": since}
    ids = _best(db, params, limit) if best else _newest(db, params, limit)
    return [_hit(db, post, words) for post in ids]


_FILTER = (
    "(:source IS NULL OR p.source = :source) AND (:language IS NULL OR p.language = :language) "
    "AND (:since IS NULL OR substr(p.published, 1, 10) >= substr(:since, 1, length(p.published)))"
)
_MATCHING = (
    f"FROM posts_fts JOIN posts p ON p.id = posts_fts.rowid WHERE posts_fts MATCH :words AND {_FILTER}"
)


def _best(db: Database, params: dict[str, object], limit: int) -> list[int]:
    return [row[0] for row in db.execute(f"SELECT p.id {_MATCHING} ORDER BY rank LIMIT {limit}", params)]


def _newest(db: Database, params: dict[str, object], limit: int) -> list[int]:
    count = f"SELECT count(*) FROM (SELECT rowid FROM posts_fts WHERE posts_fts MATCH :words LIMIT {_MANY})"
    if db.execute(count, params).fetchone()[0] == _MANY:
        ids = _walked(db, params, limit)
        if ids is not None:
            return ids
    rows = db.execute(f"SELECT p.id {_MATCHING} ORDER BY p.published DESC, p.id DESC LIMIT {limit}", params)
    return [row[0] for row in rows]


def _walked(db: Database, params: dict[str, object], limit: int) -> list[int] | None:
    """Return the hits found by visiting posts from the newest on, or None if they are too far apart."""
    has = "SELECT 1 FROM posts_fts WHERE posts_fts MATCH ? AND rowid = ?"
    walk = f"SELECT p.id FROM posts p WHERE {_FILTER} ORDER BY p.published DESC, p.id DESC LIMIT {_FAR}"
    found = []
    visited = 0
    for (post,) in db.execute(walk, {k: v for k, v in params.items() if k != "words"}):
        visited += 1
        if db.execute(has, [params["words"], post]).fetchone():
            found.append(post)
            if len(found) == limit:
                return found
    return found if visited < _FAR else None


def _hit(db: Database, post: int, words: str) -> Hit:
    sql = "SELECT id, source, url, title, published, precision, language, withdrawn, body FROM posts WHERE id = ?"
    row = next(iter(db.query(sql, [post])))
    terms = _terms(words)
    snippet = _snippet(row.pop("body") or "", terms)
    return Hit(snippet=snippet, marks=_marks(snippet, terms), **row)


def _terms(typed: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the folded words of a query, and its prefixes."""
    words: set[str] = set()
    prefixes: list[str] = []
    for match in _TERM.finditer(typed):
        if not match[1]:
            found = text.words(match[2] if match[2] is not None else match[3])
            words.update(found)
            if found and match[3] and match[3].endswith("*"):
                prefixes.append(found[-1])
    return frozenset(words), tuple(prefixes)


def _marks(line: str, terms: tuple[frozenset[str], tuple[str, ...]]) -> tuple[tuple[int, int], ...]:
    """Return the positions of the terms in a line: (start, end) in characters."""
    words, prefixes = terms
    out = []
    for word in _WORD.finditer(line):
        folded = "".join(text.words(word[0]))
        if folded in words or (prefixes and folded.startswith(prefixes)):
            out.append(word.span())
    return tuple(out)


def _snippet(body: str, terms: tuple[frozenset[str], tuple[str, ...]]) -> str:
    """Return an excerpt of the first line that contains a term, cut at word boundaries."""
    for line in body.splitlines():
        if marks := _marks(line, terms):
            start = max(0, marks[0][0] - _WIDTH // 3)
            start = line.find(" ", start, marks[0][0]) + 1 if start else 0
            end = line.rfind(" ", start, start + _WIDTH) if len(line) > start + _WIDTH else len(line)
            end = max(end, marks[0][1])
            return ("…" if start else "") + line[start:end].strip() + ("…" if end < len(line) else "")
    return body[:_WIDTH].replace("\n", " ")
