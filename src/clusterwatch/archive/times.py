"""Moments as the archive writes them: ISO 8601 in UTC with a Z, so that texts sort as times do."""

from __future__ import annotations

from datetime import UTC, datetime


def stamp(moment: datetime) -> str:
    """`2026-11-23T15:04:05.123Z`; microseconds would only be noise."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment(stamp: str | None) -> datetime | None:
    """The reverse of `stamp`."""
    return datetime.fromisoformat(stamp) if stamp else None


def born(published: str | None, first_seen: datetime) -> datetime:
    """When a post was published as far as known, in UTC; else, or when that lies ahead, when it was first seen."""
    if published and len(published) >= 10:
        try:
            when = datetime.fromisoformat(published)
        except ValueError:
            return first_seen
        return min(when if when.tzinfo else when.replace(tzinfo=UTC), first_seen)
    return first_seen
