"""Listings by a person's selectors, and what a block of a listing says of its post."""

# ruff: noqa: E501 - a row of a table is a line

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusterwatch.config import StrategySettings
from clusterwatch.discovery.listing.listing_page import read_listing
from clusterwatch.models import SelectorReason
from tests.discovery.fakeweb import page
from tests.tables import each

SITE = "https://www.cluster.example"
AT = f"{SITE}/news"
LEAD = "The members met last week to agree on the next steps and to thank all those who had helped."


def listing(body: str, head: str = "", url: str = AT) -> str:
    return f"<html><head>{head}</head><body><main><h1>News</h1>{body}</main></body></html>"


def found(body: str, head: str = "", **selectors: str) -> list[tuple[str, str | None, str | None]]:
    entries = read_listing(
        page(listing(body, head), AT), StrategySettings(kind="listing", url=AT, **selectors)
    ).entries
    return [(e.url.removeprefix(SITE), e.title, e.published) for e in entries]


BLOCKS = "".join(
    f'<div class="x"><p class="k">Topic {n}</p><a class="t" href="/news/post-{n}">Title of post number {n}</a>'
    f'<span class="d1">Event: {n}.12.2026</span><span class="d2">Published {n}.11.2026</span></div>'
    for n in range(1, 4)
)


@each("link", ["a.t", ".x a", "div.x", "main a[href*='/news/']"])
def test_selectors_of_a_person(link: str) -> None:
    assert found(BLOCKS, link=link, date=".d2") == [
        (f"/news/post-{n}", f"Title of post number {n}", f"Published {n}.11.2026") for n in range(1, 4)
    ]


MENU = '<nav><a href="/a">Our work of the year</a> <a href="/b">Our members and guests</a></nav>'
MONTHS = "".join(f'<a class="m" href="/news/2026/{n:02}">Month {n} of 2026</a>' for n in range(1, 6))
POSTS = "".join(
    f'<article><h2><a href="/news/post-{n}">Title of the post number {n}</a></h2><time>2026-11-0{n}</time>'
    f"<p>{LEAD}</p></article>"
    for n in range(1, 6)
)


@each(
    ("link", "expected"),
    [
        ("article a", None),
        ("nav a", SelectorReason.IN_BOILERPLATE),
        ("a.m", SelectorReason.NO_POSTS),
        ("article:first-of-type a", SelectorReason.ONE_OF_MANY),
        ("article:nth-of-type(2n) a", None),  # a person may want some of them
        ("article a, nav a", None),  # most of them are posts
        ("p.more a", None),  # one page that is on no list
    ],
)
def test_a_selector_that_finds_no_posts_is_doubtful(link: str, expected: SelectorReason | None) -> None:
    body = f'{MENU}{POSTS}{MONTHS}<p class="more"><a href="/news/all-of-them">All news of the year</a></p>'
    read = read_listing(page(listing(body), AT), StrategySettings(kind="listing", url=AT, link=link))
    doubts = [(p.selector, p.url, p.detail["key"], p.detail["reason"]) for p in read.selector_problems]
    assert doubts == ([(link, AT, "discover.link", expected)] if expected else [])


def test_a_selector_for_pages_that_alone_are_on_a_page_is_not_doubtful() -> None:
    read = read_listing(page(listing(MONTHS), AT), StrategySettings(kind="listing", url=AT, link="a.m"))
    assert read.selector_problems == ()


def test_selector_of_headings_within_links() -> None:
    body = "".join(f'<a href="/news/post-{n}"><h2>Title number {n}</h2><p>{LEAD}</p></a>' for n in range(2))
    assert [t for _, t, _ in found(body, link="main h2")] == ["Title number 0", "Title number 1"]


def test_selector_of_read_more_links() -> None:
    body = "".join(
        f'<div><h3>Title number {n}</h3><a class="m" href="/news/post-{n}">Lire la suite</a></div>'
        for n in range(3)
    )
    assert [t for _, t, _ in found(body, link="a.m")] == [
        "Title number 0",
        "Title number 1",
        "Title number 2",
    ]


