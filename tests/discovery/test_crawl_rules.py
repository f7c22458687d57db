"""How far a crawl goes: each night, on the first run, with backfill, since a day."""

# ruff: noqa: E501 - a row of a table is a line

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from clusterwatch.config import StrategySettings
from clusterwatch.discovery import Broken, Found, crawl
from clusterwatch.discovery.steps import Step
from clusterwatch.discovery.strategies import BY_KIND
from clusterwatch.errors import (
    BadStatus,
    Blocked,
    Deferred,
    FetchError,
    Forbidden,
    NothingFound,
    TooLarge,
    Unreachable,
)
from clusterwatch.models import INDEX_KINDS, Compute, Problem, ProblemCode, Request
from tests.discovery.fakeweb import NOW, Answer, page, run_crawl, source
from tests.tables import each

SITE = "https://www.cluster.example"
LIST, FEED = f"{SITE}/news", f"{SITE}/feed.xml"


def post(n: int) -> str:
    """Post number n; 1 is the newest."""
    return f"{SITE}/news/post-number-{n}"


def posts(first: int, last: int) -> list[str]:
    return [post(n) for n in range(first, last + 1)]


def day(n: int) -> str:
    return f"2026-{12 - (n - 1) // 25:02}-{25 - (n - 1) % 25:02}"


def listing(numbers: list[int], following: str | None = None) -> str:
    rows = "".join(
        f'<article><h2><a href="{post(n)}">Announcement number {n} of the network</a></h2>'
        f"<time datetime='{day(n)}'>{day(n)}</time></article>"
        for n in numbers
    )
    pager = f'<nav class="pagination"><a rel="next" href="{following}">Next</a></nav>' if following else ""
    return f"<html><body><main><h1>News</h1>{rows}{pager}</main></body></html>"


def feed(numbers: list[int], extra: str = "") -> str:
    rows = "".join(
        f"<item><title>Announcement {n}</title><link>{post(n)}</link><pubDate>{day(n)}</pubDate></item>"
        for n in numbers
    )
    return f'<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>{extra}{rows}</channel></rss>'


def web(pages: int = 5, size: int = 10, pinned: int | None = None) -> dict[str, Answer]:
    """A listing of `pages` pages, with a post pinned on top of each if wanted, and a feed of the first ten."""
    out: dict[str, Answer] = {FEED: feed(list(range(1, 11)))}
    for number in range(1, pages + 1):
        numbers = list(range((number - 1) * size + 1, number * size + 1))
        if pinned:
            numbers = [pinned, *(n for n in numbers if n != pinned)]
        here = LIST if number == 1 else f"{LIST}?page={number}"
        out[here] = listing(numbers, f"{LIST}?page={number + 1}" if number < pages else None)
    return out


BY_LIST = [{"kind": "listing", "url": LIST}]
BY_SELECTOR = [
    {"kind": "listing", "url": LIST, "link": "h2 a, li a"}
]  # of which a backfill reads no archives
BOTH = [{"kind": "feed", "url": FEED}, {"kind": "listing", "url": LIST}]


def test_first_run_reads_everything_up_to_the_limit() -> None:
    result = run_crawl(web(), LIST, discover=BY_LIST)
    assert result.urls == posts(1, 50)
    assert len(result.requested) == 5
    assert run_crawl(web(), LIST, discover=BY_LIST, max_pages=2).urls == posts(1, 20)


@each(("new", "pages"), [(0, 1), (1, 2), (3, 2), (10, 2), (11, 3), (25, 4)])
def test_a_run_ends_with_a_page_of_known_posts(new: int, pages: int) -> None:
    result = run_crawl(web(), LIST, posts(new + 1, 50), discover=BY_LIST)
    assert len(result.requested) == pages
    assert set(posts(1, new)) <= set(result.urls)


@each(("new", "pages"), [(0, 1), (3, 2), (11, 3)])
def test_pinned_posts_do_not_change_the_end_of_a_run(new: int, pages: int) -> None:
    assert len(run_crawl(web(pinned=44), LIST, posts(new + 1, 50), discover=BY_LIST).requested) == pages


@each("pinned", [44, None])
def test_first_run_with_a_pinned_post_finds_each_once(pinned: int | None) -> None:
    result = run_crawl(web(pinned=pinned), LIST, discover=BY_LIST)
    assert sorted(result.urls) == sorted(posts(1, 50))


