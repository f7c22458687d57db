"""Write posts as an Atom feed (RFC 4287)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import chain
from typing import Any, BinaryIO
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from clusterwatch import __version__, urls
from clusterwatch.export.xml_writer import XmlWriter

_ATOM = "http://www.w3.org/2005/Atom"
_DCTERMS = "http://purl.org/dc/terms/"


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


class _Feed(XmlWriter):
    """A writer of the entries of a feed."""

    def __init__(self, out: BinaryIO, self_link: str | None) -> None:
        super().__init__(out)
        self._host = urlsplit(urls.canonical(self_link)).hostname if self_link else None

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
            for link in post["links"]:
                if link["kind"] == "attachment":
                    self.text("link", "", {"rel": "enclosure", "href": link["url"], "title": link["text"]})
            if post["body_html"]:
                self.text("content", post["body_html"], {"type": "html"})
            elif post["body"]:
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