def test_date_selector_with_a_time() -> None:
    body = "".join(
        f'<p><a href="/news/p-{n}">Title number {n}</a><time class="d" datetime="2026-01-0{n + 1}">x</time></p>'
        for n in range(3)
    )
    assert [d for *_, d in found(body, link="main a", date=".d")] == [
        "2026-01-01",
        "2026-01-02",
        "2026-01-03",
    ]


def test_base_href() -> None:
    body = "".join(f'<h3><a href="news/post-{n}">A title of several words {n}</a></h3>' for n in range(3))
    assert [u for u, *_ in found(body, f'<base href="{SITE}/en/">')] == [
        f"/en/news/post-{n}" for n in range(3)
    ]


def dated(block: str) -> str | None:
    """The date of the first of three blocks of one make; `@` in it is a number."""
    return found("".join(f"<article>{block.replace('@', str(n))}</article>" for n in range(3)))[0][2]


HEAD = '<h2><a href="/news/post-@">A title of several words @</a></h2>'


@each(
    ("block", "expected"),
    [
        (HEAD + "<time datetime='2026-03-04T10:00'>4 March</time>", "2026-03-04T10:00"),
        (HEAD + "<time datetime=''>4 March 2026</time>", "4 March 2026"),
        (
            HEAD
            + "<time class='updated' datetime='2026-05-01'>x</time><time class='entry-date published' datetime='2026-03-04'>x</time>",
            "2026-03-04",
        ),
        (HEAD + "<span class='date'>Publié le 04/03/2026</span>", "Publié le 04/03/2026"),
        (HEAD + "<div class='date'><b>04</b><i>mars</i></div>", "04 mars"),
        (HEAD + "<p>4 mars 2026</p>", "4 mars 2026"),
        (HEAD + "<p>19 . 04 . 2023</p>", "19 . 04 . 2023"),
        (HEAD + "<p>2020. június 4.</p>", "2020. június 4."),
        (HEAD + "<p>2019. gada 9. septembrī</p>", "2019. gada 9. septembrī"),
        (HEAD + "<p>12 dnia marca 2019</p>", "12 dnia marca 2019"),
        (HEAD + "<p>2019. aasta 5. oktoober</p>", "2019. aasta 5. oktoober"),
        (HEAD + "<p>3 ta’ Mejju 2021</p>", "3 ta’ Mejju 2021"),
        (HEAD + "<p>August 24 d., 2017</p>", "August 24 d., 2017"),
        (HEAD + "<p>25 de noviembre de 2025</p>", "25 de noviembre de 2025"),
        (HEAD + "<p>5. oktober 2020</p>", "5. oktober 2020"),
        (
            HEAD + "<p>Brno, 4 March 2026 – The members met last week to agree on what is to come.</p>",
            "4 March 2026",
        ),
        (HEAD + "<p>Submitted by the office on 05 July 2019</p>", "Submitted by the office on 05 July 2019"),
        (
            HEAD + "<p>Curtha suas ag oifig na gréasáin ar 05.07.2019</p>",
            "Curtha suas ag oifig na gréasáin ar 05.07.2019",
        ),
        (
            HEAD + "<p>Objavil urad za stike z javnostjo 05.07.2019</p>",
            "Objavil urad za stike z javnostjo 05.07.2019",
        ),
        (HEAD + "<p>Visited by the office of the region on 05.07.2019</p>", None),
        (HEAD + "<p>On 9 September 2019, the members met in Tokyo to agree on what is to come.</p>", None),
        (HEAD + f"<p>{LEAD} They meet again on 4 March 2026.</p>", None),
        ('<h2><a href="/news/post-@">Save the date @: 12.03.2026</a></h2><p class="x">The forum @</p>', None),
        ('<h3>Deadline: 22 November 2026 @</h3><p>Words.</p><a href="/news/post-@">Read more</a>', None),
        (HEAD + "<p>12 projects of 2024</p>", None),
    ],
)
def test_dates_of_blocks(block: str, expected: str | None) -> None:
    assert dated(block) == expected


