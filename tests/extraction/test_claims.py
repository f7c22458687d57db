"""What a page declares: which elements and fields are read, and the weight of each claim."""

from __future__ import annotations

import json

from clusterwatch.extraction.declared.element_index import index_elements
from clusterwatch.extraction.page import PageView
from clusterwatch.html_tree import parse
from tests.tables import each

URL = "https://lumen.example/news/light"
DAY = "2026-05-04"
Said = tuple[str, str, float]  # field, text, weight


def said(head: str, body: str = "") -> list[Said]:
    """The claims of a page. The default weight of a claim is 1.0."""
    view = PageView(f"<html><head>{head}</head><body>{body}</body></html>", URL)
    return [(claim.field, claim.raw, round(claim.weight, 3)) for claim in view.claims.claims]


def script(**item: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **item})}</script>'


@each(
    ("name", "field", "weight"),
    [
        ("og:title", "title", 1.0),
        ("twitter:title", "title", 0.8),
        ("DC.title", "title", 0.7),
        ("dcterms.title", "title", 0.7),
        ("citation_title", "title", 0.9),
        ("parsely-title", "title", 0.9),
        ("sailthru.title", "title", 0.8),
        ("headline", "title", 0.9),
        ("title", "title", 0.5),
        ("og:url", "address", 1.0),
        ("og:site_name", "site", 1.0),
        ("og:locale", "language", 1.0),
        ("article:published_time", "published", 1.0),
        ("publish-date", "published", 1.0),
        ("pubdate", "published", 1.0),
        ("DC.date.issued", "published", 1.0),
        ("date", "published", 0.6),
        ("dcterms.created", "published", 0.6),
        ("article:modified_time", "modified", 0.9),
        ("expiration_date", None, 0.0),
        ("event_date", None, 0.0),
        ("mandated", None, 0.0),
    ],
)
def test_names_of_metadata(name: str, field: str | None, weight: float) -> None:
    expected = [(field, DAY, weight)] if field else []
    assert said(f'<meta property="{name}" content=" {DAY} ">') == expected
    assert said(f'<meta name=" {name} " content="{DAY}">') == expected


@each(
    ("content", "is_date"),
    [(DAY, True), (DAY.ljust(60, "x"), True), (DAY.ljust(61, "x"), False), ("in May", False), ("", False)],
)
def test_a_date_in_metadata_is_short(content: str, is_date: bool) -> None:
    assert said(f'<meta name="date" content="{content}">') == [("published", content, 0.6)] * is_date


def test_a_text_in_metadata_is_cut() -> None:
    assert said(f'<meta name="title" content="{"x" * 1001}">') == [("title", "x" * 1000, 0.5)]


def test_other_properties_of_metadata_are_read_as_names() -> None:
    assert said(f'<meta itemprop="dateUpdate" content="{DAY}">') == [("modified", DAY, 0.9)]
    assert said(f'<meta itemprop="datePublished" content="{DAY}">') == [("published", DAY, 0.9)]
    assert said(f'<meta content="{DAY}">') == []


