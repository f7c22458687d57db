"""The links of a page: their texts, which of them are buttons, and the elements that belong to one post."""

# ruff: noqa: E501 - a row of a table is a line

from __future__ import annotations

import pytest

from clusterwatch import urls
from clusterwatch.discovery.listing import outline as outlines
from clusterwatch.discovery.listing.links import (
    TOPS,
    Alone,
    Link,
    ancestors,
    beginning,
    descendants,
    gather,
    is_heading,
    links_to,
    pieces,
    prepare,
    text_of,
    title_of_file,
)
from clusterwatch.discovery.listing.outline import Outline
from tests.tables import each

SITE = "https://www.cluster.example"
AT = f"{SITE}/news"


def outline(body: str) -> Outline:
    return Outline(prepare(f"<html><body>{body}</body></html>"), AT)


def links(body: str) -> list[Link]:
    return links_to(outline(body), lambda _: True)


def row(text: str, paths: str, tag: str = "p") -> str:
    return "".join(f"<{tag}><a href='/{path}'>{text}</a></{tag}>" for path in paths.split())


BUTTONS = [
    ("three pages", row("Zum Beitrag", "a b c"), True, False),
    ("two pages", row("Zum Beitrag", "a b"), False, False),
    ("one page three times", row("Zum Beitrag", "a a/ a?utm_source=x b"), False, False),
    ("headings", row("Our news", "a b c", "h3"), False, False),
    ("headings do not count", row("Our news", "a b") + row("Our news", "c", "h3"), False, False),
    ("numbers", row("Part 1", "a") + row("Part 2", "b") + row("Part 3", "c"), False, True),
    ("numbers of two pages", row("Part 1", "a") + row("Part 2", "b"), False, False),
    ("no text", row("", "a b c"), False, False),
    ("files of several sizes", row("Öffnen (PDF, 1 MB)", "a.pdf") + row("Öffnen (PDF, 23 kB)", "b.pdf") + row("Öffnen", "c.pdf"), True, False),
    ("pages do not lose such notes", row("Open (PDF)", "a") + row("Open", "b c"), False, False),
]  # fmt: skip


@each(("name", "body", "button", "numbered"), BUTTONS, ids=lambda case: str(case[0]))
def test_links_with_one_text_are_buttons(name: str, body: str, button: bool, numbered: bool) -> None:
    first = links(body)[0]
    assert (first.button, first.numbered) == (button, numbered)


def test_links_that_may_lead_to_posts() -> None:
    found = gather(
        outline("<a href='/a/b/'>One</a><a href='/'>Home</a><a href='/a.jpg'>x</a><a href='/c'>Two</a>"), AT
    )
    assert [(link.url, link.text, link.order) for link in found] == [
        (f"{SITE}/a/b/", "One", 0),
        (f"{SITE}/c", "Two", 3),
    ]
    assert found[0].segments == ("a", "b")


@each(
    ("path", "directory"),
    [("/a/b", "cluster.example/a"), ("/a/2024/b/", "cluster.example/a/#"), ("/b", "cluster.example"), ("/a12/b3", "cluster.example/a#")],
)  # fmt: skip
def test_the_directory_of_a_post(path: str, directory: str) -> None:
    assert links(f"<a href='{path}'>x</a>")[0].directory == directory


@each("address", [f"{SITE}/a/", f"{SITE}/a/#part-2", f"{SITE}/a?b=1#part-2"])
def test_the_key_of_a_link(address: str) -> None:
    node = outline("<a href='/a'>x</a>").links[0][0]
    assert Link(node, address, "x", False, 0).key == urls.key(address)


GENERIC = [
    ("/a", "Read more", True),
    ("/a", "…", True),
    ("/a", "Three firms join", False),
    ("/a", "PDF", False),
    ("/a.pdf", "PDF", True),
    ("/a.pdf", "Download (PDF)", True),
    ("/a.pdf", "Three firms join (PDF)", False),
]


@each(("path", "text", "generic"), GENERIC)
def test_texts_that_are_no_titles(path: str, text: str, generic: bool) -> None:
    assert links(f"<a href='{path}'>{text}</a>")[0].generic is generic


FILES = [
    ("Report – PDF", "Report"),
    ("Report - PDF", "Report"),
    ("Report-PDF", "Report-PDF"),
    ("Report -PDF", "Report"),
    ("Report PDF", "Report PDF"),
    ("Report PDF 2 MB", "Report"),
    ("Report, 2 MB", "Report, 2 MB"),
    ("Report [2 MB]", "Report"),
    ("Report (Word)", "Report"),
    ("Report (PDF", "Report (PDF"),
    ("Report – Word", "Report – Word"),
    ("Report | Word, 12 kB", "Report"),
    ("A (PDF" + ", PDF" * 13 + ", 123456 kB)", "A"),
    ("A (PDF" + ", PDF" * 13 + ", 1234567 kB)", "A (PDF"),
]


@each(("text", "title"), FILES)
def test_titles_of_files(text: str, title: str) -> None:
    assert title_of_file(text) == title


HEADINGS = [
    ("<h3>{}</h3>", "x", True),
    ("<h3><i><b><u>{}</u></b></i></h3>", "x", True),
    ("<h3><i><b><u><s>{}</s></u></b></i></h3>", "x", False),
    ("<div>{}</div>", "<b><h4>x</h4></b>", True),
    ("<p>{}</p>", "<b>x</b>", False),
    ("<div>{}</div>", "<i>x</i>" * 25 + "<h4>x</h4>", True),
    ("<p>{}</p>", "<i>x</i>" * 30, False),
]


