"""Hostile and broken bodies: any JSON type, unclosed markup, thousands of elements.

They are so large that quadratic work would take minutes instead of seconds.
"""

# ruff: noqa: E501 - a row of a table is a line

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusterwatch import html_tree, urls
from clusterwatch.config import StrategySettings
from clusterwatch.discovery.age import day_of
from clusterwatch.discovery.autodetect.hints import news_links
from clusterwatch.discovery.listing import (
    list_candidates,
    list_context,
    list_item,
    listing_page,
    outline,
    page_addresses,
    pagination,
    url_filter,
)
from clusterwatch.discovery.listing.links import is_generic, prepare
from clusterwatch.discovery.listing.listing_page import ListingPage, read_listing
from clusterwatch.discovery.listing.outline import Outline
from clusterwatch.discovery.probe_budget import ProbeBudget
from clusterwatch.discovery.site import ParsedPage
from clusterwatch.discovery.strategies import feed, sitemap
from clusterwatch.discovery.strategies.feed import feed_links, read_feed
from clusterwatch.discovery.strategies.sitemap import read_sitemap, sitemaps
from clusterwatch.discovery.strategies.wordpress import read_collection, read_types, rest_links
from clusterwatch.errors import NothingFound
from clusterwatch.models import CutReason, Entry, Method, Problem, ProblemCode
from tests.discovery.fakeweb import NOW, page, run_crawl, source
from tests.tables import each

AT = "https://www.cluster.example/news"
JSON_FEED = "https://jsonfeed.org/version/1.1"
HUGE = 2_000_000

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


def objects(*names: str) -> st.SearchStrategy[Any]:
    """Anything, but mostly objects with these keys and addresses that are good."""
    link = st.sampled_from(
        ["/news/a-post-of-ours", f"{AT}/another-post", "\ud800", "http://[", "https://x.test:99999/a"]
    )
    value = ANY | link | st.fixed_dictionaries({"rendered": ANY})
    return ANY | st.fixed_dictionaries({}, optional=dict.fromkeys(names, value))


FEED_ITEMS = objects(
    "id", "url", "title", "content_html", "content_text", "summary", "date_published", "date_modified", "language"
)  # fmt: skip
POSTS = objects("id", "date", "modified", "link", "guid", "title", "content", "lang")


@given(st.lists(FEED_ITEMS, max_size=5), ANY, ANY)
def test_any_json_feed(items: list[Any], language: Any, following: Any) -> None:
    data = {"version": JSON_FEED, "items": items, "language": language, "next_url": following}
    for entry in read_feed(page(json.dumps(data), AT)).entries:
        texts = (entry.title, entry.published, entry.updated, entry.body, entry.language)
        assert all(t is None or isinstance(t, str) for t in texts)


@given(ANY)
def test_any_json_where_a_feed_should_be(data: Any) -> None:
    for body in (json.dumps(data), json.dumps({"version": data, "items": data})):
        with pytest.raises(NothingFound):
            read_feed(page(body, AT))


@given(st.lists(POSTS, max_size=5) | ANY, st.text(max_size=9))
def test_any_json_collection(data: Any, pages: str) -> None:
    try:
        entries = read_collection(page(json.dumps(data), AT, x_wp_totalpages=pages)).entries
    except NothingFound:
        entries = ()
    assert all(entry.url.startswith("http") for entry in entries)


@given(st.dictionaries(st.text(max_size=5), objects("rest_base", "slug")) | ANY)
def test_any_json_types(data: Any) -> None:
    try:
        assert all(isinstance(name, str) for name in read_types(page(json.dumps(data), AT)))
    except NothingFound:
        pass


