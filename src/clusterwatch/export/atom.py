"""Write posts as an Atom feed (RFC 4287)."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from typing import Any, BinaryIO
from urllib.parse import urlsplit
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl
from zoneinfo import ZoneInfo

from clusterwatch import __version__, urls

_ATOM = "http://www.w3.org/2005/Atom"
_DCTERMS = "http://purl.org/dc/terms/"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2


def write(
    posts: Iterable[Mapping[str, Any]],
    out: BinaryIO,
    *,
    title: str,
    now: datetime,
    self_link: str | None = None,
) -> int:
    """Write posts to `out` as a feed. Return the number of posts. `posts` must begin with the one changed last.

    `self_link` is the URL at which the feed will be published. Its host is used in ids that are tag URIs (RFC 4151),
    which may only be minted in a domain of one's own. Without it, ids are UUIDs of values that never change in a post.
    """
    rows = iter(posts)
    first = next(rows, None)
    feed = _Feed(out, self_link)
    with feed.element("feed", {"xmlns": _ATOM, "xmlns:dcterms": _DCTERMS}):
        feed.text("id", self_link or _uuid("feed", title))
        feed.text("title", title)
        feed.text("updated", first["last_changed"] if first else now.isoformat(timespec="seconds"))
        feed.text("generator", "clusterwatch", {"version": __version__})
        if self_link:
            feed.text("link", "", {"rel": "self", "type": "application/atom+xml", "href": self_link})
        count = 0
        for post in chain([first] if first else [], rows):
            feed.entry(post)
            count += 1
    return count


class _Feed:
    """A writer of XML elements, one after another."""

    def __init__(self, out: BinaryIO, self_link: str | None) -> None:
        self._xml = XMLGenerator(out, "utf-8", short_empty_elements=True)
        self._host = urlsplit(urls.canonical(self_link)).hostname if self_link else None
        self._xml.startDocument()

    @contextmanager
    def element(self, name: str, attributes: dict[str, str] | None = None) -> Iterator[None]:
        """Write an element that contains what the block writes."""
        self._xml.startElement(name, AttributesImpl(attributes or {}))
        self._xml.ignorableWhitespace("\n")
        yield
        self._xml.endElement(name)
        self._xml.ignorableWhitespace("\n")

    def text(self, name: str, content: str, attributes: dict[str, str] | None = None) -> None:
        """Write an element that contains text. Characters that XML does not allow are removed."""
        self._xml.startElement(name, AttributesImpl({k: _xml(v) for k, v in (attributes or {}).items()}))
        if content:
            self._xml.characters(_xml(content))
        self._xml.endElement(name)
        self._xml.ignorableWhitespace("\n")

    def entry(self, post: Mapping[str, Any]) -> None:
        """Write the entry of a post. The author is the source, since the announcement is its own."""
        with self.element("entry", {"xml:lang": post["language"]} if post["language"] else None):
            self.text("id", self._id(post))
            self.text("title", post["title"] or post["url"])
            self.text("link", "", {"rel": "alternate", "href": post["url"]})
            self.text("updated", post["last_changed"])
            moment = _instant(post["published"], post["timezone"])
            if moment is not None:
                self.text("published", moment)
            elif post["published"]:
                self.text("dcterms:issued", post["published"])
            with self.element("author"):
                self.text("name", post["source_name"])
                self.text("uri", post["source_url"])
            with self.element("source"):
                self.text("id", post["source_url"])
                self.text("title", post["source_name"])
            if post["withdrawn"]:
                self.text("category", "", {"term": "withdrawn"})
            if post["body"]:
                self.text("content", post["body"], {"type": "text"})

    def _id(self, post: Mapping[str, Any]) -> str:
        """Return the id of a post. It is the same in every export, even after an edit or a move to another URL."""
        if self._host:
            return f"tag:{self._host},{post['first_seen'][:10]}:{post['source']}/{post['id']}"
        return _uuid(post["source"], str(post["id"]), post["first_seen"])


def _instant(published: str | None, timezone: str | None) -> str | None:
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


def _xml(text: str) -> str:
    return _NOT_XML.sub("", text)
