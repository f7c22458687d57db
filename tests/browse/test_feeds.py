"""Tests of the feeds: readers understand them, miss nothing, and do not fetch again what they have."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import feedparser
import pytest

from clusterwatch.browse.alternates import alternates
from clusterwatch.browse.site import Site, site
from clusterwatch.export.columns import COLUMNS
from tests.browse.conftest import clock

MISSING = 404


@pytest.fixture(scope="module")
def shown(served: Path) -> Iterator[Site]:
    with closing(site(served, clock)) as made:
        yield made


def get(shown: Site, *addresses: str, **headers: str) -> list[Any]:
    """Return the answers to requests for several addresses."""

    async def ask() -> list[Any]:
        return [await shown.client.get(a, headers=headers, follow_redirects=False) for a in addresses]

    return asyncio.run(ask())


def posts_of(answer: Any) -> list[int]:
    return [item["_clusterwatch"]["post"] for item in answer.json()["items"]]


def test_a_reader_understands_the_feeds(shown: Site) -> None:
    atom, own, table = get(
        shown, "/search.atom?q=twelve&limit=1", "/source/alpha.atom", "/archive/announcements.atom"
    )
    read = feedparser.parse(atom.content)
    assert not read.bozo
    assert atom.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert read.feed.title == "clusterwatch: twelve"
    assert [(link.rel, link.href) for link in read.feed.links] == [
        ("self", "http://localhost/search.atom?q=twelve&limit=1"),
        ("alternate", "http://localhost/search?q=twelve"),
        ("next", "http://localhost/search.atom?q=twelve&limit=1&before=3"),
    ]
    assert [entry.link for entry in read.entries] == ["https://beta.example.org/twelve"]
    assert [e.title for e in feedparser.parse(own.content).entries] == ["A call", "Twelve chosen"]
    listed = feedparser.parse(table.content)
    assert listed.feed.title == "clusterwatch: Announcements"
    assert [e.title for e in listed.entries][:2] == ["Twelve chosen", "A call"]
    assert "javascript" not in {entry.get("link", "").partition(":")[0] for entry in listed.entries}


def test_a_post_has_one_id_in_all_feeds(shown: Site) -> None:
    # The name under which a reader knows the server is in no id.
    atom, other = get(
        shown,
        "/search.atom?q=undated",
        "/archive/announcements.atom?source=beta&post=5",
        host="127.0.0.1:8001",
    )
    (data,) = get(shown, "/search.json?q=undated")
    ids = [feedparser.parse(one.content).entries[0].id for one in (atom, other)]
    assert ids == [data.json()["items"][0]["id"]] * 2
    assert (
        feedparser.parse(atom.content).feed.id
        == feedparser.parse(get(shown, "/search.atom?q=undated")[0].content).feed.id
    )


@pytest.mark.parametrize(
    "path", ["/search.json?limit=2", "/source/alpha.json?limit=1", "/search.json?q=a*&limit=1"]
)
def test_the_pages_of_a_feed_have_each_post_once(shown: Site, path: str) -> None:
    (whole,) = get(shown, path.replace("limit=1", "").replace("limit=2", ""))
    found: list[int] = []
    while path:
        (answer,) = get(shown, path)
        assert answer.headers["content-type"] == "application/feed+json; charset=utf-8"
        found += posts_of(answer)
        path = answer.json().get("next_url", "").removeprefix("http://localhost")
    assert found == posts_of(whole)
    assert len(found) == len(set(found)) > 1


def test_the_pages_of_the_feed_of_a_table(shown: Site) -> None:
    (first,) = get(shown, "/archive/announcements.atom?_size=3&country=PL&country__not=DE")
    address = "/archive/announcements.atom?_size=1&country=PL"
    titles = []
    while address:
        read = feedparser.parse(get(shown, address)[0].content)
        titles += [entry.title for entry in read.entries]
        address = next((link.href for link in read.feed.links if link.rel == "next"), "").removeprefix(
            "http://localhost"
        )
    assert titles == ["Undated", "Twelve chosen"]  # the pages are those of the table
    assert [entry.title for entry in feedparser.parse(first.content).entries] == titles[::-1]


def test_the_feed_of_a_table_has_its_rows_whatever_the_address_asks_for(shown: Site) -> None:
    path = "/archive/evidence.atom?field=title"
    more = ("", "&_shape=array", "&_shape=objects", "&_nl=on&_shape=array", "&_labels=on", "&value=")
    answers = get(shown, *(path + one for one in more))
    assert [len(feedparser.parse(one.content).entries) for one in answers] == [1, 1, 1, 1, 1, 0]


def test_a_reader_that_has_a_feed_does_not_get_it_again(shown: Site) -> None:
    (answer,) = get(shown, "/search.atom")
    tag, changed = answer.headers["etag"], answer.headers["last-modified"]
    assert answer.headers["cache-control"] == "no-cache"
    for status, headers in (
        (304, {"if-none-match": tag}),
        (304, {"if-none-match": f'"other", W/{tag}'}),
        (304, {"if-modified-since": changed}),
        (200, {"if-none-match": '"other"', "if-modified-since": changed}),
        (200, {"if-modified-since": "Sun, 01 Mar 2026 02:00:00 GMT"}),
        (200, {"if-modified-since": "soon"}),
    ):
        (again,) = get(shown, "/search.atom", **headers)
        assert (again.status_code, again.headers["etag"]) == (status, tag), headers
        assert bool(again.content) is (status == 200)
    empty = [get(shown, "/search.atom?q=nothing")[0].headers["etag"] for _ in range(2)]
    assert empty[0] == empty[1]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/archive/runs.atom", MISSING), ("/archive/nope.atom", MISSING), ("/archive.atom", MISSING),
        ("/archive/announcements.rss", MISSING), ("/archive/posts.foo", MISSING), ("/source/nope.json", MISSING),
        ("/body/nope.atom", MISSING), ("/archive/who_announces_most.atom", MISSING), ("/search.atom?q=--", 400),
        ("/search.json?since=soon", 400), ("/search.csv?until=2026-13-01", 400), ("/archive/edited_posts.atom", 200),
        ("/archive/body_mentions.atom?body=clustero", 200), ("/watch/nope.atom", MISSING),
        ("/archive/announcements.csv", 200),
    ],
)  # fmt: skip
def test_a_feed_or_no_page_at_all(shown: Site, address: str, status: int) -> None:
    (answer,) = get(shown, address)
    assert answer.status_code == status
    assert "html" not in answer.headers["content-type"]


def test_what_has_no_feed_is_named_as_on_the_pages(shown: Site) -> None:
    (answer,) = get(shown, "/watch/nope.atom")
    assert answer.text == "There is no saved search nope in the archive.\n"


def test_filters_of_a_feed(shown: Site) -> None:
    cases = {
        "?country=FR&kind=call": [4, 2, 1],
        "?kind=call&kind=pole": [],
        "?source=beta&source=hostile": [3, 1, 5],
        "?since=2026-02-21": [3],
        "?until=2026-02-20&source=alpha": [4, 2],
        "?body=beta": [1],
        "?watch=twelve&watch=other": [2],
        "?language=en&q=deadline": [4],
    }
    answers = get(shown, *(f"/search.json{query}" for query in cases))
    assert dict(zip(cases, map(posts_of, answers), strict=True)) == cases


def test_the_table_has_the_columns_of_the_export(shown: Site) -> None:
    (answer,) = get(shown, "/search.csv?source=beta")
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert rows[0] == list(COLUMNS)
    assert [row[0] for row in rows[1:]] == ["3", "5"]
    assert answer.headers["content-disposition"] == 'inline; filename="search.csv"'


def test_an_item_says_all_that_is_known(shown: Site) -> None:
    (answer,) = get(shown, "/source/alpha.json")
    feed = answer.json()
    assert (feed["version"], feed["home_page_url"]) == (
        "https://jsonfeed.org/version/1.1",
        "http://localhost/source/alpha",
    )
    item = feed["items"][1]
    assert item["authors"] == [{"name": "alpha.example.org", "url": "https://alpha.example.org/news"}]
    assert item["attachments"] == [
        {
            "url": "https://beta.example.org/call.pdf",
            "mime_type": "application/pdf",
            "title": "Text of the call",
        }
    ]
    assert (item["tags"], item["language"], "date_published" in item) == (["call"], "en", False)
    assert item["_clusterwatch"]["published"] == "2026-02-20"
    assert ("content_html" in item, "content_text" in item) == (True, False)
    assert json.dumps(feed)


def test_pages_name_their_feeds(shown: Site) -> None:
    addresses = (
        "/",
        "/search?q=a+b&best=1",
        "/source/alpha",
        "/watch/twelve",
        "/body/beta",
        "/archive/announcements?country=FR",
        "/sources",
    )
    feeds = [
        [line for line in answer.text.splitlines() if 'rel="alternate" type="application/atom+xml"' in line]
        for answer in get(shown, *addresses)
    ]
    assert [line[0].partition('href="')[2].rstrip('">') if line else None for line in feeds] == [
        "/search.atom", "/search.atom?q=a+b", "/source/alpha.atom", "/watch/twelve.atom", "/body/beta.atom",
        "/archive/announcements.atom?country=FR", None,
    ]  # fmt: skip


def test_alternates() -> None:
    assert [one.href for one in alternates("/search", "q=%C3%A9&limit=9")] == [
        "/search.atom?q=%C3%A9", "/search.json?q=%C3%A9", "/search.csv?q=%C3%A9"
    ]  # fmt: skip
    for path, query, hrefs in (
        ("/", "since=2026-02-01&chart=years", ["/search.atom", "/search.json", "/search.csv"]),
        ("/calls", "", ["/calls.ics", "/archive/open_calls.atom"]),
        ("/calls", "country=FR&show=all", ["/calls.ics?country=FR", "/archive/open_calls.atom?country=FR"]),
        ("/events", "month=2026-04&sector=optics", ["/calls.ics?sector=optics"]),
    ):
        assert [one.href for one in alternates(path, query)] == hrefs
    # The feed of a table begins with its first page, in the order of feeds.
    (table,) = alternates("/archive/evidence", "field=title&value=&_next=4%2Ctitle&_size=5", ["post"])
    assert table.href == "/archive/evidence.atom?field=title&value="
    assert alternates("/archive", "sql=select+post+from+posts", ["post"]) == []


def test_a_saved_search_is_a_feed(shown: Site) -> None:
    (answer,) = get(shown, "/watch/twelve.json")
    assert (answer.json()["title"], posts_of(answer)) == ("clusterwatch: twelve", [2])
