"""What a page says of posts that it does not list: archives, years, months, numbers of pages and posts."""

# ruff: noqa: E501 - a row of a table is a line

from __future__ import annotations

from operator import itemgetter

from clusterwatch.discovery.listing.links import outline_of, prepare
from clusterwatch.discovery.listing.outline import Outline
from clusterwatch.discovery.listing.past import Past, past_of, read_below, read_leads
from tests.discovery.fakeweb import page
from tests.tables import each

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
    ("four words", '<a href="/x">Nuestro nuevo archivo aquí</a>', "/x"),
    ("five words", '<a href="/x">Un paseo por el archivo</a>', ""),
    ("sixty letters", f'<a href="/archives/">{"o" * 60}</a>', "/archives/"),
    ("a whole sentence", f'<a href="/archives/">{"o" * 61}</a>', ""),
    ("news before press pages", '<a href="/a">Presse</a><a href="/b">Nachrichten</a><a href="/c">Archiv</a>', "/c /b /a"),
    ("a link that has two texts", '<a href="/b">Aktuality</a><a href="/a">Blog</a><a href="/a">Archív</a>', "/a /b"),
]  # fmt: skip
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
    ("the year of the page itself", '<a href="/news/?year=2024">2024</a> <a href="/news/2022">2022</a>', "/news/2022", "/news/2024"),
    ("a year of another site", '<a href="https://other.example/2023">2023</a>', ""),
    ("a number in brackets behind a month", '<a href="/2023/02">luty 2023 [114]</a><a href="/2023/01">styczeń 2023 7</a>', "/2023/02 /2023/01"),
    ("a month that is not understood, with two more words", '<a href="/2023/11/">studeni 2023</a><a href="/2023/10/">listopad posts 2023</a>', "/2023/11/ /2023/10/"),
    ("a title as long as that", '<a href="/2023/11/">studeni 2023</a><a href="/2023/10/">All our posts 2023</a>', "/2023/11/"),
    ("a year that is not understood", '<a href="/2023/11/">studeni 2023</a><a href="/y/2024/">Gala</a>', "/2023/11/"),
    ("a year that is not understood beside one", '<a href="/y/2023/">2023</a><a href="/y/2024/">Gala</a>', "/y/2023/"),
    ("a month in an address of another make", '<a href="/2023/11/">studeni 2023</a><a href="/n/2023/10/">listopad</a>', "/2023/11/"),
    ("a picture of a month", '<a href="/2023/11/">studeni 2023</a><a href="/2023/10/"><img src="/a.png"></a>', "/2023/11/"),
    ("a month of an address with a year only", '<a href="?y=2023">Januar</a> <a href="/n/2022/">Februar</a>', ""),
    ("months of WordPress, the oldest first", '<a href="/?m=202302">febbraio 2023</a><a href="/?m=202311">novembre 2023</a>', "/?m=202311 /?m=202302"),
    ("months before years, the oldest first", '<a href="/a/02-2023">februarie 2023</a><a href="/a/11-2023">noiembrie 2023</a>', "/a/11-2023 /a/02-2023"),
    ("the first and the last month", '<a href="/a/12-2023">decembris 2023</a><a href="/a/1-2023">janvāris 2023</a>', "/a/12-2023 /a/1-2023"),
    ("numbers that are no month", '<a href="/a/13-2023">2023</a><a href="/a/0-2023">2023</a>', ""),
    ("a number that is no month beside a month", '<a href="?y=2023&amp;comment=4">2023</a><a href="?y=2023&amp;month=2">February 2023</a>', "/news?y=2023&month=2 /news?y=2023&comment=4"),
    ("a day that is none", '<a href="?year=2023&amp;date=all">2023</a>', "/news?year=2023&date=all"),
    ("choices in groups", '<select name="ano"><optgroup label="x"><option value="2022">2022</option></optgroup></select>', "/news?ano=2022"),
    ("choices without a name", '<select><option value="2022">2022</option></select>', ""),
    ("choices that are no years", '<select name="ano"><option value="2022b">2022</option><option value="1650">1650</option></select>', ""),
    ("a form with a parameter", '<form action="/n?a=1"><select name="rok"><option value="2022">2022</option></select></form>', "/n?rok=2022"),
    ("five hundred choices", f'<select name="rok">{"<option value=x>x</option>" * 499}<option value="2022">2022</option></select>', "/news?rok=2022"),
    ("more choices", f'<select name="rok">{"<option value=x>x</option>" * 500}<option value="2022">2022</option></select>', ""),
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
    ("a day and a month in this order", "<span>05/12</span> <b>5/09</b>", (None, None)),
    ("a month and a year", "<span>12/2024</span>", (None, None)),
    ("a count between marks", "<div>‹ - 2 / 5 - ›</div>", (5, None)),
    ("a count and a word for next", "<div>1 / 5 Következő »</div> <p>1 di 6 Avanti</p>", (6, None)),
    ("a count and a word for more", "<div>1 / 5 Mitglieder</div>", (None, None)),
    ("a word that is no page", "<div>Team 1 / 5</div>", (None, None)),
    ("a word for a page at the end of others", "<div>You are on page 3 of 8 today</div>", (8, None)),
    ("a count in sixty letters", f"<div>{'o' * 48} page 3 / 12</div>", (12, None)),
    ("a count in more letters", f"<div>{'o' * 53} page 3 / 12</div>", (None, None)),
    ("as many pages as links say", "<p>Page 1 of 7</p><div class='pagination'><a href='?page=7'>7</a></div>", (7, None), "Page 1 of 7"),
    ("fewer links than pages", "<p>Page 1 of 7</p><div class='pagination'><a href='?page=2'>2</a></div>", (7, None), "Page 1 of 7"),
    ("more links than pages", "<p>Page 1 of 7</p><div class='pagination'><a href='?page=8'>8</a></div>", (8, None), "8"),
    ("a link to page nought", "<div class='pagination'><a href='?page=0'>0</a></div>", (None, None)),
    ("a link back alone", "<div class='pagination'><a href='?page=1'>1</a></div>", (1, None), "1"),
    ("one script", "<a href='javascript:f()'>2</a>", (2, None)),
    ("more scripts", "<a href='javascript:f()'>4</a><a href='javascript:f()'>3</a><a href='javascript:f()'>2</a>", (4, None)),
    ("pages with numbers of years", "<div class='pagination'><a href='?page=2019'>2019</a> <a href='?page=2021'>2021</a></div>", (2021, None)),
    ("numbers that agree with their addresses", "<p><a href='?blatt=2'>2</a> <a href='?blatt=3'>3</a></p>", (3, None)),
    ("one number that agrees", "<p><a href='?o=7'>2</a></p>", (2, None)),
    ("a first page that is nought", "<p><a href='?blatt=0'>1</a></p>", (None, None)),
    ("a number of anything", "<p><a href='/a/7'>7</a></p>", (None, None)),
    ("labels that are offsets", "<p><a href='?debut_a=10'>10</a> <a href='?debut_a=20'>20</a></p>", (None, None)),
    ("ranges of posts on the second page", "<p><a href='?o=0'>1-7</a> 8-14 <a href='?o=14'>15-21</a></p>", (3, None)),
    ("ranges of posts that do not begin", "<div class='pagination'><a href='?o=21'>22-28</a> <a href='?o=28'>29-35</a></div>", (None, None)),
    ("ranges of which one begins elsewhere", "<div class='pagination'><a href='?o=0'>1-7</a> <a href='?o=9'>10-16</a></div>", (1, None)),
    ("ranges whose last one is a single post", "<p>1-7 <a href='?o=7'>8-14</a> <a href='?o=14'>15-21</a> <a href='?o=21'>22-22</a></p>", (4, None)),
    ("ranges of one post each", "<p>1-1 <a href='?o=1'>2-2</a> <a href='?o=2'>3-3</a></p>", (3, None)),
    ("scores of games", "<div class='pagination'><a href='?m=1'>1-0</a> <a href='?m=2'>3-2</a></div>", (None, None)),
    ("four thousand texts", f"{'<b>x</b>' * 3999}<p>1 / 5</p>", (5, None)),
    ("more texts", f"{'<b>x</b>' * 4000}<p>1 / 5</p>", (None, None)),
]  # fmt: skip


