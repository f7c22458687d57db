"""Data about hosts: their robots.txt, which is kept for a day, and the end of a pause they asked for."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from clusterwatch.archive.times import moment, stamp

_ROBOTS = """
INSERT INTO hosts (host, robots_fetched, robots_status, robots) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
SET robots_fetched = excluded.robots_fetched, robots_status = excluded.robots_status, robots = excluded.robots
"""
_PAUSES = """
INSERT INTO hosts (host, not_before) VALUES (?, ?) ON CONFLICT DO UPDATE SET not_before = excluded.not_before
"""


class Hosts:
    """The `hosts` table, with the interface of `http.HostMemory`.

    A robots.txt belongs to an origin (`https://example.org`), a pause to a host (`example.org`). What is stored is
    written with the next transaction of the archive, because a request must not wait for another program that writes.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._robots: dict[str, tuple[datetime, int, str]] = {}
        self._pauses: dict[str, datetime] = {}

    def robots(self, host: str) -> tuple[datetime, int, str] | None:
        """Return when a robots.txt was fetched, its status and its text. Return None if it never was."""
        if host in self._robots:
            return self._robots[host]
        sql = "SELECT robots_fetched, robots_status, robots FROM hosts WHERE host = ?"
        row = self._db.execute(sql, [host]).fetchone()
        fetched = moment(row[0]) if row else None
        return (fetched, row[1], row[2]) if fetched else None

    def keep_robots(self, host: str, fetched: datetime, status: int, text: str) -> None:
        """Store a robots.txt with the time at which it was fetched and its status."""
        self._robots[host] = (fetched, status, text)

    def not_before(self, host: str) -> datetime | None:
        """Return the time until which the host wants no request (Retry-After), or None."""
        if host in self._pauses:
            return self._pauses[host]
        row = self._db.execute("SELECT not_before FROM hosts WHERE host = ?", [host]).fetchone()
        return moment(row[0]) if row else None

    def keep_not_before(self, host: str, when: datetime) -> None:
        """Store the time until which the host wants no request."""
        self._pauses[host] = when

    def write(self) -> None:
        """Write what was stored. The caller is in a transaction, and calls `written` when it is committed."""
        for host, (fetched, status, text) in self._robots.items():
            self._db.execute(_ROBOTS, [host, stamp(fetched), status, text])
        for host, when in self._pauses.items():
            self._db.execute(_PAUSES, [host, stamp(when)])

    def written(self) -> None:
        """Forget what was written. The table has it now."""
        self._robots.clear()
        self._pauses.clear()

    def all(self) -> list[tuple[str | int | None, ...]]:
        """Return all rows, for `restore`."""
        sql = "SELECT host, robots, robots_status, robots_fetched, not_before FROM hosts"
        return list(self._db.execute(sql))

    def restore(self, rows: list[tuple[str | int | None, ...]]) -> None:
        """Write the rows that `all` returned."""
        sql = "INSERT OR REPLACE INTO hosts (host, robots, robots_status, robots_fetched, not_before)"
        self._db.conn.executemany(f"{sql} VALUES (?, ?, ?, ?, ?)", rows)
