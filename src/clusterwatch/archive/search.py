"""Full-text search that takes any text a person types."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlite_utils import Database

from clusterwatch import text
from clusterwatch.archive.schema import LETTERS
from clusterwatch.models import Precision

_MANY = 4_000  # posts: to sort more takes longer than to walk back until enough are found
_FAR = 4_000  # posts that are walked past at the most
_WIDTH = 160  # characters of a snippet
_WORD = re.compile(r"\w+")
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')


@dataclass(frozen=True, slots=True)
class Hit:
    """A post that a search found; `marks` are where the words stand in `snippet`: (start, end) in characters."""

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
    """An FTS5 expression for what a person typed: all words, "phrases", prefix*, -without; None for no word.

    Everything is folded and quoted, so that no text can be a syntax error.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for match in _TERM.finditer(words):
        minus, phrase, word = match[1], match[2], match[3]
        # Folded as the index is and no further: the tokenizer keeps й and ₂, so they must stay here as well.
        term = text.tidy(phrase if phrase is not None else word).translate(LETTERS).replace('"', " ")
        if not any(map(str.isalnum, term)):
            continue
        star = "*" if word is not None and word.endswith("*") else ""
        (unwanted if minus else wanted).append(f'"{term}"{star}')
    if not wanted:
        return None
    return " AND ".join(wanted) + "".join(f" NOT {term}" for term in unwanted)


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
    """The newest posts in which all of `words` stand; `best` puts those first in which they weigh most (BM25).

    `since` is an ISO day. A word that stands in very many posts is sought from the newest post on, since to sort all
    that have it would take seconds in a large archive.
    """
    expression = query(words)
    if expression is None:
        return []
    asked: dict[str, object] = {"words": expression, "source": source, "language": language, "since": since}
    ids = _best(db, asked, limit) if best else _newest(db, asked, limit)
    return [_hit(db, post, words) for post in ids]


_FILTER = (
    "(:source IS NULL OR p.source = :source) AND (:language IS NULL OR p.language = :language) "
    "AND (:since IS NULL OR p.published >= :since)"
)
_MATCHING = (
    f"FROM posts_fts JOIN posts p ON p.id = posts_fts.rowid WHERE posts_fts MATCH :words AND {_FILTER}"
)


def _best(db: Database, asked: dict[str, object], limit: int) -> list[int]:
    return [row[0] for row in db.execute(f"SELECT p.id {_MATCHING} ORDER BY rank LIMIT {limit}", asked)]


def _newest(db: Database, asked: dict[str, object], limit: int) -> list[int]:
    count = f"SELECT count(*) FROM (SELECT rowid FROM posts_fts WHERE posts_fts MATCH :words LIMIT {_MANY})"
    if db.execute(count, asked).fetchone()[0] == _MANY:
        ids = _walked(db, asked, limit)
        if ids is not None:
            return ids
    rows = db.execute(f"SELECT p.id {_MATCHING} ORDER BY p.published DESC, p.id DESC LIMIT {limit}", asked)
    return [row[0] for row in rows]


def _walked(db: Database, asked: dict[str, object], limit: int) -> list[int] | None:
    """The hits met on the way from the newest post back; None when they are too far apart for that."""
    has = "SELECT 1 FROM posts_fts WHERE posts_fts MATCH ? AND rowid = ?"
    walk = f"SELECT p.id FROM posts p WHERE {_FILTER} ORDER BY p.published DESC, p.id DESC LIMIT {_FAR}"
    found = []
    asked_for = 0
    for (post,) in db.execute(walk, {k: v for k, v in asked.items() if k != "words"}):
        asked_for += 1
        if db.execute(has, [asked["words"], post]).fetchone():
            found.append(post)
            if len(found) == limit:
                return found
    return found if asked_for < _FAR else None


def _hit(db: Database, post: int, words: str) -> Hit:
    sql = "SELECT id, source, url, title, published, precision, language, withdrawn, body FROM posts WHERE id = ?"
    row = next(iter(db.query(sql, [post])))
    wanted = _wanted(words)
    snippet = _snippet(row.pop("body") or "", wanted)
    return Hit(snippet=snippet, marks=_marks(snippet, wanted), **row)


def _wanted(words: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The folded words that are sought, and the beginnings of words."""
    whole: set[str] = set()
    starts: list[str] = []
    for match in _TERM.finditer(words):
        if not match[1]:
            found = text.words(match[2] if match[2] is not None else match[3])
            whole.update(found)
            if found and match[3] and match[3].endswith("*"):
                starts.append(found[-1])
    return frozenset(whole), tuple(starts)


def _marks(line: str, wanted: tuple[frozenset[str], tuple[str, ...]]) -> tuple[tuple[int, int], ...]:
    """Where the sought words stand in a line: (start, end) in characters."""
    whole, starts = wanted
    out = []
    for word in _WORD.finditer(line):
        folded = "".join(text.words(word[0]))
        if folded in whole or (starts and folded.startswith(starts)):
            out.append(word.span())
    return tuple(out)


def _snippet(body: str, wanted: tuple[frozenset[str], tuple[str, ...]]) -> str:
    """A stretch of the line in which a sought word stands first, from the beginning of a word to the end of one."""
    for line in body.splitlines():
        if marks := _marks(line, wanted):
            start = max(0, marks[0][0] - _WIDTH // 3)
            start = line.find(" ", start, marks[0][0]) + 1 if start else 0
            end = line.rfind(" ", start, start + _WIDTH) if len(line) > start + _WIDTH else len(line)
            end = max(end, marks[0][1])
            return ("…" if start else "") + line[start:end].strip() + ("…" if end < len(line) else "")
    return body[:_WIDTH].replace("\n", " ")