@each(("name", "body", "expected"), ARCHIVES, ids=itemgetter(0))
def test_archives(name: str, body: str, expected: str) -> None:
    found = past(body)
    assert " ".join(url.removeprefix(SITE) for url in (*found.archives, *found.lists)) == expected


@each(("name", "body", "expected", "path"), [(*p, "/news")[:4] for p in PERIODS], ids=itemgetter(0))
def test_periods(name: str, body: str, expected: str, path: str) -> None:
    assert " ".join(url.removeprefix(SITE) for url in past(body, path).periods) == expected


@each(("name", "body", "expected", "said"), [(*c, None)[:4] for c in COUNTS], ids=itemgetter(0))
def test_counts(name: str, body: str, expected: tuple[int | None, int | None], said: str | None) -> None:
    found = past(body)
    assert (found.pages, found.posts) == expected
    assert found.said == said if said else bool(found.said) == (expected != (None, None))


def test_years_are_no_archives() -> None:
    years = '<a href="?year=2023">2023</a> <a href="/archive-2022.html">Archive 2022</a>'
    found = past(f'{years}<a href="?sort=old">News</a><a href="/press">Press</a><a href="/old">Archive</a>')
    assert [url.removeprefix(SITE) for url in found.periods] == ["/news?year=2023", "/archive-2022.html"]
    assert [url.removeprefix(SITE) for url in found.archives] == ["/old"]
    assert [url.removeprefix(SITE) for url in found.lists] == ["/news?sort=old", "/press"]


