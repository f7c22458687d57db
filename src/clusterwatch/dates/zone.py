"""Convert instants to local time, in which a reader sees the day."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

_INSTANT = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(:\d{2})?([.,]\d+)?(Z|[+-]\d{2}:?\d{2})")


@lru_cache(maxsize=256)  # several places of a page have the same value, and several steps read each of them
def day_in_zone(value: str, timezone: str | None) -> str:
    """Convert `value` (ISO 8601) to `timezone` (an IANA name), with the same precision.

    A value without a time or an offset is returned unchanged, and so is every value if `timezone` is None.
    """
    if timezone is None or (match := _INSTANT.fullmatch(value)) is None:
        return value
    try:
        instant = datetime.fromisoformat(match[1] + (match[2] or "") + match[4])
        local = instant.astimezone(ZoneInfo(timezone))
    except (ValueError, OverflowError):
        return value
    text = local.isoformat(timespec="seconds" if match[2] else "minutes")
    clock = len("2019-09-10T23:30:00") if match[2] else len("2019-09-10T23:30")
    return text[:clock] + (match[3] or "") + text[clock:]
