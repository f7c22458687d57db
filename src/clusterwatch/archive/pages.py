"""Raw pages, compressed. With them all posts can be extracted again without a request."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, Literal

from sqlite_utils import Database

from clusterwatch.archive.times import moment, stamp
from clusterwatch.compression import compress, decompress
from clusterwatch.models import CompressedBody, Entry, Method, Page

# Headers that are needed to decode a page or to date it. Others are not stored.
_KEPT = ("content-type", "content-language", "last-modified", "etag", "date", "link")

_NEWEST = (
    "(SELECT rowid FROM pages g WHERE g.source = p.source AND g.url = p.url AND g.kind IN ({}) "
    "ORDER BY fetched DESC LIMIT 1)"
)
# A file whose bytes are not kept has a row of the kind `hash` instead of one of the kind `page`.
_OF_PAGE = "'page', 'hash'"
_PAGE, _ENTRY, _INDEX = map(_NEWEST.format, (_OF_PAGE, "'entry'", "'index'"))
_FULL_TEXT = ", ".join(f"'{method}'" for method in Method if method.full_text)
_RAW = f"""
SELECT p.id, r.url, r.fetched, r.status, r.headers, r.body, r.kind, i.body,
       (SELECT json_group_object(field, method) FROM evidence e WHERE e.post = p.id) FROM posts p
LEFT JOIN evidence b ON b.post = p.id AND b.field = 'body'
JOIN pages r ON r.rowid = coalesce(CASE WHEN b.method IN ({_FULL_TEXT}) THEN {_ENTRY} END, {_PAGE}, {_ENTRY})
    AND r.kind <> 'hash'
LEFT JOIN pages i ON i.rowid = {_INDEX}
WHERE p.source = ? AND p.id > ? ORDER BY p.id LIMIT ?
"""
_ENTRY_FIELDS = tuple(field.name for field in fields(Entry))
# A row is added only if the bytes differ from those of the newest row of its kinds, a JSON array.
_ADD = """
INSERT OR REPLACE INTO pages (source, url, fetched, status, headers, body, kind, digest)
SELECT :source, :url, :fetched, :status, :headers, :body, :kind, :digest WHERE :digest IS NOT
    (SELECT digest FROM pages WHERE source = :source AND url = :url
     AND kind IN (SELECT value FROM json_each(:kinds)) ORDER BY fetched DESC LIMIT 1)
