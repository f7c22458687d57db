"""Write posts as an Atom feed (RFC 4287), of which a page may lead to the next one (RFC 5005)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from clusterwatch import __version__, urls
from clusterwatch.export.feed import Feed, id_of_entry, id_of_feed, instant, is_web
from clusterwatch.export.xml_writer import XmlWriter

_ATOM = "http://www.w3.org/2005/Atom"
_DCTERMS = "http://purl.org/dc/terms/"
TYPE = "application/atom+xml"


def write(
    posts: Iterable[Mapping[str, Any]], out: BinaryIO, feed: Feed, *, updated: str | None = None
) -> int:
    """Write posts to `out` as a feed. Return the number of posts.

    `updated` is when the feed changed last. Without it, `posts` must begin with the one that changed last. If a feed
    has an address but no id, its host is used in ids that are tag URIs (RFC 4151), which may only be minted in a domain
    of one's own. Otherwise ids are UUIDs.
    """
    rows = iter(posts)
    first = next(rows, None)
    changed = updated or (first["last_changed"] if first else feed.now.isoformat(timespec="seconds"))
    writer = _Writer(out, feed)
    with writer.element("feed", {"xmlns": _ATOM, "xmlns:dcterms": _DCTERMS}):
        writer.head(feed, changed)
        count = 0
        for post in chain([first] if first else [], rows):
            writer.entry(post)
            count += 1
    return count


class _Writer(XmlWriter):
    """A writer of a feed and its entries."""

    def __init__(self, out: BinaryIO, feed: Feed) -> None:
        super().__init__(out)
        own = feed.self_link if feed.id is None else None
        self._host = urlsplit(urls.canonical(own)).hostname if own else None

    def head(self, feed: Feed, updated: str) -> None:
        """Write what the feed says of itself."""
        self.text("id", feed.id or feed.self_link or id_of_feed(feed.title))
        self.text("title", feed.title)
        self.text("updated", updated)
        self.text("generator", "clusterwatch", {"version": __version__})
        for rel, of_type, address in (
            ("self", TYPE, feed.self_link),
            ("alternate", "text/html", feed.home),
            ("next", TYPE, feed.next),
        ):
            if address:
                self.text("link", "", {"rel": rel, "type": of_type, "href": address})

    def entry(self, post: Mapping[str, Any]) -> None:
        """Write the entry of a post. The author is the source, since the announcement is its own."""
        with self.element("entry", {"xml:lang": post["language"]} if post["language"] else None):
            self.text("id", self._id(post))
            self.text("title", post["title"] or post["url"])
            if is_web(post["url"]):
                self.text("link", "", {"rel": "alternate", "href": post["url"]})
            self.text("updated", post["last_changed"])
            moment = instant(post["published"], post["timezone"])
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
        return id_of_entry(post)