@each(
    ("known", "requested"),
    [
        (posts(1, 50), [FEED]),
        (posts(2, 50), [FEED]),
        (posts(10, 50), [FEED]),
        (posts(11, 50), [FEED, LIST, f"{LIST}?page=2"]),
        (posts(14, 50), [FEED, LIST, f"{LIST}?page=2", f"{LIST}?page=3"]),
        ([], [FEED, LIST, *(f"{LIST}?page={n}" for n in range(2, 6))]),
    ],
)
def test_feed_first_and_older_pages_only_after_a_gap(known: list[str], requested: list[str]) -> None:
    result = run_crawl(web(), LIST, known, discover=BOTH)
    assert result.requested == requested
    assert result.error is None
    assert [len(f.entries) for f in result.found] == [10] * len(requested)


def test_a_feed_with_its_oldest_entry_first() -> None:
    pages = web() | {FEED: feed(list(range(10, 0, -1)))}
    assert run_crawl(pages, LIST, posts(3, 50), discover=BOTH).requested == [FEED]
    assert len(run_crawl(pages, LIST, posts(11, 50), discover=BOTH).requested) == 3


def test_unchanged_index_ends_the_night() -> None:
    assert run_crawl({FEED: 304}, LIST, discover=BOTH).error is None
    assert run_crawl({LIST: 304}, LIST, discover=BY_LIST).error is None
    assert run_crawl({FEED: 304}, LIST, discover=BOTH).requested == [FEED]


def test_backfill_goes_to_the_beginning_past_known_posts() -> None:
    result = run_crawl(web(30), LIST, posts(1, 300), discover=BOTH, backfill=True, max_pages=2)
    assert sorted(result.urls) == sorted(posts(1, 300))


def test_backfill_goes_on_after_an_unchanged_feed() -> None:
    result = run_crawl(web() | {FEED: 304}, LIST, discover=BOTH, backfill=True)
    assert sorted(result.urls) == sorted(posts(1, 50))


def test_backfill_ends_when_pages_go_in_a_circle() -> None:
    pages = web(3)
    pages[f"{LIST}?page=3"] = listing(list(range(21, 31)), f"{LIST}?page=4")
    for n in range(4, 60):
        pages[f"{LIST}?page={n}"] = listing(list(range(21, 31)), f"{LIST}?page={n + 1}")
    result = run_crawl(pages, LIST, discover=BY_SELECTOR, backfill=True)
    assert len(result.requested) == 4
    pages[f"{LIST}?page=2"] = listing(list(range(11, 21)), LIST)
    assert len(run_crawl(pages, LIST, discover=BY_SELECTOR, backfill=True).requested) == 2


def test_an_endless_site_ends_with_the_limit() -> None:
    class Endless(dict[str, Answer]):
        def get(self, key: str, default: object = None) -> Answer:
            n = int(key.partition("=")[2] or 1)
            return listing([n * 3, n * 3 + 1, n * 3 + 2], f"{LIST}?page={n + 1}")

    assert len(run_crawl(Endless(), LIST, discover=BY_LIST, max_pages=7).requested) == 7


@each(("since", "pages"), [("2026-12-20", 2), ("2026-11-30", 4), ("2020-01-01", 5)])
def test_since_ends_with_a_page_that_is_older(since: str, pages: int) -> None:
    assert len(run_crawl(web(), LIST, discover=BY_SELECTOR, backfill=True, since=since).requested) == pages


def test_since_reads_dates_as_people_write_them() -> None:
    rows = "".join(
        f'<li><a href="{post(n)}">Une nouvelle annonce du pôle {n}</a> <span class="date">{25 - n} mars 2026</span></li>'
        for n in range(1, 9)
    )
    pages: dict[str, Answer] = {
        LIST: f"<main><h1>Actualités</h1><ul>{rows}</ul><div class='pagination'><a href='?page=2'>2</a></div></main>"
    }
    assert (
        len(
            run_crawl(
                pages, LIST, discover=BY_SELECTOR, backfill=True, since="2026-04-01", languages=["fr"]
            ).requested
        )
        == 1
    )
    assert (
        len(
            run_crawl(
                pages, LIST, discover=BY_SELECTOR, backfill=True, since="2026-03-01", languages=["fr"]
            ).requested
        )
        == 2
    )


