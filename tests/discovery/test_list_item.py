"""What an item of a list shows of its post: the title and the date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from clusterwatch.discovery.listing.links import links_to, prepare
from clusterwatch.discovery.listing.list_item import DATE, ListItem, is_date
from clusterwatch.discovery.listing.outline import Outline
from tests.tables import each

AT = "https://www.cluster.example/news"
LIGHT, OTHER = "Six towns share their light", "Lenses for a hundred schools"
LETTERS_20, LETTERS_21 = f"No. {'x' * 18} 12", f"No. {'x' * 19} 12"
LONG = "The towns of the valley will share one register of instruments, which "
SENTENCE = "x" * 200


def item_of(html: str, href: str = "/a", *, button: bool = False, numbered: bool = False) -> ListItem:
    """Return the item with this HTML, in which the first link, to `href`, leads to the post."""
    outline = Outline(prepare(f"<html><body><div id=item>{html}</div></body></html>"), AT)
    links = [replace(link, button=button, numbered=numbered) for link in links_to(outline, lambda _: True)]
    link = next(link for link in links if href in link.url)
    return ListItem(outline, link, tuple(outline.tree.css("#item")), tuple(links))


def a(inner: str, href: str = "/a", attributes: str = "") -> str:
    return f"<a href='{href}' {attributes}>{inner}</a>"


@each(
    ("html", "title"),
    [
        (a(LIGHT), LIGHT),
        (a(f"12.05.2026 {LIGHT}"), f"12.05.2026 {LIGHT}"),
        (a(f"<span>12.05.2026</span> {LIGHT}"), LIGHT),
        (a(f"<!-- x --><b>{LIGHT}</b>"), LIGHT),
        (a(f"<span><i>12.05.2026</i><i>{LIGHT}</i></span>"), LIGHT),
        # A heading in the link, around it, or elsewhere if the link says nothing.
        (a(f"<p>Towns</p><h3>{LIGHT}</h3>"), LIGHT),
        (f"<h3><i>News</i> {a(LIGHT)}</h3>", f"News {LIGHT}"),
        (f"<h3>News <i><i><i>{a(LIGHT)}</i></i></i></h3>", f"News {LIGHT}"),
        (f"<h3>News <i><i><i><i>{a(LIGHT)}</i></i></i></i></h3>", LIGHT),
        (f"<h3>{OTHER}</h3>{a(LIGHT)}", LIGHT),
        (f"<h3>{OTHER}</h3>{a('Read more')}", OTHER),
        (f"<h3>{OTHER}</h3>{a('Learn more about light')}", OTHER),
        (f"<h3>{OTHER}</h3>{a('12 May 2026')}", OTHER),
        (f"<h3>{OTHER}</h3>{a('x' * 300)}", "x" * 300),
        (f"<h3>{OTHER}</h3>{a('x' * 301)}", OTHER),
        (f"<p class=title>{OTHER}</p>{a('Read more')}", OTHER),
        (f"<p class=title>{OTHER}</p><h4>{LIGHT}</h4>{a('Read more')}", LIGHT),
        (a(f"<i class=title>{OTHER}</i> <i>{LIGHT}</i>"), OTHER),
        (f"{a('Read more', attributes='class=title')}<p>{LIGHT}</p>", LIGHT),
        # The link in a heading comes first.
        (f"{a('Towns')}<h3>{a(LIGHT)}</h3>", LIGHT),
        (f"{a('Towns')}{a(LIGHT, attributes='class=title')}", LIGHT),
        (f"{a('Read more')}{a('More', '/b', f'title={LIGHT!r}')}<p>{OTHER}</p>", OTHER),
        # A date is a title if there is no better one.
        (f"{a('12.05.2026')}<p>{LIGHT}</p>", LIGHT),
        (f"{a('Save the date: 12.05.2026')}<b>x</b>", "Save the date: 12.05.2026"),
        (f"{a('Save the date: 12.05.2026')}{a(LIGHT)}", LIGHT),
        (f"{a('May: 12.05.2026')}", None),
        (f"{a('Mars: 12.05.2026')}", "Mars: 12.05.2026"),
        # What else names the post.
        (f"{a('Read more', attributes=f'title={LIGHT!r}')}<p>{OTHER}</p>", LIGHT),
        (f"{a('Read more', attributes=f'aria-label={LIGHT!r}')}<p>{OTHER}</p>", LIGHT),
        (f"{a(f'<img alt={LIGHT!r}>')}<p>{OTHER}</p>", LIGHT),
        (a("<img alt=''>" * 49 + f"<img alt={LIGHT!r}>"), LIGHT),
        (a("<img alt=''>" * 50 + f"<img alt={LIGHT!r}>"), None),
        (f"<p>{OTHER}</p><b>{LIGHT}</b>{a('Read more')}", LIGHT),
        (f"<p>{OTHER}</p>{a('Read more')}", OTHER),
        (f"<p>12 May 2026</p><p>Day</p>{a('Read more')}", "Day"),
        (f"<p>12 May 2026</p><p>Of</p>{a('Read more')}", None),
        (f"<p>{'x' * 300}</p>{a('Read more')}", "x" * 300),
        (f"<p>{'x' * 301}</p>{a('Read more')}", None),
        (a("Read more"), None),
        # Of a card, the first text, or the bold one.
        (a(f"<p>{LIGHT}</p><p>{OTHER}</p>"), LIGHT),
        (a(f"<p>Towns</p><p>{OTHER}</p>"), OTHER),
        (a(f"<p>Undertownsx</p><p>{OTHER}</p>"), OTHER),
        (a(f"<p>Undertownsxx</p><p>{OTHER}</p>"), "Undertownsxx"),
        (a(f"<p>{'x' * 301}</p>"), None),
        (a(f" <span><i>12.05.2026</i><i>{LIGHT}</i></span> "), LIGHT),
        (a(f"<!-- x --><span><i>12.05.2026</i><i>{LIGHT}</i></span>\u200b"), LIGHT),
        (a(f"<span><i>12.05.2026</i><i>{LIGHT}</i></span>!"), f"12.05.2026 {LIGHT}"),
        (a("<p>Towns</p><p>Lenses</p>"), "Towns Lenses"),
        (a(f"<p>{OTHER}</p><b>{LIGHT}</b>"), LIGHT),
        (a(f"<p>{OTHER}</p><b>Light</b>"), OTHER),
        (a(f"<i>{LIGHT}</i> <i>{OTHER}</i>"), f"{LIGHT} {OTHER}"),
        (a(f"<i>{LIGHT}</i> <i>{LONG[:59]}</i>"), f"{LIGHT} {LONG[:59]}"),
        (a(f"<i>{LIGHT}</i> <i>{LONG[:60]}</i>"), LIGHT),
        (a(f"<i>{LIGHT}</i> {SENTENCE[:110]} <i>y</i>"), f"{LIGHT} {SENTENCE[:110]} y"),
        (a(f"<i>{LIGHT}</i> {SENTENCE[:111]} <i>y</i>"), LIGHT),
    ],
)
def test_the_title_of_an_item(html: str, title: str | None) -> None:
    assert item_of(html).title == title


@each(
    ("html", "title"),
    [
        (f"<table><tr><td>{a('No. 12')}</td><td>{LIGHT}</td></tr></table>", LIGHT),
        (f"<p role=cell>{LIGHT}</p>{a('No. 12')}", LIGHT),
        (f"<p role=gridcell>{LIGHT}</p>{a('No. 12')}", LIGHT),
        (f"<p>{LIGHT}</p>{a('No. 12')}", "No. 12"),
        (f"<p role=cell>{LIGHT}</p>{a(LETTERS_20)}", LIGHT),
        (f"<p role=cell>{LIGHT}</p>{a(LETTERS_21)}", LETTERS_21),
        (f"<p role=cell>Light</p>{a('No. 12')}", "No. 12"),
        (f"<p role=cell>of it</p>{a('No. 12')}", "No. 12"),
        (f"<p role=cell>of all</p>{a('No. 12')}", "of all"),
        (f"<p role=cell>May 2026</p>{a('No. 12')}", "No. 12"),
        (f"<p role=cell>12.05.2026</p><p role=cell>{LIGHT} 2026</p>{a('No. 12')}", f"{LIGHT} 2026"),
    ],
)
def test_the_title_beside_a_number(html: str, title: str) -> None:
    assert item_of(html, numbered=True).title == title


@each(
    ("html", "title"),
    [
        (f"{a('Part of us')}<p>{LIGHT}</p>", LIGHT),
        (f"{a('Part of us')}", "Part of us"),
        (f"<h3>{LIGHT}</h3>{a('Part of us')}", LIGHT),
    ],
)
def test_a_button_is_a_title_if_there_is_nothing_else(html: str, title: str) -> None:
    assert item_of(html, button=True).title == title


def test_a_file_has_its_title_without_its_kind() -> None:
    assert item_of(a(f"{LIGHT} (PDF, 2 MB)", "/a.pdf"), "/a.pdf").title == LIGHT
    assert item_of(a(f"{LIGHT} (PDF, 2 MB)")).title == f"{LIGHT} (PDF, 2 MB)"


@each(
    ("html", "date"),
    [
        (f"{a(LIGHT)}<p>12 May 2026</p>", "12 May 2026"),
        (f"{a(LIGHT)}<time datetime=2026-05-12T09:00>12 May</time>", "2026-05-12T09:00"),
        (f"{a(LIGHT)}<time title=2026-05-12>12 May</time>", "2026-05-12"),
        (f"{a(LIGHT)}<time datetime=12>12 May 2026</time>", "12 May 2026"),
        (f"{a(LIGHT)}<time>May</time><p>12 May 2026</p>", "12 May 2026"),
        (
            f"{a(LIGHT)}<time class=updated datetime=2026-06-01></time><time datetime=2026-05-12></time>",
            "2026-05-12",
        ),
        (
            f"{a(LIGHT)}<time class='published updated' datetime=2026-06-01></time><time datetime=2026-05-12></time>",
            "2026-06-01",
        ),
        (f"{a(LIGHT)}<p class=date>In May 2026</p><p>12 May 2026</p>", "In May 2026"),
        (f"{a(LIGHT)}<p class=date>May</p><p>12 May 2026</p>", "12 May 2026"),
        (f"{a(LIGHT)}<p class=date>{'May' * 18} 20266</p><p>12 May 2026</p>", f"{'May' * 18} 20266"),
        (f"{a(LIGHT)}<p class=date>{'May' * 18} 2026666</p><p>12 May 2026</p>", "12 May 2026"),
        (f"{a(LIGHT, attributes='class=date')}<p>12 May 2026</p>", "12 May 2026"),
        (f"{a(LIGHT)}<p>Tallinn (12 May 2026) – the towns of the valley share</p>", "12 May 2026"),
        (f"{a(LIGHT)}<p>The towns met in the hall on 12 May 2026 – at last</p>", None),
        (f"{a(LIGHT)}<p><b>12</b> <b>May</b> <b>2026</b></p>", "12 May 2026"),
        (
            f"{a(LIGHT)}<p><b>12</b> <b>September</b> <b>2026</b> <b>123456789</b> </p>",
            "12 September 2026 123456789",
        ),
        (f"{a(LIGHT)}<p><b>12</b> <b>September</b> <b>2026</b> <b>1234567890</b> </p>", None),
        (a("Light of 12 May 2026"), None),
        (a("Light of all <i>12 May 2026</i>"), "12 May 2026"),
    ],
)
def test_the_date_of_an_item(html: str, date: str | None) -> None:
    assert item_of(html).date == date


@each(
    ("folders", "text", "is_read"),
    [
        ("2026/05/12", "12 May 2026", True),
        ("2026/05/12", "13 May 2026", True),
        ("2026/05/12", "11.05.26", True),
        ("2026/05/12", "14 May 2026", False),
        ("2026/05/12", "10 May 2026", False),
        ("2026/05/12", "12 May 2025", False),
        ("2026/05/01", "30 April 2026", True),
        ("2026/04/30", "1 May 2026", True),
        ("2026/04/30", "2 May 2026", False),
        ("2026/05/02", "30 April 2026", False),
        ("2026/05", "14 June 2026", True),
    ],
)
def test_a_day_that_the_address_contradicts(folders: str, text: str, is_read: bool) -> None:
    item = item_of(f"{a(LIGHT, f'/{folders}/a')}<p>{text}</p>", "/a")
    assert item.date == (text if is_read else None)


@each(
    ("text", "is_one"),
    [
        ("12.5.2026", True),
        ("12/05/26", True),
        ("12 | 05 | 2026", True),
        ("2026-05-12", True),
        ("12 May, 2026", True),
        ("12. května 2026", True),
        ("May 12th, 2026", True),
        ("2026. május 12", True),
        ("4 Gala 2024", False),
        ("3 lis 2024", True),
        ("May 2026", False),
        (f"12 May 2026 {'x' * 23}", True),
        (f"12 May 2026 {'x' * 24}", False),
        (f"Published 12 May 2026 {'x' * 24}", True),
        (f"Published 12 May 2026 {'x' * 38}", True),
        (f"Published 12 May 2026 {'x' * 39}", False),
    ],
)
def test_texts_that_are_dates(text: str, is_one: bool) -> None:
    assert is_date(text) is is_one


@each(
    ("date", "dated"),
    [("<time>12 May 26</time>", False), ("<time>May 2026</time>", True), ("12/05/26", True), ("", False)],
)
def test_a_dated_item_has_a_year(date: str, dated: bool) -> None:
    assert item_of(f"{a(LIGHT)}<p>{date}</p>").dated is dated


def elements(count: int) -> Iterable[str]:
    return ("<i></i>" for _ in range(count))


@each(("count", "is_found"), [(4_997, True), (4_998, False)])
def test_how_much_of_an_item_is_read(count: int, is_found: bool) -> None:
    item = item_of(f"{a('Read more')}{''.join(elements(count))}<h3>{LIGHT}</h3>")
    assert (LIGHT in [item.text(node, 300) for node in item.everything if node.tag == "h3"]) is is_found
    texts = item_of(f"{a(LIGHT)}{'<i>x</i>' * count}<p>12 May 2026</p>")
    assert (len(texts.texts(1)), texts.length() > count) == (count, True)


@each("count", [4_999, 5_000])
def test_how_many_texts_of_an_item_are_read(count: int) -> None:
    assert len(item_of(f"{a(LIGHT)}{'<i>x</i>' * count}").texts(1)) == 4_999


def test_a_part_of_the_texts_is_short() -> None:
    assert item_of(f"{a('One')}<p>Four</p>").texts(3) == ["One"]
    assert DATE.search("on 12 May 2026")
