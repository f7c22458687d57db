"""Which addresses can be posts."""

# ruff: noqa: E501 - a row of a table is a line

from __future__ import annotations

import pytest

from clusterwatch.discovery.listing.url_filter import filter_entries, is_home, likely
from clusterwatch.models import Entry, Method

SITE = "https://www.cluster.example"
INDEX = f"{SITE}/news"
REAL = f"{SITE}/news/a-real-post-of-the-site"

POSTS = [
    "/news/tagung-2020", "/blog/category-theory", "/news/contact-tracing-app", "/2023/04/13/sest-firiem", "/?p=7438",
    "/en/4021", "/actualites/agenda-2030-le-bilan", "/news/search-for-partners-in-japan", "/spip.php?article1209",
    "/index.php?option=com_content&view=article&id=12", "/news/2020-in-review", "/about/news/new-hall-opens",
    "/author-of-the-year-is-ours", "/news/events-of-the-week-in-review", "/les-articles/-green-light-37", "/novice/novi-clani-2024-07-08",
    "/aktuelles/neue-mitglieder", "/pl/2019/02/01/klastry", "/fr/news/consult/35/les-annees", "/node/49062", "/naujiena-2-2-2/",
    "/press/posts/pressreleases/ny-vision", "/Pressemitteilungen/2019/20190411-treffen.html", "/category/energy/twelve-firms-join-the-network",
    "/content/login-for-all-a-story-of-access", "/news/impressum-fuer-vereine-was-gilt-jetzt", "/news/our-team-grows-by-three",
]  # fmt: skip
OTHERS = [
    "/", "/en/", "/news", "/news/", "/tag/lasers", "/tags/lasers/", "/author/ann/", "/category/energy/", "/kategorie/presse",
    "/2024/", "/2024/05/", "/news/2024", "/2019/08/14/", "/agenda/forum", "/events/forum-on-lasers-and-light", "/veranstaltungen/forum",
    "/evenements/salon-2026", "/wydarzenie/forum", "/members/firm-one", "/annuaire/entreprise-x", "/login", "/wp-login.php", "/search",
    "/recherche?q=x", "/?s=laser", "/news/page/2", "/news?page=2", "/novice/stran/3", "/vijesti/stranica/2", "/naujienos/puslapis/4", "/news/pagna/2", "/news?start=10", "/contact", "/kontakt.html", "/impressum",
    "/mentions-legales", "/datenschutz", "/about-us", "/qui-sommes-nous", "/files/report.pdf", "/img/a.jpg", "/data.zip", "/feed/",
    "/rss.xml", "/sitemap.xml", "/wp-content/uploads/x", "/?cat=3", "/?tag=x", "/?author=1", "/news?lang=fr", "/cart", "/newsletter",
    "/?feed=rss2", "/news/?print=pdf", "/archives/2020", "/plan-du-site", "/cookies", "/actualites/", "/user/7",
]  # fmt: skip


def kept(path: str, index: str = INDEX) -> bool:
    url = path if path.startswith("http") else SITE + path
    return url in likely([(url, url), (REAL, REAL)], index)


@pytest.mark.parametrize("path", POSTS)
def test_posts(path: str) -> None:
    assert kept(path)


@pytest.mark.parametrize(
    "path", [*OTHERS, "https://elsewhere.test/a-post-of-theirs", "https://cluster.example.evil.test/x"]
)
def test_no_posts(path: str) -> None:
    assert not kept(path)


@pytest.mark.parametrize(
    ("index", "paths"),
    [
        (f"{SITE}/events", ["/events/forum-a", "/events/forum-b"]),
        (f"{SITE}/news", ["/agenda/forum-a", "/agenda/forum-b"]),
        (f"{SITE}/category/press", ["/category/press/one", "/category/press/two"]),
        (f"{SITE}/members", ["/members/one", "/members/two"]),
        (f"{SITE}/archive", ["/archive/one", "/archive/two"]),
        (f"{SITE}/tag/press", ["/tag/x", "/tag/y"]),
    ],
)
def test_a_list_outranks_the_rules(index: str, paths: list[str]) -> None:
    urls = [SITE + p for p in paths]
    assert likely([(u, u) for u in urls], index) == urls


TITLES = ("one-hall-opens-today", "how-we-count-carbon-now", "six-firms-at-the-fair", "a-lab-for-all-of-us")


@pytest.mark.parametrize(
    ("short", "kept"),
    [
        (["/archives/2024/training"], True),
        (["/archives/2024/07"], False),  # a month
        (
            ["/archives/2024/one", "/archives/2024/two", "/archives/2024/three"],
            False,
        ),  # most have it, so it counts
        (["/archives/tag/fairs"], False),
        (["/training"], True),
    ],
)
def test_a_word_that_the_addresses_of_most_posts_have_says_nothing_of_the_others(
    short: list[str], kept: bool
) -> None:
    posts = [f"{SITE}/archives/2024/{title}" for title in TITLES]
    urls = [*posts, *(SITE + path for path in short)]
    entries = [Entry(url, Method.LISTING, f"{SITE}/") for url in urls]
    assert [e.url for e in filter_entries(entries, f"{SITE}/")] == (urls if kept else posts)


def test_addresses_that_are_certainly_not_posts_are_always_dropped() -> None:
    urls = [f"{SITE}/a.pdf", INDEX, "https://elsewhere.test/x", f"{SITE}/"]
    assert likely([(u, u) for u in urls], INDEX) == []


def test_subdomains_are_the_site() -> None:
    assert kept("https://press.cluster.example/posts/pressreleases/ny-vision")


def test_each_post_once() -> None:
    urls = ["/news/a-1", "/news/a-1/", "/news/a-1?utm_source=x", "/news/b-1", "/news/a-1?amp=1"]
    entries = [Entry(SITE + u, Method.FEED, INDEX) for u in urls]
    assert [e.url for e in filter_entries(entries, INDEX)] == [f"{SITE}/news/a-1", f"{SITE}/news/b-1"]
    twins = [
        Entry(f"{SITE}/news/a-1", Method.FEED, INDEX, twins=(f"{SITE}/?p=1",)),
        Entry(f"{SITE}/?p=1", Method.FEED, INDEX),
    ]
    assert len(filter_entries(twins, INDEX)) == 1


@pytest.mark.parametrize(
    ("path", "home"),
    [("/", True), ("", True), ("/en/", True), ("/fr", True), ("/index.php", True), ("/?lang=fr", True), ("/en/index.html", True),
     ("/pt-br/", True), ("/news", False), ("/nea", False), ("/fre/", True), ("/?p=1", False), ("/index.php?page=news", False), ("/en/news", False)],
)  # fmt: skip
def test_home(path: str, home: bool) -> None:
    assert is_home(SITE + path) is home


def test_habits_count_for_nothing_where_it_is_sure_that_they_are_posts() -> None:
    index = "https://cluster.example/news"
    entries = [Entry(f"{index}/{name}", Method.LISTING, index, "T") for name in ("pressroom", "composites")]
    assert [e.url for e in filter_entries(entries, index)] == [f"{index}/composites"]
    assert [e.url for e in filter_entries(entries, index, sure=True)] == [e.url for e in entries]
