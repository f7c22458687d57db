"""Write sources as OPML 2.0 for feed readers (http://opml.org/spec2.opml)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import BinaryIO

from clusterwatch.export.xml_writer import XmlWriter


@dataclass(frozen=True, slots=True)
class Subscription:
    """A source for a feed reader: `url` is its news page, and `feed` the address of its feed, if it has one."""

    id: str
    name: str
    url: str
    feed: str | None
    language: str | None


def write(subscriptions: Iterable[Subscription], out: BinaryIO, *, title: str, now: datetime) -> int:
    """Write sources to `out` as an OPML file. Return their number.

    A source without a feed is a link, which feed readers show or try to find a feed for.
    """
    xml = XmlWriter(out)
    count = 0
    with xml.element("opml", {"version": "2.0"}):
        with xml.element("head"):
            xml.text("title", title)
            xml.text("docs", "http://opml.org/spec2.opml")
            xml.text("dateCreated", format_datetime(now))
        with xml.element("body"):
            for one in subscriptions:
                values = {
                    "text": one.name,
                    "title": one.name,
                    "type": "rss" if one.feed else "link",
                    "xmlUrl": one.feed,
                    "htmlUrl": one.url,
                    "url": None if one.feed else one.url,
                    "language": one.language,
                    "id": one.id,
                }
                xml.text("outline", "", {name: value for name, value in values.items() if value})
                count += 1
    return count
