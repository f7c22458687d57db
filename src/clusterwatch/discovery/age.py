"""The day of an entry. It decides where a crawl ends, and is never stored."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from clusterwatch import dates
from clusterwatch.models import Entry

if TYPE_CHECKING:
    from clusterwatch.config import Source

_ISO = re.compile(r"^\s*(\d{4}-\d\d-\d\d)")


def day_of(entry: Entry, source: Source, now: datetime) -> str | None:
    """The ISO day on which the entry was published, else the day of its last change; None where it cannot be read."""
    raw = entry.published or entry.updated
    if not raw:
        return None
    iso = _ISO.match(raw)
    if iso:
        return iso[1]
    try:
        return parsedate_to_datetime(raw).date().isoformat()
    except (ValueError, IndexError, OverflowError):
        pass
    parsed = dates.parse_date(raw, source.languages, now=now, timezone=source.timezone)
    return parsed.value[:10] if parsed and len(parsed.value) >= 10 else None
