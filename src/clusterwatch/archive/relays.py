"""How long announcements take to be told elsewhere, in any language, and how many of them never are.

An announcement is a story, and its first post is the dated one that was published first. A relay is a post of another
source, up to a number of days later. What was told first within as many days before the last run is too young: it may
still be relayed, and counting it as not relayed would make every archive look slower at its end. So each announcement
that counts was observed for the same time, and the shares need no correction.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlite_utils import Database

from clusterwatch.archive.estimates import Estimate, median_of, share

LIMIT = 90  # days after which a post is no relay, as in the view `relays`
# In the order of an index that has all these columns, so that no text is read.
_POSTS = """
SELECT story, id, published, source, language, kind FROM posts WHERE story IS NOT NULL
ORDER BY story, published, source
"""
_SOURCES = """
SELECT s.id, s.country, s.enabled AND s.watched AS watched,
       (SELECT min(published) FROM posts WHERE source = s.id AND published IS NOT NULL) AS first,
       (SELECT max(published) FROM posts WHERE source = s.id) AS last
FROM sources s
"""
_PROGRAMMES = "SELECT post, id, name FROM mentions WHERE kind = 'programme' AND id IS NOT NULL"
_NONE: frozenset[str] = frozenset()
_DAY = 10  # characters of a day in ISO 8601


class By(StrEnum):
    """What announcements are grouped by: where they arrive, where they come from, what they name, what they are."""

    COUNTRY = "country"
    ORIGIN = "origin"
    PROGRAMME = "programme"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class RelayFilter:
    """Which announcements count: those of a kind, that name a programme, first told from `since` to `until`.

    `programme` is an id or a name. With `across_languages`, only posts in another language than the first post are
    relays. `within` is the limit of a relay in days.
    """

    kind: str | None = None
    programme: str | None = None
    since: date | None = None
    until: date | None = None
    across_languages: bool = False
    within: int = LIMIT


@dataclass(frozen=True, slots=True)
class RelayGroup:
    """The announcements of a group, and how many were relayed: `never` is the share that was not.

    Grouped by country, these are the announcements that were first told in other countries while a source of this one
    was read, and the relays are those of this country. `key` is None if it is not known. `days` is the median of the
    days until the first relay, of those that were relayed.
    """

    key: str | None
    name: str | None
    announcements: int
    relayed: int
    never: Estimate
    days: Estimate | None


@dataclass(frozen=True, slots=True)
class Relays:
    """The groups of all announcements that count, first told from `first` to `last`, and of `whole` of them.

    Left out are the announcements that are too `young`, the posts that are `undated`, as their day is not known, and
    the posts that are `late`: published after the limit. `last` is the day up to which announcements are old enough.
    """

    whole: RelayGroup | None
    groups: Mapping[By, tuple[RelayGroup, ...]]
    first: date | None
    last: date
    young: int
    undated: int
    late: int


class _Source(NamedTuple):
    country: str | None
    first: int | None
    last: int


class _Post(NamedTuple):
    published: str
    number: int
    day: int
    source: str
    language: str | None


@dataclass(slots=True)
class _Tally:
    stories: int = 0
    days: list[int] = field(default_factory=list)

    def add(self, days: int | None) -> None:
        self.stories += 1
        if days is not None:
            self.days.append(days)

    def group(self, key: str | None, name: str | None) -> RelayGroup:
        never = share(self.stories - len(self.days), self.stories)
        return RelayGroup(key, name, self.stories, len(self.days), never, median_of(self.days))


def relays(db: Database, today: date, told: RelayFilter | None = None) -> Relays:
    """Return how announcements are relayed, as far as the last run has seen, at most up to `today`."""
    wanted = told or RelayFilter()
    seen = seen_until(db, today)
    counted = _Counted(db, wanted, seen)
    # What visitors may read at once is bounded, but this counts all posts.
    posts = db.conn.cursor(sqlite3.Cursor).execute(_POSTS)
    for _, rows in groupby(posts, itemgetter(0)):
        counted.add(rows)
    return counted.result()


def seen_until(db: Database, today: date) -> date:
    """Return the day of the last run, at most `today`; `today` if there was no run."""
    (ran,) = db.conn.execute("SELECT max(started) FROM runs").fetchone()
    return min(today, date.fromisoformat(ran[:_DAY])) if ran else today


class _Counted:
    """The announcements that were counted so far."""

    def __init__(self, db: Database, told: RelayFilter, seen: date) -> None:
        self._told = told
        last = seen - timedelta(days=told.within)
        self._last = min(last, told.until) if told.until else last
        self._old_enough = last.toordinal()
        self._span = (told.since.toordinal() if told.since else 0, self._last.toordinal())
        self._sources = {
            row["id"]: _Source(
                row["country"],
                _ordinal(row["first"]),
                seen.toordinal() if row["watched"] else _ordinal(row["last"]) or 0,
            )
            for row in db.query(_SOURCES)
        }
        self._names: dict[str, str] = {}
        self._programmes: dict[int, frozenset[str]] = {}
        for post, id_, name in db.conn.execute(_PROGRAMMES):
            self._programmes[post] = self._programmes.get(post, _NONE) | {id_}
            self._names.setdefault(id_, name)
        wanted = (told.programme or "").casefold()
        self._wanted = {
            id_ for id_, name in self._names.items() if wanted in (id_.casefold(), name.casefold())
        }
        self._whole = _Tally()
        self._tallies: dict[By, defaultdict[str | None, _Tally]] = {by: defaultdict(_Tally) for by in By}
        self._days: defaultdict[str | None, list[int]] = defaultdict(list)  # of first posts, by their country
        self._young = self._undated = self._late = 0

    def add(self, rows: Iterable[Any]) -> None:
        """Count the posts of a story, which are sorted by their day."""
        posts: list[_Post] = []
        kind: str | None = None
        programmes: frozenset[str] = _NONE
        for _, post, published, source, language, of in rows:
            kind = kind or of
            if post in self._programmes:
                programmes |= self._programmes[post]
            day = _ordinal(published)
            if day is None:
                self._undated += 1
            else:
                posts.append(_Post(published, post, day, source, language))
        if len(posts) > 1:
            posts.sort()  # the first post is that of the row in `stories`, also among those of one day
        if posts and self._is_wanted(posts[0].day, kind, programmes):
            self._count(posts, kind, programmes)

    def _is_wanted(self, day: int, kind: str | None, programmes: frozenset[str]) -> bool:
        told = self._told
        if (told.kind and kind != told.kind) or (told.programme and not self._wanted & programmes):
            return False
        if day > self._old_enough:
            self._young += 1
        return self._span[0] <= day <= self._span[1]

    def _count(self, posts: list[_Post], kind: str | None, programmes: frozenset[str]) -> None:
        first = posts[0]
        origin = self._sources[first.source].country
        quickest: dict[str | None, int] = {}
        for post in posts:
            if post.source == first.source or (
                self._told.across_languages and post.language == first.language
            ):
                continue
            later = post.day - first.day
            if later > self._told.within:
                self._late += 1
            else:
                quickest.setdefault(self._sources[post.source].country, later)
        days = min(quickest.values(), default=None)
        self._whole.add(days)
        self._tallies[By.ORIGIN][origin].add(days)
        self._tallies[By.KIND][kind].add(days)
        for programme in programmes:
            self._tallies[By.PROGRAMME][programme].add(days)
        self._days[origin].append(first.day)
        for country, taken in quickest.items():
            if country not in (None, origin):
                self._tallies[By.COUNTRY][country].days.append(taken)

    def result(self) -> Relays:
        """Return what was counted."""
        self._count_chances()
        earliest = min((min(days) for days in self._days.values()), default=None)
        return Relays(
            whole=self._whole.group(None, None) if self._whole.stories else None,
            groups={by: tuple(self._groups(by)) for by in By},
            first=date.fromordinal(earliest) if earliest else None,
            last=self._last,
            young=self._young,
            undated=self._undated,
            late=self._late,
        )

    def _count_chances(self) -> None:
        """Count for each country the announcements of others that it could relay, as it had a source at that time."""
        read: dict[str, tuple[int, int]] = {}
        for country, first, last in self._sources.values():
            if country and first:
                begin, end = read.get(country, (first, last))
                read[country] = (min(begin, first), max(end, last))
        for days in self._days.values():
            days.sort()
        for country, (begin, end) in read.items():
            self._tallies[By.COUNTRY][country].stories = sum(
                bisect_right(days, end) - bisect_left(days, begin - self._told.within)
                for origin, days in self._days.items()
                if origin != country
            )

    def _groups(self, by: By) -> Iterator[RelayGroup]:
        """Yield the groups: the quickest first, then those with too few relays for an interval."""
        found = [
            tally.group(key, self._names.get(key) if by is By.PROGRAMME and key else None)
            for key, tally in self._tallies[by].items()
            if tally.stories
        ]
        yield from sorted(found, key=_order)


def _order(group: RelayGroup) -> tuple[bool, float, float, str]:
    is_few = group.days is None or group.days.low is None
    return (
        is_few,
        0.0 if is_few or group.days is None else group.days.value,
        group.never.value,
        group.key or "~",
    )


@lru_cache(maxsize=1 << 15)  # thousands of posts have the same day
def _ordinal(published: str | None) -> int | None:
    """Return the day of a post, or None if only a month or a year is known."""
    if published is None or len(published) < _DAY:
        return None
    return date.fromisoformat(published[:_DAY]).toordinal()
