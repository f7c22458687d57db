"""To which source a captured page belongs, and which pages are posts."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime
from typing import Any

import pytest

from clusterwatch.config import Source
from clusterwatch.models import Page
from clusterwatch.pipeline.scope import Address, Scope, SourceScope, is_post, scope_of
from clusterwatch.pipeline.steps import read_page
from tests.tables import each

NOW = datetime(2020, 6, 1, tzinfo=UTC)
TEXT = "".join(
    f"<p>The members of the cluster met in hall {n} and agreed on the next steps of the project.</p>"
    for n in range(4)
)


def reader(name: str, url: str, *more: str, **settings: Any) -> SourceScope:
    source = Source.model_validate({"id": name, "url": url, **settings})
    return SourceScope(source, indexes=(url, *(s.url for s in source.discover), *more))


def scope(*readers: SourceScope, **posts: list[str]) -> Scope:
    made = scope_of(readers, posts)
    unpacked: Scope = pickle.loads(pickle.dumps(made))
    return unpacked


def names(found: Scope, url: str) -> list[str]:
    return [one.source.id for one in found.owners(url)]


@each(
    ("url", "owners"),
    [
        ("https://alpha.example/x", ["alpha"]),
        ("http://WWW.alpha.example:80/x", ["alpha"]),
        ("https://feeds.example/alpha/x", ["alpha"]),
        ("https://moved.example/2019/x", ["alpha"]),
        ("https://blog.alpha.example/x", []),
        ("https://example/x", []),
        ("https://alpha.example:8080/x", []),
        ("urn:uuid:1", []),
    ],
)
def test_a_page_belongs_to_the_source_of_its_host(url: str, owners: list[str]) -> None:
    alpha = reader("alpha", "https://www.alpha.example/news", "https://feeds.example/alpha.xml")
    found = scope(alpha, reader("beta", "https://beta.example/"), alpha=["https://moved.example/2019/y"])
    assert found.has(url) == bool(owners)
    assert names(found, url) == owners


@each(
    ("path", "owners"),
    [
        ("/fr/actualites/x", ["french"]),
        ("/fr/x", ["french"]),
        ("/en/news/x", ["english"]),
        ("/en/press/x", ["press"]),
        ("/en/x", []),
        ("/x", []),
        ("/fr/old", ["english"]),
        ("/en/both", ["english", "press"]),
    ],
)
def test_on_a_shared_host_the_known_address_decides_then_the_path(path: str, owners: list[str]) -> None:
    home = "https://region.example"
    found = scope(
        reader("french", f"{home}/fr/actualites"),
        reader("english", f"{home}/en/news"),
        reader("press", f"{home}/en/press"),
        english=[f"{home}/fr/old", f"{home}/en/both"],
        press=[f"{home}/en/both"],
    )
    assert names(found, home + path) == owners


@each(
    ("path", "says"),
    [
        ("/aktuelles/ein-treffen", Address.POST),
        ("/presse/2019/05/x", Address.POST),
        ("/projekt-hafen", Address.OPEN),
        ("/einstieg/known", Address.POST),
        ("/aktuelles", Address.OTHER),
        ("/aktuelles/page/2", Address.OTHER),
        ("/aktuelles?page=2", Address.OTHER),
        ("/", Address.OTHER),
        ("/de/", Address.OTHER),
        ("/tag/hafen", Address.OTHER),
        ("/kontakt", Address.OTHER),
        ("/aktuelles/bericht.pdf", Address.OTHER),
        ("/2019/05/", Address.OTHER),
    ],
)
def test_an_address_is_judged_as_that_of_an_entry(path: str, says: Address) -> None:
    home = "https://alpha.example"
    found = scope(reader("alpha", f"{home}/aktuelles"), alpha=[f"{home}/einstieg/known"])
    (one,) = found.owners(home + path)
    assert one.address(home + path) is says


def test_the_pattern_of_a_sitemap_decides() -> None:
    discover = {"kind": "sitemap", "url": "https://alpha.example/sitemap.xml", "match": "/news-[0-9]+"}
    one = reader("alpha", "https://alpha.example/", discover=discover)
    assert one.address("https://alpha.example/tag/news-1") is Address.POST
    assert one.address("https://alpha.example/news/x") is Address.OTHER


def judged(html: str, url: str = "https://alpha.example/news/x", **settings: Any) -> bool:
    """Return whether a page is taken for a post of a source whose news page is /news."""
    one = reader("alpha", "https://alpha.example/news", **settings)
    page = Page(url, url, 200, {"content-type": "text/html; charset=utf-8"}, html.encode(), NOW)
    draft = read_page(page, one.source, None, None, {})
    return is_post(draft, page, one, one.address(url))


def article(body: str = TEXT, head: str = "", around: str = "") -> str:
    return (
        f"<html><head><title>A meeting - Alpha</title>{head}</head><body><main><article><h1>A meeting</h1>"
        f"{body}</article></main>{around}</body></html>"
    )


def teasers(count: int, text: str = "") -> str:
    return "".join(
        f'<article><h2><a href="/news/a-post-with-the-number-{n}">A post with the number {n}</a></h2>'
        f'<time datetime="2020-05-{n:02}">{n} May 2020</time>{text}</article>'
        for n in range(1, count + 1)
    )


DECLARED = '<meta property="article:published_time" content="2020-05-01T10:00:00Z">'
OTHER = "https://alpha.example/harbour"


@pytest.mark.parametrize(
    ("html", "url", "expected"),
    [
        (article(), "https://alpha.example/news/x", True),
        (
            article(around=f"<aside><h2>Latest news</h2>{teasers(4)}</aside>"),
            "https://alpha.example/news/x",
            True,
        ),
        (article(body=""), "https://alpha.example/news/x", False),
        (article(), OTHER, False),
        (article(head=DECLARED), OTHER, True),
        (article(body=f"<p class=date>1 May 2020</p>{TEXT}"), OTHER, True),
        (article(body=TEXT.replace("hall 1", "hall 1 on 1 March 2020")), OTHER, False),
        (article(), "https://alpha.example/2020/05/01/meeting", True),
        (f"<h1>News about harbours</h1>{teasers(8)}", "https://alpha.example/news/harbours", False),
        (f"<h1>News</h1>{teasers(5, TEXT[:90])}", "https://alpha.example/news/harbours", False),
    ],
    ids=[
        "below the news page",
        "with a list beside it",
        "without a text",
        "elsewhere, without a date",
        "elsewhere, declared",
        "elsewhere, a date below the title",
        "elsewhere, a date in the text",
        "a day in the address",
        "a category",
        "a category with teasers",
    ],
)
def test_a_page_is_a_post_if_its_address_or_itself_shows_it(html: str, url: str, expected: bool) -> None:
    assert judged(html, url) is expected


def test_selectors_of_the_source_decide() -> None:
    select = {"body": "article .text"}
    assert not judged(article(), select=select)
    assert judged(article(body=f"<div class=text>{TEXT}</div>"), select=select)
