"""The `incidents` table: problems of sources and targets, from the run that sees one to the run that proves its end."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlite_utils import Database

from clusterwatch.archive.problems import as_object, problem_of
from clusterwatch.archive.times import stamp
from clusterwatch.models import Incident, Problem, ProblemCode

SOON_BACK = timedelta(days=3, hours=12)  # a problem that returns within so many nights is the same one
_SAME = (
    "source IS :source AND target IS :target AND code = :code AND field IS :field AND selector IS :selector"
)
# Bodies that were cut, held back and accepted say nothing about others that are replaced.
_OTHER_REASON = (
    "evidence ->> '$.detail.held' IS NOT NULL "
    "AND evidence ->> '$.detail.reason' IS NOT :evidence ->> '$.detail.reason'"
)
_ORDER = "ORDER BY source, opened, id"


class Incidents:
    """The incidents of all sources and targets. Each has at most one open incident of a code, field and selector."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def see(
        self, run: int, source: str | None, problem: Problem, now: datetime, *, target: str | None = None
    ) -> bool:
        """Renew the open incident of a problem, or open one. Return whether it was opened.

        One of a source that was closed in one of the last three nights is the same one: it is opened again.
        An acknowledgement ends when the incident does, or when several pages are held back for another reason.

        The problem is one of a source or, without one, of a target that the program reports to.
        """
        evidence = as_object(problem)
        same = {
            "source": source,
            "target": target,
            "code": problem.code,
            "field": problem.field,
            "selector": problem.selector,
        }
        renewed = self._db.execute(
            "UPDATE incidents SET last_seen = :now, count = count + 1, evidence = :evidence, "
            f"acknowledged = CASE WHEN {_OTHER_REASON} THEN NULL ELSE acknowledged END "
            f"WHERE {_SAME} AND closed IS NULL",
            {"now": stamp(now), "evidence": evidence, **same},
        )
        if renewed.rowcount:
            return False
        if source is not None and self._is_back(run, same, evidence, now):
            return True
        self._db.execute(
            "INSERT INTO incidents (source, target, code, field, selector, opened_run, opened, last_seen, evidence) "
            "VALUES (:source, :target, :code, :field, :selector, :run, :now, :now, :evidence)",
            {**same, "run": run, "now": stamp(now), "evidence": evidence},
        )
        return True

    def _is_back(self, run: int, same: Mapping[str, Any], evidence: str, now: datetime) -> bool:
        """Open the incident again that was closed lately. Return False if there is none."""
        sql = f"SELECT max(id) FROM incidents WHERE {_SAME} AND closed >= :since"
        (number,) = self._db.execute(sql, {**same, "since": stamp(now - SOON_BACK)}).fetchone()
        if number is None:
            return False
        self._db.execute(
            "UPDATE incidents SET closed = NULL, closed_run = NULL, opened_run = ?, returns = returns + 1, "
            "count = count + 1, last_seen = ?, evidence = ?, acknowledged = NULL WHERE id = ?",
            [run, stamp(now), evidence, number],
        )
        # Who was told that it ended is told that it is back.
        self._db.execute("DELETE FROM notices WHERE incident = ? AND ended", [number])
        return True

    def close(self, run: int, number: int, now: datetime, evidence: Problem | None = None) -> None:
        """Mark an incident as closed by a run. `evidence` is its problem, if it is told otherwise for the last time."""
        sql = "UPDATE incidents SET closed_run = ?, closed = ?, evidence = coalesce(?, evidence) WHERE id = ?"
        self._db.execute(sql, [run, stamp(now), as_object(evidence) if evidence else None, number])

    def acknowledge(self, number: int, now: datetime, until: date | None, why: str | None) -> Incident | None:
        """Mark an open incident as known, for good or until a day. Return it, or None if there is no such open one.

        Without a reason, one that was given before is kept.
        """
        changed = self._db.execute(
            "UPDATE incidents SET acknowledged = ?, acknowledged_until = ?, "
            "acknowledged_why = coalesce(?, acknowledged_why) "
            "WHERE id = ? AND closed IS NULL",
            [stamp(now), until.isoformat() if until else None, why, number],
        )
        return next(self._of("id = ?", [number]), None) if changed.rowcount else None

    def is_acknowledged(self, number: int) -> bool:
        """Return whether an open incident has been acknowledged before."""
        sql = "SELECT 1 FROM incidents WHERE id = ? AND closed IS NULL AND acknowledged IS NOT NULL"
        return self._db.execute(sql, [number]).fetchone() is not None

    def open(self, source: str | None = None) -> list[Incident]:
        """Return the open incidents of a source, or of all watched sources and all targets."""
        if source is not None:
            return list(self._of("source = ? AND closed IS NULL", [source]))
        watched = "source IN (SELECT id FROM sources WHERE enabled)"
        return list(self._of(f"closed IS NULL AND (target IS NOT NULL OR {watched})", []))

    def of_targets(self) -> list[Incident]:
        """Return the open incidents of targets."""
        return list(self._of("closed IS NULL AND target IS NOT NULL", []))

    def opened_since(self, run: int) -> list[Incident]:
        """Return the open incidents that a run or a later one opened."""
        return list(self._of("opened_run >= ? AND closed IS NULL", [run]))

    def closed_since(self, run: int) -> list[Incident]:
        """Return the incidents that were opened before a run, and that it or a later one closed."""
        return list(self._of("opened_run < ? AND closed_run >= ?", [run, run]))

    def worsened_in(self, run: int) -> list[Incident]:
        """Return the older incidents of the sources that became dead in a run: they have not answered for a week."""
        dead = "SELECT source FROM outcomes WHERE state = 'dead' AND run"
        before = "SELECT max(o.run) FROM outcomes o WHERE o.source = incidents.source AND o.run < ?"
        where = (
            f"closed IS NULL AND opened_run < ? AND last_seen >= (SELECT started FROM runs WHERE id = ?) "
            f"AND source IN ({dead} = ?) AND source NOT IN ({dead} = ({before}))"
        )
        return list(self._of(where, [run, run, run, run]))

    def history(self, source: str) -> list[Incident]:
        """Return all incidents of a source, the oldest first."""
        return list(self._of("source = ?", [source]))

    def moves(self, source: str) -> list[tuple[str, str]]:
        """Return the former addresses of a source that has moved, each with the address to which it led."""
        moved = self._of("source = ? AND code = ?", [source, ProblemCode.MOVED])
        pairs = [(one.evidence.url, one.evidence.detail.get("target")) for one in moved]
        return [(old, str(new)) for old, new in pairs if old and new]

    def _of(self, where: str, values: list[Any]) -> Iterator[Incident]:
        for row in self._db.query(f"SELECT * FROM incidents WHERE {where} {_ORDER}", values):
            yield incident_of(row)


def incident_of(row: dict[str, Any]) -> Incident:
    """Return the incident of a row of the table."""
    evidence = problem_of(json.loads(row["evidence"]))
    return Incident(**{**row, "code": ProblemCode(row["code"]), "evidence": evidence})
