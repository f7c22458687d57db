"""Read Retry-After (RFC 9110 section 10.2.3), in seconds or as an HTTP date."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

# A mistake of a server (a date in another century, milliseconds instead of seconds) must not stop a source forever.
LONGEST = timedelta(days=7)


def retry_after(value: str | None, now: datetime) -> datetime | None:
    """Return the time of the next request that the server asks for, at most a week from `now`, or None."""
    text = (value or "").strip()
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return now + min(timedelta(seconds=min(float(text), LONGEST.total_seconds())), LONGEST)
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    return min(max(when, now), now + LONGEST)