@each(
    ("block", "title"),
    [
        ('<h2><a href="/news/post-@">Save the date: 12.03.2026 @</a></h2><p>Words of the forum</p>', "Save the date: 12.03.2026 0"),
        ('<h6>Published 12.03.2026</h6><h3><a href="/news/post-@">The title @</a></h3>', "The title 0"),
        ('<a href="/news/post-@"><img alt="A picture of a hall @" src="/x.jpg"></a><h3>The hall opens @</h3>', "The hall opens 0"),
        ('<a href="/news/post-@"><img alt="The hall opens its doors @" src="/x.jpg"></a><p>3 March 2026</p>', "The hall opens its doors 0"),
        ('<a href="/news/post-@">Read more<span class="sr-only"> about the hall @</span></a><h3>The hall opens @</h3>', "The hall opens 0"),
        ('<a href="/news/post-@"><span>News</span><h3>The hall opens @</h3></a>', "The hall opens 0"),
        ('<h3><a href="/news/post-@">The <em>hall</em> opens @</a></h3>', "The hall opens 0"),
        ('<a href="/news/post-@">tovább</a><p><strong>Megnyílt a csarnok @</strong></p>', "Megnyílt a csarnok 0"),
    ],
)  # fmt: skip
def test_titles_of_blocks(block: str, title: str) -> None:
    rows = found("".join(f"<article>{block.replace('@', str(n))}</article>" for n in range(3)))
    assert rows
    assert rows[0][1] == title


def section(heading: str, prefix: str, number: int = 3, extra: str = "") -> str:
    rows = "".join(
        f'<div class="item"><h3><a href="{prefix}-{n}">An item of several words {n}</a></h3><p class="date">{n + 1}.12.2026</p>{extra}</div>'
        for n in range(number)
    )
    return f'<section class="block"><h2>{heading}</h2><div class="list">{rows}</div></section>'


@each(
    ("news", "others"),
    [
        ("News", ["Events", "Our members"]), ("Actualités", ["Agenda", "Nos projets"]), ("Aktuelles", ["Termine", "Partner"]),
        ("Aktualności", ["Kalendarz", "Partnerzy"]), ("Hírek", ["Események", "Partnereink"]), ("Naujienos", ["Renginiai", "Partneriai"]),
        ("Новини", ["Събития", "Партньори"]), ("Νέα", ["Εκδηλώσεις", "Μέλη"]), ("Noticias", ["Próximos eventos", "Socios"]),
        ("Nieuws", ["Evenementen", "Leden"]), ("Nyheter", ["Evenemang", "Medlemmar"]), ("Latest news", ["Upcoming events", "Related"]),
    ],
)  # fmt: skip
def test_news_among_lists_of_the_same_make(news: str, others: list[str]) -> None:
    body = section(others[0], "/a/one", 5) + section(news, "/b/two") + section(others[1], "/c/three", 6)
    assert [u for u, *_ in found(body)] == [f"/b/two-{n}" for n in range(3)]


def test_flat_lists_under_headlines() -> None:
    def rows(prefix: str) -> str:
        return "".join(
            f'<h3><a href="{prefix}-{n}">An item of several words {n}</a></h3><p>{n + 1}.12.2026</p>'
            for n in range(4)
        )

    body = f"<div><h2>Upcoming events</h2>{rows('/a/one')}<h2>News</h2>{rows('/b/two')}</div>"
    assert [u for u, *_ in found(body)] == [f"/b/two-{n}" for n in range(4)]


def test_a_menu_is_not_a_list_of_posts() -> None:
    body = (
        "<nav>"
        + "".join(f'<a href="/page-{n}">A page of the site {n}</a>' for n in range(9))
        + "</nav><p>Words.</p>"
    )
    assert found(body) == []


