"""What a feed of a suite gives, in the form in which suites expect it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from clusterwatch import dates, urls
from clusterwatch.discovery.full_text import plain
from clusterwatch.discovery.strategies import feed
from clusterwatch.errors import NothingFound
from clusterwatch.models import Entry, Page
from clusterwatch.text import tidy
from tests.suites.cases import Comparison

TOLD = "the link is missing, or leads to the home page, a file or another site: no post, and told (`items-left-out`)"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
_ITEM = re.compile(rb"<((?:\w+:)?)(item|entry)(?:\s[^<>]*)?(?<!/)>", re.I)
_LENGTH = {"year": 4, "month": 7, "day": 10, "minute": 16, "second": 19}  # of the ISO text


@dataclass(frozen=True, slots=True)
class Read:
    """The posts of a feed, and whether a problem tells of items that are not among them."""

    posts: tuple[Entry, ...] = ()
    told: bool = False


def read(body: bytes, url: str, headers: Mapping[str, str] | None = None) -> Read:
    """Return what is read in a feed; nothing if it is none."""
    page = Page(url=url, requested=url, status=200, headers=headers or {}, body=body, fetched=NOW)
    try:
        found = feed.read_feed(page)
    except NothingFound:
        return Read()
    return Read(found.entries, bool(found.left_out))


def with_links(body: bytes, host: str) -> bytes:
    """Return the feed with a link in each item. Most feeds of suites have none, and clusterwatch needs an address."""
    cdf = re.search(rb"<channel\s[^>]*>", body, re.I) and not re.search(rb"<(\w+:)?(rss|rdf)\b", body, re.I)

    def linked(tag: re.Match[bytes]) -> bytes:
        to = f"{host}/news/a-post-{tag.start()}"
        prefix, name = tag[1].decode("ascii"), tag[2].lower()
        if cdf:
            return tag[0].replace(b">", f' HREF="{to}">'.encode())
        link = f'<{prefix}link href="{to}"/>' if name == b"entry" else f"<{prefix}link>{to}</{prefix}link>"
        return tag[0] + link.encode()

    return _ITEM.sub(linked, body)


def compared(name: str, field: str, expected: object, entry: Entry | None, base: str) -> Comparison | None:
    """Compare one field of a post; None if it is not one that clusterwatch reads.

    `field` is title, link, id, body, language, published, updated (the text of the date) or date (an instant).
    """
    if entry is None:
        return Comparison(name, expected, "no post")
    if field in ("title", "body"):
        return _text(name, str(expected), entry.title if field == "title" else entry.body)
    if field == "link":
        return Comparison(name, urls.absolute(base, str(expected)), urls.without_fragment(entry.url))
    if field == "id":
        known = {entry.guid, entry.url, *entry.twins}
        wanted = (
            urls.absolute(base, str(expected))
            if str(expected).lower().startswith("http")
            else str(expected).strip()
        )
        return Comparison(name, wanted, wanted if wanted in known else (entry.guid, entry.url))
    if field in ("published", "updated"):
        texts = (entry.published, entry.updated)  # RSS 1.0 has one date only
        return Comparison(name, expected, expected if expected in texts else texts)
    if field == "language":
        code = str(expected or "").lower().replace("_", "-")
        return Comparison(name, code or None, entry.language)
    return (
        instant(name, expected, entry.published or entry.updated) if isinstance(expected, datetime) else None
    )


def _text(name: str, expected: str, found: str | None) -> Comparison:
    """Compare texts without markup. The suites do not say which of their values are HTML."""
    forms = [tidy(expected) or None, plain(expected)]
    same = next((form for form in (tidy(found or "") or None, plain(found)) if form in forms), None)
    return Comparison(name, same or forms[-1], same or plain(found))


def in_utc(when: datetime) -> datetime:
    """Return an instant in UTC. One without an offset is in UTC."""
    return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)


def instant(name: str, expected: datetime | None, raw: str | None, reason: str = "") -> Comparison:
    """Compare the instant that a text names, as precisely as the text names it. `reason` is that of a difference."""
    read = dates.parse_date(raw, now=NOW) if raw else None
    if read is None or expected is None:
        return Comparison(name, expected and expected.isoformat(), read and read.value, reason)
    value = read.value
    if len(value) > len("2026-01-01"):
        value = in_utc(datetime.fromisoformat(value)).isoformat()
    length = _LENGTH[read.precision]
    return Comparison(name, expected.isoformat()[:length], value[:length], reason)
