"""Sitemaps: sets, indexes, gzip, news, and which of their addresses look like posts."""

# ruff: noqa: E501 - a row of a table is a line

from __future__ import annotations

import gzip
import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusterwatch.discovery.strategies import sitemap
from clusterwatch.discovery.strategies.sitemap import is_sitemap, pattern, read_sitemap
from clusterwatch.errors import BadStatus, NothingFound
from clusterwatch.models import CutReason, Entry, Method, Problem, ProblemCode
from tests.discovery.fakeweb import Answer, page, run_crawl
from tests.discovery.sitemap_shapes import SHAPES, Row, Shape
from tests.discovery.sitemap_shapes import SITE as BIO
from tests.tables import each

SITE = "https://www.cluster.example"
MAP = f"{SITE}/sitemap.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'


def urlset(*lines: str) -> str:
    return HEAD + "".join(f"<url>{line}</url>" for line in lines) + "</urlset>"


def loc(path: str, lastmod: str = "") -> str:
    return f"<loc>{SITE}{path}</loc>" + (f"<lastmod>{lastmod}</lastmod>" if lastmod else "")


def index(*names: str) -> str:
    rows = "".join(f"<sitemap>{loc('/' + n, f'2026-01-{i + 10}')}</sitemap>" for i, n in enumerate(names))
    return f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'


def paths(body: str | bytes, match: str | None = None, url: str = MAP) -> list[str]:
    return [e.url.removeprefix(SITE) for e in read_sitemap(page(body, url), match).entries]


def test_newest_change_first_and_never_a_publication_date() -> None:
    body = urlset(
        loc("/news/a-1", "2026-01-02"), loc("/news/b-2", "2026-03-02T10:00:00+01:00"), loc("/news/c-3")
    )
    entries = read_sitemap(page(body, MAP)).entries
    assert [e.url[-3:] for e in entries] == ["b-2", "a-1", "c-3"]
    assert entries[0].updated == "2026-03-02T10:00:00+01:00"
    assert all(e.published is None for e in entries)


def test_addresses_that_look_like_posts() -> None:
    lines = ["/", "/contact", "/about-us", "/news/", "/news/hall-opens", "/actualites/le-hall-ouvre", "/tag/lasers",
             "/category/press", "/2026/01/12/hall-opens", "/members/firm-one", "/products/pump", "/events/forum",
             "/files/report.pdf", "/legal-notice", "/news/page/2"]  # fmt: skip
    assert sorted(paths(urlset(*(loc(p) for p in lines)))) == [
        "/2026/01/12/hall-opens",
        "/actualites/le-hall-ouvre",
        "/news/hall-opens",
    ]


def test_long_names_where_no_word_for_news_helps() -> None:
    lines = ["/", "/team", "/services", "/the-new-hall-opens-in-may", "/twelve-firms-join-the-network"]
    assert paths(urlset(*(loc(p) for p in lines))) == lines[3:]


def test_match_is_the_persons() -> None:
    body = urlset(loc("/a/one"), loc("/b/two"), loc("/b/three"))
    assert paths(body, r"/b/") == ["/b/two", "/b/three"]


@each(
    "body",
    [
        urlset("<loc><![CDATA[" + SITE + "/news/a-1]]></loc>"),
        urlset(f"\n  <loc>\n {SITE}/news/a-1\n </loc>\n"),
        urlset(loc("/news/a-1") + '<image:image><image:loc>https://x.test/i.jpg</image:loc></image:image>'),
        urlset('<image:image><image:loc>https://x.test/i.jpg</image:loc></image:image>' + loc("/news/a-1")),
        urlset(f'<xhtml:link rel="alternate" hreflang="fr" href="{SITE}/fr/x"/>' + loc("/news/a-1")),
        urlset(loc("/news/a-1")).replace("</urlset>", ""),
        urlset(loc("/news/a-1")).replace("</url>", ""),
        "<!-- made by a machine -->\n" + urlset(loc("/news/a-1")),
        urlset(loc("/news/a-1")).replace("<url>", "<sm:url>").replace("</url>", "</sm:url>").replace("<loc>", "<sm:loc>").replace("<urlset", "<sm:urlset"),
        f"{SITE}/news/a-1\n{SITE}/contact\n",
        gzip.compress(urlset(loc("/news/a-1")).encode()),
        gzip.compress(urlset(loc("/news/a-1"), *(loc(f"/pages/p-{n}") for n in range(500))).encode())[:-40],
    ],
)  # fmt: skip
def test_odd_files(body: str | bytes) -> None:
    assert paths(body)[:1] == ["/news/a-1"]


