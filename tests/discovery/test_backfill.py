"""A backfill follows archives, and says where a list speaks of posts that it did not reach."""

# ruff: noqa: E501 - a line of mark-up is a line

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clusterwatch.models import PastReason, ProblemCode
from tests.discovery.fakeweb import Answer, CrawlResult, run_crawl
from tests.tables import each

SITE = "https://www.cluster.example"
NEWS = f"{SITE}/news"


def rows(start: int, end: int, folder: str = "news") -> str:
    return "".join(
        f"<li><a href='/{folder}/{n}-what-the-members-did'>What the members did, number {n}</a> {n % 27 + 1:02}.03.20{24 - n // 27}</li>"
        for n in range(start, end)
    )


def listing(items: str, after: str = "") -> str:
    return f"<main><h1>News</h1><ul>{items}</ul>{after}</main>"


def posts(start: int, end: int) -> list[str]:
    return [f"{NEWS}/{n}-what-the-members-did" for n in range(start, end)]


def backfill(web: dict[str, Answer], **options: Any) -> CrawlResult:
    return run_crawl(web, NEWS, backfill=True, **options)


def said(result: CrawlResult) -> list[object]:
    codes = {b.problem.code for b in result.broken}
    assert codes <= {ProblemCode.PAST_NOT_REACHED}
    assert not any(b.gap for b in result.broken)
    return [b.problem.detail["reason"] for b in result.broken]


@each(
    ("after", "reason"),
    [
        ("<p>Page 1 of 5</p>", PastReason.PAGES),
        ("<p>Showing 1–10 of 47</p>", PastReason.POSTS),
        ("<button class='btn'>Load more</button>", PastReason.BUTTON),
        ("<div class='pagination'><button>2</button></div>", PastReason.BUTTON),
        ("<nav class='pagination'><div>1</div><div>2</div></nav>", PastReason.BUTTON),
        (
            "<div><span>Prev</span> <span>1</span> <span>2</span> <span>3</span> <span>Next</span></div>",
            PastReason.BUTTON,
        ),
        ("<div class='pagination'></div>", PastReason.ROUND),
    ],
)
def test_a_list_that_speaks_of_more(after: str, reason: PastReason) -> None:
    result = backfill({NEWS: listing(rows(0, 10), after)})
    assert result.urls == posts(0, 10)
    assert said(result) == [reason]
    assert not said(run_crawl({NEWS: listing(rows(0, 10), after)}, NEWS))
    ignoring: dict[str, Answer] = {
        NEWS: listing(rows(0, 10), after),
        f"{NEWS}?page=2": listing(rows(0, 10), after),
    }
    assert said(backfill(ignoring)) == [reason]


@each("after", ["", "<p>Page 1 of 1</p>", "<p>1–10 of 10</p>", "<button>Subscribe</button>"])
def test_a_list_that_is_all(after: str) -> None:
    assert not said(backfill({NEWS: listing(rows(0, 10), after)}))


PAGES = "<p>Page 1 of 5</p>"
ARCHIVE = "<a href='/archive'>Archive</a>"


@each(
    ("after", "other", "there", "reason"),
    [
        (PAGES, "/", listing(rows(0, 11)), PastReason.PAGES),
        ("<p>1–10 of 47</p>", "/", listing(rows(0, 11)), PastReason.POSTS),
        ("<button>Load more</button>", "/", listing(rows(0, 11)), PastReason.BUTTON),
        (PAGES + ARCHIVE, "/archive", listing(rows(0, 12)), PastReason.PAGES),
        (PAGES + ARCHIVE, "/archive", listing(rows(0, 41)), None),
        (PAGES + "<a href='/news/2024'>2024</a>", "/news/2024", listing(rows(0, 11)), PastReason.PAGES),
        (ARCHIVE, "/archive", listing(rows(0, 12), "<p>Page 1 of 9</p>"), PastReason.PAGES),
        (ARCHIVE, "/archive", listing(rows(0, 12), "<button>Load more</button>"), PastReason.BUTTON),
        ("<button>Load more</button>" + ARCHIVE, "/archive", listing(rows(0, 12)), None),
    ],
)
def test_a_few_more_posts_on_another_page(
    after: str, other: str, there: str, reason: PastReason | None
) -> None:
    result = backfill({NEWS: listing(rows(0, 10), after), SITE + other: there})
    assert said(result) == ([reason] if reason else [])
    assert len(result.urls) > 10


