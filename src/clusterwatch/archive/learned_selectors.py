"""Selectors that a source taught: kept until the site is built otherwise."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlite_utils import Database

from clusterwatch.archive.times import stamp
from clusterwatch.models import LearnedSelector


class LearntRows:
    """The `learnt` table: a row a field of a source; `css` is NULL where nothing could be learnt."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, source: str) -> dict[str, LearnedSelector]:
        """The selectors of a source, by field (title, date, body)."""
        sql = "SELECT field, css, attr, agreed, pages FROM learnt WHERE source = ? AND css IS NOT NULL"
        rows = self._db.execute(sql, [source])
        return {row[0]: LearnedSelector(tuple(json.loads(row[1])), row[2], row[3], row[4]) for row in rows}

    def tried(self, source: str) -> str | None:
        """When learning was last tried, or None for never since the site was last rebuilt."""
        row = self._db.execute("SELECT max(since) FROM learnt WHERE source = ?", [source]).fetchone()
        when: str | None = row[0]
        return when

    def keep(
        self, source: str, found: Mapping[str, LearnedSelector], fields: Iterable[str], now: datetime
    ) -> None:
        """Keep what was learnt of the fields, in place of what was known; a field without a selector was tried."""
        for field in fields:
            one = found.get(field)
            told = (json.dumps(one.css), one.attr, one.agreed, one.of) if one else (None, None, 0, 0)
            self._db.execute(
                "INSERT OR REPLACE INTO learnt (source, field, css, attr, agreed, pages, since) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                [source, field, *told, stamp(now)],
            )

    def forget(self, source: str) -> None:
        """The site is built otherwise: it may teach anew."""
        self._db.execute("DELETE FROM learnt WHERE source = ?", [source])
