"""Write a copy of an archive that can be cited: with a manifest by which others see that they have the same data.

archive.db ─► slim copy ─► FILE, and FILE.json with the run, the days, and rows and SHA-256 of each table

The files have no time of their making, and their rows are in one order: the same archive always gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from clusterwatch import __version__
from clusterwatch.archive.new_file import new_archive, write_manifest
from clusterwatch.archive.schema import connect
from clusterwatch.archive.slim import row_order, shared_tables, slim_copy
from clusterwatch.files import sha256_of

_LAST_RUN = "SELECT id, started, ended, status FROM runs WHERE status != 'running' ORDER BY id DESC LIMIT 1"
_SOURCES = """
SELECT s.id, s.name, s.url, s.country, s.kind, count(p.id) AS posts, min(p.day) AS first_day, max(p.day) AS last_day
FROM sources s LEFT JOIN posts p ON p.source = s.id GROUP BY s.id ORDER BY s.id
"""


@dataclass(frozen=True, slots=True)
class Table:
    """The number of rows of a table, and their SHA-256 as hexadecimal digits.

    The hash is that of the rows in the order of rowid or primary key, each as a JSON array without blanks and a line
    end, in UTF-8.
    """

    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a snapshot contains.

    `bytes` and `sha256` are those of the file, `schema` is the version of the tables, `version` that of the program.
    `run` is the last run that ended, or None. `sources_file` has the name and the SHA-256 of sources.yaml, or is None.
    `sources` has the id, name, url, country and kind of each source, its number of posts and their first and last day.
    """

    version: str
    schema: int
    bytes: int
    sha256: str
    run: Mapping[str, Any] | None
    first_day: str | None
    last_day: str | None
    sources_file: Mapping[str, str] | None
    sources: tuple[Mapping[str, Any], ...]
    tables: Mapping[str, Table]


def write_snapshot(path: Path, out: Path, sources_path: Path, *, force: bool) -> Snapshot:
    """Write a slim copy of the archive `path` to `out`, and its manifest beside it. Return the manifest.

    `sources_path` is the file of sources, which may be missing. An existing `out` is replaced only if `force` is true.
    Raises UsageError otherwise, or ArchiveError if a file cannot be read or written.
    """
    connect(path, readonly=True).conn.close()  # raises if it is not an archive of the current schema
    with new_archive(out, [path], force=force) as part:
        slim_copy(path, part)
        manifest = _described(part, sources_path)
    write_manifest(out, asdict(manifest))
    return manifest


def _described(copy: Path, sources_path: Path) -> Snapshot:
    db = connect(copy, readonly=True)
    with closing(db.conn):
        sources = tuple(db.query(_SOURCES))
        days = [row[name] for row in sources for name in ("first_day", "last_day") if row[name]]
        return Snapshot(
            version=__version__,
            schema=int(db.execute("PRAGMA user_version").fetchone()[0]),
            bytes=os.path.getsize(copy),
            sha256=sha256_of(copy),
            run=next(db.query(_LAST_RUN), None),
            first_day=min(days, default=None),
            last_day=max(days, default=None),
            sources_file=_sources_file(sources_path),
            sources=sources,
            tables={name: _table(db, name) for name in sorted(shared_tables(db))},
        )


def _table(db: Database, name: str) -> Table:
    count, digest = 0, hashlib.sha256()
    for row in db.conn.execute(f"SELECT * FROM {name} ORDER BY {row_order(db, name)}"):
        digest.update(
            json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=bytes.hex).encode() + b"\n"
        )
        count += 1
    return Table(count, digest.hexdigest())


def _sources_file(path: Path) -> Mapping[str, str] | None:
    return {"name": path.name, "sha256": sha256_of(path)} if path.is_file() else None