def test_the_last_page_that_a_pager_names() -> None:
    """Pages that may be archives are read then, but no news pages and not the front page."""
    menu = "<nav><a href='/archive'>Archive</a><a href='/press'>Press</a><a href='/blog'>Blog</a></nav>"
    web: dict[str, Answer] = {
        NEWS: menu + listing(rows(0, 10), "<p class=pager>Page 1 of 2 <a href='?page=2'>Next</a></p>"),
        f"{NEWS}?page=2": listing(rows(10, 15), "<p class=pager>Page 2 of 2</p>"),
    }
    result = backfill(web, discover=[{"kind": "listing", "url": NEWS}])
    assert (len(result.urls), said(result)) == (15, [])
    assert result.requested == [NEWS, f"{NEWS}?page=2", f"{SITE}/archive"]


def test_an_empty_pager_below_an_odd_number_of_posts() -> None:
    assert not said(backfill({NEWS: listing(rows(0, 7), "<div class='pagination'></div>")}))


def test_a_pager_that_ends_before_its_last_page() -> None:
    web: dict[str, Answer] = {
        NEWS: listing(rows(0, 10), "<p>1 / 3 <a href='?page=2'>next</a></p>"),
        f"{NEWS}?page=2": listing(rows(10, 20), "<p>2 / 3</p>"),
    }
    assert said(backfill(web)) == [PastReason.PAGES]


def test_the_longest_list_with_the_same_posts() -> None:
    links = "<a href='/press'>Press</a> <a href='/archives'>Archives</a>"
    web: dict[str, Answer] = {
        NEWS: listing(rows(0, 10), links),
        f"{SITE}/press": listing(rows(200, 230)),
        f"{SITE}/archives": listing(rows(0, 20), "<a rel='next' href='/archives?page=2'>2</a>"),
        f"{SITE}/archives?page=2": listing(rows(20, 33)),
    }
    result = backfill(web)
    assert result.urls == posts(0, 33)
    assert not said(result)
    assert run_crawl(web, NEWS).urls == posts(0, 10)


def test_an_archive_with_other_pages_among_the_posts() -> None:
    pages = "".join(
        f"<li><a href='/about/us-and-our-many-friends/{n}'>About us and our friends, part {n}</a></li>"
        for n in range(5)
    )
    web: dict[str, Answer] = {
        NEWS: listing(rows(0, 10), "<a href='/archives'>Archives</a>"),
        f"{SITE}/archives": listing(rows(0, 30) + pages),
    }
    assert backfill(web).urls == posts(0, 30)


def test_a_page_of_an_archive_that_is_missing() -> None:
    web: dict[str, Answer] = {
        NEWS: listing(rows(0, 10), "<a href='/archives'>Archives</a>"),
        f"{SITE}/archives": listing(rows(0, 20), "<a rel='next' href='/archives?page=2'>2</a>"),
    }
    result = backfill(web)
    assert result.urls == posts(0, 20)
    assert said(result) == [PastReason.ARCHIVE]
    assert result.broken[0].problem.detail["archive"] == f"{SITE}/archives?page=2"
    web[f"{SITE}/archives?page=2"] = listing(rows(20, 33), "<a rel='next' href='/archives?page=3'>3</a>")
    result = backfill(web)
    assert result.urls == posts(0, 33)
    assert not said(result)  # the last page links to one more


def test_years_whose_oldest_has_nothing_new() -> None:
    years = "".join(f"<a href='/news/{y}/'>{y}</a> " for y in (2024, 2023, 2022))
    web: dict[str, Answer] = {NEWS: listing(rows(0, 12), years), f"{NEWS}/2022/": listing(rows(8, 12))}
    result = backfill(web)
    assert not said(result)
    assert f"{NEWS}/2023/" not in result.requested


def test_years() -> None:
    years = "".join(f"<a href='/news/{y}/'>{y}</a> " for y in (2024, 2023, 2022))
    web: dict[str, Answer] = {
        NEWS: listing(rows(0, 12), years),
        f"{NEWS}/2024/": listing(rows(0, 27)),
        f"{NEWS}/2022/": listing(rows(54, 60)),
    }
    result = backfill(web)
    assert sorted(result.urls) == sorted(posts(0, 27) + posts(54, 60))
    assert said(result) == [PastReason.ARCHIVE]