"""


class Pages:
    """The `pages` table: one row for each change of the bytes at a URL."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(self, source: str, url: str, page: Page) -> None:
        """Store a fetched page under `url`, the URL of its post. It is compressed here unless a worker has done it.

        Of a file whose bytes are not kept, the row has the hash alone.
        """
        body = page.compressed or compress(page.body)
        kind = "page" if body.frame else "hash"
        self._add(source, url, page.fetched, page.status, _headers(url, page), body, kind)

    def keep_entry(self, source: str, url: str, entry: Entry, seen: datetime) -> None:
        """Store an index entry that contained the complete post, as JSON."""
        self._add(source, url, seen, 200, {"content-type": "application/json"}, _packed(entry), "entry")

    def keep_index(self, source: str, url: str, entry: Entry, seen: datetime) -> None:
        """Store the index entry of a post that was read from its page. Title and day may have come from the entry."""
        without_body = replace(entry, body=None, complete=False)
        self._add(
            source, url, seen, 200, {"content-type": "application/json"}, _packed(without_body), "index"
        )

    def keep_held(self, source: str, url: str, page: Page) -> None:
        """Store the page that was fetched last at `url` and held back, beside those of its post."""
        self.drop_held(source, url)
        body = page.compressed or compress(page.body)
        self._add(source, url, page.fetched, page.status, _headers(url, page), body, "held")

    def drop_held(self, source: str, url: str) -> None:
        """Delete the page of `url` that was held back, if there is one."""
        self._db.execute("DELETE FROM pages WHERE source = ? AND url = ? AND kind = 'held'", [source, url])

    def entries_read(self, source: str) -> bool:
        """Return whether a post of a source was read from its index entry alone."""
        sql = "SELECT 1 FROM pages WHERE source = ? AND kind = 'entry' LIMIT 1"
        return self._db.execute(sql, [source]).fetchone() is not None

    def fetched_elsewhere(self, source: str, url: str) -> bool:
        """Return whether the pages that are stored for `url` were all fetched from other URLs."""
        sql = (
            "SELECT count(*), sum(headers ->> '$.\"content-location\"' IS NULL) FROM pages "
            "WHERE source = ? AND url = ? AND kind = 'page'"
        )
        count, own = self._db.execute(sql, [source, url]).fetchone()
        return bool(count) and own == 0

    def readdress(self, source: str, before: str, url: str) -> None:
        """Move all rows of a URL to another one, from which they were fetched in truth."""
        sql = "UPDATE OR IGNORE pages SET url = ? WHERE source = ? AND url = ?"
        self._db.execute(sql, [url, source, before])

    def latest(self, source: str, url: str, kind: str = "page") -> Page | None:
        """Return the newest page of `url`, or None. None also if it is a file whose bytes were not kept.

        `kind` is `page`, `held` for one that was held back, or `entry` or `index` for the JSON of an index entry.
        """
        if kind == "page" and self.is_hash(source, url):
            return None
        for page in self.history(source, url, kind):
            return page
        return None

    def is_hash(self, source: str, url: str) -> bool:
        """Return whether the newest page of `url` is a file of which only the hash was kept."""
        sql = (
            f"SELECT kind FROM pages WHERE source = ? AND url = ? AND kind IN ({_OF_PAGE}) "
            "ORDER BY fetched DESC LIMIT 1"
        )
        row = self._db.execute(sql, [source, url]).fetchone()
        return row is not None and row[0] == "hash"

    def latest_entry(self, source: str, url: str) -> Entry | None:
        """Return the newest entry of `url`, or None."""
        page = self.latest(source, url, "entry")
        return read_entry(page.body) if page is not None else None

    def index_entry(self, source: str, url: str) -> Entry | None:
        """Return the newest index entry of a post that was read from its page, or None."""
        page = self.latest(source, url, "index")
        return read_entry(page.body) if page is not None else None

    def raw(self, source: str, after: int, limit: int) -> list[Raw]:
        """Return the bytes that posts of a source were read from, for up to `limit` posts with an id above `after`.

        They are sorted by id. A post that was complete in its index is read from the entry, any other from its page.
        Posts whose newest version is a file that was not kept are left out: the archive has its text from that file.
        """
        return [_raw(*row) for row in self._db.execute(_RAW, [source, after, limit])]

    def history(self, source: str, url: str, kind: str = "page") -> Iterator[Page]:
        """Yield all stored pages of `url`, newest first."""
        sql = (
            "SELECT url, fetched, status, headers, body FROM pages WHERE source = ? AND url = ? AND kind = ?"
        )
        for row in self._db.execute(f"{sql} ORDER BY fetched DESC", [source, url, kind]):
            yield _page(*row)

    def newest_of(self, source: str) -> Page | None:
        """Return the page of the newest post of a source that has one, among its last few posts, or None."""
        sql = "SELECT url FROM posts WHERE source = ? ORDER BY id DESC LIMIT 5"
        found = (self.latest(source, url) for (url,) in self._db.execute(sql, [source]).fetchall())
        return next((page for page in found if page is not None), None)

    def nearest(self, source: str, url: str, when: datetime) -> Page | None:
        """Return the page of `url` that was stored last up to `when`, or else the first one after it, or None."""
        sql = (
            "SELECT url, fetched, status, headers, body FROM pages WHERE source = ? AND url = ? AND kind = 'page' "
            "ORDER BY fetched > ?, CASE WHEN fetched > ? THEN fetched END, fetched DESC LIMIT 1"
        )
        row = self._db.execute(sql, [source, url, stamp(when), stamp(when)]).fetchone()
        return _page(*row) if row else None

    def keep_earlier(self, source: str, url: str, page: Page) -> None:
        """Store a page that was captured before others were. Bytes that were stored later are stored since then."""
        body, fetched = page.compressed or compress(page.body), stamp(page.fetched)
        pages = "SELECT fetched, digest FROM pages WHERE source = ? AND url = ? AND kind = 'page' AND fetched"
        values = [source, url, fetched]
        before = self._db.execute(f"{pages} <= ? ORDER BY fetched DESC", values).fetchone()
        if before and (before[1] == body.content_hash or before[0] == fetched):
            return
        after = self._db.execute(f"{pages} > ? ORDER BY fetched", values).fetchone()
        if after and after[1] == body.content_hash:
            sql = (
                "UPDATE pages SET fetched = ? WHERE source = ? AND url = ? AND kind = 'page' AND fetched = ?"
            )
            self._db.execute(sql, [fetched, source, url, after[0]])
            return
        headers = json.dumps(_headers(url, page))
        self._db.execute(
            "INSERT INTO pages (source, url, fetched, status, headers, body, kind, digest) "
            "VALUES (?, ?, ?, ?, ?, ?, 'page', ?)",
            [*values, page.status, headers, body.frame, body.content_hash],
        )

    def older(self, before: datetime) -> list[int]:
        """Return the rows of pages fetched before a time that can be dropped by `drop`.

        Index entries are kept: they are small, and posts are read from them. The newest page of a post that will be
        fetched again is kept, too: edits are found by comparing with it.
        """
        rows = self._db.execute(
            "SELECT rowid FROM pages WHERE kind IN ('page', 'held') AND fetched < ? AND (kind = 'held' "
            "OR EXISTS (SELECT 1 FROM pages n WHERE n.source = pages.source AND n.url = pages.url "
            f"AND n.kind IN ({_OF_PAGE}) "
            "AND n.fetched > pages.fetched) "
            "OR (source, url) NOT IN (SELECT p.source, p.url FROM posts p JOIN sightings s ON s.post = p.id "
            "WHERE s.next_check IS NOT NULL))",
            [stamp(before)],
        )
        return [row[0] for row in rows]

    def drop(self, rows: Sequence[int]) -> None:
        """Delete rows of pages. SQLite reuses their space in the file."""
        self._db.conn.executemany("DELETE FROM pages WHERE rowid = ?", [(row,) for row in rows])

    def content_hash(self, source: str, url: str) -> str | None:
        """Return the hash of the newest page of `url`, or None. It shows whether a page has really changed."""
        sql = (
            f"SELECT digest FROM pages WHERE source = ? AND url = ? AND kind IN ({_OF_PAGE}) "
            "ORDER BY fetched DESC LIMIT 1"
        )
        row = self._db.execute(sql, [source, url]).fetchone()
        return row[0] if row else None

    def _add(
        self,
        source: str,
        url: str,
        fetched: datetime,
        status: int,
        headers: Mapping[str, str],
        body: CompressedBody,
        kind: str,
    ) -> None:
        values = {
            "source": source,
            "url": url,
            "fetched": stamp(fetched),
            "status": status,
            "headers": json.dumps(headers),
            "body": body.frame,
            "kind": kind,
            "kinds": json.dumps(
                ["page", "hash"] if kind == "hash" else [kind, "hash"] if kind == "page" else [kind]
            ),
            "digest": body.content_hash,
        }
        self._db.conn.execute(_ADD, values)