def test_pager_that_ends_with_an_error() -> None:
    pages = web(3)
    pages[f"{LIST}?page=3"] = listing(list(range(21, 31)), f"{LIST}?page=4")
    result = run_crawl(pages, LIST, discover=BY_LIST)
    assert (result.urls, result.error, result.broken) == (posts(1, 30), None, [])


def test_a_second_page_that_is_missing_is_a_gap() -> None:
    pages = web(3)
    del pages[f"{LIST}?page=2"]
    result = run_crawl(pages, LIST, discover=BY_LIST)
    assert (result.urls, result.error, [b.gap for b in result.broken]) == (posts(1, 10), None, [True])
    problem = result.broken[0].problem
    assert (problem.code, problem.url) == (ProblemCode.PAST_NOT_REACHED, f"{LIST}?page=2")
    assert problem.detail == {"status": 404}


@each("status", [403, 500])
def test_a_later_page_that_fails_is_a_gap(status: int) -> None:
    result = run_crawl(web(5) | {f"{LIST}?page=4": status}, LIST, discover=BY_LIST)
    assert (result.urls, result.error, [b.gap for b in result.broken]) == (posts(1, 30), None, [True])


def test_a_site_that_fails_on_the_second_page_is_reported() -> None:
    pages = web(3) | {f"{LIST}?page=2": Unreachable(f"{LIST}?page=2")}
    result = run_crawl(pages, LIST, discover=BY_LIST)
    assert result.urls == posts(1, 10)
    assert isinstance(result.error, Unreachable)


def test_the_next_strategy_is_used_if_the_first_is_gone() -> None:
    pages = web()
    del pages[FEED]
    result = run_crawl(pages, LIST, posts(1, 50), discover=BOTH)
    assert (result.requested, result.error) == ([FEED, LIST], None)


def test_most_telling_error_when_all_fail() -> None:
    result = run_crawl({FEED: Unreachable(FEED), LIST: 404}, LIST, discover=BOTH)
    assert isinstance(result.error, Unreachable)
    assert isinstance(run_crawl({FEED: 404, LIST: 410}, LIST, discover=BOTH).error, BadStatus)


def test_deferred_ends_at_once() -> None:
    result = run_crawl(web() | {FEED: Deferred(FEED, datetime(2026, 12, 1, tzinfo=UTC))}, LIST, discover=BOTH)
    assert isinstance(result.error, Deferred)
    assert result.requested == [FEED]


def test_an_error_without_posts_names_its_index_and_selectors() -> None:
    bare = "<main><p>Nothing here.</p><a href='/about'>About</a></main>"
    result = run_crawl(
        {LIST: bare}, LIST, discover=[{"kind": "listing", "url": LIST, "link": "article h2 a"}]
    )
    assert isinstance(result.error, NothingFound)
    assert result.error.problem == Problem(
        ProblemCode.INDEX_EMPTY,
        selector="article h2 a",
        url=LIST,
        detail={"kind": "listing", "matched": 0, "addresses": 0},
    )
    result = run_crawl({LIST: bare}, LIST, discover=BY_LIST)
    assert isinstance(result.error, NothingFound)
    assert result.error.problem == Problem(
        ProblemCode.INDEX_EMPTY, url=LIST, detail={"kind": "listing", "links": 1}
    )
    result = run_crawl({FEED: "<html><body>no</body></html>"}, LIST, discover=[{"kind": "feed", "url": FEED}])
    assert isinstance(result.error, NothingFound)
    assert result.error.problem == Problem(
        ProblemCode.INDEX_BROKEN, url=FEED, detail={"expected": "feed", "found": "html"}
    )


def test_paged_feeds() -> None:
    only = [{"kind": "feed", "url": FEED}]
    link = '<atom:link rel="next" href="/feed.xml?after=10"/>'
    pages: dict[str, Answer] = {
        FEED: feed(list(range(1, 11)), link),
        f"{FEED}?after=10": feed(list(range(11, 15))),
    }
    assert run_crawl(pages, LIST, discover=only).urls == posts(1, 14)
    assert run_crawl(pages, LIST, posts(2, 14), discover=only).requested == [FEED]
    assert run_crawl(pages, LIST, posts(1, 14), discover=only, backfill=True).urls == posts(1, 14)
    word = "<generator>https://wordpress.org/?v=6.9</generator>"
    pages = {FEED: feed(list(range(1, 11)), word), f"{FEED}?paged=2": feed([11, 12], word)}
    result = run_crawl(pages, LIST, discover=only)
    assert result.urls == posts(1, 12)
    assert result.requested[-1] == f"{FEED}?paged=3"


