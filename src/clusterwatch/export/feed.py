"""What the formats of feeds have in common: what a feed says of itself, the ids of its entries, and their times."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed. `now` is its time if it has no entries.

    `id` is a URI that never changes. `self_link` is the address of the feed, `home` that of a page for people with the
    same posts, and `next` that of a feed with the posts behind those of this one. All may be None.
    """

    title: str
    now: datetime
    id: str | None = None
    self_link: str | None = None
    home: str | None = None
    next: str | None = None


def id_of_feed(*parts: str) -> str:
    """Return the id of a feed that is known by these parts, as a UUID."""
    return _uuid("feed", *parts)


def id_of_entry(post: Mapping[str, Any]) -> str:
    """Return a UUID of values that never change in a post: after an edit or a move to another URL it is the same."""
    return _uuid(post["source"], str(post["id"]), post["first_seen"])


def is_web(url: str) -> bool:
    """Return whether a URL is of the web. Other ones must not become links."""
    return url.startswith(("http://", "https://"))


def instant(published: str | None, timezone: str | None) -> str | None:
    """Return `published` as RFC 3339, or None if its hour or time zone is unknown. No value is invented."""
    if not published or "T" not in published:
        return None
    moment = datetime.fromisoformat(published)
    if moment.tzinfo is None:
        if timezone is None:
            return None
        moment = moment.replace(tzinfo=ZoneInfo(timezone))
    return moment.isoformat(timespec="seconds")


def _uuid(*parts: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, "clusterwatch:" + "/".join(parts)).urn
