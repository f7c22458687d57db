"""The `links` table: what the current version of each post links to."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from sqlite_utils import Database

from clusterwatch import urls
from clusterwatch.models import Link, LinkKind

Row = tuple[str, str, str, str, str | None]  # url, text, kind, host, source
COLUMNS = ("url", "text", "kind", "host", "source")
_OF_POST = f"SELECT {', '.join(COLUMNS)} FROM links WHERE post = ? ORDER BY rowid"
# A link to another source is of the kind `source`, unless its own kind says more.
_ASSIGN = """
UPDATE links SET source = owners.value, kind = CASE
    WHEN kind NOT IN ('page', 'source') THEN kind
    WHEN owners.value IS NULL OR owners.value = (SELECT source FROM posts WHERE id = post) THEN 'page'
    ELSE 'source' END
FROM json_each(?) owners WHERE links.host = owners.key AND links.source IS NOT owners.value
"""


class LinkRows:
    """The `links` table. `source` is the source on whose host a link leads, if only one source has this host."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, post: int) -> list[Row]:
        """Return the links of a post in the order of the page."""
        rows: list[Row] = self._db.conn.execute(_OF_POST, [post]).fetchall()
        return rows

    def objects(self, post: int) -> list[dict[str, str | None]]:
        """Return the links of a post as dicts."""
        return [dict(zip(COLUMNS, row, strict=True)) for row in self.of(post)]

    def rows(self, source: str, links: Iterable[Link]) -> list[Row]:
        """Return the rows for the links of a post of a source."""
        owners = owners_of_hosts(self._db) if links else {}
        return [_row(link, owners.get(link.host), source) for link in links]

    def write(self, post: int, rows: Sequence[Row]) -> None:
        """Write the links of a post in place of those that it had."""
        self._db.conn.execute("DELETE FROM links WHERE post = ?", [post])
        self.add(post, rows)

    def add(self, post: int, rows: Sequence[Row]) -> None:
        """Write the links of a post that has none yet."""
        self._db.conn.executemany(
            "INSERT INTO links (post, url, text, kind, host, source) VALUES (?, ?, ?, ?, ?, ?)",
            [(post, *row) for row in rows],
        )


def _row(link: Link, owner: str | None, source: str) -> Row:
    kind = LinkKind.SOURCE if link.kind is LinkKind.PAGE and owner not in (None, source) else link.kind
    return str(link.url), link.text, str(kind), link.host, owner


def owners_of_hosts(db: Database) -> dict[str, str | None]:
    """Return the source of the host of each source, or None if several sources have this host."""
    (sources,) = db.conn.execute("SELECT json_group_array(json_array(id, url)) FROM sources").fetchone()
    return _owners(sources)


@lru_cache(maxsize=4)  # it is needed for each post
def _owners(sources: str) -> dict[str, str | None]:
    sites = [(source, urls.site(url)) for source, url in json.loads(sources)]
    counts = Counter(host for _, host in sites)
    return {host: source if counts[host] == 1 else None for source, host in sites}


def reassign(db: Database, before: Mapping[str, str | None]) -> None:
    """Assign the links to hosts that have another source than `before`, when sources have changed."""
    now = owners_of_hosts(db)
    changed = {host: now.get(host) for host in {**before, **now} if before.get(host, "") != now.get(host)}
    if changed:
        db.conn.execute(_ASSIGN, [json.dumps(changed)])


def attachments(rows: Iterable[Sequence[str | None]]) -> set[str | None]:
    """Return the addresses of the attachments among rows."""
    return {row[0] for row in rows if row[2] == LinkKind.ATTACHMENT}
