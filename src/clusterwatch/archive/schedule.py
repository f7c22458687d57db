"""When an address is looked at again. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

YOUNG = timedelta(days=90)
DAY = timedelta(days=1)
MONTH = timedelta(days=30)
MOST_TRIES = 8


def next_look(now: datetime, born: datetime) -> datetime | None:
    """A post born (published, or else first seen) then: after half its age, between a day and a month; then never."""
    age = now - born
    if age > YOUNG:
        return None
    return now + min(max(age / 2, DAY), MONTH)


def next_try(now: datetime, tries: int) -> datetime | None:
    """An address that failed `tries` times in a row: after 1, 2, 4 … 30 days, in the end never."""
    if tries >= MOST_TRIES:
        return None
    return now + min(timedelta(days=2 ** (tries - 1)), MONTH)
