"""Back up an archive while it is in use, verify the copy, and restore it.

archive.db ─► copy (one moment, whatever a run writes) ─► checks ─► FILE and FILE.json, the manifest
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from clusterwatch import __version__
from clusterwatch.archive.new_file import manifest_of, new_archive, write_manifest
from clusterwatch.archive.own_files import own_files
from clusterwatch.archive.schema import connect
from clusterwatch.archive.times import stamp
from clusterwatch.errors import ArchiveError, NoArchive, UsageError
from clusterwatch.files import sha256_of

_MOST_FAULTS = 3


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup contains: its size in bytes, its SHA-256 as hexadecimal digits, and the rows of each table.

    `schema` is the version of the tables, `version` that of the program, and `made` the time in UTC.
    """

    made: str
    version: str
    schema: int
    bytes: int
    sha256: str
    rows: Mapping[str, int]


def back_up(path: Path, out: Path, now: datetime, *, force: bool) -> Manifest:
    """Copy the archive `path` to `out`, verify the copy, and write its manifest beside it.

    The copy is that of one moment, even while a run writes. An archive with an older schema is copied as it is. An
    existing `out` is replaced only if `force` is true. Raises UsageError otherwise, or ArchiveError if the archive
    cannot be read, the copy cannot be written, or it is damaged.
    """
    with (
        closing(connect(path, readonly=True, older=True).conn) as conn,
        new_archive(out, [path], force=force) as part,
    ):
        with closing(sqlite3.connect(part)) as copy:
            conn.backup(copy)
            _without_journal(copy, path)
        manifest = Manifest(stamp(now), __version__, **_content(part, path))
    write_manifest(out, asdict(manifest))
    return manifest


def _without_journal(copy: sqlite3.Connection, original: Path) -> None:
    """Leave WAL, so that there is no journal beside the copy, and one file is all of it.

    Raises ArchiveError if the schema is damaged, which is read first.
    """
    try:
        copy.execute("PRAGMA journal_mode = delete")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_CORRUPT:
            raise
        raise ArchiveError(f"{original}: is damaged: {error}") from error


def verify(backup: Path) -> Manifest | None:
    """Check a backup: that SQLite finds no fault, and that it is what its manifest describes. Return the manifest.

    Return None if there is no manifest. Raises NoArchive if there is no such backup, or ArchiveError if it is damaged.
    """
    if not backup.exists():
        raise NoArchive(f"{backup}: no such file")
    try:
        manifest: Manifest | None = Manifest(**json.loads(manifest_of(backup).read_text("utf-8")))
    except FileNotFoundError:
        manifest = None
    except (OSError, ValueError, TypeError) as error:
        raise ArchiveError(f"{manifest_of(backup)}: is not the manifest of a backup: {error}") from error
    if manifest and sha256_of(backup) != manifest.sha256:
        raise ArchiveError(
            f"{backup}: is not the file that {manifest_of(backup).name} describes: another SHA-256"
        )
    _content(backup, backup)
    return manifest


def restore(backup: Path, path: Path, now: datetime) -> Path | None:
    """Put a copy of a verified backup in the place of the archive `path`, whose lock the caller holds.

    The earlier archive is renamed, with its journals, and its new path is returned; None if there was none.
    """
    if path.exists() and path.samefile(backup):
        raise UsageError(f"{backup} is the archive itself; name a backup")
    *files, _ = own_files(path)
    aside = f".before-restore-{now:%Y%m%dT%H%M%S}"
    earlier = None
    try:
        for file in files:
            if file.exists():
                target = Path(f"{files[0]}{aside}{file.name.removeprefix(files[0].name)}")
                file.replace(target)
                earlier = target if file == files[0] else earlier
        with new_archive(files[0], [backup], force=True) as part:
            shutil.copyfile(backup, part)
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be replaced: {error}") from error
    return earlier


def _content(copy: Path, original: Path) -> dict[str, Any]:
    """Return schema, size, SHA-256 and numbers of rows of a copy. Raises ArchiveError if SQLite finds a fault in it."""
    with closing(connect(copy, readonly=True, older=True).conn) as conn:
        try:
            faults = [str(row[0]) for row in conn.execute(f"PRAGMA integrity_check({_MOST_FAULTS})")]
            faults = [] if faults == ["ok"] else faults
            faults += [
                f"a row of {row[0]} refers to nothing" for row in conn.execute("PRAGMA foreign_key_check")
            ]
            tables = [
                row[0]
                for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
                if not row[0].startswith(("sqlite_", "posts_fts"))
            ]
            rows = {
                table: int(conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in tables
            }
            schema = int(conn.execute("PRAGMA user_version").fetchone()[0])
        except sqlite3.DatabaseError as error:
            faults, rows, schema = [str(error)], {}, 0
    if faults:
        raise ArchiveError(f"{original}: is damaged: {'; '.join(faults[:_MOST_FAULTS])}")
    return {"schema": schema, "bytes": os.path.getsize(copy), "sha256": sha256_of(copy), "rows": rows}
