"""The announcements of a range of days: one per story, with all sources that published it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from clusterwatch.archive.times import stamp

# Any post in the range selects its story; the day of the story is that of its first post.
_STORIES = """
SELECT p.story, p.url, p.title, p.published, p.language, s.name, s.kind, s.country,
       CASE WHEN p.precision NOT IN ('year', 'month')
            THEN CASE WHEN substr(p.published, 1, 10) <= date(p.first_seen, '+1 day') THEN substr(p.published, 1, 10)
                      ELSE substr(p.first_seen, 1, 10) END
            WHEN substr(p.first_seen, 1, 10) > substr(s.first_seen, 1, 10) THEN substr(p.first_seen, 1, 10) END AS day
FROM posts p JOIN sources s ON s.id = p.source WHERE p.withdrawn IS NULL AND p.story IN (
    SELECT story FROM posts WHERE published >= :since AND published < :after
    UNION SELECT story FROM posts WHERE published >= :since AND first_seen >= :since AND first_seen < :after
    UNION SELECT story FROM posts WHERE published IS NULL AND first_seen >= :since AND first_seen < :after
    UNION SELECT story FROM posts WHERE precision IN ('year', 'month') AND published >= substr(:since, 1, 4)
                                    AND first_seen >= :since AND first_seen < :after)
ORDER BY p.story, day IS NULL, day, p.id
"""


_IN_SCOPE = "(:sources IS NULL OR {post}.source IN (SELECT value FROM json_each(:sources)))"
# The index of posts begins with the source. A story is found with the first of its posts that are in scope.
_FOUND = f"""
SELECT p.story, p.url, p.title, p.published, p.language, s.name, s.kind, s.country,
       CASE WHEN p.precision NOT IN ('year', 'month') THEN substr(p.published, 1, 10)
            ELSE substr(p.first_seen, 1, 10) END AS day
FROM posts p JOIN sources s ON s.id = p.source
WHERE p.withdrawn IS NULL AND {_IN_SCOPE.format(post="p")}
  AND p.story IN (SELECT story FROM posts WHERE source IN (SELECT id FROM sources)
                  AND first_seen > :since AND first_seen <= :until)
  AND NOT EXISTS (SELECT 1 FROM posts e WHERE e.story = p.story AND e.first_seen <= :since
                  AND {_IN_SCOPE.format(post="e")})
ORDER BY p.story, day, p.id
"""


@dataclass(frozen=True, slots=True)
class Announcement:
    """A story on the day of its first post, with the title, URL, language, kind and country of that post.

    `sources` holds the names of all its sources, the first one first. `dated` is False if the site gave no day; `day`
    is then the day on which the post was first seen.
    """

    day: str
    dated: bool
    title: str | None
    url: str
    language: str | None
    kind: str | None
    country: str | None
    sources: tuple[str, ...]


def announcements(db: Database, since: date, until: date) -> list[Announcement]:
    """Return the stories first published from `since` to `until` (both included), newest first.

    A later relay does not bring a story back. A post without a day counts on the day on which it was first seen. It is
    left out if its source was first read on that day, since the post may then be of any age. A post whose date lies in
    the future when it is first seen counts on the day on which it was first seen, too.
    """
    params = {"since": since.isoformat(), "after": (until + timedelta(days=1)).isoformat()}
    found = [
        _announcement(list(rows)) for _, rows in groupby(db.query(_STORIES, params), lambda r: r["story"])
    ]
    inside = [a for a in found if a and since.isoformat() <= a.day <= until.isoformat()]
    return sorted(inside, key=lambda a: (a.day, a.title or a.url), reverse=True)


def found(
    db: Database, since: datetime, until: datetime, sources: Sequence[str] | None
) -> list[Announcement]:
    """Return the stories of `sources`, or of all sources, that were first found after `since`, up to `until`.

    They are sorted by day, the newest first, and may be of any age. A later relay does not bring a story back.
    """
    scope = None if sources is None else json.dumps(list(sources))
    params = {"since": stamp(since), "until": stamp(until), "sources": scope}
    rows = groupby(db.query(_FOUND, params), lambda r: r["story"])
    stories = [_announcement(list(posts)) for _, posts in rows]
    return sorted(filter(None, stories), key=lambda a: (a.day, a.title or a.url), reverse=True)


def _announcement(posts: list[dict[str, Any]]) -> Announcement | None:
    first = posts[0]
    if first["day"] is None:
        return None
    dated = (first["published"] or "").startswith(first["day"])
    values = {k: first[k] for k in ("day", "title", "url", "language", "kind", "country")}
    return Announcement(**values, dated=dated, sources=tuple(_names(posts)))


def _names(posts: list[dict[str, Any]]) -> Iterator[str]:
    yield from dict.fromkeys(post["name"] for post in posts)