def test_feed_written_with_the_address_of_a_page() -> None:
    head = f'<head><link rel="alternate" type="application/rss+xml" href="{FEED}"></head><body></body>'
    assert run_crawl({LIST: head, FEED: feed([1, 2])}, LIST, discover=[{"kind": "feed"}]).urls == posts(1, 2)


def rest(numbers: list[int]) -> str:
    return json.dumps(
        [
            {"id": n, "date": f"{day(n)}T09:00:00", "modified": f"{day(n)}T10:00:00", "link": post(n),
             "title": {"rendered": f"R&#038;D no {n}"}, "guid": {"rendered": f"{SITE}/?p={n}"},
             "content": {"rendered": "<p>" + "Words of the post. " * 20 + "</p>", "protected": n == 7}}
            for n in numbers
        ]
    )  # fmt: skip


FIELDS = "orderby=date&order=desc&_fields=id,date,modified,slug,link,guid,title,content,lang"


def rest_web(total: int, root: str = f"{SITE}/wp-json/wp/v2/posts?") -> dict[str, Answer]:
    out: dict[str, Answer] = {}
    for size in (20, 100):
        pages = -(-total // size)
        for number in range(1, pages + 1):
            numbers = list(range((number - 1) * size + 1, min(number * size, total) + 1))
            out[f"{root}per_page={size}&page={number}&{FIELDS}"] = (
                rest(numbers),
                {"x-wp-totalpages": str(pages)},
            )
    return out


WORDPRESS = [{"kind": "wordpress", "url": f"{SITE}/"}]


def test_rest() -> None:
    result = run_crawl(rest_web(130), LIST, discover=WORDPRESS)
    assert sorted(result.urls) == sorted(set(posts(1, 130)) - {post(7)})
    first = result.entries[0]
    assert (first.title, first.method, first.twins) == ("R&D no 1", "rest", (f"{SITE}/?p=1",))
    assert (first.published, first.updated, first.complete) == (
        f"{day(1)}T09:00:00",
        f"{day(1)}T10:00:00",
        True,
    )


def test_rest_asks_for_twenty_by_night_and_for_a_hundred_on_the_first_run() -> None:
    night = run_crawl(rest_web(130), LIST, posts(2, 130), discover=WORDPRESS)
    assert ["per_page=20" in u for u in night.requested] == [True, True]
    first = run_crawl(rest_web(130), LIST, discover=WORDPRESS)
    assert ["per_page=100" in u for u in first.requested] == [False, True, True]
    back = run_crawl(rest_web(130), LIST, posts(1, 130), discover=WORDPRESS, backfill=True)
    assert ["per_page=100" in u for u in back.requested] == [True, True]


def test_rest_in_its_other_form_and_below_a_directory() -> None:
    assert (
        len(run_crawl(rest_web(5, f"{SITE}/?rest_route=/wp/v2/posts&"), LIST, discover=WORDPRESS).urls) == 5
    )
    below = [{"kind": "wordpress", "url": f"{SITE}/blog/"}]
    assert len(run_crawl(rest_web(5, f"{SITE}/blog/wp-json/wp/v2/posts?"), LIST, discover=below).urls) == 5
    named = [{"kind": "wordpress", "url": f"{SITE}/wp-json/wp/v2/actualites?lang=fr"}]
    assert (
        len(run_crawl(rest_web(5, f"{SITE}/wp-json/wp/v2/actualites?lang=fr&"), LIST, discover=named).urls)
        == 5
    )


@each("status", [401, 403])
def test_closed_rest_is_not_tried_at_its_other_address(status: int) -> None:
    first = f"{SITE}/wp-json/wp/v2/posts?per_page=20&page=1&{FIELDS}"
    result = run_crawl(
        {first: status, **rest_web(5, f"{SITE}/?rest_route=/wp/v2/posts&")}, LIST, discover=WORDPRESS
    )
    assert result.urls == []
    assert isinstance(result.error, BadStatus)


@each("body", ["[]", "{}", "<html>no</html>", '{"code":"rest_no_route"}', "[1]", "null"])
def test_rest_without_posts(body: str) -> None:
    first = f"{SITE}/wp-json/wp/v2/posts?per_page=20&page=1&{FIELDS}"
    assert isinstance(run_crawl({first: body}, LIST, discover=WORDPRESS).error, (NothingFound, BadStatus))


def test_rest_behind_a_warning_of_php() -> None:
    first = f"{SITE}/wp-json/wp/v2/posts?per_page=20&page=1&{FIELDS}"
    assert run_crawl(
        {first: "<br /><b>Notice</b>: x\n" + rest([1, 2])}, LIST, discover=WORDPRESS
    ).urls == posts(1, 2)


def test_feed_then_rest() -> None:
    strategies = (
        StrategySettings(kind="feed", url=FEED),
        StrategySettings(kind="wordpress", url=f"{SITE}/wp-json/wp/v2/posts"),
    )
    pages = {FEED: feed(list(range(1, 7))), **rest_web(130)}
    assert len(set(run_crawl(pages, LIST, remembered=strategies).urls)) == 129
    assert run_crawl(pages, LIST, posts(3, 130), remembered=strategies).requested == [FEED]
    night = run_crawl(pages, LIST, posts(7, 130), remembered=strategies)
    assert [u.partition("?")[0].rpartition("/")[2] for u in night.requested] == ["feed.xml", "posts", "posts"]


BY_FEED = (StrategySettings(kind="feed", url=FEED),)
MAINTENANCE = "<!DOCTYPE html><html><body><h1>Back soon</h1><p>We are updating this site.</p></body></html>"
PASSING: dict[str, Answer] = {
    **{str(status): status for status in (400, 401, 403, 405, 406, 408, 451, 500, 501, 502, 503, 504)},
    "no host": Unreachable(FEED),
    "late": Unreachable(FEED),
    "wall": Blocked(FEED),
    "429": Deferred(FEED, NOW),
    "robots": Forbidden(FEED),
    "large": TooLarge(FEED),
}
MISSING: dict[str, Answer] = {
    "404": 404,
    "410": 410,
    "page": MAINTENANCE,
    "nothing": "",
    "json": "{}",
    "no posts": feed([]),
}


@pytest.mark.parametrize("nights", [0, 1, 2, 30])
@pytest.mark.parametrize("name", PASSING)
def test_the_strategy_is_not_chosen_again_after_a_network_error(name: str, nights: int) -> None:
    result = run_crawl(web() | {FEED: PASSING[name]}, LIST, remembered=BY_FEED, missing=nights)
    assert (result.requested, result.chosen, result.missing) == ([FEED], None, None)
    assert isinstance(result.error, FetchError)


@each("name", MISSING)
def test_a_strategy_that_is_missing_is_replaced_on_the_third_night(name: str) -> None:
    pages = web() | {FEED: MISSING[name]}
    for nights in (0, 1):
        result = run_crawl(pages, LIST, remembered=BY_FEED, missing=nights)
        assert (result.requested, result.chosen, result.missing) == ([FEED], None, True)
        assert isinstance(result.error, FetchError | NothingFound)
    result = run_crawl(pages, LIST, posts(1, 50), remembered=BY_FEED, missing=2)
    assert (result.error, result.missing) == (None, True)
    assert result.chosen is not None
    assert result.chosen.strategies == (StrategySettings(kind="listing", url=LIST),)
    assert result.chosen.former == BY_FEED
    assert result.urls == posts(1, 10)


def test_a_strategy_that_is_there_ends_the_count() -> None:
    result = run_crawl(web(), LIST, posts(1, 50), remembered=BY_FEED, missing=2)
    assert (result.error, result.chosen, result.missing) == (None, None, False)


@each("page", [404, 503, MAINTENANCE])
def test_nothing_is_chosen_where_nothing_is_found(page: Answer) -> None:
    result = run_crawl({FEED: 410, LIST: page}, LIST, remembered=BY_FEED, missing=5)
    assert (result.chosen, result.missing) == (None, True)
    assert isinstance(result.error, BadStatus)
    assert result.error.status == 410


WITH_LIST = (*BY_FEED, StrategySettings(kind="listing", url=LIST))


def test_one_of_two_strategies_is_missing() -> None:
    """The other shows the posts meanwhile, and the fault is reported."""
    result = run_crawl(web() | {FEED: 404}, LIST, posts(4, 50), remembered=WITH_LIST)
    assert (result.error, result.chosen, result.missing) == (None, None, True)
    assert set(posts(1, 3)) <= set(result.urls)
    gone = Problem(ProblemCode.HTTP_STATUS, url=FEED, detail={"status": 404})
    assert result.broken == [Broken(gone, gap=False)]
    result = run_crawl(web() | {FEED: 404}, LIST, posts(4, 50), remembered=WITH_LIST, missing=2)
    assert result.chosen is not None
    assert result.chosen.former == WITH_LIST


def test_one_of_two_strategies_fails() -> None:
    result = run_crawl(web() | {FEED: 500}, LIST, posts(4, 50), remembered=WITH_LIST, missing=2)
    assert (result.error, result.chosen, result.missing) == (None, None, None)
    assert set(posts(1, 3)) <= set(result.urls)


NOW_LIST = (StrategySettings(kind="listing", url=LIST),)


def test_a_strategy_that_is_back_is_used_again() -> None:
    result = run_crawl(web(), LIST, posts(3, 50), remembered=NOW_LIST, former=BY_FEED)
    assert result.error is None
    assert result.chosen is not None
    assert (result.chosen.strategies, result.chosen.former) == (BY_FEED, ())
    assert set(posts(1, 2)) <= set(result.urls)


@pytest.mark.parametrize(
    "answer",
    [404, 500, 503, 304, Unreachable(FEED), MAINTENANCE, feed([]), feed(list(range(31, 41)))],
    ids=["404", "500", "503", "304", "no answer", "page", "no posts", "old copy"],
)
def test_a_strategy_that_is_still_broken_is_tried_but_not_used(answer: Answer) -> None:
    result = run_crawl(web() | {FEED: answer}, LIST, posts(3, 50), remembered=NOW_LIST, former=BY_FEED)
    assert (result.error, result.chosen, result.missing) == (None, None, False)
    assert result.requested[:2] == [FEED, LIST]
    assert set(posts(1, 2)) <= set(result.urls)


def test_a_former_strategy_hides_no_failure() -> None:
    for answer in (304, feed(list(range(1, 11)))):
        result = run_crawl({FEED: answer, LIST: 503}, LIST, posts(1, 50), remembered=NOW_LIST, former=BY_FEED)
        assert isinstance(result.error, BadStatus)
        assert result.chosen is None


def test_no_other_strategy_is_tried_on_a_host_that_asks_for_a_pause() -> None:
    pages = web() | {FEED: Deferred(FEED, NOW)}
    result = run_crawl(pages, LIST, remembered=NOW_LIST, former=BY_FEED)
    assert result.requested == [FEED]
    assert isinstance(result.error, Deferred)


def test_a_remembered_strategy_stays_if_it_is_unreachable() -> None:
    result = run_crawl(
        web() | {FEED: Unreachable(FEED)},
        LIST,
        remembered=(StrategySettings(kind="feed", url=FEED),),
    )
    assert result.chosen is None
    assert isinstance(result.error, Unreachable)


def test_posts_archived_during_the_crawl_count_as_new() -> None:
    """The caller archives the posts of the feed at once; the listing must not look known because of that."""
    steps = crawl(source(LIST, discover=BOTH), now=NOW)
    pages, taken, asked = web(), set[str](), 0
    step: Step | None = next(steps)
    while step is not None:
        answer: object
        if isinstance(step, Compute):
            answer = step.function(*step.arguments)
        elif isinstance(step, Found):
            answer = frozenset(e.url for e in step.entries if e.url in taken)
            taken |= {e.url for e in step.entries}
        else:
            assert isinstance(step, Request)
            asked += 1
            answer = page(str(pages[step.url]), step.url)
        try:
            step = steps.send(answer)
        except StopIteration:
            step = None
    assert asked == 6
    assert taken == set(posts(1, 50))


def test_each_kind_of_index_has_one_strategy() -> None:
    assert BY_KIND.keys() == INDEX_KINDS.keys()
    assert {kind for kind, strategy in BY_KIND.items() if strategy.for_readers} == {"listing"}