@dataclass(frozen=True, slots=True)
class Raw:
    """The stored bytes of a post, still compressed, so that another process can decompress and read them.

    `index` is the compressed JSON of the index entry of a post that was read from its page. `methods` are the methods
    that gave the values in the archive, by field.
    """

    post: int
    url: str
    fetched: str
    status: int
    headers: str
    body: bytes
    kind: Literal["page", "entry"]
    index: bytes | None
    methods: Mapping[str, Method]

    def page(self) -> Page:
        """Return the page as it was fetched, or the JSON of an entry if `kind` is `entry`."""
        return _page(self.url, self.fetched, self.status, self.headers, self.body)

    def entry(self) -> Entry | None:
        """Return the index entry of the post, or None if none was stored."""
        body = self.body if self.kind == "entry" else self.index
        return read_entry(decompress(body)) if body is not None else None


def _headers(url: str, page: Page) -> dict[str, str]:
    """Return the headers that are stored, and the address of the page if it is not `url`."""
    kept = {name: value for name, value in page.headers.items() if name in _KEPT}
    return kept if page.url == url else {**kept, "content-location": page.url}


def _raw(*row: Any) -> Raw:
    post, url, fetched, status, headers, body, kind, index, methods = row
    by_field = {field: Method(name) for field, name in json.loads(methods).items()}
    return Raw(post, url, fetched, status, headers, body, kind, index, by_field)


def _page(url: str, fetched: str, status: int, headers: str, body: bytes) -> Page:
    stored: Mapping[str, str] = json.loads(headers)
    when = moment(fetched)
    assert when is not None  # noqa: S101 - the column is NOT NULL
    return Page(
        stored.get("content-location", url), url, status, stored, decompress(body) if body else b"", when
    )


def _packed(entry: Entry) -> CompressedBody:
    values = {name: getattr(entry, name) for name in _ENTRY_FIELDS}
    return compress(json.dumps(values, ensure_ascii=False, sort_keys=True).encode("utf-8", "ignore"))


def read_entry(body: bytes) -> Entry:
    """Return the entry that was stored as JSON."""
    values = json.loads(body)
    return Entry(**{**values, "method": Method(values["method"]), "twins": tuple(values["twins"])})
