"""Every address ever met, and what it was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from clusterwatch import urls
from clusterwatch.archive.problems import as_object
from clusterwatch.archive.schedule import next_look, next_try
from clusterwatch.archive.times import born, moment, stamp
from clusterwatch.models import Entry, Problem, Status, UrlRecord

_SELECT = """
SELECT s.url, s.status, s.post, s.mark, s.listed_on, s.next_check, s.tries, s.key, p.url AS own,
       (SELECT kind FROM pages g WHERE g.source = s.source AND g.url = p.url AND kind != 'index'
        ORDER BY fetched DESC LIMIT 1) AS kind
FROM sightings s LEFT JOIN posts p ON p.id = s.post WHERE s.source = ?
"""


class UrlRecords:
    """The `sightings` table; an address and its trivial variants (`www.`, trailing slash) share one row."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def known(self, source: str, entries: Sequence[Entry]) -> dict[str, UrlRecord]:
        """What is known of the entries' addresses: entry address → Sighting; unknown ones are left out."""
        found: dict[str, UrlRecord] = {}
        for entry in entries:
            for url in (entry.url, *entry.twins):
                row = next(iter(self._db.query(f"{_SELECT} AND s.key = ?", [source, urls.key(url)])), None)
                if row is not None:
                    found[entry.url] = _sighting(row)
                    break
        return found

    def post_at(self, source: str, addresses: Iterable[str | None]) -> int | None:
        """The post that any of these addresses led to, or None."""
        for url in addresses:
            if url is not None:
                sql = "SELECT post FROM sightings WHERE source = ? AND key = ? AND post IS NOT NULL"
                row = self._db.execute(sql, [source, urls.key(url)]).fetchone()
                if row:
                    return int(row[0])
        return None

    def owner(self, source: str, url: str) -> int | None:
        """The post whose own address this is, or None."""
        sql = (
            "SELECT post FROM sightings WHERE source = ? AND key = ? AND post IS NOT NULL "
            "AND status IN ('post', 'gone')"
        )
        row = self._db.execute(sql, [source, urls.key(url)]).fetchone()
        return int(row[0]) if row else None

    def due(self, source: str, now: datetime, limit: int) -> list[UrlRecord]:
        """The addresses whose time to be looked at again has come, most overdue first."""
        sql = f"{_SELECT} AND s.next_check <= ? ORDER BY s.next_check LIMIT ?"
        return [_sighting(row) for row in self._db.query(sql, [source, stamp(now), limit])]

    def all_posts(self, source: str) -> list[UrlRecord]:
        """The own address of every post of a source, withdrawn ones too, newest first."""
        sql = f"{_SELECT} AND s.status IN ('post', 'gone') AND s.url = p.url ORDER BY p.published DESC"
        return [_sighting(row) for row in self._db.query(sql, [source])]

    def unlist(self, source: str, index: str, entries: Sequence[Entry]) -> None:
        """Note that only `entries` stand on `index` now."""
        here = json.dumps([urls.key(e.url) for e in entries])
        self._db.execute(
            "UPDATE sightings SET listed_on = NULL WHERE source = ? AND listed_on = ? "
            "AND key NOT IN (SELECT value FROM json_each(?))",
            [source, index, here],
        )

    def other_address(self, source: str, post: int) -> str | None:
        """Another address of a post that still answers, as far as known: the one seen last."""
        sql = (
            "SELECT url FROM sightings s WHERE source = ? AND post = ? AND status = 'copy' AND tries = 0 "
            "AND NOT EXISTS (SELECT 1 FROM posts p WHERE p.source = s.source AND p.url = s.url) "
            "ORDER BY last_seen DESC LIMIT 1"
        )
        row = self._db.execute(sql, [source, post]).fetchone()
        return row[0] if row else None

    def fallen(self, source: str, index: str, entries: Sequence[Entry]) -> list[UrlRecord]:
        """Posts that stood on `index` last time and are gone from it, though nothing pushed them off.

        An index of fixed length loses its oldest entries to new ones; one that got shorter, or that lost an
        entry younger than others still on it, lost it for another reason.
        """
        here = {urls.key(e.url) for e in entries}
        sql = f"{_SELECT} AND s.listed_on = ? AND s.status IN ('post', 'copy')"
        before = list(self._db.query(sql, [source, index]))
        missing = [row for row in before if row["key"] not in here]
        if not missing:
            return []
        if len(here) < len(before):
            return [_sighting(row) for row in missing]
        staying = [row["post"] for row in before if row["key"] in here]
        oldest = min(filter(None, (self._published(p) for p in staying)), default=None)
        young = [r for r in missing if oldest and (self._published(r["post"]) or "") > oldest]
        return [_sighting(row) for row in young]

    def write(
        self,
        source: str,
        url: str,
        status: Status,
        now: datetime,
        *,
        post: int | None = None,
        entry: Entry | None = None,
        next_check: datetime | None = None,
        tries: int = 0,
        problem: Problem | None = None,
    ) -> None:
        """Note what `url` was when it was looked at just now."""
        values: dict[str, Any] = {
            "url": url,
            "post": post,
            "source": source,
            "status": status,
            "key": urls.key(url),
            "mark": mark(entry) if entry else None,
            "listed_on": entry.index if entry else None,
            "first_seen": stamp(now),
            "last_seen": stamp(now),
            "checked": stamp(now),
            "next_check": stamp(next_check) if next_check else None,
            "tries": tries,
            "problem": as_object(problem) if problem else None,
        }
        kept = [
            f"{k} = excluded.{k}"
            for k in ("status", "checked", "next_check", "tries", "problem", "last_seen")
        ]
        kept += [f"{k} = coalesce(excluded.{k}, {k})" for k in ("post", "mark", "listed_on")]
        self._db.execute(
            f"INSERT INTO sightings ({', '.join(values)}) VALUES ({', '.join('?' * len(values))}) "
            f"ON CONFLICT (source, key) DO UPDATE SET {', '.join(kept)}",
            list(values.values()),
        )

    def seen(self, source: str, entry: Entry, url_record: UrlRecord, now: datetime) -> None:
        """Note that a known address stands on an index and says what it said before."""
        self._db.execute(
            "UPDATE sightings SET last_seen = ?, mark = ?, listed_on = ? WHERE source = ? AND key = ?",
            [stamp(now), mark(entry), entry.index, source, urls.key(url_record.url)],
        )
        if url_record.post is not None:
            self._db.execute("UPDATE posts SET last_seen = ? WHERE id = ?", [stamp(now), url_record.post])

    def looked(self, post: int, now: datetime) -> datetime | None:
        """When a post that was just looked at with success is to be looked at again."""
        row = self._db.execute("SELECT published, first_seen FROM posts WHERE id = ?", [post]).fetchone()
        first_seen = moment(row[1]) or now
        return next_look(now, born(row[0], first_seen))

    def failed(
        self, source: str, url: str, now: datetime, problem: Problem | None, entry: Entry | None = None
    ) -> None:
        """Note that `url` could not be read, and when to try again."""
        sql = "SELECT tries, post, status FROM sightings WHERE source = ? AND key = ?"
        row = self._db.execute(sql, [source, urls.key(url)]).fetchone()
        tries = (row[0] if row else 0) + 1
        status: Status = row[2] if row and row[1] is not None else "failed"
        again = (
            next_try(now, tries) if status != "copy" else None
        )  # its post is looked at, at its own address
        self.write(source, url, status, now, entry=entry, next_check=again, tries=tries, problem=problem)

    def gone(self, source: str, url: str, now: datetime, post: int, problem: Problem) -> None:
        """Note that the page of a post is gone, and when to see whether it came back."""
        row = self._db.execute(
            "SELECT tries FROM sightings WHERE source = ? AND key = ?", [source, urls.key(url)]
        )
        tries = (row.fetchone() or (0,))[0] + 1
        again = next_try(now, tries)
        self.write(source, url, "gone", now, post=post, next_check=again, tries=tries, problem=problem)

    def _published(self, post: int) -> str | None:
        row = self._db.execute("SELECT published FROM posts WHERE id = ?", [post]).fetchone()
        return row[0] if row else None


def mark(entry: Entry) -> str:
    """A fingerprint of what an index says of a post, led by how it says it: `feed:1f…`."""
    said = [entry.title, entry.published, entry.updated, entry.body]
    return f"{entry.method}:{hashlib.blake2b(json.dumps(said).encode(), digest_size=8).hexdigest()}"


def says_news(entry: Entry, url_record: UrlRecord) -> bool:
    """True when an index of the same kind says something else of a known post than it did last time."""
    before = url_record.mark or ""
    return before.partition(":")[0] == entry.method and before != mark(entry)


def _sighting(row: dict[str, Any]) -> UrlRecord:
    return UrlRecord(
        url=row["url"],
        status=row["status"],
        post=row["post"],
        own=row["own"],
        mark=row["mark"],
        listed_on=row["listed_on"],
        next_check=moment(row["next_check"]),
        tries=row["tries"],
        kind=row["kind"] or "page",
    )
