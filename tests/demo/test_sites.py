"""Tests of the demo sites over HTTP: they answer like the systems that they imitate."""

from __future__ import annotations

import json
import socket
import urllib.error
import urllib.request
import urllib.robotparser
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from email.message import Message
from email.utils import format_datetime, parsedate_to_datetime
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

import pytest

from clusterwatch import html_tree, read_facts
from clusterwatch.config import load_sources
from clusterwatch.demo import DemoSites, Expected, serve
from clusterwatch.demo.posts import load
from clusterwatch.text import words
from tests.tables import each

COUNTS = {"lumerance": 8, "nordmark": 10, "almazul": 12, "podhorsko": 18}
NEWS = {
    "lumerance": "/fre/les-articles",
    "nordmark": "/aktuelles/",
    "almazul": "/noticias/",
    "podhorsko": "/aktuality",
}
BODY = {
    "lumerance": ".texte",
    "nordmark": ".artikeltext",
    "almazul": ".entry-content",
    "podhorsko": ".obsah",
}
# How each site writes a day. This does not use the tables of the demo.
MONTHS = {
    "lumerance": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "nordmark": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "almazul": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "podhorsko": "ledna února března dubna května června července srpna září října listopadu prosince",
}
FORMS = {
    "lumerance": "Posté le {day} {month} {year}",
    "nordmark": "{day}. {month} {year}",
    "almazul": "Publicado el {day} de {month} de {year}",
    "podhorsko": "Zveřejněno {day}. {month} {year}",
}
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def sites() -> Iterator[DemoSites]:
    with serve() as served:
        yield served


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirects)


def get(
    url: str, headers: Mapping[str, str] | None = None, method: str = "GET"
) -> tuple[int, Message, bytes]:
    request = urllib.request.Request(url, headers=dict(headers or {}), method=method)
    try:
        with _OPENER.open(request, timeout=5) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.headers, answer.read()


def page(url: str) -> str:
    status, _, body = get(url)
    assert status == 200, url
    return body.decode("utf-8")


def text_of(html: str, css: str = "body") -> str:
    node = html_tree.parse(html).css_first(css)
    assert node is not None, css
    return " ".join(node.text(separator=" ").split())


def announcement(sites: DemoSites) -> list[Expected]:
    return [e for e in sites.expected() if e.language == "en"]


def news(sites: DemoSites, source: str) -> str:
    return sites.bases[source] + NEWS[source]


def test_expected_posts_are_distinct_and_recent(sites: DemoSites) -> None:
    expected = sites.expected()
    assert Counter(e.source for e in expected) == COUNTS
    assert len({e.url for e in expected}) == len(expected)
    assert {e.language for e in expected} == {"fr", "de", "es", "cs", "en"}
    assert all(date(2026, 1, 1) <= date.fromisoformat(e.day) <= date(2026, 11, 20) for e in expected)


def test_each_source_has_its_own_port(sites: DemoSites) -> None:
    assert len({urlsplit(base).port for base in sites.bases.values()}) == len(COUNTS)
    assert {urlsplit(base).hostname for base in sites.bases.values()} == {"127.0.0.1"}


def test_the_page_of_a_post_shows_its_title_and_day(sites: DemoSites) -> None:
    for post in sites.expected():
        html = page(post.url)
        day = date.fromisoformat(post.day)
        month = MONTHS[post.source].split()[day.month - 1]
        first = "1er" if post.source == "lumerance" and day.day == 1 else str(day.day)
        shown = FORMS[post.source].format(day=first, month=month, year=day.year)
        assert text_of(html, "h1") == post.title
        assert shown in text_of(html, "main"), post.url
        assert 80 <= len(text_of(html, BODY[post.source]).split()) <= 200, post.url


def test_pages_declare_their_charset_and_have_boilerplate(sites: DemoSites) -> None:
    for base in sites.bases.values():
        _, headers, body = get(base + "/")
        tree = html_tree.parse(body.decode("utf-8"))
        assert headers["Content-Type"] == "text/html; charset=utf-8"
        assert tree.css_first("nav") is not None
        assert tree.css_first("footer") is not None
        assert "ookie" in text_of(body.decode("utf-8"))


@pytest.mark.parametrize("source", COUNTS)
def test_the_pages_of_the_list_contain_every_post(sites: DemoSites, source: str) -> None:
    url, seen, turned = news(sites, source), [], 0
    while url:
        tree = html_tree.parse(page(url))
        seen += [urljoin(url, a.attributes["href"] or "") for a in tree.css("main h2 a")]
        following = tree.css_first('a[rel="next"]')
        url = urljoin(url, following.attributes["href"] or "") if following is not None else ""
        turned += 1
    assert seen == [e.url for e in sites.expected() if e.source == source]
    assert turned == {"podhorsko": 3, "almazul": 2}.get(source, 1)


