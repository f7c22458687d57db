"""Full-text search that takes any text a person types."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlite_utils import Database

from clusterwatch import text
from clusterwatch.archive.schema import LETTERS
from clusterwatch.model import Precision

_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')


@dataclass(frozen=True, slots=True)
class Hit:
    """A post that a search found."""

    id: int
    source: str
    url: str
    title: str | None
    published: str | None
    precision: Precision | None
    language: str | None
    withdrawn: str | None
    snippet: str


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


def search(db: Database, words: str, *, source: str | None = None, limit: int = 20) -> list[Hit]:
    """The newest posts in which all of `words` stand."""
    expression = query(words)
    if expression is None:
        return []
    sql = """
    SELECT p.id, p.source, p.url, p.title, p.published, p.precision, p.language, p.withdrawn, p.body FROM posts p
    WHERE p.id IN (SELECT rowid FROM posts_fts WHERE posts_fts MATCH ?) AND (?2 IS NULL OR p.source = ?2)
    ORDER BY p.published DESC, p.id DESC LIMIT ?3
    """
    rows = db.query(sql, [expression, source, limit])
    folded = text.words(words)
    return [Hit(snippet=_snippet(row.pop("body") or "", folded), **row) for row in rows]


def _snippet(body: str, folded: list[str], width: int = 160) -> str:
    """The line of the body in which the words stand first, cut to `width` characters."""
    for line in body.splitlines():
        found = text.fold(line)
        places = [p for p in (found.find(w) for w in folded) if p >= 0]
        if places:
            start = max(0, min(places) - width // 3)
            return (
                ("…" if start else "")
                + line[start : start + width].strip()
                + ("…" if len(line) > start + width else "")
            )
    return body[:width].replace("\n", " ")
