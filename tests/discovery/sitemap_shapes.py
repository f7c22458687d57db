"""Sitemaps of each make, with what stands in them. `tests/suites` gives them to another parser too."""

# ruff: noqa: E501 - a row of a table is a line

from __future__ import annotations

from dataclasses import dataclass

SITE = "https://www.bio.example"
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
_IMAGE = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:video="http://www.google.com/schemas/sitemap-video/1.1"'


@dataclass(frozen=True, slots=True)
class Row:
    """An address in a sitemap, by its path; dates are the texts that stand there."""

    path: str
    title: str | None = None
    published: str | None = None
    updated: str | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """A sitemap, and what stands in it: addresses, or sitemaps (`children`). `other` says why others read it otherwise."""

    name: str
    body: str
    rows: tuple[Row, ...] = ()
    children: tuple[str, ...] = ()
    other: str = ""


def _set(*urls: str, more: str = "", end: str = "</urlset>") -> str:
    return f"{_XML}<urlset {_SPACE} {more}>" + "".join(f"\n<url>{url}</url>" for url in urls) + end


def _loc(path: str) -> str:
    return f"<loc>{SITE}{path}</loc>"


def _news(title: str, when: str = "2024-02-29T08:30+01:00") -> str:
    about = "<news:publication><news:name>Bio</news:name><news:language>da</news:language></news:publication>"
    return f"<news:news>{about}<news:publication_date>{when}</news:publication_date><news:title>{title}</news:title></news:news>"


def _index(*names: str) -> str:
    rows = "".join(
        f"<sitemap><loc>{name}</loc><lastmod>2024-01-0{i + 1}</lastmod></sitemap>"
        for i, name in enumerate(names)
    )
    return f"{_XML}<sitemapindex {_SPACE}>{rows}</sitemapindex>"


