"""Rename a source of the archive, or delete it with its posts. Both go over all tables that refer to sources."""

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database

from clusterwatch.archive.digests import Digests
from clusterwatch.archive.runs import SourceRows
from clusterwatch.archive.stories import Stories
from clusterwatch.archive.words import delete_words, words_of
from clusterwatch.errors import UsageError


def rename_source(db: Database, old: str, new: str) -> None:
    """Give a source another id, in the open transaction. Raises UsageError if `old` is unknown or `new` is taken."""
    if not SourceRows(db).exists(old):
        raise UsageError(f"{old}: the archive has no such source")
    if SourceRows(db).exists(new):
        raise UsageError(f"{new}: the archive has a source with this id already; merge or forget it first")
    db.execute("PRAGMA defer_foreign_keys = on")  # until the end of the transaction
    db.execute("UPDATE sources SET id = ? WHERE id = ?", [new, old])
    for table, column in references(db, "sources"):
        db.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", [new, old])
    Digests(db).rename_source(old, new)


def delete_source(db: Database, source: str) -> int:
    """Delete a source and everything of it, in the open transaction. Return the number of its posts.

    Stories that it shared with other sources are counted again. Raises UsageError if the source is unknown.
    """
    if not SourceRows(db).exists(source):
        raise UsageError(f"{source}: the archive has no such source")
    db.execute("PRAGMA defer_foreign_keys = on")
    of_source = "SELECT id FROM posts WHERE source = :source"
    sql = "SELECT DISTINCT story FROM posts WHERE source = ? AND story IS NOT NULL"
    shared = [row[0] for row in db.execute(sql, [source])]
    texts = db.conn.execute(
        f"SELECT language, title, body FROM posts WHERE source = :source UNION ALL "
        f"SELECT language, title, body FROM revisions WHERE post IN ({of_source})",
        {"source": source},
    )
    words: dict[str | None, set[str]] = {}
    for language, title, body in texts:
        words.setdefault(language, set()).update(words_of(title, body))
    for table, column in references(db, "posts"):
        db.execute(f"DELETE FROM {table} WHERE {column} IN ({of_source})", {"source": source})
    posts = int(db.execute("DELETE FROM posts WHERE source = ?", [source]).rowcount)
    for language, of_language in words.items():
        delete_words(db, language, of_language)
    stories = Stories(db)
    for story in shared:
        stories.recount(story)
    db.execute(
        "UPDATE links SET source = NULL, kind = iif(kind = 'source', 'page', kind) WHERE source = ?", [source]
    )
    Digests(db).delete_source(source)
    for table, column in references(db, "sources"):
        db.execute(f"DELETE FROM {table} WHERE {column} = ?", [source])
    db.execute("DELETE FROM sources WHERE id = ?", [source])
    return posts


def references(db: Database, parent: str) -> Iterator[tuple[str, str]]:
    """Yield the tables and columns that refer to the rows of `parent`."""
    tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        for key in db.execute(f"PRAGMA foreign_key_list('{table}')").fetchall():
            if key[2] == parent:
                yield table, key[3]
