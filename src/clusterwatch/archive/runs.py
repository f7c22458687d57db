"""What each run did with each source, and the sources themselves as the archive knows them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from statistics import median
from typing import Any

from sqlite_utils import Database

from clusterwatch.archive.problems import Problems
from clusterwatch.archive.times import stamp
from clusterwatch.config import Source, StrategySettings
from clusterwatch.models import FIELDS, Method, Outcome

ENOUGH_POSTS = 5  # fewer say nothing about what is usual
_COUNTS = ("found", "new", "changed", "same", "copies", "gone", "failed", "requests", "seconds")


class Runs:
    """The `runs` and `outcomes` tables, with the problems and notes of each outcome."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._problems = Problems(db)

    def begin(self, now: datetime, version: str) -> int:
        """A new run. A run that is still marked as running was killed, and is marked so."""
        self._db.execute("UPDATE runs SET status = 'killed' WHERE status = 'running'")
        sql = "INSERT INTO runs (started, status, version) VALUES (?, 'running', ?)"
        return int(self._db.execute(sql, [stamp(now), version]).lastrowid or 0)

    def add(self, run: int, outcome: Outcome) -> None:
        row = {"run": run, **{name: getattr(outcome, name) for name in ("source", "state", *_COUNTS)}}
        self._db.execute(
            f"INSERT INTO outcomes ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
            list(row.values()),
        )
        self._problems.add(run, outcome.source, outcome.problems, outcome.notes)

    def end(self, run: int, now: datetime, status: str) -> None:
        """`status` is done, failed (some source failed) or interrupted."""
        self._db.execute("UPDATE runs SET ended = ?, status = ? WHERE id = ?", [stamp(now), status, run])

    def history(self, source: str, limit: int = 30) -> list[Outcome]:
        """The newest outcomes of a source, newest first."""
        sql = f"SELECT run, source, state, {', '.join(_COUNTS)} FROM outcomes WHERE source = ? ORDER BY run DESC"
        rows = [(row.pop("run"), row) for row in self._db.query(f"{sql} LIMIT ?", [source, limit])]
        return [
            Outcome(**row, problems=self._problems.of(run, source), notes=self._problems.notes(run, source))
            for run, row in rows
        ]


