"""Feeds as they are served: every version, and broken in every way that was met."""

# ruff: noqa: E501 - a row of a table is a line

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusterwatch.discovery.full_text import is_full_text, plain
from clusterwatch.discovery.strategies.feed import is_feed, read_feed
from clusterwatch.errors import NothingFound
from tests.discovery.fakeweb import page
from tests.tables import each

AT = "https://www.cluster.example/feed/"
LONG = "<p>" + "The members met at the harbour and agreed on a plan for the coming year. " * 6 + "</p>"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def rss(items: str, channel: str = "", attributes: str = "") -> str:
    return (
        f'{DECLARATION}\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" {attributes}>'
        f"<channel><title>News</title><link>https://www.cluster.example/</link>{channel}{items}</channel></rss>"
    )


def item(n: int = 1, extra: str = "", title: str = "A title") -> str:
    return f"<item><title>{title}</title><link>https://www.cluster.example/news/post-{n}</link>{extra}</item>"


TWO = item(1, "<pubDate>Tue, 03 Mar 2026 10:00:00 +0100</pubDate>") + item(
    2, "<pubDate>Mon, 02 Mar 2026 10:00:00 +0100</pubDate>"
)
BOTH = ["https://www.cluster.example/news/post-1", "https://www.cluster.example/news/post-2"]

BROKEN: list[tuple[str, str | bytes]] = [
    ("well-formed", rss(TWO)),
    ("blank lines before the declaration", "\n\n  " + rss(TWO)),
    ("comments before the declaration", "\n<!-- THEME DEBUG -->\n<!-- CALL: theme('views') -->\n" + rss(TWO)),
    (
        "a warning before the declaration",
        "<br />\n<b>Warning</b>: foo in <b>/x.php</b> on line <b>3</b><br />\n" + rss(TWO),
    ),
    ("a byte order mark", "\ufeff" + rss(TWO)),
    ("no declaration", rss(TWO).removeprefix(DECLARATION)),
    ("bare ampersands", rss(TWO.replace("A title", "Research & Development"))),
    ("entities of HTML", rss(TWO.replace("A title", "Caf&eacute;&nbsp;cr&egrave;me &hellip;"))),
    ("control characters", rss(TWO.replace("A title", "A\x0btitle\x08"))),
    ("not closed", rss(TWO).replace("</channel></rss>", "")),
    ("comments between items", rss(TWO.replace("</item><item>", "</item><!-- next --><item>"))),
    (
        "windows-1252 declared",
        rss(TWO.replace("A title", "Énergie")).replace("UTF-8", "windows-1252").encode("cp1252"),
    ),
    (
        "latin-1 declared, junk first",
        b"\n<!-- x -->"
        + rss(TWO.replace("A title", "Énergie")).replace("UTF-8", "ISO-8859-1").encode("latin-1"),
    ),
    ("utf-16", rss(TWO).replace("UTF-8", "UTF-16").encode("utf-16")),
    ("said to be UTF-8, is not", rss(TWO.replace("A title", "Énergie")).encode("cp1252")),
    ("RSS 0.91", rss(TWO).replace('version="2.0"', 'version="0.91"')),
    (
        "a document type",
        rss(TWO).replace(
            DECLARATION,
            DECLARATION + '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x.test/rss.dtd">',
        ),
    ),
    ("markup in a title", rss(TWO.replace("A title", "&lt;b&gt;Bold&lt;/b&gt; words"))),
    (
        "a style sheet first",
        rss(TWO).replace(DECLARATION, DECLARATION + '<?xml-stylesheet type="text/xsl" href="/rss.xsl"?>'),
    ),
]


@pytest.mark.parametrize(
    "kind", ["application/rss+xml", "text/html; charset=utf-8", "application/xhtml+xml", "text/plain"]
)
@pytest.mark.parametrize(("name", "body"), BROKEN, ids=[n for n, _ in BROKEN])
def test_broken_feeds_are_read(name: str, body: str | bytes, kind: str) -> None:
    if name.startswith(("windows", "latin", "utf-16")):
        kind = kind.split(";")[0]
    entries = read_feed(page(body, AT, content_type=kind)).entries
    assert [e.url for e in entries] == BOTH
    assert entries[0].published == "Tue, 03 Mar 2026 10:00:00 +0100"
    assert entries[0].title
    assert "�" not in entries[0].title
    assert "<" not in entries[0].title


def test_titles_keep_their_letters() -> None:
    bodies = dict(BROKEN)
    told = {n: read_feed(page(bodies[n], AT, content_type="text/xml")).entries[0].title for n in bodies}
    assert told["bare ampersands"] == "Research & Development"
    assert told["entities of HTML"] == "Café crème …"
    assert told["windows-1252 declared"] == told["said to be UTF-8, is not"] == "Énergie"
    assert told["markup in a title"] == "Bold words"


