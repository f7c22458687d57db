"""Tests of selectors that find something, but probably not the value of their field."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from clusterwatch import extract_post
from clusterwatch.config import Source
from clusterwatch.extraction import entry_draft
from clusterwatch.extraction import extract_post as extract_with_entry
from clusterwatch.extraction.selectors.apply import leaves_out
from clusterwatch.html_tree import parse
from clusterwatch.models import Entry, Method, Problem, ProblemCode, SelectorReason, Value
from clusterwatch.pipeline import health
from tests.extraction.pages import PROSE, page
from tests.tables import each

URL = "https://lumen-valley.example.org/news/microscopes"
HTML = page(
    '<header><p class="brand">Lumen Valley</p><nav><a href="/">Home</a> <a href="/about">About us all</a></nav>'
    "</header>"
    f'<main><p class="section">Press releases</p><h1>Six towns share their microscopes</h1>'
    f'<p class="when">6 May 2024</p><p class="until">Until 30 June 2024</p><div class="text">{PROSE}</div>'
    f'<div class="share-bar"><p>Share this page with others on the networks that you like best.</p></div></main>'
    f"<aside><p>Our members are two hundred firms along the coast.</p></aside>"
    f"<footer><p>Lumen Valley, 3 quai des Mesures, open from Monday to Friday.</p></footer>"
)
ENTRY = Entry(
    URL,
    Method.FEED,
    "https://lumen-valley.example.org/feed",
    title="Six towns share their microscopes",
    published="2024-05-06",
)


NEVER: dict[str, Value] = {"method": Method.SELECTOR, "reason": SelectorReason.NEVER_USED, "of": 5}


def doubts(select: dict[str, Any], entry: Entry | None = None) -> list[tuple[str | None, str | None, object]]:
    source = Source.model_validate({"url": URL, "name": "Lumen Valley", "select": select})
    draft = extract_with_entry(HTML, URL, source, entry=entry)
    return [
        (p.field, p.selector, p.detail["reason"])
        for p in draft.problems
        if p.code is ProblemCode.SELECTOR_DOUBTFUL
    ]


@each(
    ("select", "expected"),
    [
        ({"title": "h1", "date": ".when", "body": ".text"}, []),
        ({"body": "main"}, []),
        ({"body": "footer"}, [("body", "footer", SelectorReason.IN_BOILERPLATE)]),
        ({"body": "footer p"}, [("body", "footer p", SelectorReason.IN_BOILERPLATE)]),
        ({"body": "aside"}, [("body", "aside", SelectorReason.IN_BOILERPLATE)]),
        ({"body": "nav"}, [("body", "nav", SelectorReason.IN_BOILERPLATE)]),
        ({"body": ".share-bar"}, []),  # nothing is left of it, which is another problem
        ({"body": ".text p:first-child"}, [("body", ".text p:first-child", SelectorReason.PART)]),
        ({"body": ".text p"}, []),
        ({"title": ".brand"}, [("title", ".brand", SelectorReason.NO_TITLE)]),
        ({"title": ".section"}, [("title", ".section", SelectorReason.NO_TITLE)]),
    ],
)
def test_a_page_alone(select: dict[str, Any], expected: list[Any]) -> None:
    assert doubts(select) == expected


@each(
    ("select", "expected"),
    [
        ({"title": "h1", "date": ".when"}, []),
        ({"date": ".until"}, [("published", ".until", SelectorReason.DIFFERS)]),
        ({"title": "nav a + a"}, [("title", "nav a + a", SelectorReason.DIFFERS)]),
    ],
)
def test_a_page_whose_index_gives_title_and_day(select: dict[str, Any], expected: list[Any]) -> None:
    assert doubts(select, ENTRY) == expected


@each(
    ("method", "published", "differs"),
    [
        (Method.FEED, "2024-05-07", False),
        (Method.FEED, "2024-05-08", True),
        (Method.FEED, "2024-04", False),
        (Method.FEED, "soon", False),
        (Method.SITEMAP, "2024-05-08", False),
        (Method.LISTING, "Deadline: 30 June 2024", False),
    ],
)
def test_a_day_that_an_index_gives_otherwise(method: Method, published: str, differs: bool) -> None:
    entry = replace(ENTRY, method=method, published=published)
    doubt = ("published", ".when", SelectorReason.DIFFERS)
    assert doubts({"date": ".when"}, entry) == [doubt] * differs


@each(
    ("css", "expected"),
    [
        (".one", True),  # most of the other one is in an element of its own
        (".one, .two", False),
        (".one, .alone", True),  # the element of the first one counts
        (".two", False),
        (".other", False),  # no paragraph
        (".alone", False),
        (".equal", False),
        (".none", False),
    ],
)
def test_paragraphs_of_several(css: str, expected: bool) -> None:
    text = (
        '<div><p class="one">Six towns.</p><p class="two"><b>They share all of their microscopes</b>, too.</p>'
        '<div class="other">A box beside them that is much longer than each of these two paragraphs.</div></div>'
        '<div><p class="alone">Alone.</p><ul><li>A list that is longer than the paragraph.</li></ul></div>'
        '<div><p class="equal">Twelve.</p><p>Twelve.</p></div>'
    )
    assert leaves_out(parse(text).css(css)) is expected


def test_the_value_of_a_doubtful_selector_is_used() -> None:
    source = Source.model_validate({"url": URL, "select": {"body": "footer"}})
    assert (
        extract_post(HTML, URL, source).body
        == "Lumen Valley, 3 quai des Mesures, open from Monday to Friday."
    )


def test_a_selector_is_told_of_a_run_if_most_posts_are_doubtful_or_none_was_read_with_it() -> None:
    source = Source.model_validate({"url": URL, "select": {"body": "footer"}})
    pages = [extract_post(HTML.replace("Six", name), URL, source) for name in ("Two", "Ten", "Nine")]
    found = health.of_drafts(pages, {}, None, selectors={"body": "footer"})
    assert [(p.code, p.field, p.count) for p in found] == [(ProblemCode.SELECTOR_DOUBTFUL, "body", 3)]


def test_a_selector_that_is_never_used_is_told() -> None:
    entry = Entry(URL, Method.REST, URL, title="Six towns", body=PROSE, complete=True)
    unused = [Problem(ProblemCode.SELECTOR_DOUBTFUL, "title", "h1", count=5, detail=NEVER)]
    drafts = [
        entry_draft(replace(entry, title=f"Town {n}", body=f"{PROSE}<p>{n}</p>"), None) for n in range(5)
    ]
    assert health.of_drafts(drafts, {}, None, selectors={"title": "h1"}) == unused
    assert health.of_drafts(drafts[:4], {}, None, selectors={"title": "h1"}) == []
    source = Source.model_validate({"url": URL, "select": {"title": "h1"}})
    read = extract_post(HTML, URL, source)
    assert health.of_drafts([*drafts, read], {}, None, selectors={"title": "h1"}) == []
