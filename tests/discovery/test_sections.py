"""Posts that are sections of one page, and what looks like them."""

# ruff: noqa: E501 - a line of mark-up is a line

from __future__ import annotations

import pytest

from clusterwatch.config import StrategySettings
from clusterwatch.discovery.listing.listing_page import read_listing
from tests.discovery.fakeweb import page
from tests.tables import each

URL = "https://example.org/news"
TITLES = (
    "The cluster opens a hall for rotor blades",
    "Twelve members share a test bench",
    "A new chair for the board of the cluster",
    "Funding for the hydrogen valley agreed",
)
TEXT = "<p>The members have met in the harbour, as <a href=/members/x>their list</a> shows.</p><p>They will meet again.</p>"
MENU = "<nav><a href=/>Home</a><a href=/about>About</a><a href=/contact>Contact</a></nav>"
DATED = "<li>0{n}.03.2024 <a href='{page}#post-{n}'>{t}</a></li>"
LISTS = {
    "dates in the list": (DATED, "<h2 id=post-{n}>{t}</h2>{text}"),
    "dates in the sections": ("<li><a href='{page}#post-{n}'>{t}</a></li>", "<h2 id=post-{n}>{t}</h2><p>0{n}.03.2024</p>{text}"),
    "named anchors": (DATED, "<a name=post-{n}></a><h3>{t}</h3>{text}"),
    "sections that link to themselves": ("", "<article id=post-{n}><h2><a href='{page}#post-{n}'>{t}</a></h2><time datetime=2024-03-0{n}>x</time>{text}</article>"),
    "accordions": ("", "<div><h3><a href='#post-{n}'>{t}</a></h3><i>0{n}.03.2024</i><div id=post-{n}>{text}</div></div>"),
}  # fmt: skip
OTHERS = {
    "questions": ("<li><a href='#q{n}'>How do I become a member, part {n}?</a></li>", "<h2 id=q{n}>How</h2>{text}"),
    "years": ("<a href='#y{n}'>201{n}</a> ", "<h2 id=y{n}>201{n}</h2><p>0{n}.03.2024</p>{text}"),
    "sections without a text": (DATED, "<i id=post-{n}></i>"),
    "sections that are missing": (DATED, ""),
}  # fmt: skip


def read(row: str, section: str, url: str = URL, at: str = "") -> list[tuple[str, str | None, str | None]]:
    rows, texts = (
        "".join(form.format(n=n, t=t, page=at, text=TEXT) for n, t in enumerate(TITLES, 1))
        for form in (row, section)
    )
    found = read_listing(
        page(f"{MENU}<main><ul>{rows}</ul>{texts}</main>", url), StrategySettings(kind="listing", url=url)
    )
    return [(e.url, e.title, e.published) for e in found.entries]


@pytest.mark.parametrize("at", ["", "/news", "https://www.example.org/news/"])
@pytest.mark.parametrize("name", LISTS)
def test_sections_are_posts(name: str, at: str) -> None:
    found = read(*LISTS[name], at=at)
    assert [(url.partition("#")[2], title) for url, title, _ in found] == [
        (f"post-{n}", title) for n, title in enumerate(TITLES, 1)
    ]
    assert all(day in {f"0{n}.03.2024", f"2024-03-0{n}"} for n, (_, _, day) in enumerate(found, 1))


def test_sections_of_another_page() -> None:
    found = read(DATED, "", "https://example.org/start", "/news")
    assert [url for url, *_ in found] == [f"{URL}#post-{n}" for n in range(1, 5)]


@each("name", OTHERS)
def test_sections_that_are_no_posts(name: str) -> None:
    assert read(*OTHERS[name]) == []
    assert read(*LISTS["accordions"], url="https://example.org/events") == []


def test_a_list_of_pages_is_taken_before_sections() -> None:
    pages = "<li>0{n}.03.2024 <a href='/news/{n}-a-b'>{t}</a></li>"
    assert [url for url, *_ in read(pages, LISTS["accordions"][1])] == [f"{URL}/{n}-a-b" for n in range(1, 5)]


SHORT = f"<p>{'o' * 40}</p>"
HALL, DAY = "Hall {n} opens", "0{n}.03.2024 "


def number(title: str, day: str, section: str, *more: tuple[str, str, str], after: str = "") -> int:
    """How many sections are posts: three of one make, and more."""
    rows, texts = "", ""
    for n, (t, d, text) in enumerate([(title, day, section)] * 3 + list(more), 1):
        rows += f"<li>{d}<a href='#s{n}'>{t}</a></li>".format(n=n)
        texts += text.format(n=n)
    html = f"{MENU}<main><ul>{rows}</ul><div>{texts}</div></main>{after}"
    return len(read_listing(page(html, URL), StrategySettings(kind="listing", url=URL)).entries)


