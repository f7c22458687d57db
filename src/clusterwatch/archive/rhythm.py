"""How often each source is read and how much it publishes: since when it is well or not, and when it is read next."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from clusterwatch.archive.times import moment

_RUNS = 8  # the last runs, by whose starts the next one is expected
_LEAST = timedelta(hours=12)  # between the runs of a schedule; those that people start follow sooner
_WELL = "('ok', 'quiet')"
# The first run after the last one in which the source was in another state. Well is one state: both are usual.
_SINCE = f"""
SELECT r.started FROM runs r WHERE r.id = (
    SELECT min(o.run) FROM outcomes o WHERE o.source = :source AND o.run > coalesce((
        SELECT p.run FROM outcomes p WHERE p.source = :source
        AND CASE WHEN :state IN {_WELL} THEN p.state NOT IN {_WELL} ELSE p.state != :state END
        ORDER BY p.run DESC LIMIT 1), -1))
"""
_LAST = """
SELECT r.started, o.state FROM outcomes o JOIN runs r ON r.id = o.run WHERE o.source = ? ORDER BY o.run DESC LIMIT ?
"""
_MONTHS = """
SELECT source, substr(published, 1, 7), count(*) FROM posts
WHERE +published >= ? AND +published < ? || '~' AND length(published) >= 7 GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The rhythm of a source.

    `since` is the start of the first of its last runs with the same state; ok and quiet are the same. `next_run` is
    when the next run is expected: as long after the last one as its runs usually are apart, and `apart` is that time.
    Both are None after one run, and if the runs are less than half a day apart, as these are no nightly schedule.
    """

    since: datetime | None
    next_run: datetime | None
    apart: timedelta | None

    def is_overdue(self, now: datetime) -> bool:
        """Return whether the expected run is missing for as long again."""
        return bool(self.next_run and self.apart and now > self.next_run + self.apart)


def months_by_source(conn: sqlite3.Connection, months: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return the numbers of posts of each source in successive `months` such as 2026-11, by the id of the source."""
    posts: dict[str, dict[str, int]] = defaultdict(dict)
    for source, month, count in conn.execute(_MONTHS, [months[0], months[-1]]):
        posts[source][month] = count
    sources = conn.execute("SELECT id FROM sources").fetchall()
    return {source: tuple(posts[source].get(month, 0) for month in months) for (source,) in sources}


def rhythms(conn: sqlite3.Connection) -> dict[str, Rhythm]:
    """Return the rhythm of each source by its id."""
    return {source: rhythm(conn, source) for (source,) in conn.execute("SELECT id FROM sources").fetchall()}


def rhythm(conn: sqlite3.Connection, source: str) -> Rhythm:
    """Return the rhythm of one source."""
    last = conn.execute(_LAST, [source, _RUNS]).fetchall()
    if not last:
        return Rhythm(None, None, None)
    since = conn.execute(_SINCE, {"source": source, "state": last[0][1]}).fetchone()
    starts = [datetime.fromisoformat(started) for started, _ in last]
    gaps = [(later - earlier).total_seconds() for later, earlier in pairwise(starts)]
    apart = timedelta(seconds=median(gaps)) if gaps else None
    if apart is None or apart < _LEAST:
        return Rhythm(moment(since[0]), None, None)
    return Rhythm(moment(since[0]), starts[0] + apart, apart)
