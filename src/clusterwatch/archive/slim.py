"""Copy an archive for readers, without raw pages and without the data that only a run needs."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

from clusterwatch.archive.new_file import new_archive
from clusterwatch.archive.schema import connect

LEFT_OUT = (
    "pages",
    "sketches",
    "signatures",
    "story_facts",
    "story_queue",
    "common_facts",
    "embeddings",
    "validators",
    "hosts",
    "warc_files",
    "changes",
    "notify_targets",
    "notices",
    "digests",
    "digest_queue",
)


def slim(path: Path, out: Path, *, force: bool = False) -> int:
    """Copy the archive `path` without the tables LEFT_OUT to `out`. Return the size of the copy in bytes.

    The copy is a consistent snapshot, even while a run writes, and replaces `out` atomically. The archive is opened
    read-only. An existing `out` is replaced only if `force` is true. Raises UsageError otherwise, or ArchiveError if
    either file cannot be used.
    """
    connect(path, readonly=True).conn.close()  # raises if it is not an archive of the current schema
    with new_archive(out, [path], force=force) as part:
        slim_copy(path, part)
    return out.stat().st_size


def slim_copy(path: Path, out: Path) -> None:
    """Write the copy to a new file. The same archive gives the same bytes, with one version of SQLite."""
    db = connect(out)
    try:
        # Without WAL there is no journal beside the copy, so that it can be read where nothing can be written.
        db.execute("PRAGMA journal_mode = delete")
        db.execute("ATTACH ? AS original", [f"{path.absolute().as_uri()}?mode=ro"])
        db.execute("BEGIN")  # one transaction for all tables, so that they are consistent
        for name in shared_tables(db):
            columns = ", ".join(f'"{row[1]}"' for row in db.execute(f"PRAGMA main.table_info('{name}')"))
            rows = f"SELECT {columns} FROM original.{name} ORDER BY {row_order(db, name)}"
            db.execute(f"INSERT INTO main.{name} ({columns}) {rows}")
        db.execute("INSERT INTO posts_fts (posts_fts) VALUES ('optimize')")
        db.execute("COMMIT")
        db.execute("DETACH original")
        db.execute("VACUUM")
        db.execute("PRAGMA optimize")
    finally:
        db.conn.close()


def shared_tables(db: Database) -> list[str]:
    """Return the tables of a copy in the order of their creation. A table is created after those it refers to."""
    sql = "SELECT name FROM main.sqlite_master WHERE type = 'table' ORDER BY rowid"
    names = [row[0] for row in db.execute(sql)]
    return [n for n in names if n not in LEFT_OUT and not n.startswith(("sqlite_", "posts_fts"))]


def row_order(db: Database, table: str) -> str:
    """Return the columns by which SQLite stores the rows of a table: `rowid`, or the primary key."""
    (sql,) = db.execute("SELECT sql FROM main.sqlite_master WHERE name = ?", [table]).fetchone()
    if not sql.rstrip().endswith("WITHOUT ROWID"):
        return "rowid"
    keys = sorted((row[5], row[1]) for row in db.execute(f"PRAGMA main.table_info('{table}')") if row[5])
    return ", ".join(f'"{name}"' for _, name in keys)