@each(
    ("item", "claims"),
    [
        ({"headline": "Light"}, [("title", "Light", 1.0)]),
        ({"name": "Light"}, [("title", "Light", 1.0)]),
        ({"headline": "Light", "name": "Lumen"}, [("title", "Light", 1.0)]),
        ({"datePublished": DAY}, [("published", DAY, 1.0)]),
        ({"uploadDate": DAY}, [("published", DAY, 1.0)]),
        ({"dateCreated": DAY}, [("published", DAY, 0.6)]),
        ({"dateModified": DAY}, [("modified", DAY, 1.0)]),
        ({"articleBody": "Light"}, [("body", "Light", 1.0)]),
        ({"inLanguage": "en"}, [("language", "en", 1.0)]),
        ({"publisher": {"name": "Lumen"}}, [("site", "Lumen", 1.0)]),
        ({"publisher": "Lumen"}, []),
        ({"publisher": {"name": ""}}, []),
        ({"datePublished": True}, []),
        ({"headline": " "}, []),
        # kinds
        ({"@type": "BlogPosting", "headline": "Light"}, [("title", "Light", 1.0)]),
        ({"@type": "Report", "headline": "Light"}, [("title", "Light", 1.0)]),
        ({"@type": "WebPage", "name": "Light"}, [("title", "Light", 0.6)]),
        ({"@type": ["NewsArticle", "WebPage"], "name": "Light"}, [("title", "Light", 1.0)]),
        ({"@type": "WebPage", "datePublished": DAY}, [("published", DAY, 0.5)]),
        ({"@type": "Recipe", "name": "Light"}, [("title", "Light", 0.5)]),
        ({"@type": "Event", "name": "Light"}, [("title", "Light", 0.5)]),
        ({"@type": "VideoObject", "name": "Light"}, [("title", "Light", 0.5)]),
        # the address of the object
        ({"headline": "Light", "url": URL}, [("title", "Light", 1.0)]),
        ({"headline": "Light", "url": "/news/other"}, [("title", "Light", 0.6)]),
        ({"headline": "Light", "mainEntityOfPage": {"@id": "/news/other"}}, [("title", "Light", 0.6)]),
        ({"headline": "Light", "mainEntityOfPage": {"url": "/news/other"}}, [("title", "Light", 0.6)]),
        ({"headline": "Light", "@id": "/news/other#article"}, [("title", "Light", 1.0)]),
        ({"headline": "Light", "url": "other"}, [("title", "Light", 1.0)]),
        ({"headline": "Light", "url": 7}, [("title", "Light", 1.0)]),
    ],
)  # fmt: skip
def test_objects_of_json_ld(item: dict[str, object], claims: list[Said]) -> None:
    assert said(script(**item)) == claims


def test_the_address_of_a_page_without_a_host_is_compared_as_it_is() -> None:
    view = PageView(script(headline="Light", url="https://lumen.example/a"), "")
    assert [claim.weight for claim in view.claims.claims] == [1.0]


@each(
    ("markup", "claims"),
    [
        (f'<time itemprop="datePublished" datetime="{DAY}">May</time>', [("published", DAY, 0.9)]),
        (f'<b itemprop="dateCreated">{DAY}</b>', [("published", DAY, 0.6)]),
        (f'<b itemprop="dateModified" title="{DAY}">May</b>', [("modified", DAY, 0.9)]),
        (f'<b itemprop="dateModified" title="May">{DAY}</b>', [("modified", DAY, 0.9)]),
        ('<b itemprop="headline">Light</b>', [("title", "Light", 0.8)]),
        ('<b itemprop="headline"><i>Light</i> for all</b>', [("title", "Light for all", 0.8)]),
        (f'<b itemprop="dateUpdate" content="{DAY}"></b>', []),  # no `<meta>`
        (f'<b itemprop="headline">{"x" * 501}</b>', [("title", "x" * 500, 0.8)]),
        (f'<b itemprop="name">{"x" * 501}</b>', []),
        (f'<b itemprop="dateCreated">{DAY}</b><b itemprop="datePublished">2026-05-05</b>',
         [("published", DAY, 0.15), ("published", "2026-05-05", 0.225)]),
        (f'<b itemprop="dateCreated">{DAY}</b><b itemprop="headline">Light</b>',
         [("published", DAY, 0.6), ("title", "Light", 0.8)]),
        (f'<b itemprop="dateCreated">{DAY}</b><b itemprop="headline">A</b><b itemprop="headline">B</b>',
         [("published", DAY, 0.6), ("title", "A", 0.2), ("title", "B", 0.2)]),
        (f'<article><h2><a href="">B</a></h2><b class="published">{DAY}</b></article>', [("published", DAY, 0.7)]),
        (f'<b class="published">{DAY}</b>', [("published", DAY, 0.7)]),
        (f'<b class="updated">{DAY}</b>', [("modified", DAY, 0.7)]),
        ('<b class="published">4.5.26</b>', [("published", "4.5.26", 0.7)]),
        ('<b class="published">4.5.2</b>', []),
        (f'<b class="published">{DAY.ljust(60, "x")}</b>', [("published", DAY.ljust(60, "x"), 0.7)]),
        (f'<b class="published">{DAY.ljust(61, "x")}</b>', []),
        ('<b class="published">in May of the year</b>', []),
        (f'<article><h2><a href="/b">B</a></h2><b class="published">{DAY}</b></article>', []),
        (f'<article><h2><a href="/b">B</a></h2><b itemprop="dateCreated">{DAY}</b></article>', []),
        (f'<article><h2><a href="{URL}">B</a></h2><b class="published">{DAY}</b></article>', [("published", DAY, 0.7)]),
        (f'<article><h2><a href="#b">B</a></h2><b class="published">{DAY}</b></article>', [("published", DAY, 0.7)]),
        (f'<article><h1>A</h1><h2><a href="/b">B</a></h2><b class="published">{DAY}</b></article>',
         [("published", DAY, 0.7)]),
        (f'<article><h2>B</h2><a href="/b">B</a><b class="published">{DAY}</b></article>', [("published", DAY, 0.7)]),
    ],
)  # fmt: skip
def test_microdata_and_microformats(markup: str, claims: list[Said]) -> None:
    assert said("", markup) == claims