def test_the_good_items_of_a_bad_json_feed() -> None:
    good = {"url": f"{AT}/one-good-post", "title": "One", "date_published": "2026-03-01T08:00:00Z"}
    odd = {
        "url": f"{AT}/two-odd-post",
        "title": 7,
        "date_published": 1772371200,
        "content_html": ["x"],
        "summary": {},
    }
    found = read_feed(page(json.dumps({"version": JSON_FEED, "items": ["text", None, 3, odd, good]}), AT))
    assert [(e.title, e.published, e.body) for e in found.entries] == [
        (None, "2026-03-01T13:20:00+00:00", None),
        ("One", "2026-03-01T08:00:00Z", None),
    ]


@pytest.mark.parametrize("read", [read_feed, read_collection, read_types])
@pytest.mark.parametrize(
    "body", ['{"items":' + "[" * 100_000, '{"a":' * 100_000, '{"items": [1' + "0" * 9_000 + "]}"]
)
def test_json_that_cannot_be_read(read: Any, body: str) -> None:
    with pytest.raises(NothingFound):
        read(page(body, AT))


def test_a_number_of_pages_that_is_too_long() -> None:
    post = [{"link": f"{AT}/a-good-post"}]
    assert read_collection(page(json.dumps(post), AT, x_wp_totalpages="9" * 9_000)).pages is None
    assert page_addresses.number_of(f"{AT}?page=" + "9" * 9_000) is None
    assert page_addresses.number_of(f"{AT}/page/" + "9" * 9_000) is None


def test_a_date_beyond_all_time() -> None:
    entry = Entry(f"{AT}/a", Method.FEED, AT, published=f"Tue, 03 Mar {'9' * 30} 10:00:00 +0100")
    assert day_of(entry, source(AT), NOW) is None


RSS = f'<rss version="2.0"><channel><item><title>A &amp; B & C</title><link>{AT}/post-1</link></item>'


