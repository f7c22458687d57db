"""The runs with their outcomes, and the sources."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from statistics import median
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from clusterwatch.archive.changes import Changes
from clusterwatch.archive.links import owners_of_hosts, reassign
from clusterwatch.archive.problems import Problems
from clusterwatch.archive.published import refresh, zone_of
from clusterwatch.archive.times import moment, stamp
from clusterwatch.models import FIELDS, Method, Outcome, ProblemCode

if TYPE_CHECKING:
    from clusterwatch.config import Source, StrategySettings

_NEWEST = 3000  # posts that show how often a source publishes
_PROMPT, _LATE = (
    3,
    45,
)  # days after its publication on which a post was read in time, and on which it appeared late
MIN_POSTS = 5  # fewer posts do not show what is usual
_COUNTS = (
    "found", "new", "changed", "same", "copies", "gone", "failed", "unchanged_indexes", "requests", "seconds",
)  # fmt: skip
# A backfill adds posts of the past, which do not show what is usual today.
_SEEN_BY_RUNS = "first_seen >= coalesce((SELECT min(started) FROM runs), '')"
# Posts of nights with such an incident do not show it either, unless a person acknowledged it for good.
_MISREAD = (
    *(ProblemCode.FIELD_LOST, ProblemCode.SELECTOR_LOST, ProblemCode.SELECTOR_DOUBTFUL),
    ProblemCode.SAME_TEXT_ON_MANY,
    *(
        ProblemCode.FIELD_REWRITTEN,
        ProblemCode.SAME_DAY_ON_ALL,
        ProblemCode.BODIES_SHORT,
        ProblemCode.SITE_REBUILT,
        ProblemCode.DOMAIN_LOST,
    ),
)
_USUAL = f"""{_SEEN_BY_RUNS} AND NOT EXISTS (
    SELECT 1 FROM incidents i LEFT JOIN runs c ON c.id = i.closed_run
    WHERE i.source = posts.source AND i.code IN ({", ".join(f"'{code}'" for code in _MISREAD)})
    AND (i.acknowledged IS NULL OR i.acknowledged_until IS NOT NULL) AND posts.first_seen >= substr(i.opened, 1, 10)
    AND (c.started IS NULL OR posts.first_seen < c.started))"""


class Runs:
    """The `runs` and `outcomes` tables, with the problems and notes of each outcome."""

    def __init__(self, db: Database, changes: Changes) -> None:
        self._db = db
        self._changes = changes
        self._problems = Problems(db)

    def begin(self, now: datetime, version: str) -> int:
        """Add a run and return its id. From now on the changes of posts are recorded as changes of this run.

        A run that is still marked as running was killed; it is marked as killed.
        """
        self._db.execute("UPDATE runs SET status = 'killed' WHERE status = 'running'")
        sql = "INSERT INTO runs (started, status, version) VALUES (?, 'running', ?)"
        run = int(self._db.execute(sql, [stamp(now), version]).lastrowid or 0)
        self._changes.run = run
        return run

    def clock_was_ahead(self, now: datetime) -> bool:
        """Return whether a run started after `now`, because the clock of the machine was wrong."""
        return bool(self._db.execute("SELECT 1 FROM runs WHERE started > ?", [stamp(now)]).fetchone())

    def started(self, run: int) -> str | None:
        """Return when a run started."""
        row = self._db.execute("SELECT started FROM runs WHERE id = ?", [run]).fetchone()
        return row[0] if row else None

    def exists(self, run: int) -> bool:
        """Return whether there is such a run."""
        return self._db.execute("SELECT 1 FROM runs WHERE id = ?", [run]).fetchone() is not None

    def recent(self, limit: int) -> list[dict[str, Any]]:
        """Return the last runs, newest first, with the sums of their outcomes and when they were taken back last.

        `sources_failed` is the number of sources that failed.
        """
        names = ("new", "changed", "gone", "failed")
        sums = ", ".join(
            f"(SELECT coalesce(sum({n}), 0) FROM outcomes WHERE run = runs.id) AS {n}" for n in names
        )
        undone = "(SELECT max(undone) FROM undone WHERE run = runs.id) AS undone"
        failing = (
            "(SELECT count(*) FROM outcomes WHERE run = runs.id AND state IN ('failed', 'blocked', 'dead'))"
        )
        undone += f", {failing} AS sources_failed"
        sql = f"SELECT id, started, ended, status, {sums}, {undone} FROM runs ORDER BY id DESC LIMIT ?"
        return list(self._db.query(sql, [limit]))

    def newest(self) -> int | None:
        """Return the id of the last run, or None."""
        number: int | None = self._db.execute("SELECT max(id) FROM runs").fetchone()[0]
        return number

    def first_untold(self) -> int | None:
        """Return the first run whose results were told no earlier than those of the last run, or None.

        A run that was interrupted or killed tells nothing of its sources, so that the run after it does.
        """
        sql = (
            "SELECT min(id) FROM runs WHERE id > coalesce((SELECT max(id) FROM runs WHERE status IN ('done', 'failed') "
            "AND id < (SELECT max(id) FROM runs)), 0)"
        )
        number: int | None = self._db.execute(sql).fetchone()[0]
        return number

    def unfinished_before(self, run: int) -> tuple[str, str] | None:
        """Return when the run before this one started and its status, or None if it came to its end."""
        row = self._db.execute(
            "SELECT started, status FROM runs WHERE id = (SELECT max(id) FROM runs WHERE id < ?) "
            "AND status IN ('killed', 'interrupted')",
            [run],
        ).fetchone()
        return (row[0], row[1]) if row else None

    def add(self, run: int, outcome: Outcome) -> None:
        """Write the outcome of a source in a run, with its problems and notes."""
        row = {"run": run, **{name: getattr(outcome, name) for name in ("source", "state", *_COUNTS)}}
        self._db.execute(
            f"INSERT INTO outcomes ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
            list(row.values()),
        )
        self._problems.add(run, outcome.source, outcome.problems, outcome.notes)

    def end(self, run: int, now: datetime, status: str) -> None:
        """Mark a run as ended. `status` is done, failed (if a source failed) or interrupted."""
        self._db.execute("UPDATE runs SET ended = ?, status = ? WHERE id = ?", [stamp(now), status, run])
        self._changes.run = None

    def history(self, source: str, limit: int = 30) -> list[Outcome]:
        """Return the outcomes of a source in its last runs, newest first."""
        sql = f"SELECT run, source, state, {', '.join(_COUNTS)} FROM outcomes WHERE source = ? ORDER BY run DESC"
        rows = [(row.pop("run"), row) for row in self._db.query(f"{sql} LIMIT ?", [source, limit])]
        return [
            Outcome(**row, problems=self._problems.of(run, source), notes=self._problems.notes(run, source))
            for run, row in rows
        ]


class SourceRows:
    """The `sources` table: the sources of sources.yaml, and what was chosen and learned for them."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def register(self, sources: Sequence[Source], now: datetime) -> None:
        """Update the rows from `sources`, which are all of sources.yaml.

        A source that was removed from the file keeps its row and its posts, but is not watched any more. A source
        without a URL gets no row. If it had a URL before, its row is disabled.
        """
        hosts = owners_of_hosts(self._db)
        self.unwatch({row[0] for row in self._db.execute("SELECT id FROM sources")} - {s.id for s in sources})
        for source in sources:
            if not source.url:
                self._db.execute(
                    "UPDATE sources SET enabled = 0, reason = ? WHERE id = ?", [source.reason, source.id]
                )
                continue
            row: dict[str, Any] = {
                "id": source.id,
                "name": source.label,
                **{k: getattr(source, k) for k in ("url", "country", "region", "kind", "timezone", "reason")},
                **{
                    k: json.dumps(listed, ensure_ascii=False)
                    for k, listed in (
                        ("sectors", source.sectors_and_ecosystems),
                        ("languages", source.languages),
                        ("aliases", source.aliases),
                    )
                },
                "enabled": int(source.enabled),
                "watched": 1,
                "first_seen": stamp(now),
                "rules": _rules(source),
            }
            zone = zone_of(self._db, source.id)
            # Selectors learned at another URL are not valid for the new one.
            sql = "DELETE FROM learnt WHERE source = ? AND source IN (SELECT id FROM sources WHERE url != ?)"
            self._db.execute(sql, [source.id, source.url])
            updates = [f"{k} = excluded.{k}" for k in row if k not in ("id", "first_seen")]
            # The same applies to the strategies.
            chosen = [f"strategies{k}" for k in ("", "_since", "_former", "_missing")]
            chosen += ["leads_to", "second_look", "without_validators"]
            updates += [f"{k} = CASE WHEN sources.url = excluded.url THEN sources.{k} END" for k in chosen]
            updates += ["walked = CASE WHEN sources.rules = excluded.rules THEN sources.walked END"]
            self._db.execute(
                f"INSERT INTO sources ({', '.join(row)}) VALUES ({', '.join('?' * len(row))}) "
                f"ON CONFLICT (id) DO UPDATE SET {', '.join(updates)}",
                list(row.values()),
            )
            if zone != source.timezone:
                refresh(self._db, source.id)
        reassign(self._db, hosts)

    def unwatch(self, ids: Iterable[str]) -> None:
        """Mark sources that do not stand in sources.yaml any more."""
        self._db.conn.executemany(
            "UPDATE sources SET enabled = 0, watched = 0 WHERE id = ?", [(source,) for source in ids]
        )

    def ids(self) -> list[str]:
        """Return the ids of all sources that the archive has a row for."""
        return [row[0] for row in self._db.execute("SELECT id FROM sources ORDER BY id")]

    def exists(self, source: str) -> bool:
        """Return whether the archive has a row for the source."""
        return self._db.execute("SELECT 1 FROM sources WHERE id = ?", [source]).fetchone() is not None

    def walked(self, source: str) -> str | None:
        """Return when the indexes of a source were last read to their end with the current rules, or None."""
        row = self._db.execute("SELECT walked FROM sources WHERE id = ?", [source]).fetchone()
        return row[0] if row else None

    def set_walked(self, source: str, when: str | None) -> None:
        """Store when the indexes were read to their end. None means that this has not finished and must be repeated."""
        self._db.execute("UPDATE sources SET walked = ? WHERE id = ?", [when, source])

    def strategies(self, source: str) -> tuple[StrategySettings, ...]:
        """Return the strategies that were chosen automatically; empty if there was no choice yet."""
        return self._strategies(source, "strategies")

    def former(self, source: str) -> tuple[StrategySettings, ...]:
        """Return the strategies that were replaced by the current choice. They are tried again in each run."""
        return self._strategies(source, "strategies_former")

    def _strategies(self, source: str, column: str) -> tuple[StrategySettings, ...]:
        # Commands that only read the archive start without the code of sources.yaml.
        from clusterwatch.config import StrategySettings

        row = self._db.execute(f"SELECT {column} FROM sources WHERE id = ?", [source]).fetchone()
        return tuple(StrategySettings.model_validate(s) for s in json.loads(row[0])) if row and row[0] else ()

    def choose(
        self,
        source: str,
        strategies: Sequence[StrategySettings],
        now: datetime,
        former: Sequence[StrategySettings] = (),
    ) -> None:
        """Store an automatic choice and the strategies that it replaces."""
        self._db.execute(
            "UPDATE sources SET strategies = ?, strategies_since = ?, strategies_former = ?, strategies_missing = NULL "
            "WHERE id = ?",
            [_as_json(strategies), stamp(now), _as_json(former) if former else None, source],
        )

    def missing(self, source: str, today: date) -> int:
        """Return the number of consecutive days before today on which a chosen strategy was missing."""
        return len([day for day in self._missing(source) if day != today.isoformat()])

    def note_missing(self, source: str, missing: bool, today: date) -> None:
        """Store whether a chosen strategy is missing today."""
        days = sorted({*self._missing(source), today.isoformat()}) if missing else []
        self._db.execute(
            "UPDATE sources SET strategies_missing = ? WHERE id = ?",
            [json.dumps(days) if days else None, source],
        )

    def _missing(self, source: str) -> list[str]:
        row = self._db.execute("SELECT strategies_missing FROM sources WHERE id = ?", [source]).fetchone()
        return json.loads(row[0]) if row and row[0] else []

    def leads_to(self, source: str) -> tuple[str | None, str | None]:
        """Return the address to which a source led by a redirect that may pass, and the day since when."""
        row = self._db.execute("SELECT leads_to FROM sources WHERE id = ?", [source]).fetchone()
        found = json.loads(row[0]) if row and row[0] else {}
        return found.get("target"), found.get("day")

    def set_leads_to(self, source: str, target: str | None, now: datetime) -> None:
        """Store the address to which a source leads since this day, or that it leads nowhere."""
        found = json.dumps({"target": target, "day": now.date().isoformat()}, ensure_ascii=False)
        self._db.execute("UPDATE sources SET leads_to = ? WHERE id = ?", [found if target else None, source])

    def looked(self, source: str) -> tuple[datetime | None, str | None]:
        """Return when a source had its last second look, and the index that may have had newer posts then."""
        row = self._db.execute("SELECT second_look FROM sources WHERE id = ?", [source]).fetchone()
        found = json.loads(row[0]) if row and row[0] else {}
        return moment(found.get("at")), found.get("suspected")

    def set_looked(self, source: str, now: datetime, suspected: str | None) -> None:
        """Store that a source has had a second look."""
        found = json.dumps({"at": stamp(now), "suspected": suspected}, ensure_ascii=False)
        self._db.execute("UPDATE sources SET second_look = ? WHERE id = ?", [found, source])

    def without_validators(self, source: str) -> bool:
        """Return whether the server of a source says of changed pages that they have not changed."""
        sql = "SELECT without_validators IS NOT NULL FROM sources WHERE id = ?"
        row = self._db.execute(sql, [source]).fetchone()
        return bool(row and row[0])

    def set_without_validators(self, source: str, now: datetime) -> None:
        """Store that the server of a source is not asked any more whether a page has changed."""
        self._db.execute("UPDATE sources SET without_validators = ? WHERE id = ?", [stamp(now), source])

    def ages(self, source: str) -> tuple[str | None, str | None]:
        """Return when the archive saw a source first, and when it saw a new post of it last."""
        newest = "SELECT first_seen FROM posts WHERE source = s.id ORDER BY id DESC LIMIT 1"
        sql = f"SELECT first_seen, ({newest}) FROM sources s WHERE id = ?"
        row = self._db.execute(sql, [source]).fetchone()
        return (row[0], row[1]) if row else (None, None)

    def usual(self, source: str, last: int = 50) -> tuple[dict[str, float], float | None]:
        """Return what is usual for a source: the share of its newest posts with each field, and the median body length.

        Return an empty dict and None if there are fewer than MIN_POSTS posts. Posts of a backfill do not count, nor
        do those of nights with an incident that shows that posts are read wrong.
        """
        rows = list(
            self._db.execute(
                f"SELECT length(body), {', '.join(f'{f.name} IS NOT NULL' for f in FIELDS)} FROM posts "
                f"WHERE source = ? AND {_USUAL} ORDER BY id DESC LIMIT ?",
                [source, last],
            )
        )
        if len(rows) < MIN_POSTS:
            return {}, None
        share = {f.name: sum(r[i] for r in rows) / len(rows) for i, f in enumerate(FIELDS, 1)}
        lengths = [r[0] for r in rows if r[0]]
        return share, float(median(lengths)) if lengths else None

    def posts(self, source: str) -> int:
        """Return the number of posts of a source."""
        return int(self._db.execute("SELECT count(*) FROM posts WHERE source = ?", [source]).fetchone()[0])

    def share(self, source: str, field: str, text: str) -> int:
        """Return how many posts of a source have a `field` (title or body) that begins with a text."""
        sql = (
            f"SELECT count(*) FROM posts WHERE source = ? AND withdrawn IS NULL AND substr({field}, 1, ?) = ?"
        )
        return int(self._db.execute(sql, [source, len(text), text]).fetchone()[0])

    def titles(self, source: str, last: int = 2_000) -> list[str]:
        """Return the titles of the posts of a source that were seen first most recently."""
        sql = "SELECT title FROM posts WHERE source = ? AND title IS NOT NULL ORDER BY id DESC LIMIT ?"
        return [row[0] for row in self._db.execute(sql, [source, last])]

    def languages(self, source: str) -> list[str]:
        """Return the languages of the posts of a source, the most frequent one first."""
        sql = (
            "SELECT language FROM posts WHERE source = ? AND language IS NOT NULL GROUP BY language "
            "ORDER BY count(*) DESC, language"
        )
        return [row[0] for row in self._db.execute(sql, [source])]

    def newest(self, source: str, today: date) -> str | None:
        """Return the day of a source's newest post that is not later than today, or None."""
        sql = "SELECT substr(max(published), 1, 10) FROM posts WHERE source = ? AND substr(published, 1, 10) <= ?"
        day: str | None = self._db.execute(sql, [source, today.isoformat()]).fetchone()[0]
        return day

    def active_days(self, source: str) -> set[date]:
        """Return the days on which a source published, of its newest posts.

        It is the day of publication if the post was read within a few days, or much later, as in a backfill. A post
        that appeared late or has no day counts on the day on which it was first seen, unless that was the day of the
        first posts of all.
        """
        # An index holds all that is read here. The bodies are in between in the table.
        rows = self._db.execute(
            "SELECT DISTINCT substr(published, 1, 10), substr(first_seen, 1, 10) FROM (SELECT published, first_seen "
            "FROM posts WHERE source = ? ORDER BY first_seen DESC, published DESC LIMIT ?)",
            [source, _NEWEST],
        ).fetchall()
        began = min((seen for _, seen in rows), default="")
        days = (_active_day(published, seen, began) for published, seen in rows)
        return {day for day in days if day is not None}

    def body_locations(self, source: str, last: int = 12) -> list[str]:
        """Return the locations of the bodies that general rules found on the newest posts, newest first.

        Those that do not count for `usual` are left out.
        """
        rows = self._db.execute(
            "SELECT e.location FROM posts JOIN evidence e ON e.post = posts.id AND e.field = 'body' "
            f"AND e.method = ? WHERE posts.source = ? AND {_USUAL} ORDER BY posts.id DESC LIMIT ?",
            [Method.GENERIC, source, last],
        )
        return [row[0] or "" for row in rows]

    def date_texts(self, source: str, limit: int = 200) -> list[str]:
        """Return the dates of the newest posts as written on the pages.

        The order of day and month is learned from them.
        """
        rows = self._db.execute(
            "SELECT e.raw FROM posts p JOIN evidence e ON e.post = p.id AND e.field = 'published' "
            "WHERE p.source = ? AND e.raw IS NOT NULL ORDER BY p.id DESC LIMIT ?",
            [source, limit],
        )
        return [row[0] for row in rows]


def _active_day(published: str | None, seen: str, began: str) -> date | None:
    """Return the day on which a post showed that its source is alive, or None if that is not known."""
    first_seen = date.fromisoformat(seen)
    try:
        day = date.fromisoformat(published or "")
    except ValueError:  # there is no day, or only a month or year
        return first_seen if seen > began else None
    late = (first_seen - day).days
    if late < 0 or (seen > began and _PROMPT < late <= _LATE):
        return first_seen
    return day


def _as_json(strategies: Sequence[StrategySettings]) -> str:
    return json.dumps([s.model_dump(mode="json") for s in strategies])


def _rules(source: Source) -> str:
    """Return a hash of the settings that affect discovery and extraction. If it changes, all indexes are read again."""
    settings = source.model_dump_json(include={"url", "languages", "timezone", "discovery", "select", "date"})
    return hashlib.blake2b(settings.encode(), digest_size=8).hexdigest()
