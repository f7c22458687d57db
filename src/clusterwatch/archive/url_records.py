"""Records of all URLs ever found, and what they led to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from clusterwatch import urls
from clusterwatch.archive.problems import Problems, as_object, problem_of
from clusterwatch.archive.schedule import MONTH, SOON, STRAY_TRIES, WEEK, next_retry, next_visit
from clusterwatch.archive.times import born, moment, stamp
from clusterwatch.models import Entry, Problem, ProblemCode, Reason, Status, UrlRecord

_SELECT = """
SELECT s.url, s.status, s.post, s.listed_on, s.next_check, s.tries, s.key, s.guid, s.problem, p.url AS own,
       coalesce(s.mark, (SELECT o.mark FROM sightings o
                         WHERE o.post = s.post AND o.source = s.source AND o.url = p.url)) AS mark,
       (SELECT kind FROM pages g WHERE g.source = s.source AND g.url = p.url AND kind IN ('page', 'entry')
        ORDER BY fetched DESC LIMIT 1) AS kind
FROM sightings s LEFT JOIN posts p ON p.id = s.post WHERE s.source = ?
"""


COLUMNS = (
    "url",
    "post",
    "source",
    "status",
    "key",
    "mark",
    "listed_on",
    "first_seen",
    "last_seen",
    "checked",
    "next_check",
    "tries",
    "problem",
    "guid",
)
_REPLACED = ("checked", "next_check", "tries", "problem")  # unless they are known from a later time
_KEPT = ("post", "mark", "listed_on", "guid")  # unless there is a new value
_IS_LATER = "excluded.checked >= coalesce(checked, '')"
_WRITE = (
    f"INSERT INTO sightings ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))}) "
    "ON CONFLICT (source, key) DO UPDATE SET "
    + ", ".join(
        [
            *(f"{name} = CASE WHEN {_IS_LATER} THEN excluded.{name} ELSE {name} END" for name in _REPLACED),
            # A post that is found at an address which failed later belongs to this address.
            f"status = CASE WHEN {_IS_LATER} OR post IS NULL THEN excluded.status ELSE status END",
            "first_seen = min(first_seen, excluded.first_seen)",
            "last_seen = max(last_seen, excluded.last_seen)",
            *(f"{name} = coalesce(excluded.{name}, {name})" for name in _KEPT),
        ]
    )
)
# The few addresses that will be fetched again. Without the name of the index, SQLite reads all rows of a source.
_DUE = "sightings INDEXED BY sightings_due"
_LEADING = """
SELECT 1 FROM sightings WHERE source = ? AND key IN (SELECT value FROM json_each(?)) AND post IS NOT NULL LIMIT 1
"""


class UrlRecords:
    """The `sightings` table. A URL and its trivial variants (`www.`, trailing slash) share one row."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def known(self, source: str, entries: Sequence[Entry]) -> dict[str, UrlRecord]:
        """Return the records of entries by the URL of the entry. Entries without a record are left out."""
        keys = {entry.url: [urls.key(url) for url in (entry.url, *entry.twins)] for entry in entries}
        sql = f"{_SELECT} AND s.key IN (SELECT value FROM json_each(?))"
        wanted = json.dumps([key for of_entry in keys.values() for key in of_entry])
        rows = {row["key"]: row for row in self._db.query(sql, [source, wanted])}
        found = {url: next((rows[key] for key in keys[url] if key in rows), None) for url in keys}
        return {url: _url_record(row) for url, row in found.items() if row is not None}

    def by_guid(self, source: str, guids: Sequence[str]) -> dict[str, UrlRecord]:
        """Return the records of the posts that these names belonged to when they were listed last, by name."""
        sql = f"{_SELECT} AND s.guid IN (SELECT value FROM json_each(?)) AND s.post IS NOT NULL ORDER BY s.last_seen"
        rows = self._db.query(sql, [source, json.dumps(guids)])
        return {row["guid"]: _url_record(row) for row in rows}

    def post_at(self, source: str, addresses: Iterable[str | None]) -> int | None:
        """Return the post that any of these URLs led to, or None."""
        for url in addresses:
            if url is not None:
                sql = "SELECT post FROM sightings WHERE source = ? AND key = ? AND post IS NOT NULL"
                row = self._db.execute(sql, [source, urls.key(url)]).fetchone()
                if row:
                    return int(row[0])
        return None

    def leads_to_post(self, source: str, addresses: Iterable[str]) -> bool:
        """Return whether any of these URLs led to a post."""
        keys = json.dumps([urls.key(url) for url in addresses])
        return self._db.conn.execute(_LEADING, [source, keys]).fetchone() is not None

    def owner(self, source: str, url: str) -> int | None:
        """Return the post that this URL belongs to, or None. Further URLs of a post do not count."""
        sql = (
            "SELECT post FROM sightings WHERE source = ? AND key = ? AND post IS NOT NULL "
            "AND status IN ('post', 'gone')"
        )
        row = self._db.execute(sql, [source, urls.key(url)]).fetchone()
        return int(row[0]) if row else None

    def due(self, source: str, now: datetime, limit: int) -> list[UrlRecord]:
        """Return the URLs that should be fetched again now, the longest overdue first.

        No URL has to wait longer than a month: such a time was written while the clock was wrong.
        """
        sql = f"{_SELECT} AND (s.next_check <= ? OR s.next_check > ?) ORDER BY s.next_check LIMIT ?"
        rows = self._db.query(sql, [source, stamp(now), stamp(now + MONTH), limit])
        return [_url_record(row) for row in rows]

    def correct_clock(self, now: datetime) -> None:
        """Make what was fetched after `now`, while the clock was ahead, due now.

        By that clock the posts were too old to be fetched again, and what is found now would not replace it.
        """
        sql = (
            "UPDATE sightings SET checked = ?, next_check = CASE WHEN status = 'post' OR next_check IS NOT NULL "
            "THEN ? END WHERE checked > ?"
        )
        self._db.execute(sql, [stamp(now)] * 3)

    def revisit_changed(self, source: str, since_run: int, now: datetime) -> None:
        """Make the posts that a run or a later one stored or changed due now, if they are not due earlier."""
        sql = (
            "UPDATE sightings SET next_check = ? WHERE source = ? AND status = 'post' "
            "AND (next_check IS NULL OR next_check > ?) AND post IN (SELECT post FROM changes WHERE run >= ?)"
        )
        self._db.execute(sql, [stamp(now), source, stamp(now), since_run])

    def revisit_open(self, source: str, now: datetime) -> None:
        """Make the posts that state a deadline which has not passed due now, if they were fetched a week ago.

        Deadlines move, and a call may be older than posts that are fetched again by their age.
        """
        sql = (
            "UPDATE sightings SET next_check = :now WHERE source = :source AND status = 'post' AND tries = 0 "
            "AND (next_check IS NULL OR next_check > :now) AND checked <= :week_ago AND post IN "
            "(SELECT post FROM days WHERE kind = 'deadline' AND superseded = 0 AND until >= :today)"
        )
        week_ago, today = stamp(now - WEEK), now.date().isoformat()
        self._db.execute(sql, {"now": stamp(now), "source": source, "week_ago": week_ago, "today": today})

    def all_posts(self, source: str) -> list[UrlRecord]:
        """Return the records of the URLs of all posts of a source, including withdrawn posts, newest first."""
        sql = f"{_SELECT} AND s.status IN ('post', 'gone') AND s.url = p.url ORDER BY p.published DESC"
        return [_url_record(row) for row in self._db.query(sql, [source])]

    def of_posts(self, source: str) -> list[str]:
        """Return all URLs that lead to a post of a source."""
        sql = "SELECT url FROM sightings WHERE source = ? AND post IS NOT NULL"
        return [row[0] for row in self._db.execute(sql, [source])]

    def unlist(self, source: str, index: str, entries: Sequence[Entry]) -> None:
        """Record that `index` now lists only `entries`."""
        listed = {urls.key(url) for e in entries for url in (e.url, *e.twins)}
        before = self._db.conn.execute(
            "SELECT key FROM sightings WHERE source = ? AND listed_on = ?", [source, index]
        )
        gone = [(source, key) for (key,) in before if key not in listed]
        self._db.conn.executemany("UPDATE sightings SET listed_on = NULL WHERE source = ? AND key = ?", gone)

    def other_address(self, source: str, post: int) -> str | None:
        """Return another URL of a post that did not fail when it was last fetched, or None."""
        sql = (
            "SELECT url FROM sightings s WHERE source = ? AND post = ? AND status = 'copy' AND tries = 0 "
            "AND NOT EXISTS (SELECT 1 FROM posts p WHERE p.source = s.source AND p.url = s.url) "
            "ORDER BY last_seen DESC LIMIT 1"
        )
        row = self._db.execute(sql, [source, post]).fetchone()
        return row[0] if row else None

    def delisted(self, source: str, index: str, entries: Sequence[Entry]) -> list[UrlRecord]:
        """Return posts that `index` listed last time and does not list now, unless newer posts displaced them.

        New entries displace the oldest ones on an index of fixed length. If the index is shorter than before, or the
        post is younger than others that are still listed, the post was removed for another reason.
        """
        listed = {urls.key(url) for e in entries for url in (e.url, *e.twins)}
        sql = f"{_SELECT} AND s.listed_on = ? AND s.status IN ('post', 'copy')"
        before = list(self._db.query(sql, [source, index]))
        missing = [row for row in before if row["key"] not in listed]
        if not missing:
            return []
        if len({urls.key(e.url) for e in entries}) < len(before):
            return [_url_record(row) for row in missing]
        staying = [row["post"] for row in before if row["key"] in listed]
        oldest = min(filter(None, (self._published(p) for p in staying)), default=None)
        young = [r for r in missing if oldest and (self._published(r["post"]) or "") > oldest]
        return [_url_record(row) for row in young]

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
        """Record what `url` led to when it was fetched at `now`. What is known from a later time is kept."""
        at = stamp(now)
        values = (
            url,
            post,
            source,
            status,
            urls.key(url),
            mark(entry) if entry else None,
            entry.index if entry else None,
            at,
            at,
            at,
            stamp(next_check) if next_check else None,
            tries,
            as_object(problem) if problem else None,
            entry.guid if entry else None,
        )
        self._db.conn.execute(_WRITE, values)

    def seen(self, source: str, entry: Entry, url_record: UrlRecord, now: datetime) -> None:
        """Record that an index lists a known URL and that the entry has not changed."""
        self._db.execute(
            "UPDATE sightings SET last_seen = ?, mark = ?, listed_on = ?, guid = coalesce(?, guid) "
            "WHERE source = ? AND key = ?",
            [stamp(now), mark(entry), entry.index, entry.guid, source, urls.key(url_record.url)],
        )
        if url_record.post is not None:
            self._db.execute("UPDATE posts SET last_seen = ? WHERE id = ?", [stamp(now), url_record.post])

    def next_visit(self, post: int, now: datetime) -> datetime | None:
        """Return when a post that was fetched just now should be fetched again, or None."""
        row = self._db.execute("SELECT published, first_seen FROM posts WHERE id = ?", [post]).fetchone()
        first_seen = moment(row[1]) or now
        return next_visit(now, born(row[0], first_seen))

    def was_listed(self, source: str, url: str) -> bool:
        """Return whether an index has ever listed this URL; otherwise only pages of other URLs have named it."""
        sql = "SELECT 1 FROM sightings WHERE source = ? AND key = ? AND mark IS NOT NULL"
        return self._db.execute(sql, [source, urls.key(url)]).fetchone() is not None

    def forget(self, source: str, url: str) -> None:
        """Remove the record of a URL that was wrongly recorded as one of a post."""
        self._db.execute("DELETE FROM sightings WHERE source = ? AND key = ?", [source, urls.key(url)])

    def becomes_copy(self, source: str, url: str) -> None:
        """Record that a URL is only a further one of its post, which is fetched from another URL from now on."""
        sql = "UPDATE sightings SET status = 'copy', next_check = NULL WHERE source = ? AND key = ?"
        self._db.execute(sql, [source, urls.key(url)])

    def failed(
        self, source: str, url: str, now: datetime, problem: Problem | None, entry: Entry | None = None
    ) -> None:
        """Record that `url` could not be read, and when to retry.

        An address that never was a post, and that no index lists any more, is not retried for long.
        """
        sql = "SELECT tries, post, status, listed_on FROM sightings WHERE source = ? AND key = ?"
        row = self._db.execute(sql, [source, urls.key(url)]).fetchone()
        tries = (row[0] if row else 0) + 1
        status: Status = row[2] if row and row[1] is not None else "failed"
        again = next_retry(now, tries) if status != "copy" else None  # the post is fetched from its own URL
        is_stray = row is not None and row[1] is None and row[3] is None and entry is None
        if is_stray and tries >= STRAY_TRIES:
            again = None
        self.write(source, url, status, now, entry=entry, next_check=again, tries=tries, problem=problem)

    def missing(self, source: str, url: str, now: datetime, problem: Problem) -> None:
        """Record that the page of a known post was not there. It is fetched again in the next night.

        What an index says about it stays as it was.
        """
        sql = "SELECT tries FROM sightings WHERE source = ? AND key = ?"
        row = self._db.execute(sql, [source, urls.key(url)]).fetchone()
        tries = (row[0] if row else 0) + 1
        again = now + SOON if tries == 1 else next_retry(now, tries)
        self.write(source, url, "post", now, next_check=again, tries=tries, problem=problem)

    def count_missing(self, source: str) -> int:
        """Return the number of posts whose pages were not there at the last visit, and which are not withdrawn yet."""
        # A post whose page will not be requested again is withdrawn, so that all that are counted have a next check.
        sql = (
            f"SELECT problem FROM {_DUE} WHERE source = ? AND next_check IS NOT NULL AND status = 'post' "
            "AND tries > 0 AND problem IS NOT NULL"
        )
        return sum(_is_missing(problem) for (problem,) in self._db.conn.execute(sql, [source]))

    def count_failing(self, source: str) -> int:
        """Return the number of posts, and of addresses on indexes, that failed when last read and will be retried."""
        sql = (
            f"SELECT count(*) FROM {_DUE} WHERE source = ? AND tries > 0 AND next_check IS NOT NULL "
            "AND (status = 'post' OR (post IS NULL AND listed_on IS NOT NULL))"
        )
        return int(self._db.conn.execute(sql, [source]).fetchone()[0])

    def hold(self, source: str, url: str, now: datetime, problem: Problem, entry: Entry | None) -> None:
        """Record that the page at `url` was held back. It is fetched again in the next night.

        The mark of the index entry of a known post stays, so that a changed entry is still a changed one then.
        """
        sql = "SELECT tries, post, status FROM sightings WHERE source = ? AND key = ?"
        row = self._db.execute(sql, [source, urls.key(url)]).fetchone()
        if row and row[2] == "gone":
            self.failed(source, url, now, problem)
            return
        known = row is not None and row[1] is not None
        status: Status = row[2] if known else "failed"
        again = now + SOON if status != "copy" else None
        listed, tries = (None, 0) if known else (entry, (row[0] if row else 0) + 1)
        self.write(source, url, status, now, entry=listed, next_check=again, tries=tries, problem=problem)

    def are_held(self, source: str) -> bool:
        """Return whether a page of the source was held back at its last visit."""
        sql = f"SELECT 1 FROM {_DUE} WHERE source = ? AND next_check IS NOT NULL AND problem LIKE ? LIMIT 1"
        return self._db.execute(sql, [source, f'%"{ProblemCode.HELD_BACK}"%']).fetchone() is not None

    def held(self, source: str) -> list[Problem]:
        """Return a problem for each page of the source that was held back at its last visit, with its first day."""
        where = "source = ? AND next_check IS NOT NULL AND problem LIKE ?"
        sql = f"SELECT problem FROM {_DUE} WHERE {where} ORDER BY url"
        rows = self._db.execute(sql, [source, f'%"{ProblemCode.HELD_BACK}"%']).fetchall()
        found = [problem for (text,) in rows if (problem := _held(text)) is not None]
        since = Problems(self._db).since
        return [replace(problem, since=since(source, problem)) for problem in found]

    def gone(self, source: str, url: str, now: datetime, post: int, problem: Problem) -> None:
        """Record that the page of a post is gone, and when to check whether it is back."""
        row = self._db.execute(
            "SELECT tries FROM sightings WHERE source = ? AND key = ?", [source, urls.key(url)]
        )
        tries = (row.fetchone() or (0,))[0] + 1
        again = next_retry(now, tries)
        self.write(source, url, "gone", now, post=post, next_check=again, tries=tries, problem=problem)

    def _published(self, post: int) -> str | None:
        row = self._db.execute("SELECT published FROM posts WHERE id = ?", [post]).fetchone()
        return row[0] if row else None


