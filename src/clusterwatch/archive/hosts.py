"""Data about hosts: their robots.txt, which is kept for a day, and the end of a pause they asked for."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from clusterwatch.archive.times import moment, stamp


class Hosts:
    """The `hosts` table, with the interface of `http.HostMemory`.

    A robots.txt belongs to an origin (`https://example.org`), a pause to a host (`example.org`).
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    def robots(self, host: str) -> tuple[datetime, int, str] | None:
        """Return when a robots.txt was fetched, its status and its text. Return None if it never was."""
        sql = "SELECT robots_fetched, robots_status, robots FROM hosts WHERE host = ?"
        row = self._db.execute(sql, [host]).fetchone()
        fetched = moment(row[0]) if row else None
        return (fetched, row[1], row[2]) if fetched else None

    def keep_robots(self, host: str, fetched: datetime, status: int, text: str) -> None:
        """Store a robots.txt with the time at which it was fetched and its status."""
        self._db.execute(
            "INSERT INTO hosts (host, robots_fetched, robots_status, robots) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE "
            "SET robots_fetched = excluded.robots_fetched, robots_status = excluded.robots_status, "
            "robots = excluded.robots",
            [host, stamp(fetched), status, text],
        )

    def not_before(self, host: str) -> datetime | None:
        """Return the time until which the host wants no request (Retry-After), or None."""
        row = self._db.execute("SELECT not_before FROM hosts WHERE host = ?", [host]).fetchone()
        return moment(row[0]) if row else None

    def keep_not_before(self, host: str, when: datetime) -> None:
        """Store the time until which the host wants no request."""
        self._db.execute(
            "INSERT INTO hosts (host, not_before) VALUES (?, ?) "
            "ON CONFLICT DO UPDATE SET not_before = excluded.not_before",
            [host, stamp(when)],
        )

    def all(self) -> list[tuple[str | int | None, ...]]:
        """Return all rows, for `restore`."""
        sql = "SELECT host, robots, robots_status, robots_fetched, not_before FROM hosts"
        return list(self._db.execute(sql))

    def restore(self, rows: list[tuple[str | int | None, ...]]) -> None:
        """Write the rows that `all` returned."""
        sql = "INSERT OR REPLACE INTO hosts (host, robots, robots_status, robots_fetched, not_before)"
        self._db.conn.executemany(f"{sql} VALUES (?, ?, ?, ?, ?)", rows)