@each(
    ("body", "more", "pager"),
    [
        ("<button>Load more</button>", True, False),
        ("<button>Afficher plus</button>", True, False),
        ('<nav class="pagination"></nav>', False, True),
        ('<nav class="pagination"><button>2</button></nav>', True, True),
        ("<button>Send</button>", False, False),
        ("<button class='mehr'>…</button>", True, False),
        ("<a role='button' class='more' href='/p/1'>Read it</a>", False, False),
        ("<ul><li>1</li><li>2</li><li>3</li><li>Weiter</li></ul>", True, True),
        ("<div><span>1</span><span>2</span><span>›</span></div>", True, True),
        ("<ul><li>1</li><li>2</li><li>3</li></ul>", False, False),
        ("<ul><li>1</li><li>3</li><li>Weiter</li></ul>", False, False),
        ("<ul><li>1</li><li>2</li><li><a href='/x'>Weiter</a></li></ul>", False, False),
        (f"<ul><li>1</li><li>2</li><li>Weiter</li><li>{'o' * 52}</li></ul>", True, True),
        (f"<ul><li>1</li><li>2</li><li>Weiter</li><li>{'o' * 53}</li></ul>", False, False),
        ('<footer><nav class="pagination"></nav></footer>', False, False),
    ],
)
def test_pager(body: str, more: bool, pager: bool) -> None:
    found = past(body)
    assert (found.more, found.pager) == (more, pager)