_TWO = (Row("/nyt/tang"), Row("/nyt/alger"))
_DATED = Row("/nyt/tang", updated="2024-02-29")
SHAPES = (
    Shape("plain", _set(_loc("/nyt/tang"), _loc("/nyt/alger")), _TWO),
    Shape("without a declaration", _set(_loc("/nyt/tang"), _loc("/nyt/alger")).removeprefix(_XML), _TWO),
    Shape("a byte order mark", "\ufeff" + _set(_loc("/nyt/tang"), _loc("/nyt/alger")), _TWO),
    Shape("empty lines first", "\n\n  " + _set(_loc("/nyt/tang"), _loc("/nyt/alger")), _TWO, other="empty lines before the declaration are no error"),
    Shape("a style sheet", _set(_loc("/nyt/tang"), _loc("/nyt/alger")).replace("\n<urlset", "\n<?xml-stylesheet type='text/xsl' href='/s.xsl'?><urlset"), _TWO),
    Shape("a prefix", _set(_loc("/nyt/tang"), _loc("/nyt/alger")).replace("</", "</sm:").replace("<u", "<sm:u").replace("<l", "<sm:l").replace("xmlns=", "xmlns:sm="), _TWO),
    Shape("white space in the address", _set(f"<loc>\n   {SITE}/nyt/tang\t</loc>"), (Row("/nyt/tang"),)),
    Shape("an address in CDATA", _set(f"<loc><![CDATA[{SITE}/nyt/tang?a=1&b=2]]></loc>"), (Row("/nyt/tang?a=1&b=2"),)),
    Shape("an escaped address", _set(_loc("/nyt/tang?a=1&amp;b=2")), (Row("/nyt/tang?a=1&b=2"),)),
    Shape("the same address twice", _set(_loc("/nyt/tang"), _loc("/nyt/tang")), (Row("/nyt/tang"),)),
    Shape("lastmod", _set(_loc("/nyt/tang") + "<lastmod>2024-02-29</lastmod>"), (_DATED,)),
    Shape("lastmod first", _set("<lastmod>2024-02-29</lastmod>" + _loc("/nyt/tang")), (_DATED,)),
    Shape("an empty lastmod", _set(_loc("/nyt/tang") + "<lastmod/>", _loc("/nyt/alger") + "<lastmod></lastmod>"), _TWO),
    Shape("odd frequency and priority", _set(_loc("/nyt/tang") + "<lastmod>2024-02-29</lastmod><changefreq>now and then</changefreq><priority>7</priority>"), (_DATED,)),
    Shape(
        "news",
        _set(_loc("/nyt/tang") + _news("Tang &amp; tare"), _loc("/nyt/alger") + _news("<![CDATA[Alger på <land>]]>", "2024-03-01"), more=_NEWS),
        (Row("/nyt/tang", "Tang & tare", "2024-02-29T08:30+01:00"), Row("/nyt/alger", "Alger på <land>", "2024-03-01")),
    ),
    Shape(
        "pictures and films",
        _set(
            f"<image:image><image:loc>{SITE}/tang.jpg</image:loc><image:title>Tang</image:title></image:image>" + _loc("/nyt/tang")
            + f"<video:video><video:content_loc>{SITE}/tang.mp4</video:content_loc><video:publication_date>2001-01-01</video:publication_date></video:video>",
            _loc("/nyt/alger"), more=_IMAGE,
        ),
        _TWO,
    ),
    Shape("translations", _set(_loc("/nyt/tang") + f'<xhtml:link rel="alternate" hreflang="en" href="{SITE}/en/seaweed"/>', _loc("/nyt/alger"), more='xmlns:xhtml="http://www.w3.org/1999/xhtml"'), _TWO),
    Shape("an empty set", _set()),
    Shape("no end", _set(_loc("/nyt/tang"), _loc("/nyt/alger"), end=""), _TWO),
    Shape("cut in an address", _set(_loc("/nyt/tang"), _loc("/nyt/alger"), end=f"<url><loc>{SITE}/nyt/mu"), _TWO),
    Shape("cut after an address", _set(_loc("/nyt/tang"), end=f"<url>{_loc('/nyt/alger')}<lastmod>2024-02"), _TWO, other="an address that is whole counts, though the file ends after it"),
    Shape("addresses that are none", _set("<loc></loc>", "<loc>mailto:bio@bio.example</loc>", "<loc>nyt</loc>", _loc("/nyt/tang")), (Row("/nyt", ), Row("/nyt/tang")), other="a relative address is joined"),
    Shape("texts declared in the document type", _set(_loc("/nyt/tang")).replace("<urlset", '<!DOCTYPE urlset [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]><urlset', 1), (Row("/nyt/tang"),), other="a document type does no harm: it is not read"),
    Shape("an index", _index(f"{SITE}/a.xml", f"  {SITE}/b.xml "), children=("/b.xml", "/a.xml")),
    Shape("an index that ends early", _index(f"{SITE}/a.xml").replace("</sitemapindex>", f"<sitemap><loc>{SITE}/b"), children=("/a.xml",)),
    Shape("a text file", f"{SITE}/nyt/tang\r\n\r\n   {SITE}/nyt/alger\n", _TWO),
    Shape("a text file with remarks", f"{SITE}/nyt/tang\n# these are all\n{SITE}/nyt/alger\n", _TWO),
    Shape(
        "RSS 2.0",
        f"{_XML}<rss version='2.0'><channel><title>Bio</title><link>{SITE}/</link><item><title>Tang</title><link>{SITE}/nyt/tang</link>"
        "<pubDate>Thu, 29 Feb 2024 08:30:00 +0100</pubDate></item></channel></rss>",
        (Row("/nyt/tang", "Tang", "Thu, 29 Feb 2024 08:30:00 +0100"),),
    ),
    Shape(
        "Atom 0.3",
        f'{_XML}<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>Tang</title><link rel="alternate" type="text/html" href="{SITE}/nyt/tang"/>'
        "<issued>2024-02-29T07:30:00Z</issued></entry></feed>",
        (Row("/nyt/tang", "Tang", "2024-02-29T07:30:00Z"),),
    ),
    Shape(
        "Atom 1.0",
        f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Tang</title><link href="{SITE}/nyt/tang"/><link rel="edit" href="{SITE}/edit/1"/>'
        "<id>urn:x:1</id><published>2024-02-29T07:30:00Z</published></entry></feed>",
        (Row("/nyt/tang", "Tang", "2024-02-29T07:30:00Z"),),
    ),
)  # fmt: skip
