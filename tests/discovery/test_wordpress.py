"""The addresses of collections of WordPress, and what is read from their answers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from clusterwatch.config import StrategySettings
from clusterwatch.discovery.site import ParsedPage
from clusterwatch.discovery.strategies.wordpress import (
    WordPressStrategy,
    collections,
    endpoint,
    is_wordpress,
    page_address,
    read_collection,
    read_types,
    rest_links,
    sibling,
)
from clusterwatch.errors import NothingFound
from clusterwatch.models import Entry
from tests.discovery.fakeweb import page
from tests.tables import each

SITE = "https://lens.example"
API = f"{SITE}/wp-json/wp/v2"
POSTS, PLAIN = f"{API}/posts", f"{SITE}/?rest_route=/wp/v2/posts"
TEXT = "<p>Six towns share their microscopes.</p>"


@each(
    ("url", "found"),
    [
        (POSTS, [POSTS]),
        (f"{API}/news?lang=en", [f"{API}/news?lang=en"]),
        (f"{SITE}/wp-json", [POSTS]),
        (f"{SITE}/?rest_route=/", [PLAIN]),
        (SITE, [POSTS, PLAIN]),
        (f"{SITE}/index.php", [POSTS, PLAIN]),
        (f"{SITE}/en/news/", [POSTS, PLAIN, f"{SITE}/en/wp-json/wp/v2/posts"]),
    ],
)
def test_where_the_posts_of_a_site_may_be(url: str, found: list[str]) -> None:
    assert collections(url) == found


@each(
    ("root", "address"),
    [
        (f"{SITE}/wp-json/", f"{API}/x"),
        (f"{SITE}/wp-json/wp/v2/posts", f"{API}/x"),
        (f"{SITE}/api/wp/v2/posts", f"{SITE}/api/wp-json/wp/v2/x"),
        (f"{SITE}/api/?lang=en", f"{SITE}/api/wp/v2/x?lang=en"),
        (f"{SITE}/?rest_route=/&lang=en", f"{SITE}/?rest_route=/wp/v2/x&lang=en"),
    ],
)
def test_a_collection_below_the_root(root: str, address: str) -> None:
    assert endpoint(root, "x") == address


def test_another_collection_of_the_site() -> None:
    assert sibling(f"{POSTS}?lang=en", "types") == f"{API}/types"
    assert sibling(f"{PLAIN}&lang=en", "types") == f"{SITE}/?rest_route=/wp/v2/types"


def test_a_page_of_a_collection_keeps_the_parameters_of_its_address() -> None:
    assert page_address(f"{POSTS}?lang=&page=9&categories=[1,2]", 2, 20) == (
        f"{POSTS}?lang=&categories=[1,2]&per_page=20&page=2&orderby=date&order=desc"
        "&_fields=id,date,modified,slug,link,guid,title,content,lang"
    )


def item(**fields: Any) -> dict[str, Any]:
    return {"link": f"{SITE}/light", "title": {"rendered": "Light &amp; glass"}, **fields}


def read(**fields: Any) -> Entry | None:
    """Return the entry of an object beside another one."""
    body = json.dumps([item(**fields), item(link=f"{SITE}/glass")])
    entries = read_collection(page(body, POSTS)).entries
    return next((entry for entry in entries if entry.url != f"{SITE}/glass"), None)


@each(
    ("fields", "is_entry"),
    [
        ({}, True),
        ({"link": None}, False),
        ({"link": "mailto:a@lens.example"}, False),
        ({"content": {"rendered": TEXT, "protected": True}}, False),
        ({"content": TEXT}, True),
        ({"link": "/tag/light"}, True),
        ({"link": "/"}, False),
    ],
)
def test_the_objects_that_are_posts(fields: dict[str, Any], is_entry: bool) -> None:
    assert (read(**fields) is not None) is is_entry


@each(
    ("fields", "name", "value"),
    [
        ({}, "title", "Light & glass"),
        ({"title": "Light"}, "title", None),
        ({"date": "2026-05-12T09:00:00"}, "published", "2026-05-12T09:00:00"),
        ({"modified": "2026-05-13"}, "updated", "2026-05-13"),
        ({"content": {"rendered": TEXT}}, "body", TEXT),
        ({"content": {"rendered": " \n"}}, "body", None),
        ({"content": {}}, "body", None),
        ({"content": {}}, "complete", False),
        ({"content": {"rendered": TEXT * 30}}, "complete", True),
        ({"lang": "EN_gb"}, "language", "en"),
        ({"lang": "en"}, "language", "en"),
        ({"lang": "e"}, "language", None),
        ({"lang": 7}, "language", None),
        ({"guid": {"rendered": f"{SITE}/?p=12"}}, "twins", (f"{SITE}/?p=12",)),
        ({"guid": {"rendered": "12"}}, "twins", ()),
        ({"guid": {"rendered": f"{SITE}/light"}}, "twins", ()),
        ({"guid": {"rendered": f"{SITE}/"}}, "twins", ()),
        ({"guid": {"rendered": "https://other.example/?p=12"}}, "twins", ()),
    ],
)
def test_the_fields_of_a_post(fields: dict[str, Any], name: str, value: object) -> None:
    assert getattr(read(**fields), name) == value


@each(("total", "pages"), [("7", 7), ("x", None), ("", None), ("9" * 9, 999_999_999), ("9" * 10, None)])
def test_how_many_pages_a_collection_has(total: str, pages: int | None) -> None:
    found = read_collection(page(json.dumps([item(), "x"]), POSTS, x_wp_totalpages=total))
    assert (found.pages, found.raw) == (pages, 2)


@each("body", ["{}", '{"code": "rest_no_route"}', '[{"id": 1}]', "[1]", "<p>"])
def test_what_is_no_collection(body: str) -> None:
    with pytest.raises(NothingFound):
        read_collection(page(body, POSTS))


@each("body", ["[]", f'[{{"link": "{SITE}/a", "content": {{"protected": true}}}}]', '[{"link": null}]'])
def test_a_collection_may_have_no_posts(body: str) -> None:
    assert read_collection(page(body, POSTS)).entries == ()


@each(
    ("kind", "is_read"),
    [
        ({"rest_base": "articles"}, True),
        ({"rest_base": "posts"}, False),
        ({"rest_base": "Media"}, False),
        ({"rest_base": "wp_blocks"}, False),
        ({"rest_base": "evenements"}, False),
        ({"rest_base": "news-events"}, False),
        ({"rest_base": "news-jobs"}, False),
        ({"rest_base": "news-termine"}, True),
        ({"rest_base": ""}, False),
        ({"rest_base": 7}, False),
        ("articles", False),
    ],
)
def test_types_that_may_hold_news(kind: object, is_read: bool) -> None:
    assert bool(read_types(page(json.dumps({"x": kind}), f"{API}/types"))) is is_read
    assert read_types(page("[]", f"{API}/types")) == []


JSON = "<link rel=alternate type=application/json href={}>"
ROOT = f"<link rel='https://api.w.org/' href='{SITE}/wp-json/'>"


@each(
    ("html", "header", "found"),
    [
        (ROOT, "", (POSTS,)),
        (ROOT + JSON.format("/wp-json/wp/v2/categories/7"), "", (f"{POSTS}?categories=7", POSTS)),
        (JSON.format("/wp-json/wp/v2/tags/7"), "", (f"{POSTS}?tags=7",)),
        (JSON.format("'/?rest_route=/wp/v2/tags/7'"), "", (f"{PLAIN}&tags=7",)),
        (JSON.format("/api/pages/7"), "", ()),
        ("", f'<{SITE}/wp-json/>; rel="https://api.w.org/"', (POSTS,)),
        ("<p>x", "", ()),
    ],
)
def test_the_collections_that_a_page_names(html: str, header: str, found: tuple[str, ...]) -> None:
    parsed = ParsedPage(page(f"<html><head>{html}</head></html>", SITE, link=header))
    assert rest_links(parsed) == found
    assert is_wordpress(parsed) is bool(found)


@each(("start", "is_one"), [(199_988, True), (199_989, False)])
def test_files_of_wordpress_in_the_first_part_of_a_page(start: int, is_one: bool) -> None:
    assert is_wordpress(ParsedPage(page(f"{'x' * start}/wp-content/", SITE))) is is_one


@each(
    ("body", "url", "reads"),
    [
        (" [1]", POSTS, True),
        ("{}", f"{SITE}/?rest_route=/", True),
        ("<p>", POSTS, False),
        ("[1]", f"{SITE}/news", False),
    ],
)
def test_answers_of_the_interface(body: str, url: str, reads: bool) -> None:
    assert WordPressStrategy().reads(page(body, url)) is reads


def test_the_newest_posts_are_on_the_first_page() -> None:
    settings = StrategySettings(kind="wordpress", url=POSTS)
    assert WordPressStrategy().first_page(settings) == page_address(POSTS, 1, 20)