@each(("selectors", "read"), [({}, 20), ({"link": "li a"}, 10), ({"next": ".older"}, 10)])
def test_a_list_with_selectors_is_all_that_is_read(selectors: dict[str, str], read: int) -> None:
    web: dict[str, Answer] = {
        NEWS: listing(rows(0, 10), "<a href='/archives'>Archives</a>"),
        f"{SITE}/archives": listing(rows(0, 20)),
    }
    result = backfill(web, discover=[{"kind": "listing", "url": NEWS, **selectors}])
    assert result.urls == posts(0, read)


def test_a_last_page_with_one_post_beside_dated_events() -> None:
    """The list of the first page goes on, although the events look more like posts."""
    events = "".join(
        f"<li><a href='/events/evening-{n}'>An evening of the members with guests</a> 0{n}.12.2026</li>"
        for n in range(1, 7)
    )
    aside = f"<div class=side><h3>Diary</h3><ul>{events}</ul></div>"
    web: dict[str, Answer] = {
        NEWS: listing(rows(0, 10), "<p class=pager><a href='?page=2'>2</a></p>") + aside,
        f"{NEWS}?page=2": listing(rows(10, 11), "<p class=pager><a href='?page=3'>3</a></p>") + aside,
        f"{NEWS}?page=3": listing("") + aside,
    }
    assert backfill(web).urls == posts(0, 11)


def test_the_day_of_a_single_post_is_not_that_of_an_event_beside_it() -> None:
    def page(start: int, end: int, after: str) -> str:
        items = "".join(
            f"<div class=i><small>{n + 1}. kol 2025.</small><h4><a href='{url}'>What the members did, number {n}</a></h4></div>"
            for n, url in zip(range(start, end), posts(start, end), strict=True)
        )
        events = "".join(
            f"<li><a href='/events/{n}'>Evening</a> <span class=when>0{n}.12.2026</span></li>"
            for n in range(1, 5)
        )
        return f"<div class=row><div>{items}{after}</div><div class=side><ul>{events}</ul></div></div>"

    following = "<p class=pager><a href='?page=2'>2</a></p>"
    result = backfill({NEWS: page(0, 8, following), f"{NEWS}?page=2": page(8, 9, "")})
    assert [e.published for f in result.found for e in f.entries][-1] == "9. kol 2025."


def test_a_second_page_of_another_make() -> None:
    other = "".join(
        f"<div><h4><a href='{url}'>What the members did, number {n}</a></h4></div>"
        for n, url in enumerate(posts(10, 13))
    )
    web: dict[str, Answer] = {
        NEWS: listing(rows(0, 10), "<p class=pager><a href='?page=2'>2</a></p>"),
        f"{NEWS}?page=2": f"<main>{other}</main>",
    }
    assert backfill(web).urls == posts(0, 13)


def test_a_front_page_with_the_newest_of_several_sections() -> None:
    def section(name: str, start: int, end: int, after: str = "") -> str:
        return listing(rows(start, end, f"media/{name}"), after)

    front = rows(0, 2, "media/press") + rows(2, 5, "media/life")
    web: dict[str, Answer] = {
        f"{SITE}/": listing(front),
        f"{SITE}/media/press": section("press", 0, 2)
        + section("press", 5, 8)
        + "<a href='/media/boards/1'>x</a>",
        f"{SITE}/media/life": section("life", 2, 5, "<p class=pager><a href='?page=2'>2</a></p>"),
        f"{SITE}/media/life?page=2": section("life", 8, 12),
        f"{SITE}/media": listing(
            front, "<a href='/media/people'>People</a><a href='/media/boards'>Boards</a>"
        ),
        f"{SITE}/media/people": section("people", 12, 15),
        f"{SITE}/media/boards": "<main><h2>Boards</h2><p><a href='/media/boards/1-what-they-do'>What they do</a></p></main>",
    }
    result = run_crawl(web, f"{SITE}/", backfill=True)
    assert len(set(result.urls)) == 15
    assert not [url for url in result.urls if "/boards/" in url]