@each(
    ("title", "expected"),
    [
        ("R&amp;amp;D for all", "R&D for all"),
        ("The draft &lt;v2&gt; is out", "The draft <v2> is out"),
        ("<![CDATA[Wind & <em>waves</em>]]>", "Wind & waves"),
        ("Less is &amp;lt; more", "Less is < more"),
        ("Water H&lt;sub&gt;2&lt;/sub&gt;O", "Water H2O"),
    ],
)
def test_titles_of_rss(title: str, expected: str) -> None:
    assert read_feed(page(rss(item(title=title)), AT)).entries[0].title == expected


@each(
    "raw",
    [
        "mar., 05 mars 2026 10:00",
        "Mo, 25 Jun 2018",
        "2016/6/29 15:07:41",
        "5 d. kovo 2026",
        "2026-03-05T10:00:00+01:00",
    ],
)
def test_dates_stay_the_text_they_were(raw: str) -> None:
    assert read_feed(page(rss(item(extra=f"<pubDate>{raw}</pubDate>")), AT)).entries[0].published == raw


def test_rdf_has_dates_of_dublin_core() -> None:
    body = """<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://www.cluster.example/"><title>N</title></channel>
    <item rdf:about="https://www.cluster.example/a-1"><title>One</title><link>https://www.cluster.example/a-1</link>
    <dc:date>2026-03-05</dc:date></item></rdf:RDF>"""
    (entry,) = read_feed(page(body, AT)).entries
    assert (entry.published, entry.updated) == ("2026-03-05", None)


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="/aktuelles/"><title>N</title>
<link rel="next" href="/aktuelles/atom?page=2"/><entry><title type="html">Licht &amp;amp; Schatten</title>
<link href="licht"/><link rel="edit" href="/edit/1"/><id>urn:x:1</id><published>2026-03-01T08:00:00Z</published>
<updated>2026-03-02T08:00:00Z</updated><summary>Kurz.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">LONG</div></content></entry>
<entry><title type="text">a &lt; b</title><link rel="alternate" href="https://www.cluster.example/aktuelles/b"/><id>urn:x:2</id>
<updated>2026-03-02T08:00:00Z</updated><content type="html">&lt;p&gt;cut here […]&lt;/p&gt;</content></entry></feed>""".replace(
    "LONG", LONG
)


def test_atom() -> None:
    feed = read_feed(page(ATOM, AT))
    one, two = feed.entries
    assert one.url == "https://www.cluster.example/aktuelles/licht"
    assert (one.title, one.published, one.updated) == (
        "Licht & Schatten",
        "2026-03-01T08:00:00Z",
        "2026-03-02T08:00:00Z",
    )
    assert one.complete
    assert one.language == "de"
    assert (two.title, two.published, two.updated, two.complete) == (
        "a < b",
        None,
        "2026-03-02T08:00:00Z",
        False,
    )
    assert feed.next == "https://www.cluster.example/aktuelles/atom?page=2"


def test_json_feed() -> None:
    body = """{"version": "https://jsonfeed.org/version/1.1", "title": "N", "next_url": "/feed.json?p=2", "items": [
    {"id": "1", "url": "/news/one", "title": "One", "content_html": "<p>x</p>", "date_published": "2026-03-01T08:00:00Z"},
    {"id": "https://www.cluster.example/news/two", "title": "Two", "summary": "y"}, {"id": "3"}]}"""
    feed = read_feed(page(body, AT, content_type="application/feed+json"))
    assert [e.url for e in feed.entries][:2] == [
        "https://www.cluster.example/news/one",
        "https://www.cluster.example/news/two",
    ]
    assert feed.entries[0].published == "2026-03-01T08:00:00Z"
    assert feed.next == "https://www.cluster.example/feed.json?p=2"


def test_wordpress_guid_is_a_twin() -> None:
    guid = '<guid isPermaLink="false">https://www.cluster.example/?p=71</guid>'
    (entry,) = read_feed(page(rss(item(extra=guid)), AT)).entries
    assert entry.twins == ("https://www.cluster.example/?p=71",)


@each(
    ("extra", "url"),
    [
        (
            '<guid isPermaLink="true">https://www.cluster.example/g/1</guid>',
            "https://www.cluster.example/g/1",
        ),
        ("<guid>https://www.cluster.example/g/1</guid>", "https://www.cluster.example/g/1"),
        ("<link>/g/1</link>", "https://www.cluster.example/g/1"),
        ("<link>https:////www.cluster.example/g/1</link>", "https://www.cluster.example/g/1"),
        (
            "<link>https://www.cluster.example/g/1?utm_source=rss&amp;utm_medium=feed</link>",
            "https://www.cluster.example/g/1",
        ),
        ("<link>\n  https://www.cluster.example/g/1\n</link>", "https://www.cluster.example/g/1"),
        (
            '<atom:link rel="alternate" href="https://www.cluster.example/g/1"/>',
            "https://www.cluster.example/g/1",
        ),
        (
            "<link>https://feeds.test/~r/x</link>"
            '<f:origLink xmlns:f="http://rssnamespace.org/feedburner/ext/1.0">https://www.cluster.example/g/1</f:origLink>',
            "https://www.cluster.example/g/1",
        ),
    ],
)
def test_addresses(extra: str, url: str) -> None:
    (entry,) = read_feed(page(rss(f"<item><title>T</title>{extra}</item>"), AT)).entries
    assert entry.url == url


def test_relative_links_with_xml_base() -> None:
    body = rss(
        "<item><title>T</title><link>g/1</link></item>",
        attributes='xml:base="https://www.cluster.example/base/"',
    )
    assert read_feed(page(body, AT)).entries[0].url == "https://www.cluster.example/base/g/1"


def test_entries_with_one_guid_for_all_are_not_twins() -> None:
    guid = '<guid isPermaLink="false">https://www.cluster.example/g</guid>'
    entries = read_feed(page(rss(item(1, guid) + item(2, guid)), AT)).entries
    assert [e.twins for e in entries] == [(), ()]


@each(
    ("content", "summary", "whole"),
    [
        (LONG, "Short.", True),
        (LONG, "", True),
        (LONG, LONG, True),
        (LONG.replace("</p>", " […]</p>"), "", False),
        (LONG.replace("</p>", " [&hellip;]</p>"), "", False),
        (LONG.replace("</p>", " …</p>"), "", False),
        (LONG + '<p>The post <a href="/x">T</a> appeared first on <a href="/">N</a>.</p>', "", False),
        (LONG + "<p><a href='/x'>Read more</a></p>", "", False),
        (LONG + "<p><a href='/x'>Lire la suite →</a></p>", "", False),
        (LONG + "<p><a href='/x'>Czytaj więcej</a></p>", "", False),
        ("<p>Two words.</p>", "", False),
        ("The members met. " * 20, "The members met. " * 20, False),
        (LONG + "<p>They want more</p>", "", True),
        ("<p>[vc_row][vc_column]" + LONG + "[/vc_column][/vc_row]</p>", "", False),
    ],
)
def test_whole_posts(content: str, summary: str, whole: bool) -> None:
    assert is_full_text(content, summary) is whole


def test_body_is_the_longest() -> None:
    extra = f"<description>Short.</description><content:encoded><![CDATA[{LONG}]]></content:encoded>"
    (entry,) = read_feed(page(rss(item(extra=extra)), AT)).entries
    assert entry.body
    assert entry.body.strip() == LONG
    assert entry.complete
    (short,) = read_feed(page(rss(item(extra="<description>Short.</description>")), AT)).entries
    assert (short.body, short.complete) == ("Short.", False)


def test_protected_posts_are_left_out() -> None:
    secret = "<content:encoded><![CDATA[<form class='post-password-form'>…</form>]]></content:encoded>"
    hidden = item(
        3,
        "<description>There is no excerpt because this is a protected post.</description>",
        "Protected: minutes",
    )
    assert [e.url for e in read_feed(page(rss(item(2, secret) + hidden + item(1)), AT)).entries] == BOTH[:1]


@each("said", ["fr-FR", "FR", "en-US", "en", ""])
def test_language(said: str) -> None:
    (entry,) = read_feed(page(rss(item(), f"<language>{said}</language>"), AT)).entries
    assert entry.language == (said.lower() if said.lower().startswith("fr") else None)


@each(
    "body",
    [
        "<!DOCTYPE html><html><body>no</body></html>",
        "",
        "plain words",
        "<html><body><svg/><rss></rss></body></html>",
        '{"a": 1}',
        "[1]",
        "{broken",
        "<?xml version='1.0'?><urlset><url><loc>https://a.test/</loc></url></urlset>",
    ],
)
def test_documents_that_are_not_feeds(body: str) -> None:
    assert not is_feed(page(body, AT))
    with pytest.raises(NothingFound, match=r"cluster\.example/feed/"):
        read_feed(page(body, AT))


def test_only_posts_of_the_site() -> None:
    more = "<item><title>Away</title><link>https://elsewhere.test/a</link></item><item><title>Paper</title><link>https://www.cluster.example/p.pdf</link></item>"
    assert [e.url for e in read_feed(page(rss(TWO + more), AT)).entries] == BOTH


def test_a_feed_on_another_host_is_its_sites() -> None:
    assert [e.url for e in read_feed(page(rss(TWO), "https://feeds.test/cluster")).entries] == BOTH


@given(st.text(max_size=300))
def test_any_text_in_an_item(text: str) -> None:
    body = rss(item(title=f"<![CDATA[{text.replace(']]>', '')}]]>") + item(2))
    assert BOTH[1] in [e.url for e in read_feed(page(body.encode("utf-8", "ignore"), AT)).entries]


@given(st.binary(max_size=400))
def test_any_bytes(raw: bytes) -> None:
    try:
        entries = read_feed(page(b"<rss version='2.0'><channel>" + raw, AT)).entries
    except NothingFound:
        entries = ()
    assert all(entry.url.startswith("http") for entry in entries)


@each(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two</p>", "One Two"),
        ("<b>b</b>old", "bold"),
        ("a<br>b", "a b"),
        ("", None),
        ("<script>x</script>", None),
        ("x &amp; y", "x & y"),
    ],
)
def test_plain(markup: str, text: str | None) -> None:
    assert plain(markup) == text
