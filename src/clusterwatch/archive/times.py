"""Times as the archive stores them: ISO 8601 in UTC with a Z. Such texts sort in the order of time."""

from __future__ import annotations

from datetime import UTC, datetime


def stamp(moment: datetime) -> str:
    """Return a time as text with milliseconds, such as `2026-11-23T15:04:05.123Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment(stamp: str | None) -> datetime | None:
    """Return the time that `stamp` wrote, or None for None."""
    return datetime.fromisoformat(stamp) if stamp else None


def born(published: str | None, first_seen: datetime) -> datetime:
    """Return when a post was published (UTC if no time zone is known).

    Return `first_seen` if the day is unknown or later than that.
    """
    if published and len(published) >= 10:
        try:
            when = datetime.fromisoformat(published)
        except ValueError:
            return first_seen
        return min(when if when.tzinfo else when.replace(tzinfo=UTC), first_seen)
    return first_seen
