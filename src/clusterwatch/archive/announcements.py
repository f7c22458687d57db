"""The announcements of a range of days, and those found since a time: one per story, with its sources."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from clusterwatch.archive.selection import Selection
from clusterwatch.archive.times import stamp

LATE = timedelta(days=30)  # a post that was published longer than this before it was found is a late find
_MANY = 20  # late finds of one source that are listed one by one
_ALL = Selection()
# What was published on a later day than it was seen counts on the day on which it was seen.
_DAY = """
CASE WHEN p.precision NOT IN ('year', 'month')
     THEN CASE WHEN substr(p.published, 1, 10) <= date(p.first_seen, '+1 day') THEN substr(p.published, 1, 10)
               ELSE substr(p.first_seen, 1, 10) END
"""
_POSTS = """
SELECT p.id AS post, p.story, p.url, p.title, p.published, p.language, s.name, s.kind, s.country,
       (SELECT group_concat(watch) FROM labels WHERE post = p.id) AS watches
"""
# Any post in the range selects its story; the day of the story is that of its first post.
_STORIES = f"""
{_POSTS}, {_DAY}
     WHEN substr(p.first_seen, 1, 10) > substr(s.first_seen, 1, 10) THEN substr(p.first_seen, 1, 10) END AS day
FROM posts p JOIN sources s ON s.id = p.source
WHERE p.withdrawn IS NULL AND {{conditions}} AND p.story IN (
    WITH range (since, after) AS (VALUES (?, ?))
    SELECT story FROM posts, range WHERE published >= since AND published < after
    UNION SELECT story FROM posts, range WHERE published >= since AND first_seen >= since AND first_seen < after
    UNION SELECT story FROM posts, range WHERE published IS NULL AND first_seen >= since AND first_seen < after
    UNION SELECT story FROM posts, range WHERE precision IN ('year', 'month') AND published >= substr(since, 1, 4)
                                           AND first_seen >= since AND first_seen < after)
ORDER BY p.story, day IS NULL, day, p.id
"""
# `fresh` has the posts that are to be told. All posts of their stories are read, also those that were told before.
_FOUND = f"""
WITH fresh (post) AS MATERIALIZED ({{fresh}})
{_POSTS}, {_DAY}
     ELSE substr(p.first_seen, 1, 10) END AS day,
       p.source, s.url AS home, p.withdrawn, substr(p.first_seen, 1, 10) AS seen,
       substr(p.first_seen, 1, 10) = substr(s.first_seen, 1, 10) AS first_read,
       p.id IN (SELECT post FROM fresh) AS fresh
FROM posts p JOIN sources s ON s.id = p.source
WHERE {{conditions}} AND (p.id IN (SELECT post FROM fresh)
                          OR p.story IN (SELECT story FROM posts WHERE id IN (SELECT post FROM fresh)))
ORDER BY coalesce(p.story, -p.id), day, p.id
"""
_LABELLED = """
SELECT post FROM labels WHERE watch IN (SELECT value FROM json_each(?)) AND since > ? AND since <= ?
"""
# The index of posts begins with the source.
_SEEN = "SELECT id FROM posts WHERE source IN (SELECT id FROM sources) AND first_seen > ? AND first_seen <= ?"


@dataclass(frozen=True, slots=True)
class Announcement:
    """A story on the day of its first post, with the title, URL, language, kind and country of that post.

    `sources` holds the names of all its sources, the first one first. `dated` is False if the site gave no day; `day`
    is then the day on which the post was first seen. For a story that was told before, these are the values of what is
    new of it, and `before` is the source that told it first. `posts` are the numbers of the posts, and `watches` the
    ids of the saved searches that find any of them.
    """

    day: str
    dated: bool
    title: str | None
    url: str
    language: str | None
    kind: str | None
    country: str | None
    sources: tuple[str, ...]
    before: str | None = None
    posts: tuple[int, ...] = ()
    watches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OlderPosts:
    """Older posts of a source that were found together, mostly when it was first read: how many, and their days."""

    source: str
    url: str
    posts: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: new stories, those that were told before, and what was published long before.

    All are sorted by day, the newest first.
    """

    new: tuple[Announcement, ...] = ()
    relayed: tuple[Announcement, ...] = ()
    late: tuple[Announcement, ...] = ()
    older: tuple[OlderPosts, ...] = ()


def announcements(db: Database, since: date, until: date, selection: Selection = _ALL) -> list[Announcement]:
    """Return the stories first published from `since` to `until` (both included), newest first.

    A later relay does not bring a story back. A post without a day counts on the day on which it was first seen. It is
    left out if its source was first read on that day, since the post may then be of any age. A post whose date lies in
    the future when it is first seen counts on the day on which it was first seen, too.
    """
    conditions, values = selection.conditions(db)
    days = [since.isoformat(), (until + timedelta(days=1)).isoformat()]
    rows = db.query(_STORIES.format(conditions=conditions), [*values, *days])
    stories = (list(group) for _, group in groupby(rows, lambda row: row["story"]))
    made = (_announcement(posts) for posts in stories if posts[0]["day"] is not None)
    return _sorted(a for a in made if since.isoformat() <= a.day <= until.isoformat())