@each("piece", ["<![CDATA[", "<item><title><![CDATA[", "&", "&a", "<url ", "]]>", "\n"])
def test_feeds_without_end(piece: str) -> None:
    found = read_feed(page(RSS + piece * (HUGE // len(piece) // 10), AT))
    assert (found.entries[0].url, found.entries[0].title) == (f"{AT}/post-1", "A & B & C")


ENDLESS = f"&#{'9' * 5_000};"


@each("escaped", [ENDLESS, ENDLESS.replace("&", "&amp;"), f"&amp;lt;i&amp;gt;{ENDLESS}"])
def test_a_character_reference_without_end(escaped: str) -> None:
    body = RSS.replace("B & C", escaped).replace("</item>", f"<description>{escaped}</description></item>")
    (one,) = read_feed(page(f"{body}</channel></rss>", AT)).entries
    assert (one.title or "").startswith("A & ")
    (one,) = read_sitemap(page(f"{MAP.replace('here', ENDLESS)}</urlset>", AT)).entries
    assert one.url.startswith(f"{AT}/a-long-name-")


def test_cdata_is_not_unescaped_but_other_text_is() -> None:
    body = (
        RSS.replace("A &amp; B & C", "<![CDATA[A & <b>B</b> &amp; C]]>") + "<description>D & E</description>"
    )
    (one,) = read_feed(page(body + "</channel></rss>", AT)).entries
    assert one.title == "A & B & C"


MAP = f"<urlset><url><loc>{AT}/a-long-name-here</loc></url>"


@each(
    "piece",
    ["<url ", "<sitemap ", "<loc ", "<url><loc ", "<loc><![CDATA[", "<url><loc><![CDATA[", "<", "<a:", "\n"],
)
def test_sitemaps_without_end(piece: str) -> None:
    found = read_sitemap(page(MAP + piece * (HUGE // len(piece)), AT))
    assert [e.url for e in found.entries] == [f"{AT}/a-long-name-here"]


def test_a_robots_txt_of_many_lines() -> None:
    steps = sitemaps(AT, ProbeBudget())
    next(steps)
    with pytest.raises(StopIteration) as end:
        steps.send(page("\n" * HUGE + "Sitemap: /map.xml", AT))
    assert end.value.value.urls == ("https://www.cluster.example/map.xml",)


@each(("words", "generic"), [("." * HUGE + "x", False), ("x" + "»" * HUGE, False), ("›" * HUGE, True)])
def test_texts_of_many_punctuation_marks(words: str, generic: bool) -> None:
    assert is_generic(words) == generic


@each("words", ["1 " * (HUGE // 2), "a" * HUGE, "12." * 600_000, "12 | " * 400_000, "2020 m. " * 250_000])
def test_texts_of_many_beginnings_of_dates(words: str) -> None:
    assert not list_item.is_date(words)


def test_addresses_of_many_beginnings_of_dates() -> None:
    links = f'<a href="/{"feed" * 250_000}">x</a><a href="/{"page/" * 200_000}1x">y</a>'
    hostile = ParsedPage(page(f"<html><body>{links}</body></html>", AT, link="<" * 50_000))
    assert (feed_links(hostile), rest_links(hostile), news_links(hostile).urls) == ((), (), ())


# --- lists of thousands: how often each element is looked at


def count(monkeypatch: pytest.MonkeyPatch, where: Any, name: str) -> list[int]:
    """The calls of a function, counted in the one number of the list."""
    calls, real = [0], getattr(where, name)

    def counted(*args: Any, **keys: Any) -> Any:
        calls[0] += 1
        return real(*args, **keys)

    monkeypatch.setattr(where, name, counted)
    return calls


ROWS = {
    "bare": '<div><a href="/news/post-number-{n}">Announcement number {n} of the network</a></div>',
    "links only": '<a href="/news/post-number-{n}">Announcement number {n} of the network</a>',
    "headings": '<h3><a href="/news/post-number-{n}">Announcement number {n} of the network</a></h3><p>3.4.2026</p>',
    "a container each": '<div class="row"><div><p><a href="/news/post-number-{n}">Announcement number {n} of us</a></p></div></div>',
    "without links": '<div class="item"><p>Text {n}</p></div><div class="item"><h3><a href="/news/post-number-{n}">Announcement number {n} of us</a></h3></div>',
}


HOSTILE_PARTS = {
    "links to files with a row of dashes": "".join(
        f'<li><a href="/f/doc-{n}.pdf">{"-" * 999}a</a></li>' for n in range(60)
    ),
    "links to files with a row of digits": "".join(
        f'<li><a href="/f/doc-{n}.pdf">{"1" * 999}</a></li>' for n in range(60)
    ),
    "links to places without text": "".join(
        f'<a href="#s{n}">Title of a section {n}</a>' for n in range(6_000)
    )
    + "".join(f"<a id=s{n}></a>" for n in range(6_000))
    + "<p>x</p>" * 3_000,
    "a list of options": "<select>" + "<option value=2024>2024</option>" * 40_000 + "</select>",
    "a button with a long name of an attribute": f'<button data{"-url" * 20_000}-1="x">more</button>',
}


@pytest.mark.parametrize("part", HOSTILE_PARTS.values(), ids=HOSTILE_PARTS.keys())
def test_parts_that_are_long_or_many_do_not_hide_a_list(part: str) -> None:
    rows = "".join(ROWS["headings"].format(n=n) for n in range(10))
    found = read_listing(
        page(f"<main><h1>News</h1>{rows}{part}", AT), StrategySettings(kind="listing", url=AT)
    )
    assert len(found.entries) == 10


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS.keys())
def test_work_grows_with_the_number_of_posts(monkeypatch: pytest.MonkeyPatch, rows: str) -> None:
    counters = [
        count(monkeypatch, list_context, "_heading_text"),
        count(monkeypatch, pagination, "_is_pager"),
        count(monkeypatch, list_item, "title_of"),
        count(monkeypatch, list_candidates, "_is_headline"),
        count(monkeypatch, urls, "key"),
    ]
    steps = []
    for number in (100, 400):
        before = [c[0] for c in counters]
        body = "".join(rows.format(n=n) for n in range(number))
        found = read_listing(
            page(f"<main><h1>News</h1>{body}</main>", AT), StrategySettings(kind="listing", url=AT)
        )
        assert len(found.entries) == number
        steps.append([c[0] - b for c, b in zip(counters, before, strict=True)])
    assert all(many <= 4 * few + 20 for few, many in zip(*steps, strict=True)), steps


def test_pagers_within_pagers(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = count(monkeypatch, pagination, "says_next")
    body = '<div class="pager">' * 450 + "<span>x</span>" * 10_000
    assert read_listing(page(body, AT), StrategySettings(kind="listing", url=AT)).next is None
    assert calls[0] <= 30_000


def test_thousands_of_headlines_between_posts(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = count(monkeypatch, list_candidates, "_is_headline")
    rows = "".join(
        f'<h2>News</h2><p><a href="/news/post-number-{n}">Announcement number {n} of us</a></p>'
        for n in range(300)
    )
    assert len(read_listing(page(rows, AT), StrategySettings(kind="listing", url=AT)).entries) == 300
    assert calls[0] <= 30 * 300


def test_headings_are_those_of_a_walk_to_the_nearest_heading() -> None:
    tree = html_tree.parse(
        "<main><h2>News</h2><div id=a></div><div id=b></div><h3 id=c>Post</h3><h3 id=d>Post two</h3>"
        "<section><p id=e></p></section><h2>Events</h2><ul><li id=f></li><li id=g></li></ul></main><p id=h></p>"
    )
    headings = list_context.SectionHeadings(Outline(tree, AT))
    for order in ("abcdefgh", "hgfedcba"):
        said = {i: headings.of(node) for i in order if (node := tree.css_first(f"#{i}")) is not None}
        assert said == {
            "a": "News", "b": "News", "c": "News", "d": "News", "e": "Post two", "f": "Events", "g": "Events", "h": said["h"],
        }  # fmt: skip


def test_texts_for_screen_readers_are_removed_unless_they_are_all() -> None:
    tree = prepare(
        "<p id=a><b class=sr-only>Opens</b> A title</p><p id=b><b class=sr-only>x</b> <b class=sr-only>y</b></p>"
        + f"<p id=c>{'<b class=sr-only>z</b>' * 3}c</p>"
    )
    said = {i: node.text(strip=True) for i in "abc" if (node := tree.css_first(f"#{i}")) is not None}
    assert said == {"a": "A title", "b": "y", "c": "c"}


def test_filter_entries_of_thousands(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = count(monkeypatch, urls, "key")
    entries = [Entry(f"{AT}/post-number-{n}", Method.LISTING, AT) for n in range(1_000)]
    assert len(url_filter.filter_entries(entries, AT)) == 1_000
    assert calls[0] <= 5 * len(entries)


# --- indexes that are read in part


def listing(body: str) -> ListingPage:
    return read_listing(
        page(f"<main><h1>News</h1>{body}</main>", AT), StrategySettings(kind="listing", url=AT)
    )


def reasons(problems: Sequence[Problem]) -> list[object]:
    assert {problem.code for problem in problems} <= {ProblemCode.INDEX_CUT}
    return [problem.detail["reason"] for problem in problems]


@pytest.mark.parametrize(
    ("limit", "reason"), [("MOST_LINKS", CutReason.LINKS), ("MOST_NODES", CutReason.ELEMENTS)]
)
def test_a_page_with_too_much_on_it_says_so(
    monkeypatch: pytest.MonkeyPatch, limit: str, reason: CutReason
) -> None:
    rows = "".join(ROWS["bare"].format(n=n) for n in range(40))
    whole = listing(rows)
    assert (len(whole.entries), whole.cut) == (40, ())
    for module in (outline, listing_page):
        monkeypatch.setattr(module, limit, 30)
    part = listing(rows)
    assert reasons(part.cut) == [reason]
    assert part.entries == whole.entries[: len(part.entries)]
    result = run_crawl({AT: f"<main><h1>News</h1>{rows}</main>"}, AT)
    assert [step.problem.code for step in result.broken] == [ProblemCode.INDEX_CUT]


def test_a_page_that_is_nested_too_deeply_says_so() -> None:
    assert reasons(listing("<div>" * 600 + ROWS["bare"].format(n=1)).cut) == [CutReason.DEPTH]


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_a_feed_of_too_many_posts_says_so(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    items = [f"{AT}/post-{n}" for n in range(5)]
    body = {
        "rss": f"<rss><channel>{''.join(f'<item><link>{u}</link></item>' for u in items)}</channel></rss>",
        "atom": f"<feed>{''.join(f'<entry><link href={u!r}/></entry>' for u in items)}</feed>",
        "json": json.dumps({"version": JSON_FEED, "items": [{"url": u} for u in items]}),
    }[kind]
    assert not read_feed(page(body, AT)).cut
    monkeypatch.setattr(feed, "MOST_ITEMS", 3)
    cut = read_feed(page(body, AT))
    assert ([entry.url for entry in cut.entries], cut.cut) == (items[:3], CutReason.POSTS)
    (step,) = run_crawl({AT: body}, AT, discover={"kind": "feed", "url": AT}).broken
    assert (reasons([step.problem]), step.gap) == ([CutReason.POSTS], False)


@pytest.mark.parametrize("kind", ["xml", "text"])
def test_a_sitemap_of_too_many_addresses_says_so(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    items = [f"{AT}/a-long-name-here-{n}" for n in range(5)]
    at = "https://www.cluster.example/sitemap.xml"
    locations = "".join(f"<url><loc>{u}</loc></url>" for u in items)
    body = f"<urlset>{locations}</urlset>" if kind == "xml" else "\n".join(items)
    assert not read_sitemap(page(body, at)).cut
    monkeypatch.setattr(sitemap, "MAX_URLS", 3)
    assert len(read_sitemap(page(body, at)).entries) == 3
    (step,) = run_crawl({at: body}, at, discover={"kind": "sitemap", "url": at}).broken
    assert reasons([step.problem]) == [CutReason.ADDRESSES]


# --- elements within each other


@pytest.mark.parametrize("tag", ["div", "section", "ul><li", "table><tr><td", "div class=pager"])
def test_no_text_is_built_for_each_element_around_it(monkeypatch: pytest.MonkeyPatch, tag: str) -> None:
    built: list[int] = []
    real = outline.Outline.text

    def text(self: outline.Outline, node: html_tree.Node, most: int, separator: str = " ") -> str | None:
        found = real(self, node, most, separator)
        built.append(len(found or ""))
        return found

    monkeypatch.setattr(outline.Outline, "text", text)
    monkeypatch.setattr(outline, "_MOST_AGAIN", 0)  # it allows for pages that are nested a little
    sums = []
    for number in (50, 200):
        built.clear()
        listing(
            "".join(f'<{tag}><a href="/news/post-{n}">Announcement {n} of us</a> text' for n in range(number))
        )
        sums.append(sum(built))
    assert sums[1] <= 5 * sums[0], sums


def test_texts_for_screen_readers_within_each_other_are_removed_once() -> None:
    tree = prepare(
        "<p id=a>A title <b class=sr-only>Opens <i class=sr-only>here <u class=sr-only>x</u></i></b></p>"
    )
    assert tree.body is not None
    assert tree.body.text().strip() == "A title"


def test_styles_that_are_not_closed_are_not_opened_for_ever() -> None:
    tree = html_tree.parse("".join(f"<p><font color={n}>text" for n in range(2_000)))
    assert len(tree.css("font")) < 2_000 * 110
