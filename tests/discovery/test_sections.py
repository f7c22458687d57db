"""Posts that are sections of one page, and what looks like them."""

# ruff: noqa: E501 - a line of mark-up is a line

from __future__ import annotations

import pytest

from clusterwatch.config import StrategySettings
from clusterwatch.discovery.listing.listing_page import read_listing
from tests.discovery.fakeweb import page

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


@pytest.mark.parametrize("name", OTHERS)
def test_sections_that_are_no_posts(name: str) -> None:
    assert read(*OTHERS[name]) == []
    assert read(*LISTS["accordions"], url="https://example.org/events") == []


def test_a_list_of_pages_is_taken_before_sections() -> None:
    pages = "<li>0{n}.03.2024 <a href='/news/{n}-a-b'>{t}</a></li>"
    assert [url for url, *_ in read(pages, LISTS["accordions"][1])] == [f"{URL}/{n}-a-b" for n in range(1, 5)]
