"""What a page says of posts that it does not list: archives, years, months, numbers of pages and posts."""

# ruff: noqa: E501 - a row of a table is a line

from __future__ import annotations

import pytest

from clusterwatch.discovery.listing.links import prepare
from clusterwatch.discovery.listing.outline import Outline
from clusterwatch.discovery.listing.past import Past, past_of

SITE = "https://www.cluster.example"


def past(body: str, path: str = "/news") -> Past:
    url = SITE + path
    return past_of(Outline(prepare(f"<main>{body}</main>"), url), url)


ARCHIVES = [
    ("a word", '<a href="/old/">Archív</a>', "/old/"),
    ("a sentence", '<a href="/x">See all posts »</a>', "/x"),
    ("an address", '<a href="/timeline/">⏳</a>', "/timeline/"),
    ("a file", '<a href="/archives.html">Everything</a>', "/archives.html"),
    ("a blog", '<a href="/blog">Blog</a>', "/blog"),
    ("archives before a blog", '<a href="/blog">Blog</a><a href="/a">Toutes les actualités</a>', "/a /blog"),
    ("a post about an archive", '<a href="/p/1">How our members saved the archive of the town</a>', ""),
    ("a PDF", '<a href="/archive.pdf">Archive</a>', ""),
    ("another site", '<a href="https://web.archive.test/">Archive</a>', ""),
    ("the page itself", '<a href="/news">Archive</a>', ""),
]
PERIODS = [
    ("years", '<a href="/news/2023/">2023</a> <a href="/news/2024/">2024 (17)</a>', "/news/2024/ /news/2023/"),
    ("years by a parameter", '<a href="?year=2023">2023</a>', "/news?year=2023"),
    ("months", '<a href="/2023/02/">február 2023</a><a href="/2023/11/">november 2023</a>', "/2023/11/ /2023/02/"),
    ("months with a count", '<a href="/2023/02">February 2023 (1)</a>', "/2023/02"),
    ("months below a year", '<b>2023</b><a href="/2023/02/">Februar</a>', "/2023/02/"),
    ("month before year", '<a href="/archives/11-2023">november 2023</a>', "/archives/11-2023"),
    ("a month of WordPress", '<a href="/?m=202311">novembre 2023</a>', "/?m=202311"),
    ("year and month apart", '<a href="?y=2023&amp;month=4">April 2023</a>', "/news?y=2023&month=4"),
    ("a file of a year", '<a href="/archive-2022.html">Archive 2022</a>', "/archive-2022.html"),
    ("a parameter with a month in another language", '<a href="?lista[leto]=2023&amp;mesec=4">april 2023</a>', "/news?lista[leto]=2023&mesec=4"),
    ("a parameter that only contains a word for month", '<a href="?y=2023&amp;comment=4">2023</a>', "/news?y=2023&comment=4"),
    ("a parameter with a day in another language", '<a href="?jaar=2023&amp;dag=4">2023</a>', ""),
    ("a month whose name has two meanings", '<a href="/2023/11/">studeni 2023</a><a href="/2023/10/">listopad 2023</a>', "/2023/11/ /2023/10/"),
    ("a choice of years", '<form action="/n"><select name="jahr"><option value="">Alle</option><option value="2022">2022</option></select></form>', "/n?jahr=2022"),
    ("a choice of addresses", '<select><option value="/n/2021">2021</option></select>', "/n/2021"),
    ("a day", '<a href="/2023/11/05/">5</a>', ""),
    ("a post with a year", '<a href="/news/gala-2024">Gala 2024</a>', ""),
    ("a report", '<a href="/reports/2024">Annual report</a>', ""),
    ("another year than the address", '<a href="/news/2024/">2019</a>', ""),
]  # fmt: skip
COUNTS = [
    ("a count", "<p>1 / 5</p>", (5, None)),
    ("page of", "<div>Page 1 of 7</div>", (7, None)),
    ("page of, in Polish", "<div>Strona 1 z 7</div>", (7, None)),
    ("posts", "<p>Showing 1–10 of 47 results</p>", (None, 47)),
    ("all posts", "<p>1-7 of 7</p>", (None, None)),
    ("the last page", "<p>5 / 5</p>", (None, None)),
    ("numbers of a pager", '<div class="pagination"><a href="?page=2">2</a> … <a href="?page=9">9</a></div>', (9, None)),
    ("years of a pager", '<div class="pagination"><a href="?rok=2023">2023</a> <a href="?rok=2022">2022</a></div>', (None, None)),
    ("years of a pager, in the path", '<div class="pagination"><a href="/news/2023">2023</a> <a href="/news/2022">2022</a></div>', (None, None)),
    ("as many pages as years", '<div class="pagination"><a href="?s=2">2</a> … <a href="?s=2023">2023</a></div>', (2023, None)),
    ("seasons", '<div class="pagination"><a href="/n/2022-2023">2022-2023</a> <a href="/n/2021-2022">2021-2022</a></div>', (None, None)),
    ("ranges of posts", '<div class="pagination">1-7 <a href="?o=7">8-14</a> <a href="?o=14">15-20</a></div>', (3, None)),
    ("scripts", "<a href=\"javascript:__doPostBack('x','Page$2')\">2</a><a href='javascript:f()'>3</a>", (3, None)),
    ("another script", "<a href='javascript:f()'>7</a>", (None, None)),
    ("a date in parts", "<p>05 / 09 / 2026</p>", (None, None)),
    ("a score", "<p>We won 3 of 7 games</p>", (None, None)),
    ("a date", "<p>1/5/2024</p>", (None, None)),
    ("a day and a month", "<span>12/05</span>", (None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "body", "expected"), ARCHIVES, ids=[c[0] for c in ARCHIVES])
def test_archives(name: str, body: str, expected: str) -> None:
    found = past(body)
    assert " ".join(url.removeprefix(SITE) for url in (*found.archives, *found.lists)) == expected


@pytest.mark.parametrize(("name", "body", "expected"), PERIODS, ids=[c[0] for c in PERIODS])
def test_periods(name: str, body: str, expected: str) -> None:
    assert " ".join(url.removeprefix(SITE) for url in past(body).periods) == expected


@pytest.mark.parametrize(("name", "body", "expected"), COUNTS, ids=[c[0] for c in COUNTS])
def test_counts(name: str, body: str, expected: tuple[int | None, int | None]) -> None:
    found = past(body)
    assert (found.pages, found.posts) == expected
    assert bool(found.said) == (expected != (None, None))


def test_years_are_no_archives() -> None:
    years = '<a href="?year=2023">2023</a> <a href="/archive-2022.html">Archive 2022</a>'
    found = past(f'{years}<a href="?sort=old">News</a><a href="/press">Press</a><a href="/old">Archive</a>')
    assert [url.removeprefix(SITE) for url in found.periods] == ["/news?year=2023", "/archive-2022.html"]
    assert [url.removeprefix(SITE) for url in found.archives] == ["/old"]
    assert [url.removeprefix(SITE) for url in found.lists] == ["/news?sort=old", "/press"]


@pytest.mark.parametrize(
    ("body", "more", "pager"),
    [
        ("<button>Load more</button>", True, False),
        ("<button>Afficher plus</button>", True, False),
        ('<nav class="pagination"></nav>', False, True),
        ('<nav class="pagination"><button>2</button></nav>', True, True),
        ("<button>Send</button>", False, False),
        ('<footer><nav class="pagination"></nav></footer>', False, False),
    ],
)
def test_pager(body: str, more: bool, pager: bool) -> None:
    found = past(body)
    assert (found.more, found.pager) == (more, pager)