def mark(entry: Entry) -> str:
    """Return a fingerprint of an index entry, preceded by its method: `feed:1f…`."""
    values = [entry.title, entry.published, entry.updated, entry.body]
    return f"{entry.method}:{hashlib.blake2b(json.dumps(values).encode(), digest_size=8).hexdigest()}"


def entry_changed(entry: Entry, url_record: UrlRecord) -> bool:
    """Return whether the entry of a known post differs from the last one. Different methods are not compared.

    An entry at another address, which only a name or a former address ties to the post, differs if nothing is compared.
    """
    before = url_record.mark or ""
    if before.partition(":")[0] == entry.method:
        return before != mark(entry)
    return url_record.post is not None and urls.key(url_record.url) != urls.key(entry.url)


def _url_record(row: dict[str, Any]) -> UrlRecord:
    held = _held(row["problem"])
    alone = held is not None and "many" not in held.detail
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
        is_held=held is not None,
        alone=Reason(str(held.detail["reason"])) if held is not None and alone else None,
        was_missing=_is_missing(row["problem"]),
    )


def _is_missing(problem: str | None) -> bool:
    """Return whether a stored problem is that of a page that was not there."""
    found = problem_of(json.loads(problem)) if problem else None
    if found is None or found.code is not ProblemCode.HTTP_STATUS:
        return found is not None and found.code in (ProblemCode.LEADS_HOME, ProblemCode.LEADS_TO_OTHER_POST)
    return found.detail.get("status") in (404, 410)


def _held(problem: str | None) -> Problem | None:
    if problem is None or ProblemCode.HELD_BACK not in problem:
        return None
    found = problem_of(json.loads(problem))
    return found if found.code is ProblemCode.HELD_BACK else None