LIST = (
    "<ul>"
    + "".join(f'<li><a class="post" href="/n/{n}-member">Member {n}</a></li>' for n in range(4))
    + "</ul>"
)
MENU = "<header><ul><li><a href='/join'>Join</a></li><li><a href='/wir/presse'>Presse</a></li></ul></header>"
LEADS = [
    ("a link below the list", "/", f"<div>{LIST}<p><a href='/all'>See everything</a></p></div>", "/all"),
    ("a link directly behind the last post", "/", "<div><a class='post' href='/n/1-x'>One</a><a href='/all'>All</a></div>", "/all"),
    ("a link within the last post", "/", "<div><p><a class='post' href='/n/1-x'>One</a></p><p><b><a class='post' href='/n/2-x'>Two</a></b> <a href='/all'>All</a></p></div>", "/all"),
    ("a link above the list", "/", f"<div><a href='/all'>All</a>{LIST}</div>", ""),
    ("a link between the posts", "/", f"<div>{LIST}<a href='/all'>All</a>{LIST}</div>", ""),
    ("a link behind the box around", "/", f"<div><div>{LIST}</div><a href='/all'>All</a></div>", ""),
    ("the first three", "/", f"<div>{LIST}<a href='/a'>A</a><a href='/b'>B</a><a href='/c'>C</a><a href='/d'>D</a></div>", "/a /b /c"),
    ("a link twice", "/", f"<div>{LIST}<a href='/a'>A</a><a href='/a'>B</a></div>", "/a"),
    ("a link of sixty letters", "/", f"<div>{LIST}<a href='/a'>{'o' * 60}</a></div>", "/a"),
    ("a link of a whole sentence", "/", f"<div>{LIST}<a href='/a'>{'o' * 61}</a></div>", ""),
    ("a picture", "/", f"<div>{LIST}<a href='/a'><img src='/i.png'></a></div>", ""),
    ("a year", "/", f"<div>{LIST}<a href='/n/2024'>2024</a></div>", ""),
    ("another site", "/", f"<div>{LIST}<a href='https://other.example/all'>All</a></div>", ""),
    ("the front page and a page of the list", "/", f"<div>{LIST}<a href='/'>Home</a><a href='/page/2/'>2</a></div>", ""),
    ("no list", "/", f"{MENU}<div><a href='/all'>All</a></div>", ""),
    ("the menu of a front page", "/", f"{MENU}<div>{LIST}</div>", "/join /wir/presse"),
    ("below the list before the menu", "/de/", f"{MENU}<div>{LIST}<a href='/all'>Mehr</a></div>", "/all /join /wir/presse"),
    ("the menu of another page", "/news", f"{MENU}<div>{LIST}</div>", ""),
    ("a menu by its element", "/", f"<div>{LIST}</div><footer><nav>{'<div>' * 9}<a href='/join'>Join</a></nav></footer>", "/join"),
    ("a link of a menu to a deep page", "/", f"<nav><a href='/a/b/c'>C</a></nav><div>{LIST}</div>", ""),
    ("the first eight of a menu", "/", "<nav>" + "".join(f"<a href='/m{n}'>M</a>" for n in range(9)) + f"</nav><div>{LIST}</div>", " ".join(f"/m{n}" for n in range(8))),
    ("a link of the page that is no menu", "/", f"<div>{LIST}</div><div><p><a href='/about'>About</a></p></div>", ""),
]  # fmt: skip


@each(("name", "path", "body", "expected"), LEADS, ids=itemgetter(0))
def test_leads_to_the_whole_list(name: str, path: str, body: str, expected: str) -> None:
    front = page(body, SITE + path)
    outline = outline_of(front)
    places = frozenset(outline.path(node) for node in outline.tree.css("a.post"))
    assert " ".join(url.removeprefix(SITE) for url in read_leads(front, places)) == expected


@each(
    ("folder", "expected"),
    [
        ("/news", "/news/jobs /news/visits"),
        ("/news/", "/news/jobs /news/visits"),
        ("/news/jobs", "/news/jobs/may"),
    ],
)
def test_pages_in_a_folder(folder: str, expected: str) -> None:
    links = ("/news/jobs", "/news", "/news/visits", "/news/jobs", "/news/jobs/may", "/newsroom", "/x/jobs")
    body = "".join(f"<a href='{link}'>x</a>" for link in links)
    found = read_below(page(body, SITE), SITE + folder)
    assert " ".join(url.removeprefix(SITE) for url in found) == expected