class SourceRows:
    """The `sources` table: what sources.yaml says, and what was chosen and learned since."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def register(self, sources: Sequence[Source], now: datetime) -> None:
        """Bring the rows up to sources.yaml; a source that left the file keeps its row and its posts.

        A body without an address gets no row: there is no site that could be watched.
        """
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
                    k: json.dumps(getattr(source, k), ensure_ascii=False)
                    for k in ("sectors", "languages", "aliases")
                },
                "enabled": int(source.enabled),
                "first_seen": stamp(now),
                "rules": _rules(source),
            }
            # What was learned at another address does not hold here.
            sql = "DELETE FROM learnt WHERE source = ? AND source IN (SELECT id FROM sources WHERE url != ?)"
            self._db.execute(sql, [source.id, source.url])
            kept = [f"{k} = excluded.{k}" for k in row if k not in ("id", "first_seen")]
            # A choice made for another address does not hold for this one.
            moved = [f"strategies{k}" for k in ("", "_since", "_former", "_missing")]
            kept += [f"{k} = CASE WHEN sources.url = excluded.url THEN sources.{k} END" for k in moved]
            kept += ["walked = CASE WHEN sources.rules = excluded.rules THEN sources.walked END"]
            self._db.execute(
                f"INSERT INTO sources ({', '.join(row)}) VALUES ({', '.join('?' * len(row))}) "
                f"ON CONFLICT (id) DO UPDATE SET {', '.join(kept)}",
                list(row.values()),
            )

    def walked(self, source: str) -> str | None:
        """When a walk through the source's indexes, by the rules of today, last came to its end; None for never."""
        row = self._db.execute("SELECT walked FROM sources WHERE id = ?", [source]).fetchone()
        return row[0] if row else None

    def set_walked(self, source: str, when: str | None) -> None:
        """Note the end of a walk; None while one is under way, so that one that was cut short is made good."""
        self._db.execute("UPDATE sources SET walked = ? WHERE id = ?", [when, source])

    def strategies(self, source: str) -> tuple[StrategySettings, ...]:
        """What the automatic choice remembered for a source; empty when nothing was chosen yet."""
        return self._strategies(source, "strategies")

    def former(self, source: str) -> tuple[StrategySettings, ...]:
        """The strategies that those remembered have replaced; they are asked again."""
        return self._strategies(source, "strategies_former")

    def _strategies(self, source: str, column: str) -> tuple[StrategySettings, ...]:
        row = self._db.execute(f"SELECT {column} FROM sources WHERE id = ?", [source]).fetchone()
        return tuple(StrategySettings.model_validate(s) for s in json.loads(row[0])) if row and row[0] else ()

    def choose(
        self,
        source: str,
        strategies: Sequence[StrategySettings],
        now: datetime,
        former: Sequence[StrategySettings] = (),
    ) -> None:
        """Remember an automatic choice and the strategies that it replaces."""
        self._db.execute(
            "UPDATE sources SET strategies = ?, strategies_since = ?, strategies_former = ?, strategies_missing = NULL "
            "WHERE id = ?",
            [_as_json(strategies), stamp(now), _as_json(former) if former else None, source],
        )

    def missing(self, source: str, today: date) -> int:
        """The days before today, in a row, on which a remembered strategy was not there."""
        return len([day for day in self._missing(source) if day != today.isoformat()])

    def note_missing(self, source: str, missing: bool, today: date) -> None:
        """Note that a remembered strategy is not there today, or that all are."""
        days = sorted({*self._missing(source), today.isoformat()}) if missing else []
        self._db.execute(
            "UPDATE sources SET strategies_missing = ? WHERE id = ?",
            [json.dumps(days) if days else None, source],
        )

    def _missing(self, source: str) -> list[str]:
        row = self._db.execute("SELECT strategies_missing FROM sources WHERE id = ?", [source]).fetchone()
        return json.loads(row[0]) if row and row[0] else []

    def usual(self, source: str, last: int = 50) -> tuple[dict[str, float], float | None]:
        """The share of a source's newest posts that have each field, and the median length of their bodies.

        An empty dict and None while there are too few posts to speak of what is usual.
        """
        rows = list(
            self._db.execute(
                f"SELECT length(body), {', '.join(f'{f.name} IS NOT NULL' for f in FIELDS)} FROM posts "
                "WHERE source = ? ORDER BY id DESC LIMIT ?",
                [source, last],
            )
        )
        if len(rows) < ENOUGH_POSTS:
            return {}, None
        share = {f.name: sum(r[i] for r in rows) / len(rows) for i, f in enumerate(FIELDS, 1)}
        lengths = [r[0] for r in rows if r[0]]
        return share, float(median(lengths)) if lengths else None

    def posts(self, source: str) -> int:
        """How many posts of a source are kept."""
        return int(self._db.execute("SELECT count(*) FROM posts WHERE source = ?", [source]).fetchone()[0])

    def newest(self, source: str, today: date) -> str | None:
        """The day of a source's newest post, or None; days ahead of today say nothing."""
        sql = "SELECT substr(max(published), 1, 10) FROM posts WHERE source = ? AND substr(published, 1, 10) <= ?"
        day: str | None = self._db.execute(sql, [source, today.isoformat()]).fetchone()[0]
        return day

    def places(self, source: str, last: int = 12) -> list[str]:
        """Where general rules found the bodies of a source's newest posts, newest first."""
        rows = self._db.execute(
            "SELECT e.location FROM posts p JOIN evidence e ON e.post = p.id AND e.field = 'body' "
            "AND e.method = ? WHERE p.source = ? ORDER BY p.id DESC LIMIT ?",
            [Method.GENERIC, source, last],
        )
        return [row[0] or "" for row in rows]

    def date_texts(self, source: str, limit: int = 200) -> list[str]:
        """The newest raw dates of a source as read from pages: what its own order is learned from."""
        rows = self._db.execute(
            "SELECT e.raw FROM posts p JOIN evidence e ON e.post = p.id AND e.field = 'published' "
            "WHERE p.source = ? AND e.raw IS NOT NULL ORDER BY p.id DESC LIMIT ?",
            [source, limit],
        )
        return [row[0] for row in rows]


def _as_json(strategies: Sequence[StrategySettings]) -> str:
    return json.dumps([s.model_dump(mode="json") for s in strategies])


def _rules(source: Source) -> str:
    """A hash of all that decides what is found and read: other rules make the indexes worth reading anew."""
    told = source.model_dump_json(include={"url", "languages", "timezone", "discovery", "select", "date"})
    return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()
