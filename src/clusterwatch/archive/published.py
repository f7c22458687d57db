"""The columns `day` and `published_utc` of posts, which follow from `published` and the time zone of the source.

`published` is as precise as the site wrote it, so that its values have several forms. Programs that read columns of
days and times need one form. Both columns are stored: DuckDB and sqlite-utils do not list generated ones.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlite_utils import Database

from clusterwatch.archive.times import stamp

_CHANGED = """
UPDATE posts SET day = day_of(published), published_utc = utc_of(published, :zone)
WHERE source = :source AND (day IS NOT day_of(published) OR published_utc IS NOT utc_of(published, :zone))
"""


def day_of(published: str | None) -> str | None:
    """Return the day (YYYY-MM-DD) of a date of publication, or None if only its month or year is known."""
    return published[:10] if published and len(published) >= 10 else None


def utc_of(published: str | None, zone: str | None) -> str | None:
    """Return a time of publication in UTC, as the archive stores times.

    `zone` is the IANA name of the time zone of the site, which counts if `published` has no offset. Return None if the
    time or the zone is not known.
    """
    if not published or len(published) < 16:
        return None
    try:
        when = datetime.fromisoformat(published)
        if when.tzinfo is None:
            if zone is None:
                return None
            when = when.replace(tzinfo=ZoneInfo(zone))
        return stamp(when)
    except (ValueError, OverflowError, ZoneInfoNotFoundError):
        return None


def published_columns(db: Database, source: str, published: str | None) -> dict[str, str | None]:
    """Return the two columns of a post of a source."""
    zone = zone_of(db, source) if published and len(published) >= 16 else None
    return {"day": day_of(published), "published_utc": utc_of(published, zone)}


def zone_of(db: Database, source: str) -> str | None:
    """Return the time zone of a source, or None if it is not known."""
    row = db.conn.execute("SELECT timezone FROM sources WHERE id = ?", [source]).fetchone()
    return row[0] if row else None


def refresh(db: Database, source: str) -> None:
    """Write both columns of the posts of a source again where they differ, as after a change of its time zone."""
    db.conn.create_function("day_of", 1, day_of, deterministic=True)
    db.conn.create_function("utc_of", 2, utc_of, deterministic=True)
    db.conn.execute(_CHANGED, {"source": source, "zone": zone_of(db, source)})
