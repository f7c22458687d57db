"""What was announced in some days: one announcement a story, with all the sources that made it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlite_utils import Database

# A story is asked for by any of its posts; its day is then that of the first of all of them.
_STORIES = """
SELECT p.story, p.url, p.title, p.published, p.language, s.name, s.kind, s.country,
       CASE WHEN p.precision NOT IN ('year', 'month') THEN substr(p.published, 1, 10)
            WHEN substr(p.first_seen, 1, 10) > substr(s.first_seen, 1, 10) THEN substr(p.first_seen, 1, 10) END AS day
FROM posts p JOIN sources s ON s.id = p.source WHERE p.withdrawn IS NULL AND p.story IN (
    SELECT story FROM posts WHERE published >= :since AND published < :after
    UNION SELECT story FROM posts WHERE published IS NULL AND first_seen >= :since AND first_seen < :after
    UNION SELECT story FROM posts WHERE precision IN ('year', 'month') AND published >= substr(:since, 1, 4)
                                    AND first_seen >= :since AND first_seen < :after)
ORDER BY p.story, day IS NULL, day, p.id
"""


@dataclass(frozen=True, slots=True)
class Announcement:
    """A story on the day it was first told: as its first source told it, with the names of all, that one first.

    `dated` is False where `day` is the day on which it was first seen, since the site named no day.
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
    """The stories first told from `since` to `until`, both included, newest first.

    A later relay does not bring a story back. A post without a day counts on the day it was first seen, unless that was
    the day its source was first read: it may be of any age then.
    """
    values = {"since": since.isoformat(), "after": (until + timedelta(days=1)).isoformat()}
    found = [
        _announcement(list(rows)) for _, rows in groupby(db.query(_STORIES, values), lambda r: r["story"])
    ]
    inside = [a for a in found if a and since.isoformat() <= a.day <= until.isoformat()]
    return sorted(inside, key=lambda a: (a.day, a.title or a.url), reverse=True)


def _announcement(posts: list[dict[str, Any]]) -> Announcement | None:
    first = posts[0]
    if first["day"] is None:
        return None
    dated = (first["published"] or "").startswith(first["day"])
    told = {k: first[k] for k in ("day", "title", "url", "language", "kind", "country")}
    return Announcement(**told, dated=dated, sources=tuple(_names(posts)))


def _names(posts: list[dict[str, Any]]) -> Iterator[str]:
    yield from dict.fromkeys(post["name"] for post in posts)
