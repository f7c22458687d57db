"""When a URL is fetched again. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

YOUNG = timedelta(days=90)
DAY = timedelta(days=1)
SOON = timedelta(
    hours=12
)  # so that the next night's run, which may be earlier or faster, fetches a held page
MONTH = timedelta(days=30)
WEEK = timedelta(days=7)  # from one visit of a post with an open deadline to the next
MAX_TRIES = 8
STRAY_TRIES = 4  # of an address that never was a post and that no index lists any more


def next_visit(now: datetime, born: datetime) -> datetime | None:
    """Return when to fetch a post again: after half its age, but at least a day and at most a month later.

    `born` is when the post was published, or else first seen. Return None for posts older than 90 days.
    """
    age = now - born
    if age > YOUNG:
        return None
    return now + min(max(age / 2, DAY), MONTH)


def next_retry(now: datetime, tries: int) -> datetime | None:
    """Return when to retry a URL that failed `tries` times in a row: after 1, 2, 4 … 30 days.

    Return None after MAX_TRIES failures.
    """
    if tries >= MAX_TRIES:
        return None
    return now + min(timedelta(days=2 ** (tries - 1)), MONTH)