@each(("around", "inside", "heading"), HEADINGS)
def test_links_in_headings_and_around_them(around: str, inside: str, heading: bool) -> None:
    whole = outline(around.format(f"<a href='/a'>{inside}</a>"))
    assert is_heading(whole, whole.links[0][0]) is heading
    titled = outline(around.format(f"<a href='/a' class='card__title'>{inside}</a>"))
    assert is_heading(titled, titled.links[0][0])


def test_texts_of_links() -> None:
    whole = outline(
        f"<a href='/a'>One <b>two</b>three</a><a href='/b'>{'o' * 999}<b>p</b></a><a href='/c'>{'o' * 999}<b>pp</b><i>q</i></a>"
    )
    one, exact, long = (text_of(whole, node) for node, _ in whole.links)
    assert one == "One two three"
    assert exact == "o" * 999 + " p"
    assert long == "o" * 999 + " p"


@each(
    ("letters", "texts"),
    [(1, ["a"]), (3, ["aaa"]), (4, ["aaa", "b"]), (5, ["aaa", "bb"]), (9, ["aaa", "bb", "c"])],
)
def test_the_beginning_of_an_element(letters: int, texts: list[str]) -> None:
    node = outline("<p>aaa<b>bb</b><i>c</i></p>").tree.css_first("p")
    assert node is not None
    assert list(beginning(node, letters)) == texts


def test_elements_above_and_below() -> None:
    whole = outline("<div><p><b><i>x</i></b><u>y</u></p><q></q></div>")
    inner, box = whole.tree.css_first("i"), whole.tree.css_first("div")
    assert inner is not None
    assert box is not None
    assert [node.tag for node in ancestors(inner)] == ["b", "p", "div", "body", "html"]
    assert [node.tag for node in ancestors(inner, 2)] == ["b", "p"]
    assert list(ancestors(inner, 0)) == []
    assert [node.tag for node in descendants(box)] == ["p", "b", "i", "u", "q"]


CARD = "<article id='{0}'><p><a href='/{0}'>x</a></p><a href='/{0}'>y</a><i>z</i></article>"
BOXES = [
    ("two cards", f"<div id='d'>{CARD.format('a')}{CARD.format('b')}</div>", "a"),
    ("one card", f"<div id='d'>{CARD.format('a')}</div>", "d"),
    ("one card of the page", f"<main><div id='d'><div id='e'>{CARD.format('a')}</div></div></main>", "d"),
    (
        "three links of a card",
        f"<div id='d'>{CARD.format('a')}{CARD.format('b')}{CARD.format('a').replace('id=', 'class=')}</div>",
        "a",
    ),
]


@each(("name", "body", "box"), BOXES, ids=lambda case: str(case[0]))
def test_the_widest_box_of_one_post(name: str, body: str, box: str) -> None:
    whole = outline(body)
    alone = Alone(links_to(whole, lambda _: True), TOPS)
    widest = alone.widest(whole.links[0][0])
    assert widest is not None
    assert widest.attributes.get("id") == box
    text, around = whole.tree.css_first("i"), whole.tree.css_first("article")
    assert text is not None
    assert around is not None
    assert (alone.has_links(text), alone.has_links(around)) == (False, True)


SPOKEN = [
    ("<p><span class='sr-only'>b<i class='sr-only'>c</i></span></p>", "bc"),
    ("<p>Read <span class='sr-only'>the article</span></p>", "Read"),
    ("<p><span class='sr-only'>the article</span></p>", "the article"),
    ("<p>a<span class='sr-only'>b</span><span class='sr-only'>c</span></p>", "a"),
    ("<p><span class='sr-only'>b</span><span class='sr-only'>c</span></p>", "c"),
    ("<p>a<span class='sr-only'>b<i class='sr-only'>c</i></span></p>", "a"),
]


@each(("body", "text"), SPOKEN)
def test_texts_for_screen_readers_are_left_out_beside_others(body: str, text: str) -> None:
    node = outline(body).tree.css_first("p")
    assert node is not None
    assert node.text().strip() == text


def test_what_lies_between_the_boxes_of_posts_is_in_none() -> None:
    whole = outline(f"<div>{CARD.format('a')}<u>x</u>{CARD.format('b')}</div>")
    between = whole.tree.css_first("u")
    assert between is not None
    assert Alone(links_to(whole, lambda _: True), TOPS).widest(between) is None


@each(("letters", "most"), [(20_000, 20_000), (20_001, 20_000)])
def test_of_a_very_long_text_only_the_beginning_is_read(letters: int, most: int) -> None:
    node = outline(f"<p>{'o' * letters}</p>").tree.css_first("p")
    assert node is not None
    assert [len(text) for text in pieces(node)] == [most]


def test_of_a_page_that_is_read_in_part_nothing_is_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    body = "<p>a <span class='sr-only'>b</span></p>"  # with html, head and body: 7 nodes
    for most, text in ((4, "a b"), (5, "a b"), (7, "a ")):
        monkeypatch.setattr(outlines, "MOST_NODES", most)
        node = prepare(f"<html><head></head><body>{body}</body></html>").css_first("p")
        assert node is not None
        assert node.text() == text