def test_news_sitemap() -> None:
    line = (
        loc("/hall", "2026-03-05")
        + "<news:news><news:publication><news:name>N</news:name><news:language>fr</news:language></news:publication>"
        "<news:publication_date>2026-03-04T08:00:00Z</news:publication_date><news:title>Le hall &amp; la mer</news:title></news:news>"
    )
    (entry,) = read_sitemap(page(urlset(line), MAP)).entries
    assert (entry.title, entry.published, entry.language) == (
        "Le hall & la mer",
        "2026-03-04T08:00:00Z",
        "fr",
    )


@each(
    ("names", "kept"),
    [
        (["post-sitemap.xml", "page-sitemap.xml", "category-sitemap.xml", "author-sitemap.xml"], ["post-sitemap.xml"]),
        (["wp-sitemap-posts-post-1.xml", "wp-sitemap-posts-page-1.xml", "wp-sitemap-taxonomies-category-1.xml",
          "wp-sitemap-users-1.xml"], ["wp-sitemap-posts-post-1.xml"]),
        (["sitemap-pt-post-2026-01.xml", "sitemap-pt-page-2026-01.xml", "sitemap-misc.xml"], ["sitemap-pt-post-2026-01.xml"]),
        (["actualites-sitemap.xml", "produits-sitemap.xml", "adherent.xml"], ["actualites-sitemap.xml"]),
        (["sitemap.xml?page=1", "sitemap.xml?page=2"], ["sitemap.xml?page=2", "sitemap.xml?page=1"]),
        (["sitemap-1.xml.gz", "tribe_events-sitemap.xml"], ["sitemap-1.xml.gz"]),
        (["aktuality-sitemap.xml", "podujatia-sitemap.xml", "clenovia-sitemap.xml", "produkty-sitemap.xml"], ["aktuality-sitemap.xml"]),
        (["uutinen-sitemap.xml", "jasenet-sitemap.xml", "kategoria-sitemap.xml"], ["uutinen-sitemap.xml"]),
        (["naslagwerk.xml", "evenementen.xml", "vacatures.xml"], ["naslagwerk.xml"]),
        (["members-news.xml", "members.xml"], ["members-news.xml"]),
        (["post-sitemap.xml", "post-sitemap2.xml", "product-sitemap.xml"], ["post-sitemap2.xml", "post-sitemap.xml"]),
    ],
)  # fmt: skip
def test_children_of_an_index(names: list[str], kept: list[str]) -> None:
    assert [u.removeprefix(SITE + "/") for u in read_sitemap(page(index(*names), MAP)).children] == kept


@each("body", ["", "<html><body>x</body></html>", "words", "{}", b"\x1f\x8bbroken"])
def test_documents_that_are_not_sitemaps(body: str | bytes) -> None:
    assert not is_sitemap(page(body, MAP))
    with pytest.raises(NothingFound):
        read_sitemap(page(body, MAP))


def test_caps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MAX_URLS", 10)
    assert read_sitemap(page(urlset(*(loc(f"/news/p-{n}") for n in range(50))), MAP)).raw == 10
    monkeypatch.setattr(sitemap, "MAX_BYTES", 2000)
    bomb = gzip.compress(HEAD.encode() + b" " * 5_000_000 + urlset(loc("/news/a-1")).encode())
    assert paths(bomb) == []


def test_the_limits_are_those_of_the_protocol() -> None:
    """50 MB and 50,000 addresses: https://www.sitemaps.org/protocol.html#index"""
    assert (sitemap.MAX_BYTES, sitemap.MAX_URLS) == (50 * 1024 * 1024, 50_000)