def test_three_sites_publish_the_announcement_on_different_days(sites: DemoSites) -> None:
    posts = announcement(sites)
    bodies = {tuple(words(text_of(page(p.url), BODY[p.source]))) for p in posts}
    assert len({p.source for p in posts}) == len({p.day for p in posts}) == 3
    assert len(bodies) == 1
    assert len(next(iter(bodies))) >= 120


def test_the_french_page_of_the_announcement_has_other_dates(
    sites: DemoSites,
) -> None:
    post = next(p for p in announcement(sites) if p.source == "lumerance")
    html = page(post.url)
    assert post.day == "2026-01-22"
    assert "Posté le 22 janvier 2026" in text_of(html, "article")
    assert text_of(html, ".texte").startswith("On 21 January 2026")
    assert "Le 17 février 2026" in text_of(html, "aside")
    assert "Accéder à l'annuaire" in text_of(html, "aside")


def test_other_pages_are_linked_but_not_expected(sites: DemoSites) -> None:
    others = [sites.bases[site.id] + page["path"] for site in load() for page in site.plan["pages"]]
    assert not set(others) & {e.url for e in sites.expected()}
    for source, base in sites.bases.items():
        pages = [url for url in others if url.startswith(base + "/")]
        html = page(news(sites, source)) + page(next(e.url for e in sites.expected() if e.source == source))
        linked = {urljoin(base, a.attributes["href"] or "") for a in html_tree.parse(html).css("a[href]")}
        assert len(pages) >= 3
        assert set(pages) <= linked
        for url in pages:
            page(url)


@pytest.mark.parametrize("source", COUNTS)
def test_robots_txt_allows_posts_but_not_the_search(sites: DemoSites, source: str) -> None:
    status, headers, body = get(sites.bases[source] + "/robots.txt")
    rules = urllib.robotparser.RobotFileParser()
    rules.parse(body.decode().splitlines())
    assert status == 200
    assert headers.get_content_type() == "text/plain"
    assert all(rules.can_fetch("clusterwatch", e.url) for e in sites.expected() if e.source == source)
    closed = body.decode().rpartition("Disallow: ")[2].strip()
    assert not rules.can_fetch("clusterwatch", sites.bases[source] + closed)


def addresses(sites: DemoSites) -> list[str]:
    first = {e.source: e.url for e in reversed(sites.expected())}
    almazul, nordmark = sites.bases["almazul"], sites.bases["nordmark"]
    extra = [
        nordmark + "/aktuelles/feed.atom",
        almazul + "/feed/",
        almazul + "/wp-json/wp/v2/posts?per_page=5",
    ]
    return [*first.values(), *(news(sites, s) for s in COUNTS), *extra, almazul + "/robots.txt"]


def test_conditional_requests(sites: DemoSites) -> None:
    for url in addresses(sites):
        _, headers, _ = get(url)
        etag, modified = headers["ETag"], headers["Last-Modified"]
        later = format_datetime(parsedate_to_datetime(modified) + timedelta(days=1), usegmt=True)
        earlier = format_datetime(parsedate_to_datetime(modified) - timedelta(days=1), usegmt=True)
        table = [
            ({"If-None-Match": etag}, 304),
            ({"If-None-Match": f'"other", W/{etag}'}, 304),
            ({"If-None-Match": '"other"'}, 200),
            ({"If-None-Match": '"other"', "If-Modified-Since": later}, 200),
            ({"If-Modified-Since": modified}, 304),
            ({"If-Modified-Since": later}, 304),
            ({"If-Modified-Since": earlier}, 200),
            ({"If-Modified-Since": "yesterday"}, 200),
        ]
        for conditions, status in table:
            answer, again, body = get(url, conditions)
            assert (answer, bool(body)) == (status, status == 200), (url, conditions)
            assert again["ETag"] == etag