LEADS = [
    ("<p><a class=b href='/grid?sheet=1'>Zur Gesamtschau</a></p>", "", 14),
    ("", "<nav><a href='/about'>About</a><a href='/grid?sheet=1'>Bewegung</a></nav>", 14),
    ("", "<div><a href='/grid?sheet=1'>Bewegung</a></div>", 6),
]


@each(("below", "menu", "read"), LEADS)
def test_a_link_of_unknown_words_to_a_page_with_the_same_posts(below: str, menu: str, read: int) -> None:
    web: dict[str, Answer] = {
        f"{SITE}/": f"{menu}<main><section><div>{rows(0, 6, 'item')}</div>{below}</section><p>Welcome</p></main>",
        f"{SITE}/about": "<h1>About</h1><p>Who we are and what we do.</p>",
        f"{SITE}/grid?sheet=1": listing(rows(0, 9, "item"), "<a href='/grid?sheet=2'>Next</a>"),
        f"{SITE}/grid?sheet=2": listing(rows(9, 14, "item")),
    }
    assert len(set(run_crawl(web, f"{SITE}/", backfill=True).urls)) == read


def test_a_sitemap_that_has_them_all() -> None:
    site = "".join(f"<url><loc>{url}</loc></url>" for url in posts(0, 33))
    web: dict[str, Answer] = {
        NEWS: listing(rows(0, 10), "<button>Load more</button>"),
        f"{SITE}/sitemap.xml": f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{site}</urlset>",
    }
    result = backfill(web)
    assert sorted(result.urls) == sorted(posts(0, 33))
    assert not said(result)


def feed(start: int, end: int, extra: str = "") -> str:
    items = "".join(
        f"<item><title>What the members did</title><link>{url}</link><pubDate>2024-03-0{n % 9 + 1}</pubDate></item>"
        for n, url in enumerate(posts(start, end))
    )
    return f"<rss version='2.0'><channel><title>News</title>{extra}{items}</channel></rss>"


@each(
    ("number", "page", "reasons"),
    [
        (10, "<h1>Welcome</h1>", [PastReason.FEED]),
        (20, "<h1>Welcome</h1>", [PastReason.FEED]),
        (11, "<h1>Welcome</h1>", []),
        (10, listing(rows(0, 5)), [PastReason.FEED]),
        (10, listing(rows(0, 10)), []),
        (10, listing(rows(0, 13)), []),
    ],
)
def test_a_feed_with_a_round_number_of_posts(number: int, page: str, reasons: list[PastReason]) -> None:
    web: dict[str, Answer] = {
        NEWS: f"<link rel=alternate type='application/rss+xml' href='{SITE}/feed'>{page}",
        f"{SITE}/feed": feed(0, number),
    }
    assert said(backfill(web)) == reasons
    assert not said(run_crawl(web, NEWS))
    assert not said(backfill(web, since="2024-03-02"))


def test_a_feed_that_has_older_pages() -> None:
    paged = "<generator>https://wordpress.org/?v=6</generator>"
    web: dict[str, Answer] = {
        f"{SITE}/feed": feed(0, 10, paged),
        f"{SITE}/feed?paged=2": feed(10, 13, paged),
    }
    discover = [{"kind": "feed", "url": f"{SITE}/feed"}]
    assert not said(backfill(web, discover=discover))
    del web[f"{SITE}/feed?paged=2"]
    result = backfill(web, discover=discover)
    assert said(result) == [PastReason.FEED]
    assert result.broken[0].problem.detail["list"] == NEWS


@each(
    ("options", "known", "reasons"),
    [
        ({}, [], [PastReason.LIMIT]),
        ({"newest": "2023-03-01"}, [], [PastReason.GAP]),
        ({"newest": "2023-03-01", "since": "2020-01-01"}, [], [PastReason.LIMIT]),
        ({"newest": "2024-03-01"}, posts(10, 20), []),
        ({"max_pages": 3}, [], []),
    ],
)
def test_a_list_with_more_pages_than_a_run_reads(
    options: dict[str, Any], known: list[str], reasons: list[PastReason]
) -> None:
    web: dict[str, Answer] = {
        NEWS if page == 1 else f"{NEWS}?page={page}": listing(
            rows(page * 10 - 10, page * 10), f"<a href='?page={page + 1}'>Next page</a>" if page < 3 else ""
        )
        for page in (1, 2, 3)
    }
    discover = [{"kind": "listing", "url": NEWS}]
    result = run_crawl(web, NEWS, known, discover=discover, **{"max_pages": 2, **options})
    assert said(result) == reasons
    assert len(result.requested) == len(set(result.requested))
    if PastReason.LIMIT in reasons:
        assert (result.broken[0].problem.detail["next"], result.broken[0].of_index) == (
            f"{NEWS}?page=3",
            False,
        )