def test_an_entry_that_is_only_a_word() -> None:
    assert paths(HEAD + f"<url>sitemap</url><url>{loc('/news/a-1')}</url></urlset>") == ["/news/a-1"]


@each(("more", "cut"), [(0, None), (1, CutReason.END)])
def test_a_file_of_the_largest_size_is_whole(more: int, cut: CutReason | None) -> None:
    body = urlset(loc("/news/a-1")).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sitemap, "MAX_BYTES", len(body) - more)
        assert read_sitemap(page(body, MAP)).cut is cut


@given(st.binary(max_size=300))
def test_any_bytes(raw: bytes) -> None:
    entries = read_sitemap(page(HEAD.encode() + b"<url><loc>" + raw, MAP)).entries
    assert all(entry.url.startswith("http") for entry in entries)


def walk_web() -> dict[str, Answer]:
    return {
        f"{SITE}/robots.txt": f"User-agent: *\nDisallow:\nSitemap: {SITE}/maps/index.xml\n",
        f"{SITE}/maps/index.xml": index("maps/post-1.xml", "maps/post-2.xml", "maps/page-1.xml"),
        f"{SITE}/maps/post-1.xml": urlset(*(loc(f"/news/old-{n}", "2025-01-01") for n in range(5))),
        f"{SITE}/maps/post-2.xml": gzip.compress(
            urlset(*(loc(f"/news/new-{n}", "2026-01-01") for n in range(5))).encode()
        ),
    }


def test_walk_finds_the_sitemap_in_robots() -> None:
    result = run_crawl(walk_web(), f"{SITE}/news", discover=[{"kind": "sitemap"}])
    assert result.requested == [
        f"{SITE}/robots.txt",
        f"{SITE}/maps/index.xml",
        f"{SITE}/maps/post-2.xml",
        f"{SITE}/maps/post-1.xml",
    ]
    assert len(result.urls) == 10


def test_a_walk_ends_with_a_file_of_known_posts() -> None:
    known = [f"{SITE}/news/new-{n}" for n in range(5)]
    assert len(run_crawl(walk_web(), f"{SITE}/news", known, discover=[{"kind": "sitemap"}]).requested) == 3
    assert (
        len(run_crawl(walk_web(), f"{SITE}/news", known[1:], discover=[{"kind": "sitemap"}]).requested) == 4
    )
    assert (
        len(
            run_crawl(
                walk_web(), f"{SITE}/news", known, discover=[{"kind": "sitemap"}], backfill=True
            ).requested
        )
        == 4
    )


@each(("status", "posts"), [(404, 1), (503, 0)])
def test_the_next_sitemap_is_read_if_one_is_gone(status: int, posts: int) -> None:
    web: dict[str, Answer] = {
        f"{SITE}/robots.txt": f"Sitemap: {SITE}/a.xml\nSitemap: {SITE}/b.xml\n",
        f"{SITE}/a.xml": status,
        f"{SITE}/b.xml": urlset(loc("/news/a-1")),
    }
    assert len(run_crawl(web, f"{SITE}/news", discover=[{"kind": "sitemap"}]).urls) == posts


def test_a_sitemap_on_the_host_of_the_site_is_read_first() -> None:
    web: dict[str, Answer] = {
        f"{SITE}/robots.txt": f"Sitemap: {ELSEWHERE}/a.xml\nSitemap: {SITE}/b.xml\n",
        f"{SITE}/b.xml": urlset(loc("/news/a-1")),
    }
    result = run_crawl(web, f"{SITE}/news", discover=[{"kind": "sitemap"}])
    assert result.requested == [f"{SITE}/robots.txt", f"{SITE}/b.xml"]


