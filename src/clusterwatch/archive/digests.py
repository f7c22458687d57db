"""What each digest has told: the tables `digests` and `digest_queue`.

A digest is known by its filters. A trigger queues each new post for all digests, and telling takes posts out of the
queue. So a post is told once, whatever its dates and the clock say, and also if it came from another archive.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from clusterwatch.archive.announcements import Found, found_since, sorted_out
from clusterwatch.archive.selection import Selection
from clusterwatch.archive.times import moment, stamp

FIRST_DIGEST = timedelta(days=7)  # the time that the first digest tells of
_QUEUED = "SELECT post FROM digest_queue WHERE digest = ?"


class Digests:
    """The digests that were told, each with the posts that it has not told yet."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def told(self, selection: Selection) -> datetime | None:
        """Return when the digest of these filters was told last, or None."""
        row = self._row(selection)
        return moment(row[1]) if row else None

    def news(self, selection: Selection, now: datetime) -> Found:
        """Return what was found since the digest of these filters was told, or in the last days if it never was."""
        row = self._row(selection)
        if row is None:
            return found_since(self._db, now - FIRST_DIGEST, now, selection)
        return sorted_out(self._db, _QUEUED, [row[0]], selection)

    def tell(self, selection: Selection, now: datetime) -> None:
        """Note that all posts were told, in the open transaction. Withdrawn posts are told if they return."""
        row = self._row(selection)
        if row is None:
            sql = "INSERT INTO digests (filters, told) VALUES (?, ?)"
            self._db.execute(sql, [_key(selection), stamp(now)])
            return
        present = "SELECT id FROM posts WHERE withdrawn IS NULL"
        self._db.execute(f"DELETE FROM digest_queue WHERE digest = ? AND post IN ({present})", [row[0]])
        self._db.execute("UPDATE digests SET told = ? WHERE id = ?", [stamp(now), row[0]])

    def rename_source(self, old: str, new: str) -> None:
        """Give a source another id in the filters of all digests, in the open transaction."""
        for number, filters in self._of_source(old):
            filters["sources"] = [new if one == old else one for one in filters["sources"]]
            renamed = _as_text(filters)
            self._db.execute("UPDATE digests SET filters = ? WHERE id = ?", [renamed, number])

    def delete_source(self, source: str) -> None:
        """Delete the digests whose filters name a source: without it, nobody can ask for them any more."""
        for number, _ in self._of_source(source):
            self._db.execute("DELETE FROM digest_queue WHERE digest = ?", [number])
            self._db.execute("DELETE FROM digests WHERE id = ?", [number])

    def _of_source(self, source: str) -> list[tuple[int, dict[str, Any]]]:
        rows = self._db.execute("SELECT id, filters FROM digests").fetchall()
        known = [(number, json.loads(filters)) for number, filters in rows]
        return [(number, filters) for number, filters in known if source in filters.get("sources", ())]

    def _row(self, selection: Selection) -> tuple[int, str] | None:
        sql = "SELECT id, told FROM digests WHERE filters = ?"
        row: tuple[int, str] | None = self._db.execute(sql, [_key(selection)]).fetchone()
        return row


def _key(selection: Selection) -> str:
    return _as_text({name: value for name, value in asdict(selection).items() if value})


def _as_text(filters: Mapping[str, Any]) -> str:
    """Return the filters as text, which is the same in whatever order their values are given."""
    ordered = {
        name: value if isinstance(value, str | bool) else sorted(value) for name, value in filters.items()
    }
    return json.dumps(ordered, sort_keys=True)
