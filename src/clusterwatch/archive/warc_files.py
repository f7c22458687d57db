"""The WARC files that were read, so that an interrupted backfill continues and no file is read twice."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from clusterwatch.archive.times import stamp


class WarcFiles:
    """The `warc_files` table: how far each file was read.

    A file is known by its location. If its size, its version or the selection of pages differs, it counts as unread.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    def position(self, location: str, size: int, version: str, selection: str) -> int:
        """Return the number of bytes of a file that were read."""
        sql = "SELECT position FROM warc_files WHERE (location, size, version, selection) = (?, ?, ?, ?)"
        row = self._db.execute(sql, [location, size, version, selection]).fetchone()
        return int(row[0]) if row else 0

    def read_to(
        self, location: str, size: int, version: str, selection: str, position: int, now: datetime
    ) -> None:
        """Record that a file was read up to `position`, and that the pages before it are in the archive."""
        self._db.execute(
            "INSERT OR REPLACE INTO warc_files (location, size, version, selection, position, read) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [location, size, version, selection, position, stamp(now)],
        )