def test_walk_without_what_matches() -> None:
    web: dict[str, Answer] = {MAP: urlset(loc("/news/a-1"), loc("/news/b-1"))}
    error = run_crawl(web, SITE, discover=[{"kind": "sitemap", "url": MAP, "match": "/presse/"}]).error
    assert isinstance(error, NothingFound)
    assert error.problem == Problem(
        ProblemCode.INDEX_EMPTY, url=MAP, detail={"kind": "sitemap", "match": "/presse/", "addresses": 2}
    )
    assert isinstance(run_crawl({}, SITE, discover=[{"kind": "sitemap", "url": MAP}]).error, BadStatus)
    assert run_crawl({MAP: 304}, SITE, discover=[{"kind": "sitemap", "url": MAP}]).error is None


ELSEWHERE = "https://cdn.host.example"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"{SITE}/news/a-1\n# a remark\n{SITE}/news/b-2\n", id="a remark in a text file"),
        pytest.param(f"\ufeff{SITE}/news/a-1\r\n/news/c-3\r\n{SITE}/news/b-2", id="a path in a text file"),
        pytest.param(
            urlset(loc("/news/a-1"), loc("/news/b-2")).replace(
                "<url>", "<!-- <url><loc>x</loc></url> --><url>"
            ),
            id="comments between addresses",
        ),
        pytest.param(
            urlset(loc("/news/a-1"), f"<!-- {loc('/news/c-3')} -->{loc('/news/b-2')}"),
            id="an address in a comment",
        ),
        pytest.param(
            HEAD.replace("<urlset", f"<!-- {'x' * 6000} --><urlset")
            + f"<url>{loc('/news/a-1')}</url><url>{loc('/news/b-2')}</url></urlset>",
            id="a comment of 6 KB first",
        ),
        pytest.param(
            urlset(loc("/news/a-1"), loc("/news/b-2")).replace("</urlset>", f"<url><loc>{SITE}/news/c"),
            id="an address that is cut",
        ),
        pytest.param(
            urlset(loc("/news/a-1"), f"<loc>\n  <![CDATA[{SITE}/news/b-2]]>\n</loc>"), id="a CDATA section"
        ),
        pytest.param(
            gzip.compress(HEAD.encode() + f"<url>{loc('/news/a-1')}</url>".encode())
            + gzip.compress(f"<url>{loc('/news/b-2')}</url></urlset>".encode()),
            id="two members of gzip",
        ),
        pytest.param(
            gzip.compress(urlset(loc("/news/a-1"), loc("/news/b-2")).encode()) + b"\0\0",
            id="zeros after gzip",
        ),
        pytest.param(
            f"<rss version='2.0'><channel><link>{SITE}/</link><item><title>A</title><link>{SITE}/news/a-1</link></item>"
            f"<item><title>B</title><link>{SITE}/news/b-2</link></item></channel></rss>",
            id="a feed",
        ),
    ],
)
def test_two_posts_however_they_are_written(body: str | bytes) -> None:
    assert sorted(paths(body)) == ["/news/a-1", "/news/b-2"]


@each(
    ("body", "cut"),
    [
        (urlset(loc("/news/a-1")), None),
        (urlset(loc("/news/a-1")) + "\n<!-- made in 0.1 s -->\n", None),
        (urlset(loc("/news/a-1")).removesuffix("</urlset>"), CutReason.END),
        (index("a.xml").removesuffix("</sitemapindex>"), CutReason.END),
        (
            gzip.compress(urlset(*(loc(f"/news/{n:x}") for n in range(99, 9000, 97))).encode())[:-40],
            CutReason.END,
        ),
        (
            gzip.compress(urlset(loc("/news/a-1")).encode())[:-1],
            CutReason.END,
        ),  # without the end of its checksum
        (
            gzip.compress(urlset(loc("/news/a-1")).encode()) + gzip.compress(b"more")[:10] + b"\xff" * 20,
            CutReason.END,
        ),
    ],
)
def test_a_file_that_ends_in_the_middle(body: str | bytes, cut: CutReason | None) -> None:
    assert read_sitemap(page(body, MAP)).cut is cut