def test_a_pager_that_calls_the_newer_page_the_next() -> None:
    def page(n: int) -> str:
        older = (
            f"<div class='previous'><a rel='prev' href='index{n + 1}.html'>« Previous</a></div>"
            if n < 4
            else ""
        )
        newer = (
            f"<div class='next'><a rel='next' href='index{n - 1 or ''}.html'>Next »</a></div>" if n else ""
        )
        return listing(rows(5 * n, 5 * n + 5), older + newer)

    web: dict[str, Answer] = {f"{SITE}/news/index{n or ''}.html": page(n) for n in range(5)}
    web[f"{SITE}/news/"] = page(0)
    result = run_crawl(web, f"{SITE}/news/", backfill=True)
    assert result.urls == posts(0, 25)
    assert not said(result)


ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'>{0}</feed>"
ENTRY = "<entry><title>What the members did</title><link href='{0}'/><id>{0}</id></entry>"
MAPS = "".join(f"<sitemap><loc>{SITE}/news-{n}.xml</loc></sitemap>" for n in range(3))
INDEXES: dict[str, Answer] = {f"{SITE}/sitemap.xml": f"<sitemapindex>{MAPS}</sitemapindex>"}
for _n in range(3):
    _posts, _next = posts(10 * _n, 10 * _n + 10), f"<link rel='next' href='/feed{_n + 1}'/>" if _n < 2 else ""
    _addresses = "".join(f"<url><loc>{url}</loc></url>" for url in _posts)
    INDEXES[f"{SITE}/feed{_n}"] = ATOM.format("".join(map(ENTRY.format, _posts)) + _next)
    INDEXES[f"{SITE}/news-{_n}.xml"] = f"<urlset>{_addresses}</urlset>"


@each(("kind", "path"), [("feed", "feed0"), ("sitemap", "sitemap.xml")])
def test_other_indexes_with_more_pages_than_a_run_reads(kind: str, path: str) -> None:
    discover = [{"kind": kind, "url": f"{SITE}/{path}"}]
    cases: tuple[tuple[dict[str, Any], list[PastReason]], ...] = (
        ({"max_pages": 2}, [PastReason.LIMIT]),
        ({"max_pages": 2, "newest": "2023-03-01"}, [PastReason.GAP]),
        ({"max_pages": 4}, []),
    )
    for options, reasons in cases:
        assert said(run_crawl(INDEXES, NEWS, discover=discover, **options)) == reasons


def test_two_lists_with_a_pager_each() -> None:
    """The first pager is that of the events: its pages have the same posts."""

    def pager(now: int, last: int, address: Callable[[int], str]) -> str:
        links = "".join(f"<li><a href='?page={address(n)}'>{n + 1}</a></li>" for n in range(last))
        following = f"<li><a rel=next href='?page={address(now + 1)}'>››</a></li>" if now + 1 < last else ""
        return f"<nav class=pager><ul>{links}{following}</ul></nav>"

    def page(event: int, post: int) -> str:
        events = "".join(
            f"<li><h3><a href='/events/{n}-evening'>An evening with guests, {n}</a></h3> {n + 1}.12.2026</li>"
            for n in range(4 * event, 4 * event + 4)
        )
        first = pager(event, 3, lambda n: f"{n}%2C{post}" if post else str(n))
        second = pager(post, 4, lambda n: f"{event}%2C{n}")
        return f"<main><h2>Events</h2><ul>{events}</ul>{first}</main>{listing(rows(8 * post, 8 * post + 8), second)}"

    web: dict[str, Answer] = {
        f"{NEWS}?page={event}%2C{post}": page(event, post) for event in range(3) for post in range(4)
    }
    web |= {NEWS: page(0, 0)} | {f"{NEWS}?page={event}": page(event, 0) for event in range(3)}
    result = backfill(web)
    assert sorted(set(result.urls)) == sorted(posts(0, 32))
    assert not said(result)
