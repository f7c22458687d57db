"""What each target of notices was told: the tables `notify_targets` and `notices`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from clusterwatch.archive.incidents import incident_of
from clusterwatch.archive.times import moment, stamp
from clusterwatch.models import Incident

_UNTOLD = """
SELECT i.*, n.ended FROM incidents i LEFT JOIN notices n ON n.incident = i.id AND n.target = :target
WHERE coalesce(n.ended, 0) = 0 AND i.target IS NOT :own
  AND (n.ended IS NOT NULL OR i.closed IS NULL OR i.closed > :since)
  AND (i.target IS NOT NULL OR i.closed IS NOT NULL OR i.source IN (SELECT id FROM sources WHERE enabled))
  AND (:sources IS NULL OR i.source IN (SELECT value FROM json_each(:sources)))
ORDER BY i.source, i.opened, i.id
"""


@dataclass(frozen=True, slots=True)
class News:
    """What a target was not told yet about incidents.

    `opened` are open and `passed` were opened and closed, both since the last notice. `ended` were open at the last
    notice, and `lasting` still are. What a person acknowledged is in neither `opened` nor `lasting`, but in `known` if
    it is new.
    """

    opened: tuple[Incident, ...] = ()
    ended: tuple[Incident, ...] = ()
    passed: tuple[Incident, ...] = ()
    lasting: tuple[Incident, ...] = ()
    known: tuple[Incident, ...] = ()


class Notices:
    """The targets of notices, by their id in sources.yaml, and what each was told."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def served(self, target: str) -> datetime | None:
        """Return when a target was last told everything, or None if the archive does not know the target."""
        row = self._db.execute("SELECT served FROM notify_targets WHERE id = ?", [target]).fetchone()
        return moment(row[0]) if row else None

    def begin(self, target: str, now: datetime) -> None:
        """Add a target. It will be told of open incidents, but not of those that ended before."""
        self._db.execute("INSERT INTO notify_targets (id, served) VALUES (?, ?)", [target, stamp(now)])

    def news(
        self, target: str, own: str, sources: Sequence[str] | None, since: datetime, today: date
    ) -> News:
        """Return what a target was not told yet about the incidents of `sources`, or of everything.

        `own` is the name of the target in the table of incidents: it is not told of its own. `since` is when it was
        last told everything.
        """
        scope = None if sources is None else json.dumps(list(sources))
        values = {"target": target, "own": own, "sources": scope, "since": stamp(since)}
        groups: dict[str, list[Incident]] = {
            name: [] for name in ("opened", "ended", "passed", "lasting", "known")
        }
        for row in self._db.query(_UNTOLD, values):
            told = row.pop("ended") is not None
            incident = incident_of(row)
            if incident.closed is not None:
                groups["ended" if told else "passed"].append(incident)
            elif not incident.is_acknowledged(today):
                groups["lasting" if told else "opened"].append(incident)
            elif not told:
                groups["known"].append(incident)
        return News(**{name: tuple(found) for name, found in groups.items()})

    def tell(self, target: str, news: News, now: datetime) -> None:
        """Note that a target was told of its news."""
        rows = [(one, 0) for one in (*news.opened, *news.known)] + [
            (one, 1) for one in (*news.ended, *news.passed)
        ]
        for incident, ended in rows:
            sql = "INSERT OR REPLACE INTO notices (target, incident, ended) VALUES (?, ?, ?)"
            self._db.execute(sql, [target, incident.id, ended])
        self._db.execute("UPDATE notify_targets SET served = ? WHERE id = ?", [stamp(now), target])
