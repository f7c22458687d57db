"""Retry-After (RFC 9110 section 10.2.3): seconds or an HTTP date, as a time."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

# A slip of a server (a date of another century, milliseconds for seconds) must not silence a source for good.
_LONGEST = timedelta(days=7)


def retry_after(value: str | None, now: datetime) -> datetime | None:
    """When the server wants to be asked again, at most a week from `now`; None when it does not say."""
    text = (value or "").strip()
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return now + min(timedelta(seconds=min(float(text), _LONGEST.total_seconds())), _LONGEST)
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    return min(max(when, now), now + _LONGEST)
