"""Feeds of every format and dialect, as small inputs: what each item is, and what is told of items that are no posts."""

# ruff: noqa: E501 - a row of a table is a line

from __future__ import annotations

import json
from typing import Any

import pytest

from clusterwatch.discovery.strategies.feed import Feed, read_feed
from clusterwatch.errors import NothingFound
from clusterwatch.models import LeftOutReason, ProblemCode
from tests.discovery.fakeweb import page, run_crawl
from tests.tables import each

SITE = "https://bio.example"
AT = f"{SITE}/rss"
ELSEWHERE = "https://feeds.host.example/bio"


def read(body: str, at: str = AT) -> Feed:
    return read_feed(page(body, at, content_type="application/xml"))


def rss(items: str, link: str = f"{SITE}/", more: str = "") -> str:
    return f"<rss version='2.0' {more}><channel><title>Bio</title><link>{link}</link>{items}</channel></rss>"


def atom(entries: str, head: str = "", more: str = "") -> str:
    return f"<feed xmlns='http://www.w3.org/2005/Atom' {more}><title>Bio</title>{head}{entries}</feed>"


def paths(feed: Feed) -> list[str]:
    return [e.url.removeprefix(SITE) for e in feed.entries]


def told(feed: Feed) -> list[tuple[Any, int | None, Any, Any]]:
    assert {p.code for p in feed.left_out} <= {ProblemCode.ITEMS_LEFT_OUT}
    return [(p.detail["reason"], p.count, p.detail["text"], p.detail["target"]) for p in feed.left_out]


