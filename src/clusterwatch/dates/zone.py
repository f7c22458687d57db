"""Instants ─► the day a person reads on the page."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

_INSTANT = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(:\d{2})?([.,]\d+)?(Z|[+-]\d{2}:?\d{2})")


def day_in_zone(value: str, timezone: str | None) -> str:
    """`value` (ISO 8601) on the clock of `timezone` (IANA name), with its offset: the same instant, no less precise.

    Values without an offset, of day precision or less, and all values without a `timezone` are unchanged.
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