def test_head_returns_only_the_headers(sites: DemoSites) -> None:
    url = sites.expected()[0].url
    status, headers, body = get(url, method="HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["Content-Length"]) == len(get(url)[2])


@pytest.mark.parametrize("path", ["/no-such-page", "/fre/les-articles/-412", "/?p=1", "/wp-json/"])
def test_unknown_paths_return_404(sites: DemoSites, path: str) -> None:
    assert get(sites.bases["lumerance"] + path)[0] == 404


def test_tracking_parameters_are_ignored(sites: DemoSites) -> None:
    lumerance = next(e for e in sites.expected() if e.source == "lumerance")
    assert get(lumerance.url + "?utm_source=site&utm_medium=une")[2] == get(lumerance.url)[2]
    other = next(e for e in sites.expected() if e.source == "lumerance" and e != lumerance)
    assert f"{urlsplit(lumerance.url).path}?utm_source=site" in page(other.url)


def test_the_atom_feed_has_excerpts_of_all_posts(sites: DemoSites) -> None:
    base = sites.bases["nordmark"]
    assert 'type="application/atom+xml"' in page(news(sites, "nordmark"))
    entries = ET.fromstring(page(base + "/aktuelles/feed.atom")).findall(f"{ATOM}entry")
    expected = [e for e in sites.expected() if e.source == "nordmark"]
    links = [entry.find(f"{ATOM}link").attrib["href"] for entry in entries]  # type: ignore[union-attr]
    assert [link.partition("?")[0] for link in links] == [e.url for e in expected]
    assert sum("?utm_source=feed" in link for link in links) == 1
    for entry, post in zip(entries, expected, strict=True):
        summary = entry.findtext(f"{ATOM}summary", "")
        published = datetime.fromisoformat(entry.findtext(f"{ATOM}published", ""))
        assert entry.findtext(f"{ATOM}title") == post.title
        assert published.astimezone(ZoneInfo("Europe/Berlin")).date().isoformat() == post.day
        assert text_of(page(post.url), BODY["nordmark"]).startswith(summary.removesuffix(" …"))
        assert len(summary.split()) < 40


def test_a_post_from_shortly_after_midnight_has_the_previous_day_in_utc(sites: DemoSites) -> None:
    post = next(e for e in sites.expected() if e.source == "nordmark" and e.day == "2026-09-01")
    script = html_tree.parse(page(post.url)).css_first('script[type="application/ld+json"]')
    assert script is not None
    data = json.loads(script.text())
    assert (data["@type"], data["headline"]) == ("NewsArticle", post.title)
    assert data["datePublished"].startswith("2026-08-31T22:40")


def posts(sites: DemoSites, query: str = "") -> tuple[int, Message, list[dict[str, Any]]]:
    status, headers, body = get(f"{sites.bases['almazul']}/wp-json/wp/v2/posts{query}")
    return status, headers, json.loads(body)


def test_wordpress_links_to_its_rest_api(sites: DemoSites) -> None:
    base = sites.bases["almazul"]
    _, headers, body = get(news(sites, "almazul"))
    node = html_tree.parse(body.decode()).css_first('link[rel="https://api.w.org/"]')
    assert headers["Link"] == f'<{base}/wp-json/>; rel="https://api.w.org/"'
    assert node is not None
    assert node.attributes["href"] == f"{base}/wp-json/"
    assert "wp/v2" in json.loads(page(f"{base}/wp-json/"))["namespaces"]


def test_rest_returns_complete_posts(sites: DemoSites) -> None:
    expected = [e for e in sites.expected() if e.source == "almazul"]
    status, headers, items = posts(sites, "?per_page=100&orderby=date&order=desc")
    assert (status, headers["X-WP-Total"], headers["X-WP-TotalPages"]) == (200, "12", "1")
    assert [item["link"] for item in items] == [e.url for e in expected]
    for item, post in zip(items, expected, strict=True):
        assert unescape(item["title"]["rendered"]) == post.title
        assert str(item["date"])[:10] == post.day
        full_text = words(text_of(page(post.url), BODY["almazul"]))
        assert words(text_of(item["content"]["rendered"])) == full_text


def test_rest_has_pages(sites: DemoSites) -> None:
    all_posts = posts(sites, "?per_page=100")[2]
    first, second = posts(sites), posts(sites, "?page=2")
    assert (len(first[2]), len(second[2]), first[1]["X-WP-TotalPages"]) == (10, 2, "2")
    assert first[2] + second[2] == all_posts
    assert 'rel="next"' in first[1]["Link"]
    assert second[1]["Link"] is None
    assert posts(sites, "?order=asc&per_page=1")[2] == all_posts[-1:]
    assert set(posts(sites, "?_fields=id,link&per_page=1")[2][0]) == {"id", "link"}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("?page=3", "rest_post_invalid_page_number"),
        ("?per_page=101", "rest_invalid_param"),
        ("?per_page=0", "rest_invalid_param"),
        ("?page=x", "rest_invalid_param"),
        ("?orderby=colour", "rest_invalid_param"),
    ],
)
def test_rest_rejects_invalid_parameters(sites: DemoSites, query: str, code: str) -> None:
    status, _, body = get(f"{sites.bases['almazul']}/wp-json/wp/v2/posts{query}")
    assert (status, json.loads(body)["code"]) == (400, code)