@each(
    ("markup", "claims"),
    [
        ('<html lang="fr">', [("language", "fr", 0.5)]),
        ('<html xml:lang="fr">', [("language", "fr", 0.5)]),
        ('<link rel="Canonical" href="/a">', [("address", "/a", 1.0)]),
        ('<link rel="canonical">', []),
        ('<link rel="next" href="/a">', []),
        ('<link rel="canonical" href="/a">' * 301, [("address", "/a", 1.0)] * 300),
    ],
)
def test_language_and_address(markup: str, claims: list[Said]) -> None:
    view = PageView(markup, URL)
    assert [(claim.field, claim.raw, claim.weight) for claim in view.claims.claims] == claims


def test_the_first_headings_of_a_page_and_its_title() -> None:
    view = PageView(
        "<title>A\n b</title><title>C</title><h1></h1>" + "".join(f"<h1>{n}</h1>" for n in range(5)), URL
    )
    assert view.claims.title == "A b"
    assert [heading.text for heading in view.claims.headings] == ["0", "1", "2"]  # of the first four


@each(("tag", "is_protected"), [("form", True), ("div", False)])
def test_the_form_for_the_password_of_a_post(tag: str, is_protected: bool) -> None:
    assert PageView(f"<{tag} class='post-password-form'></{tag}>", URL).claims.protected is is_protected


def test_the_evidence_names_the_property_of_microdata() -> None:
    view = PageView(f'<b itemprop="DATEPUBLISHED">{DAY}</b>', URL)
    assert [claim.where for claim in view.claims.claims] == ["[itemprop=datePublished]"]


@each(
    ("markup", "count"),
    [
        ('<h2>Light <a href="#a">#</a></h2>', 1),
        ('<h2>Light <b><a itemprop="url" href="#a">#</a></b></h2><h3><a href="#b">#</a></h3>', 2),
        ('<h2>Light <b><a href="#a">#</a></b></h2>', 1),
        ('<h2>Light <a itemprop="url" href="/a">#</a></h2>', 0),
        ('<p>Light <a itemprop="url" href="#a">#</a></p>', 0),
    ],
)
def test_links_in_headings(markup: str, count: int) -> None:
    assert len(index_elements(parse(markup)).links_in_headings) == count


def test_links_begin_at_the_first_base_of_the_page() -> None:
    view = PageView('<base target="_top"><base href="/a/"><base href="/b/"><a href="c">Light</a>', URL)
    link = view.links.anchor(view.document.css("a")[0])
    assert link is not None
    assert link.url == "https://lumen.example/a/c"