FORMATS = {
    "RSS 0.90": """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">
        <channel><title>Bio</title><link>https://bio.example/</link></channel>
        <item><title>Algae farm</title><link>https://bio.example/news/algae</link></item></rdf:RDF>""",
    "RSS 0.92": """<rss version="0.92"><channel><title>Bio</title><link>https://bio.example/</link><description>d</description>
        <item><title>Algae farm</title><link>https://bio.example/news/algae</link></item></channel></rss>""",
    "RSS 1.0": """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
        <channel rdf:about="https://bio.example/"><title>Bio</title><link>https://bio.example/</link></channel>
        <item rdf:about="https://bio.example/news/algae"><title>Algae farm</title><link>https://bio.example/news/algae</link></item></rdf:RDF>""",
    "RSS 1.0 with a prefix": """<RDF xmlns="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:r="http://purl.org/rss/1.0/">
        <r:channel about="https://bio.example/"><r:title>Bio</r:title><r:link>https://bio.example/</r:link></r:channel>
        <r:item about="https://bio.example/news/algae"><r:title>Algae farm</r:title><r:link>https://bio.example/news/algae</r:link></r:item></RDF>""",
    "RSS 2.0 with a known prefix": """<n:rss version="2.0" xmlns:n="http://backend.userland.com/rss2"><n:channel><n:title>Bio</n:title>
        <n:link>https://bio.example/</n:link><n:item><n:title>Algae farm</n:title><n:link>https://bio.example/news/algae</n:link></n:item></n:channel></n:rss>""",
    "RSS 2.0 with an unknown prefix": """<?xml version="1.0"?><f.1:rss version="2.0" xmlns:f.1="urn:own"><f.1:channel><f.1:title>Bio</f.1:title>
        <f.1:item><f.1:title>Algae farm</f.1:title><f.1:link>https://bio.example/news/algae</f.1:link></f.1:item></f.1:channel></f.1:rss>""",
    "RSS 2.0 in an unknown namespace": """<rss version="2.0" xmlns="https://bio.example/ns"><channel><title>Bio</title>
        <item><title>Algae farm</title><link>https://bio.example/news/algae</link></item></channel></rss>""",
    "RSS in capitals": """<RSS VERSION="2.0"><CHANNEL><TITLE>Bio</TITLE><ITEM><TITLE>Algae farm</TITLE>
        <LINK>https://bio.example/news/algae</LINK></ITEM></CHANNEL></RSS>""",
    "Atom 0.3": """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Bio</title><entry><title mode="escaped">Algae farm</title>
        <link rel="alternate" type="text/html" href="https://bio.example/news/algae"/><id>tag:bio.example,2026:1</id></entry></feed>""",
    "Atom 1.0 with a prefix": """<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>Bio</a:title><a:entry><a:title>Algae farm</a:title>
        <a:link href="https://bio.example/news/algae"/></a:entry></a:feed>""",
    "CDF": """<?xml version="1.0"?><CHANNEL HREF="https://bio.example/"><TITLE>Bio</TITLE>
        <ITEM HREF="https://bio.example/news/algae"><TITLE>Algae farm</TITLE><ABSTRACT>a</ABSTRACT></ITEM></CHANNEL>""",
    "a comment of 6 KB first": "<?xml version='1.0'?><!-- " + "x" * 6000 + " -->" + rss(
        "<item><title>Algae farm</title><link>https://bio.example/news/algae</link></item>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("body", FORMATS.values(), ids=FORMATS)
def test_formats(body: str) -> None:
    (entry,) = read(body).entries
    assert (entry.title, entry.url) == ("Algae farm", f"{SITE}/news/algae")


@each(
    ("written", "title"),
    [
        ("&lt;![CDATA[Algae farm]]&gt;", "Algae farm"),
        ("<![CDATA[&lt;![CDATA[Algae farm]]&gt;]]>", "Algae farm"),
        ("&lt;h3 class='t'&gt;Algae farm&lt;/h3&gt;", "Algae farm"),
        ("<![CDATA[<p>Algae</p><p>farm</p>]]>", "Algae farm"),
        ("&amp;lt;b&amp;gt;Algae&amp;lt;/b&amp;gt; farm", "Algae farm"),
        ("Algae &amp;amp;amp; more", "Algae & more"),
        ("L&amp;#039;algue", "L'algue"),
        ("The draft &lt;v3&gt; of H&lt;sub&gt;2&lt;/sub&gt;", "The draft <v3> of H2"),
        ("2 &amp;lt; 3", "2 < 3"),
    ],
)
def test_titles_of_rss(written: str, title: str) -> None:
    assert read(rss(f"<item><title>{written}</title><link>/news/a</link></item>")).entries[0].title == title


@each(
    ("written", "title"),
    [
        ("<title type='html'>&lt;![CDATA[Algae farm]]&gt;</title>", "Algae farm"),
        ("<title type='html'>&lt;h2&gt;Algae farm&lt;/h2&gt;</title>", "Algae farm"),
        ("<title>Research &amp;amp; algae</title>", "Research & algae"),
        ("<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><b>Algae</b> farm</div></title>", "Algae farm"),
    ],
)  # fmt: skip
def test_titles_of_atom(written: str, title: str) -> None:
    assert read(atom(f"<entry>{written}<link href='/news/a'/></entry>")).entries[0].title == title


@each(
    ("links", "path"),
    [
        ("<link type='application/pdf' href='/a.pdf'/><link type='text/html' href='/news/a'/>", "/news/a"),
        ("<link rel='alternate' type='image/png' href='/a.png'/><link href='/news/a'/>", "/news/a"),
        ("<link rel='related' href='/b'/><link rel='self' href='/atom/a'/><link rel='alternate' href='/news/a'/>", "/news/a"),
        ("<link rel='alternate' type='application/atom+xml' href='/news/a/feed'/><link type='application/xhtml+xml' href='/news/a'/>", "/news/a"),
        ("<link rel='enclosure' href='/a.mp3'/><link rel='http://www.iana.org/assignments/relation/alternate' href='/news/a'/>", "/news/a"),
        ("<id>urn:1</id><content type='text/html' src='/news/a'/>", "/news/a"),
        ("<link rel='replies' type='text/html' href='/news/a#c'/><link href='/news/a'/>", "/news/a"),
    ],
)  # fmt: skip
def test_alternates_of_atom(links: str, path: str) -> None:
    assert paths(read(atom(f"<entry><title>T</title>{links}</entry>"))) == [path]


ITEM = "<item><title>Algae farm</title><link>{}</link></item>"


@each(
    ("body", "at", "path"),
    [
        (rss(ITEM.format("/news/a")), ELSEWHERE, "/news/a"),
        (rss(ITEM.format("news/a"), f"{SITE}/fr/"), ELSEWHERE, "/fr/news/a"),
        (rss(ITEM.format("/news/a"), f"<![CDATA[ {SITE} ]]>"), ELSEWHERE, "/news/a"),
        (rss(ITEM.format("/news/a"), more=f"xml:base='{SITE}/en/'"), ELSEWHERE, "/news/a"),
        (rss(ITEM.format("a"), more=f"xml:base='{SITE}/en/news/'"), ELSEWHERE, "/en/news/a"),
        (rss(ITEM.format("a"), more="xml:base='/en/news/'"), AT, "/en/news/a"),
        (rss(ITEM.format("news/a"), f"{SITE}/fr/"), f"{SITE}/fr/rss.xml", "/fr/news/a"),
        (rss(ITEM.format("www.bio.example/news/a")), AT, "/news/a"),
        (rss(ITEM.format("//bio.example/news/a")), ELSEWHERE, "/news/a"),
        (atom("<entry><title>T</title><link href='/news/a'/></entry>", f"<link rel='self' href='{ELSEWHERE}'/><link href='{SITE}/'/>"), ELSEWHERE, "/news/a"),
        (atom("<entry xml:base='/en/news/'><title>T</title><link href='a'/></entry>", more=f"xml:base='{SITE}/'"), ELSEWHERE, "/en/news/a"),
    ],
)  # fmt: skip
def test_relative_links(body: str, at: str, path: str) -> None:
    assert [url.replace("www.", "") for url in paths(read(body, at))] in (
        [path],
        [f"https://bio.example{path}"],
    )


def test_items_that_cannot_be_archived_are_told() -> None:
    feed = read(
        rss(
            "<item><title>No link</title><guid isPermaLink='false'>17</guid></item>"
            "<item><title>A number</title><guid>18</guid></item>"
            "<item><title>A word</title><id>algae</id></item>"
            "<item><title>A file</title><link>/files/report.pdf</link></item>"
            "<item><title>Elsewhere</title><link>https://paper.example/about-algae</link></item>"
            "<item><title>Also elsewhere</title><link>https://radio.example/algae</link></item>"
            "<item><title>Sound</title><enclosure url='https://bio.example/1.mp3' type='audio/mpeg' length='1'/></item>"
            "<item><title>Here</title><link>/news/here</link></item>"
            "<item><title>Here</title><link>/news/here/?utm_source=rss</link></item>"
            "<item><title>Another</title><link>/news/here</link></item>"
            "<item><description>No title, &lt;b&gt;no link&lt;/b&gt;</description></item>"
            "<item><title>Home</title><link>/</link></item>"
        )
    )
    assert paths(feed) == ["/news/here"]
    assert told(feed) == [
        (LeftOutReason.NO_ADDRESS, 5, "No link", None),
        (LeftOutReason.FILE, 1, "A file", f"{SITE}/files/report.pdf"),
        (LeftOutReason.OTHER_SITE, 2, "Elsewhere", "https://paper.example/about-algae"),
        (LeftOutReason.SHARED, 1, "Another", f"{SITE}/news/here"),
        (LeftOutReason.INDEX, 1, "Home", f"{SITE}/"),
    ]


@each(
    ("feed", "item", "language"),
    [
        ("fr", "", "fr"),
        ("en", "", None),  # a default of generators
        ("fr", "en", "en"),  # not here
        ("en-GB", "en", None),
        ("fr", "de_AT", "de-at"),
        ("", "pl", "pl"),
    ],
)
def test_the_language_of_a_text_is_not_that_of_its_feed(feed: str, item: str, language: str | None) -> None:
    said = f' xml:lang="{item}"' if item else ""
    body = (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{feed}"><entry><title xml:lang="cs">T</title>'
        f'<link href="/news/a"/><content{said}>Text</content></entry></feed>'
        if item
        else f"<rss><channel><language>{feed}</language>{ITEM.format('/news/a')}</channel></rss>"
    )
    assert [e.language for e in read(body).entries] == [language]


def test_the_day_of_creation_replaces_a_missing_day_of_publication() -> None:
    body = (
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>T</title><link href="/news/a"/>'
        "<created>2004-05-06T07:08:09Z</created><modified>2005-01-01T00:00:00Z</modified></entry></feed>"
    )
    (post,) = read(body).entries
    assert (post.published, post.updated) == ("2004-05-06T07:08:09Z", "2005-01-01T00:00:00Z")


@each(
    ("written", "read_as"),
    [
        ("1520932969", "2018-03-13T09:22:49+00:00"),
        ("1520932969000", "2018-03-13T09:22:49+00:00"),
        ("20180313", "20180313"),
        ("2018031309", "2018031309"),  # the year 2033, if it were seconds
        ("201803130922", "201803130922"),
        ("20180313092249", "20180313092249"),
        ("Sat, 11 04 2020 08:51:49 +0100", "2020-04-11 08:51:49 +0100"),
        (
            "Thu, 04 13 2020 08:51:49 +0100",
            "Thu, 04 13 2020 08:51:49 +0100",
        ),  # the order is not that of RFC 822
        ("Sat, 11 Apr 2020 08:51:49 +0100", "Sat, 11 Apr 2020 08:51:49 +0100"),
    ],
)
def test_dates_in_the_notations_of_machines(written: str, read_as: str) -> None:
    item = f"<item><title>T</title><link>/news/a</link><pubDate>{written}</pubDate></item>"
    number = int(written) if written.isdigit() else written
    for feed in (read(rss(item)), json_feed({"url": "/news/a", "date_published": number})):
        assert [e.published for e in feed.entries] == [read_as]


@each(
    ("written", "title"),
    [
        ("Grants for <SME>", "Grants for <SME>"),
        ("<b>Grants</b> &amp; loans", "Grants & loans"),
        ("</cluster>", "</cluster>"),
        ("L&#8217;algue", "L’algue"),
    ],
)
def test_a_title_of_a_json_feed_is_text(written: str, title: str) -> None:
    assert [e.title for e in json_feed({"url": "/news/a", "title": written}).entries] == [title]


@each("declaration", ["", '<?xml version="1.0"?>\n'])
def test_texts_that_a_document_type_declares(declaration: str) -> None:
    kind = """<!DOCTYPE rss [<!ENTITY body "Algae &amp; co"> <!ENTITY name 'Bio &#38; sea'> <!ENTITY site "bio.example">]>"""
    item = "<item><title>&name;&site; &#X41; &body;</title><link>https://&site;/news/a</link></item>"
    (post,) = read(declaration + kind + f"<rss><channel>{item}</channel></rss>").entries
    assert (post.title, post.url) == ("&name;bio.example A &body;", f"{SITE}/news/a")


def test_a_permalink_on_the_site_replaces_a_link_to_another_one() -> None:
    feed = read(
        rss(
            "<item><title>T</title><link>https://paper.example/1</link><guid>https://bio.example/news/1</guid></item>"
        )
    )
    assert (paths(feed), told(feed)) == (["/news/1"], [])


def test_a_crawl_tells_what_a_feed_left_out() -> None:
    items = "<item><title>No link</title></item>" + ITEM.format("/news/a")
    result = run_crawl({AT: rss(items)}, AT, discover={"kind": "feed", "url": AT})
    assert result.urls == [f"{SITE}/news/a"]
    assert [(b.problem.code, b.gap, b.of_index) for b in result.broken] == [
        (ProblemCode.ITEMS_LEFT_OUT, False, False)
    ]
    alone = run_crawl(
        {AT: rss("<item><title>No link</title></item>")}, AT, discover={"kind": "feed", "url": AT}
    )
    assert [b.problem.code for b in alone.broken] == [ProblemCode.ITEMS_LEFT_OUT]
    assert isinstance(alone.error, NothingFound)
    assert alone.error.problem.detail["items"] == 1


def test_items_that_differ_in_their_fragment() -> None:
    items = "".join(
        f"<item><title>Note {n}</title><link>/news{mark}</link></item>"
        for n, mark in enumerate(["#note-1", "#note-2", "/a?x=1#note-3"])
    )
    assert paths(read(rss(items))) == ["/news#note-1", "/news#note-2", "/news/a?x=1"]


@each(
    ("links", "expected"),
    [
        (["/#note-4"], ["/#note-4"]),  # the only one, on the page of the site
        (["/news/a#more-12"], ["/news/a"]),
        (["/news/a#xtor=RSS-1", "/news/b#xtor=RSS-1"], ["/news/a", "/news/b"]),
        (["/news/a", "/news/a#comments"], ["/news/a", "/news/a#comments"]),
        (["/app#/news/1", "/app#/news/2"], ["/app#/news/1", "/app#/news/2"]),
    ],
)
def test_fragments_of_links(links: list[str], expected: list[str]) -> None:
    items = "".join(
        f"<item><title>Note {n}</title><link>{link}</link></item>" for n, link in enumerate(links)
    )
    assert paths(read(rss(items))) == expected


def json_feed(*items: dict[str, Any], at: str = AT, **more: Any) -> Feed:
    data = {"items": items, "title": "Bio", **more, "version": "https://jsonfeed.org/version/1.1"}
    return read_feed(page(json.dumps(data), at, content_type="application/json"))


@each(
    ("item", "url"),
    [
        ({"id": "77", "external_url": f"{SITE}/news/a"}, f"{SITE}/news/a"),
        ({"id": f"{SITE}/news/a"}, f"{SITE}/news/a"),
        ({"id": 77, "url": "/news/a"}, f"{SITE}/news/a"),
        ({"id": "77", "url": f"{SITE}/news/a", "external_url": "https://paper.example/"}, f"{SITE}/news/a"),
    ],
)
def test_addresses_of_json_feeds(item: dict[str, Any], url: str) -> None:
    (entry,) = json_feed({"title": "Algae farm", **item}).entries
    assert entry.url == url


def test_json_ids_are_no_addresses() -> None:
    feed = json_feed(
        {"id": "tag:bio.example,2026:1", "title": "One"},
        {"id": 12, "content_text": "Two words"},
        {"id": "n/3", "title": "Three", "url": "/news/3"},
    )
    assert paths(feed) == ["/news/3"]
    assert feed.entries[0].guid == "n/3"
    assert told(feed) == [(LeftOutReason.NO_ADDRESS, 2, "One", None)]


def test_a_json_feed_that_lies_elsewhere() -> None:
    feed = json_feed({"id": "1", "url": "/news/a", "title": "T"}, at=ELSEWHERE, home_page_url=f"{SITE}/")
    assert paths(feed) == ["/news/a"]


@each(
    ("guids", "expected"),
    [
        (["<guid isPermaLink='false'>a-1</guid>", "<guid isPermaLink='false'>a-2</guid>"], ["a-1", "a-2"]),
        (["<guid isPermaLink='false'>a-1</guid>", "<guid isPermaLink='false'>a-1</guid>"], [None, None]),
        (["<guid>tag:bio.example,2026:1</guid>", ""], ["tag:bio.example,2026:1", None]),
        (["<guid>https://bio.example/?p=1</guid>", "<guid>https://bio.example/?p=2</guid>"], [None, None]),
    ],
)
def test_a_guid_that_is_no_address_names_one_post(guids: list[str], expected: list[str | None]) -> None:
    items = "".join(
        f"<item><title>{n}</title><link>/news/{n}</link>{guid}</item>" for n, guid in enumerate(guids)
    )
    assert [e.guid for e in read(rss(items)).entries] == expected


@each(
    ("path", "day", "kept"),
    [
        ("/podujatia/2021/11/28/stretnutie", "", True),  # the path has a day
        ("/agenda/rentree", "<pubDate>Sun, 28 Nov 2021 08:00:00 GMT</pubDate>", True),
        ("/agenda/rentree", "", False),
        ("/agenda/2021/11/28/", "", False),  # the day of a calendar
        ("/jobs/welder", "<pubDate>Sun, 28 Nov 2021 08:00:00 GMT</pubDate>", False),
    ],
)
def test_a_category_that_is_named_like_events(path: str, day: str, kept: bool) -> None:
    items = f"<item><title>A</title><link>{path}</link>{day}</item>" + ITEM.format("/news/b")
    assert paths(read(rss(items))) == ([path] if kept else []) + ["/news/b"]
