"""Selectors learned from a source's own feed. They are kept until the site is rebuilt."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlite_utils import Database

from clusterwatch.archive.times import stamp
from clusterwatch.models import LearnedSelector


class LearnedSelectors:
    """The `learnt` table: one row per source and field. `css` is NULL where no selector was found."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, source: str) -> dict[str, LearnedSelector]:
        """Return the selectors of a source by field (title, date, body)."""
        sql = "SELECT field, css, attr, agreed, pages FROM learnt WHERE source = ? AND css IS NOT NULL"
        rows = self._db.execute(sql, [source])
        return {row[0]: LearnedSelector(tuple(json.loads(row[1])), row[2], row[3], row[4]) for row in rows}

    def tried(self, source: str) -> str | None:
        """Return when learning was last tried, or None if it was not tried since the site was last rebuilt."""
        row = self._db.execute("SELECT max(since) FROM learnt WHERE source = ?", [source]).fetchone()
        when: str | None = row[0]
        return when

    def keep(
        self, source: str, found: Mapping[str, LearnedSelector], fields: Iterable[str], now: datetime
    ) -> None:
        """Replace the selectors of `fields` by those in `found`. A field that is not in `found` is stored as tried."""
        for field in fields:
            one = found.get(field)
            values = (json.dumps(one.css), one.attr, one.agreed, one.of) if one else (None, None, 0, 0)
            self._db.execute(
                "INSERT OR REPLACE INTO learnt (source, field, css, attr, agreed, pages, since) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                [source, field, *values, stamp(now)],
            )

    def forget(self, source: str) -> None:
        """Delete the selectors of a source whose site was rebuilt. They may be learned again."""
        self._db.execute("DELETE FROM learnt WHERE source = ?", [source])