def found(db: Database, since: datetime, until: datetime, selection: Selection = _ALL) -> list[Announcement]:
    """Return the selected stories that were first found after `since`, up to `until`, whatever their age.

    They are sorted by day, the newest first. A later relay does not bring a story back.
    """
    stories = _stories(db, _SEEN, [stamp(since), stamp(until)], selection)
    return _sorted(_announcement(rows) for rows, before in stories if before is None)


def watched(
    db: Database, since: datetime, until: datetime, watches: Sequence[str], sources: Sequence[str] = ()
) -> list[Announcement]:
    """Return the stories that saved searches find since then, of all sources or of some, sorted as by `found`.

    A post is found when it is new or was edited. Those that a new search finds of the past are not among them.
    """
    fresh = [json.dumps(list(watches)), stamp(since), stamp(until)]
    selection = Selection(tuple(sources), watches=tuple(watches))
    stories = _stories(db, _LABELLED, fresh, selection)
    return _sorted(_announcement(rows) for rows, before in stories if before is None)


def found_since(db: Database, since: datetime, until: datetime, selection: Selection = _ALL) -> Found:
    """Return what was found after `since`, up to `until`, sorted out by its age."""
    return sorted_out(db, _SEEN, [stamp(since), stamp(until)], selection)


def sorted_out(db: Database, fresh: str, values: Sequence[Any], selection: Selection) -> Found:
    """Return what is to be told of the posts that the query `fresh` selects.

    Late finds of which a source has many are counted, and so are those of the day on which it was first read.
    """
    new: list[Announcement] = []
    relayed: list[Announcement] = []
    late: dict[str, list[tuple[Announcement, dict[str, Any]]]] = {}
    older: dict[str, list[dict[str, Any]]] = {}
    for rows, before in _stories(db, fresh, values, selection):
        one = _announcement(rows)
        if before is not None:
            relayed.append(replace(one, before=before))
        elif not _is_old(rows[0]):
            new.append(one)
        elif rows[0]["first_read"]:
            for row in rows:
                older.setdefault(row["source"], []).append(row)
        else:
            late.setdefault(rows[0]["source"], []).append((one, rows[0]))
    for source in [source for source, ones in late.items() if len(ones) > _MANY]:
        older.setdefault(source, []).extend(row for _, row in late.pop(source))
    return Found(
        tuple(_sorted(new)),
        tuple(_sorted(relayed)),
        tuple(_sorted(one for ones in late.values() for one, _ in ones)),
        tuple(_counted(rows) for _, rows in sorted(older.items())),
    )


def _stories(
    db: Database, fresh: str, values: Sequence[Any], selection: Selection
) -> Iterator[tuple[list[dict[str, Any]], str | None]]:
    """Yield the fresh posts of each story, by day, and the name of the source that told it before, or None."""
    conditions, more = selection.conditions(db)
    rows = db.query(_FOUND.format(fresh=fresh, conditions=conditions), [*values, *more])
    for _, group in groupby(rows, lambda row: row["story"] or -row["post"]):
        posts = list(group)
        told = [row for row in posts if not row["fresh"]]
        if untold := [row for row in posts if row["fresh"] and row["withdrawn"] is None]:
            yield untold, told[0]["name"] if told else None


def _is_old(row: dict[str, Any]) -> bool:
    """Return whether a post was published long before it was found, or may be of any age."""
    if row["published"] is None:
        return bool(row["first_read"])
    # Of a month or a year, the last day counts.
    last = f"{row['published']}-12-31"[:10] if len(row["published"]) == 4 else f"{row['published']}-31"[:10]
    return last < (date.fromisoformat(row["seen"]) - LATE).isoformat()


def _counted(rows: Sequence[dict[str, Any]]) -> OlderPosts:
    days = sorted(row["published"][:10] for row in rows if row["published"])
    first, last = (days[0], days[-1]) if days else (None, None)
    return OlderPosts(rows[0]["name"], rows[0]["home"], len(rows), first, last)


def _announcement(posts: Sequence[dict[str, Any]]) -> Announcement:
    first = posts[0]
    dated = (first["published"] or "").startswith(first["day"])
    values = {k: first[k] for k in ("day", "title", "url", "language", "kind", "country")}
    names = tuple(dict.fromkeys(post["name"] for post in posts))
    watches = sorted({name for post in posts for name in (post["watches"] or "").split(",") if name})
    numbers = tuple(post["post"] for post in posts)
    return Announcement(**values, dated=dated, sources=names, posts=numbers, watches=tuple(watches))


def _sorted(found: Iterable[Announcement]) -> list[Announcement]:
    return sorted(found, key=lambda a: (a.day, a.title or a.url), reverse=True)