def test_one_post() -> None:
    body = f'<article><h2><a href="/news/post-1">The first post of all</a></h2><time>3.12.2026</time><p>{LEAD}</p></article>'
    assert found(body) == [("/news/post-1", "The first post of all", "3.12.2026")]


def test_protected_posts_are_left_out() -> None:
    rows = [
        f'<article class="post post-{n}{" post-password-required" if n == 1 else ""}"><h2><a href="/news/p-{n}">A title of words {n}</a></h2></article>'
        for n in range(4)
    ]
    assert [u for u, *_ in found("".join(rows))] == ["/news/p-0", "/news/p-2", "/news/p-3"]


PARTS = ["<div>", "</div>", "<ul>", "<li>", "</ul>", "<a href='/news/a-1'>", "<a href='/b?c=2'>", "</a>", "<h2>", "</h2>", "<time>", "<table><tr><td>",
         "<nav class=pagination>", "Read more", "3 March 2026", "A title of several words", "<p>", "</p>", "<!-- x -->", "<b>", "&amp;", "2", "»"]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=60))
def test_any_markup(parts: list[str]) -> None:
    for entry in read_listing(page("".join(parts), AT), StrategySettings(kind="listing", url=AT)).entries:
        assert entry.url.startswith(SITE)
        assert entry.title is None or entry.title.strip()


@given(st.binary(max_size=300))
def test_any_bytes(raw: bytes) -> None:
    entries = read_listing(
        page(b"<main><a href='/x-1'>" + raw, AT), StrategySettings(kind="listing", url=AT)
    ).entries
    assert all(entry.url.startswith("http") for entry in entries)


def test_pages_nested_deeply() -> None:
    rows = "".join(
        f'<h3><a href="/news/post-{n}">A title of several words {n}</a></h3><p>{n + 1}.12.2026</p>'
        for n in range(4)
    )
    body = "<div>" * 450 + rows + "</div>" * 450
    assert len(found(body)) == 4


@pytest.mark.parametrize(
    ("body", "selectors"),
    [
        (
            "".join(
                f"<dt>{n}.11.2026</dt><dd><a href=/news/post-{n}>Title of post {n}</a></dd>"
                for n in range(1, 4)
            ),
            {"link": "dd a", "date": "dt"},
        ),
        (
            "".join(
                f"<h3><a href=/news/post-{n}>Title of post {n}</a></h3><p><i>{n}.11.2026</i> {LEAD}</p>"
                for n in range(1, 4)
            ),
            {"link": "h3 a", "date": "i"},
        ),
    ],
    ids=["before", "after"],
)
def test_dates_beside_the_items(body: str, selectors: dict[str, str]) -> None:
    expected = [(f"/news/post-{n}", f"Title of post {n}", f"{n}.11.2026") for n in range(1, 4)]
    assert found(f"<dl>{body}</dl>", **selectors) == expected


def test_an_item_without_a_date_gets_none_of_its_neighbours() -> None:
    body = (
        "<dt>1.11.2026</dt><dd><a href=/news/post-1>Title of post 1</a></dd>"
        "<dd><a href=/news/post-2>Title of post 2</a></dd>"
        "<dt>3.11.2026</dt><dd><a href=/news/post-3>Title of post 3</a></dd>"
    )
    days = [day for _, _, day in found(f"<dl>{body}</dl>", link="dd a", date="dt")]
    assert days == ["1.11.2026", None, "3.11.2026"]


@each("ending", ["", "/", ".html"])
def test_a_list_with_each_title_twice_is_the_list(ending: str) -> None:
    def item(n: int, copy: str) -> str:
        return (
            f"<li><a href='/news/the-title-of-{n}{copy}{ending}'>The title of post {n}</a> {n}.11.2026</li>"
        )

    body = "".join(item(n, copy) for n in range(1, 6) for copy in ("", "-2"))
    assert [title for _, title, _ in found(f"<ul>{body}</ul>")] == [
        f"The title of post {n}" for n in range(1, 6) for _ in range(2)
    ]