HEADED = "<h2 id=s{n}>Hall</h2>"
GOOD, UNDATED, BRIEF = (
    ("Hall {n} opens", "0{n}.03.2024 ", HEADED + SHORT),
    ("Hall {n} opens", "", HEADED + SHORT),
    ("Hall {n}", "0{n}.03.2024 ", HEADED + SHORT),
)
NAMES = [
    ("a title of three words", [], HALL, DAY, HEADED + SHORT, 3),
    ("a title of two words", [], "Hall {n}", DAY, HEADED + SHORT, 0),
    ("two thirds have a day", [GOOD, UNDATED, UNDATED], HALL, DAY, HEADED + SHORT, 6),
    ("half have a day", [UNDATED, UNDATED, UNDATED], HALL, DAY, HEADED + SHORT, 0),
    ("two thirds have a title", [GOOD, BRIEF, BRIEF], HALL, DAY, HEADED + SHORT, 6),
    ("half have a title", [BRIEF, BRIEF, BRIEF], HALL, DAY, HEADED + SHORT, 0),
    ("one title for all", [], "The hall opens", DAY, HEADED + SHORT, 0),
    ("a link without a text", [("", DAY, HEADED + SHORT)], HALL, DAY, HEADED + SHORT, 3),
    ("a section without a text", [(HALL, DAY, HEADED + "<p>o</p>")], HALL, DAY, HEADED + SHORT, 3),
    ("thirty-nine letters", [], HALL, DAY, f"<div id=s{{n}}>{'o' * 39}</div>", 0),
    ("forty letters in the element", [], HALL, DAY, f"<div id=s{{n}}>{'o' * 40}</div>", 3),
    ("a day below a heading of forty letters", [], HALL, "", f"<h2 id=s{{n}}>{'o' * 40}</h2><p>0{{n}}.03.2024</p>", 3),
    ("a day below a line of thirty-nine letters in its box", [], HALL, "", f"<section><p id=s{{n}}>{'o' * 39}</p></section><p>0{{n}}.03.2024</p>", 3),
    ("a day below a text of forty letters in its box", [], HALL, "", f"<section><p id=s{{n}}>{'o' * 40}</p></section><p>0{{n}}.03.2024</p>", 0),
    ("a day in the second element after the heading", [], HALL, "", f"{HEADED}<p>o</p><p>0{{n}}.03.2024</p>{SHORT}", 3),
    ("a day in the third element after the heading", [], HALL, "", f"{HEADED}<p>o</p><p>p</p><p>0{{n}}.03.2024</p>{SHORT}", 0),
    ("a name in a box of its own", [], HALL, DAY, f"<p><b><a name=s{{n}}></a></b></p>{SHORT}", 3),
    ("two hundred siblings", [], HALL, DAY, f"<a name=s{{n}}></a>{'<br>' * 199}{SHORT}", 3),
    ("more siblings", [], HALL, DAY, f"<a name=s{{n}}></a>{'<br>' * 200}{SHORT}", 0),
    ("a text of which each next section has a part", [], HALL, DAY, "<a name=s{n}></a><p>oooooooooooooo</p>", 0),
    ("a text in the box of the next name", [], HALL, DAY, "<a name=s{n}></a><p>oo <b id=x{n}></b> ooooooooooooooooooooooooooooooooooooooooo</p>", 0),
]  # fmt: skip


@each(("name", "more", "title", "day", "section", "expected"), NAMES, ids=lambda case: str(case[0]))
def test_what_makes_sections_posts(
    name: str, more: list[tuple[str, str, str]], title: str, day: str, section: str, expected: int
) -> None:
    assert number(title, day, section, *more) == expected


def test_the_foot_of_the_page_is_no_text_of_the_last_section() -> None:
    foot = f"<footer>{SHORT}</footer>"
    assert number(HALL, DAY, "<i id=s{n}></i>", after=foot) == 0
    assert number(HALL, DAY, HEADED + SHORT, (HALL, DAY, "<i id=s{n}></i>"), after=foot) == 3


@each("at", ["https://other.example/news", "/news.pdf", "mailto:office@example.org"])
def test_sections_of_what_is_no_page_of_the_site(at: str) -> None:
    assert read(DATED, "", at=at) == []


def test_two_sections_are_no_list() -> None:
    rows = "".join(f"<li>0{n}.03.2024 <a href='/x#s{n}'>Hall {n} opens</a></li>" for n in (1, 2))
    found = read_listing(
        page(f"<main><ul>{rows}</ul></main>", URL), StrategySettings(kind="listing", url=URL)
    )
    assert found.entries == ()