def test_a_crawl_tells_that_a_file_ends_in_the_middle() -> None:
    result = run_crawl({MAP: urlset(loc("/news/a-1")).removesuffix("</urlset>")}, MAP)
    assert [(b.problem.code, dict(b.problem.detail)) for b in result.broken] == [
        (ProblemCode.INDEX_CUT, {"reason": CutReason.END, "most": None})
    ]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_what_stands_in_a_sitemap(shape: Shape) -> None:
    found = read_sitemap(page(shape.body, f"{BIO}/sitemap.xml"), match="/")
    rows = {Row(e.url.removeprefix(BIO), e.title, e.published, e.updated) for e in found.entries}
    assert rows == set(shape.rows)
    assert tuple(url.removeprefix(BIO) for url in found.children) == shape.children


@pytest.mark.parametrize(
    "shape", [s for s in SHAPES if "text file" not in s.name], ids=lambda shape: shape.name
)
def test_a_sitemap_that_ends_anywhere_has_no_other_addresses(shape: Shape) -> None:
    rows = {(row.path, date) for row in shape.rows for date in (None, row.published, row.updated)}
    for length in range(40, len(shape.body), 37):
        try:
            found = read_sitemap(page(shape.body[:length], f"{BIO}/sitemap.xml"), match="/")
        except NothingFound:
            continue
        assert {(e.url.removeprefix(BIO), e.published or e.updated) for e in found.entries} <= rows
        assert {url.removeprefix(BIO) for url in found.children} <= set(shape.children)


@each("key", ["Sitemap", "Site-map", "SITEMAP ", "site-map"])
def test_names_of_the_line_in_robots(key: str) -> None:
    web = {
        f"{SITE}/robots.txt": f"User-agent: *\n{key}: /maps/all.xml  # all\n",
        f"{SITE}/maps/all.xml": urlset(loc("/news/a-1")),
    }
    assert run_crawl(web, f"{SITE}/news", discover={"kind": "sitemap", "url": SITE}).urls == [
        f"{SITE}/news/a-1"
    ]


def other_host(named: str) -> dict[str, Answer]:
    return {
        f"{SITE}/robots.txt": f"Sitemap: {named}\n" if named else "User-agent: *\n",
        f"{SITE}/sitemap.xml": f"<sitemapindex><sitemap><loc>{ELSEWHERE}/1.xml</loc></sitemap></sitemapindex>",
        f"{ELSEWHERE}/index.xml": f"<sitemapindex><sitemap><loc>{ELSEWHERE}/1.xml</loc></sitemap></sitemapindex>",
        f"{ELSEWHERE}/1.xml": urlset(loc("/news/a-1"), "<loc>https://third.example/news/b-2</loc>"),
    }


@each(
    ("named", "found"),
    [
        (f"{SITE}/sitemap.xml", [f"{SITE}/news/a-1"]),
        (f"{ELSEWHERE}/index.xml", [f"{SITE}/news/a-1"]),
        (f"{ELSEWHERE}/1.xml", [f"{SITE}/news/a-1"]),
        ("", []),  # nobody says that these files are of this site
    ],
)
def test_files_on_another_host(named: str, found: list[str]) -> None:
    result = run_crawl(other_host(named), f"{SITE}/news", discover={"kind": "sitemap", "url": SITE})
    assert result.urls == found


@each(
    ("posts", "taken", "left"),
    [
        (("/p.aspx?id=63", "/p.aspx?id=7"), "/p.aspx?id=1", "/m.aspx?id=1"),
        (("/i.php?v=post&id=1%3Aa", "/i.php?v=post&id=2"), "/i.php?id=9&v=post", "/i.php?v=member&id=9"),
        (("/news/a?id=1", "/news/b?id=2"), "/news/c", "/members/c"),
    ],
)
def test_the_pattern_of_posts(posts: Sequence[str], taken: str, left: str) -> None:
    found = pattern(
        [Entry(f"https://x.example{path}", Method.LISTING, "https://x.example/") for path in posts]
    )
    assert found is not None
    assert re.search(found, f"https://x.example{taken}")
    assert not re.search(found, f"https://x.example{left}")


def test_posts_with_nothing_in_common_have_no_pattern() -> None:
    assert (
        pattern([Entry(f"https://x.example/{n}", Method.LISTING, "https://x.example/") for n in "ab"]) is None
    )
