"""A copy of an archive for readers: without raw pages and without what only a run needs."""

from __future__ import annotations

import os
import secrets
import sqlite3
from pathlib import Path

from sqlite_utils import Database

from clusterwatch.archive.schema import connect
from clusterwatch.errors import ArchiveError, UsageError
from clusterwatch.files import same_file

LEFT_OUT = ("pages", "sketches", "validators", "hosts")


def slim(path: Path, out: Path, *, force: bool = False) -> int:
    """Write a copy of the archive `path` without the tables LEFT_OUT to `out`; its size in bytes.

    It is of one moment, also while a run writes, and takes its place as a whole. The archive is opened for reading
    only. An `out` that is there is replaced with `force` only; raises UsageError otherwise, ArchiveError when either
    file cannot be used.
    """
    connect(path, readonly=True).conn.close()  # is it an archive of today's schema?
    if same_file(out, path):
        raise UsageError(f"{out}: is the archive itself; name another file")
    if out.exists() and not out.is_file():
        raise UsageError(f"{out}: is no file that could be replaced; name another file")
    if out.exists() and not force:
        raise UsageError(f"{out}: is there already; replace it with --force, or name another file")
    target = Path(os.path.realpath(out))
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        _copy(path, beside)
        _forget_journals(target)
        beside.replace(target)
    except (sqlite3.Error, OSError) as error:
        raise ArchiveError(f"{out}: cannot be written: {error}") from error
    finally:
        beside.unlink(missing_ok=True)
        _forget_journals(beside)
    return target.stat().st_size


def _copy(path: Path, out: Path) -> None:
    db = connect(out)
    try:
        # One file that can be read where nothing can be written: no journal beside it, as WAL has.
        db.execute("PRAGMA journal_mode = delete")
        db.execute("ATTACH ? AS whole", [f"{path.absolute().as_uri()}?mode=ro"])
        db.execute("BEGIN")  # one transaction on both files: all tables are of one moment
        for name in _tables(db):
            columns = ", ".join(f'"{row[1]}"' for row in db.execute(f"PRAGMA main.table_info('{name}')"))
            db.execute(f"INSERT INTO main.{name} ({columns}) SELECT {columns} FROM whole.{name}")
        db.execute("INSERT INTO posts_fts (posts_fts) VALUES ('optimize')")
        db.execute("COMMIT")
        db.execute("DETACH whole")
        db.execute("VACUUM")
        db.execute("PRAGMA optimize")
    finally:
        db.conn.close()
    with out.open("rb") as file:
        os.fsync(file.fileno())


def _tables(db: Database) -> list[str]:
    """The archive's own tables in the order they were made, so that what is referred to comes first."""
    sql = "SELECT name FROM main.sqlite_master WHERE type = 'table' ORDER BY rowid"
    names = [row[0] for row in db.execute(sql)]
    return [n for n in names if n not in LEFT_OUT and not n.startswith(("sqlite_", "posts_fts"))]


def _forget_journals(path: Path) -> None:
    """Remove what a file of this name left beside it: SQLite would take it for a part of the new one."""
    for suffix in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
