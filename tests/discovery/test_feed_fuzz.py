"""Feeds that hypothesis writes: what stands in them is read, the rest is told, and nothing is invented."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusterwatch.discovery.strategies.feed import Feed, read_feed
from clusterwatch.errors import NothingFound
from clusterwatch.models import CutReason, LeftOutReason
from tests.discovery.fakeweb import page

SITE = "https://bio.example"
AT = f"{SITE}/feed"
HTML = ' type="html"'
_JUNK = (
    "",
    "",
    "\n\t",
    "<!-- <item><link>/false</link></item> -->",
    "<x:y xmlns:x='urn:x'><x:link>/false</x:link></x:y>",
)
_WORDS = (
    "Tang",
    "R&D",
    "Søværn",
    "1 < 2",
    "„Alger“",
    "<SMV>",
    "d'algues",
    '"Blå"',
    "&c;",
    "]] >",
    "2024-01-01",
)


class Item(NamedTuple):
    """An item of a feed; `path` is None if it has no address. `junk` stands between its elements."""

    title: str
    path: str | None
    date: str | None
    section: bool
    junk: str


titles = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=5).map(" ".join)
items = st.lists(
    st.builds(
        Item,
        titles,
        st.none() | st.integers(1, 9999).map(lambda n: f"/nyt/tang-og-tare-{n}?a={n}&b=ø"),
        st.none() | st.dates().map(lambda day: f"{day.isoformat()}T08:30:00+01:00"),
        st.booleans(),
        st.sampled_from(_JUNK),
    ),
    max_size=6,
    unique_by=lambda item: item.path or item.title,
)


def _text(item: Item) -> str:
    return f"<![CDATA[{escape(item.title)}]]>" if item.section else escape(escape(item.title))


def _element(name: str, text: str | None, more: str = "") -> str:
    return f"<{name}{more}>{text}</{name}>" if text else ""


def _rss(found: list[Item]) -> str:
    rows = (
        f"<item>{i.junk}{_element('title', _text(i))}{_element('link', i.path and escape(SITE + i.path))}{i.junk}"
        f"{_element('pubDate', i.date)}</item>"
        for i in found
    )
    return (
        f"<rss version='2.0'><channel><title>Bio</title><link>{SITE}/</link>{''.join(rows)}</channel></rss>"
    )


def _rdf(found: list[Item]) -> str:
    rows = (
        f"<item>{_element('link', i.path and escape(SITE + i.path))}{i.junk}{_element('title', _text(i))}"
        f"{_element('dc:date', i.date)}{i.junk}</item>"
        for i in found
    )
    spaces = 'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return (
        f'<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" {spaces}>'
        f"<channel><title>Bio</title><link>{SITE}/</link></channel>{''.join(rows)}</rdf:RDF>"
    )


def _atom(found: list[Item]) -> str:
    rows = (
        f"<entry>{i.junk}{_element('title', _text(i), HTML) if i.section else _element('title', escape(i.title))}"
        f"{f'<link href={quoteattr(SITE + i.path)}/>' if i.path else ''}{_element('published', i.date)}{i.junk}"
        f"<id>urn:bio:{n}</id></entry>"
        for n, i in enumerate(found)
    )
    head = '\ufeff<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>Bio</title>'
    return f"{head}{''.join(rows)}</feed>"


def _cdf(found: list[Item]) -> str:
    rows = (
        f"<ITEM{f' HREF={quoteattr(SITE + i.path)}' if i.path else ''}"
        f"{f' LASTMOD={quoteattr(i.date)}' if i.date else ''}>{i.junk}{_element('TITLE', _text(i))}</ITEM>"
        for i in found
    )
    return f"<CHANNEL HREF='{SITE}/'><TITLE>Bio</TITLE>{''.join(rows)}</CHANNEL>"


def _json(found: list[Item]) -> str:
    rows = [
        {"id": str(n), "title": i.title, "url": i.path and SITE + i.path, "date_published": i.date}
        for n, i in enumerate(found)
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Bio", "items": rows})


FORMATS = {"RSS 2.0": _rss, "RSS 1.0": _rdf, "Atom": _atom, "CDF": _cdf, "JSON Feed": _json}


def read(body: str | bytes) -> Feed | None:
    try:
        return read_feed(page(body, AT, content_type="application/xml"))
    except NothingFound:
        return None


def posts(feed: Feed | None) -> list[tuple[str | None, str, str | None]]:
    return [(e.title, e.url, e.published or e.updated) for e in feed.entries] if feed else []


def expected(found: list[Item]) -> list[tuple[str, str, str | None]]:
    return [(i.title, SITE + i.path.replace("ø", "%C3%B8"), i.date) for i in found if i.path]


@pytest.mark.parametrize("write", FORMATS.values(), ids=FORMATS)
@settings(max_examples=12)
@given(found=items)
def test_all_that_stands_in_a_feed_is_read_or_told(
    write: Callable[[list[Item]], str], found: list[Item]
) -> None:
    feed = read(write(found))
    assert posts(feed) == expected(found)
    missing = sum(i.path is None for i in found)
    assert [(p.detail["reason"], p.count) for p in (feed.left_out if feed else ())] == (
        [(LeftOutReason.NO_ADDRESS, missing)] if missing else []
    )


@pytest.mark.parametrize("write", FORMATS.values(), ids=FORMATS)
@settings(max_examples=12)
@given(found=items, share=st.floats(0, 1))
def test_a_feed_that_ends_in_the_middle_is_told_and_its_last_item_is_not_read(
    write: Callable[[list[Item]], str], found: list[Item], share: float
) -> None:
    body = write(found)
    feed = read(body[: int(share * len(body.rstrip()[:-1]))])
    assert set(posts(feed)) <= set(expected(found))
    assert feed is None or feed.cut is CutReason.END or posts(feed) == expected(found)
