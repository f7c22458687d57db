"""Atom export: feedparser reads it, ids are stable, and no date is more precise than that of the archive."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest

from clusterwatch.export import atom
from clusterwatch.export.feed import Feed
from tests.export.rows import ATTACHMENT, MOMENT, post

SELF = "https://watch.example.org/feeds/all.atom"
ATOM = "{http://www.w3.org/2005/Atom}"


def written(*posts: dict[str, Any], now: datetime, self_link: str | None = None) -> bytes:
    out = io.BytesIO()
    assert atom.write(posts, out, Feed("All & more", now, self_link=self_link)) == len(posts)
    return out.getvalue()


def test_feedparser_reads_every_entry(now: datetime) -> None:
    made = written(post(withdrawn=MOMENT), post(2, title=None, body=None), now=now, self_link=SELF)
    read = feedparser.parse(made)
    assert not read.bozo
    assert (read.version, read.feed.title, read.feed.updated) == ("atom10", "All & more", MOMENT)
    assert [(link.rel, link.href) for link in read.feed.links] == [("self", SELF)]
    first, second = read.entries
    assert first.link == "https://alpha.example.org/news/1?a=1&b=2"
    assert (first.id, first.updated) == ("tag:watch.example.org,2026-03-01:alpha/1", MOMENT)
    assert first.author == first.source.title
    assert first.content[0].type == "text/plain"
    assert first.content[0].language == "en"
    assert [t.term for t in first.tags] == ["withdrawn"]
    assert (second.title, "content" in second) == (second.link, False)


def test_the_content_is_html_and_attachments_are_enclosures(now: datetime) -> None:
    html = '<p>See the <a href="https://alpha.example.org/call.pdf">call &amp; form</a></p>'
    made = written(post(body_html=html, links=[ATTACHMENT, ATTACHMENT | {"kind": "page"}]), now=now)
    (entry,) = feedparser.parse(made).entries
    assert (entry.content[0].type, entry.content[0].value) == ("text/html", html)
    assert [(e.href, e.title) for e in entry.enclosures] == [
        ("https://alpha.example.org/call.pdf", "The call")
    ]


def test_markup_in_texts_is_escaped_and_invalid_characters_are_removed(now: datetime) -> None:
    hostile = "<script>alert(1)</script> & ]]> \x00\x08\x1b \ufffe \U0001f600"
    root = ElementTree.fromstring(written(post(title=hostile, body=hostile), now=now))
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    expected = "<script>alert(1)</script> & ]]>   \U0001f600"
    assert (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}content")) == (expected, expected)


@pytest.mark.parametrize(
    ("published", "timezone", "element", "text"),
    [
        ("2026", "Europe/Paris", "issued", "2026"),
        ("2026-02", "Europe/Paris", "issued", "2026-02"),
        ("2026-02-20", "Europe/Paris", "issued", "2026-02-20"),
        ("2026-02-20T10:21", None, "issued", "2026-02-20T10:21"),
        ("2026-02-20T10:21", "Europe/Paris", "published", "2026-02-20T10:21:00+01:00"),
        ("2026-07-20T10:21:05", "Europe/Paris", "published", "2026-07-20T10:21:05+02:00"),
        ("2026-02-20T10:21:05+03:00", "Europe/Paris", "published", "2026-02-20T10:21:05+03:00"),
        ("2026-02-20T10:21:05Z", None, "published", "2026-02-20T10:21:05+00:00"),
        (None, "Europe/Paris", None, None),
    ],
)
def test_no_date_is_invented(
    published: str | None, timezone: str | None, element: str | None, text: str | None, now: datetime
) -> None:
    root = ElementTree.fromstring(written(post(published=published, timezone=timezone), now=now))
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    dates = {e.tag.split("}")[1]: e.text for e in entry if e.tag.endswith(("}published", "}issued"))}
    assert dates == ({element: text} if element else {})


def test_ids_survive_edits_and_moves(now: datetime) -> None:
    moved = {
        "url": "https://new.example.org/1",
        "title": "Edited",
        "last_changed": "2026-03-09T02:00:00.000Z",
    }
    for self_link in (None, SELF):
        one, other = (
            feedparser.parse(written(p, now=now, self_link=self_link)).entries[0].id
            for p in (post(), post() | moved)
        )
        assert one == other
        assert one.startswith("tag:" if self_link else "urn:uuid:")


def test_a_feed_without_entries_is_valid(now: datetime) -> None:
    read = feedparser.parse(written(now=now))
    assert not read.bozo
    assert (read.entries, read.feed.updated) == ([], "2026-03-01T02:00:00+00:00")