def test_other_routes_of_rest(sites: DemoSites) -> None:
    base = sites.bases["almazul"]
    item = posts(sites, "?per_page=1")[2][0]
    assert json.loads(page(f"{base}/?rest_route=/wp/v2/posts&per_page=1")) == [item]
    assert json.loads(page(f"{base}/wp-json/wp/v2/posts/{item['id']}")) == item
    assert "post" in json.loads(page(f"{base}/wp-json/wp/v2/types"))
    assert get(f"{base}/wp-json/wp/v2/comments")[0] == 404


def test_the_short_address_redirects_to_the_permalink(sites: DemoSites) -> None:
    for item in posts(sites, "?per_page=100")[2]:
        status, headers, _ = get(item["guid"]["rendered"])
        assert "/?p=" in item["guid"]["rendered"]
        assert (status, headers["Location"]) == (301, item["link"])


def test_the_rss_feed_has_the_ten_newest_posts(sites: DemoSites) -> None:
    items = ET.fromstring(page(sites.bases["almazul"] + "/feed/")).findall("channel/item")
    expected = [e for e in sites.expected() if e.source == "almazul"][:10]
    assert [item.findtext("link") for item in items] == [e.url for e in expected]
    assert [item.findtext("title") for item in items] == [e.title for e in expected]
    zone = ZoneInfo("Europe/Madrid")
    days = [parsedate_to_datetime(item.findtext("pubDate", "")).astimezone(zone).date() for item in items]
    assert [day.isoformat() for day in days] == [e.day for e in expected]
    assert all("[&#8230;]" in item.findtext("description", "") for item in items)


def test_sources_yaml_configures_discovery_for_one_source_only(
    sites: DemoSites, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("demo") / "sources.yaml"
    path.write_text(sites.sources_yaml(), "utf-8")
    sources = load_sources(path)
    assert path.read_text("utf-8").startswith("# yaml-language-server: $schema=sources.schema.json\n")
    assert list(sources) == list(COUNTS) == list(sites.bases)
    assert sources.network.allow_private
    assert sources.defaults.delay == 0.02
    for source in sources.values():
        fields = (source.name, source.country, source.region, source.kind, source.sectors, source.languages)
        assert all(fields)
        assert source.timezone
        page(source.url)
    assert [s.id for s in sources.values() if s.discovery or s.select] == ["podhorsko"]


def test_the_selectors_of_sources_yaml_match(
    sites: DemoSites, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("demo") / "sources.yaml"
    path.write_text(sites.sources_yaml(), "utf-8")
    source = load_sources(path)["podhorsko"]
    (strategy,), select = source.discover, source.select
    tree = html_tree.parse(page(source.url))
    assert (strategy.link, strategy.date, strategy.next) != (None, None, None)
    assert [len(tree.css(css or "")) for css in (strategy.link, strategy.date, strategy.next)] == [6, 6, 1]
    assert select is not None
    html = page(next(e.url for e in sites.expected() if e.source == "podhorsko"))
    for pick in (select.title, select.date, select.body):
        assert pick is not None
        assert len(html_tree.parse(html).css(pick.css[0])) == 1
    assert len(html_tree.parse(html).css(select.remove[0])) == 1


def test_the_servers_print_nothing_and_stop_with_the_context(capfd: pytest.CaptureFixture[str]) -> None:
    with serve() as served:
        url = served.expected()[0].url
        page(url)
        get(url + "/nothing")
        ports = [urlsplit(base).port for base in served.bases.values()]
    for port in ports:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port or 0), timeout=1)
    assert capfd.readouterr() == ("", "")


@each("month", range(1, 13))
def test_the_posts_of_the_last_days_name_days_that_come(month: int) -> None:
    """In each month of each language: a deadline that moved, two other deadlines and an event."""
    found = {}
    for site in load(date(2027, month, 28)):
        post = site.posts[0]
        facts = read_facts(
            post.title, "\n".join(map(str, post.body)), post.language, post.published.isoformat()
        )
        after = [
            (
                str(d.kind),
                (date.fromisoformat((d.start or "")[:10]) - post.published.date()).days,
                d.superseded,
            )
            for d in facts.days
        ]
        found[site.id] = after
    assert found == {
        "lumerance": [("deadline", 13, True), ("deadline", 34, False)],
        "nordmark": [("deadline", 48, False)],
        "almazul": [("event", 24, False)],
        "podhorsko": [("deadline", 62, False)],
    }
